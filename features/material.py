"""Criterion: what the part is made of, stated or implied by the part."""

from typing import ClassVar

from sklearn.base import BaseEstimator

from features.contract import Term
from features.taxonomy import TaxonomyMixin


class Material(TaxonomyMixin, BaseEstimator):
    """Works the materials that the part is made of."""

    name: ClassVar[str] = "material"
    title: ClassVar[Term] = Term("bahan", "material")
    side: ClassVar[str] = "buyer"
    kind: ClassVar[str] = "material"
    supplier_column: ClassVar[str] = "material_mentions"
    need_column: ClassVar[str] = "material_mentions"
    default_fit: ClassVar[float] = 0.25

    def __init__(self, prior_rows: float = 20.0) -> None:
        self.prior_rows = prior_rows
