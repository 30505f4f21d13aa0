"""Criterion: what the part is made of, stated or implied by the part."""

from typing import ClassVar

from sklearn.base import BaseEstimator

from features.taxonomy import TaxonomyMixin


class Material(TaxonomyMixin, BaseEstimator):
    """Works the materials that the part is made of."""

    name: ClassVar[str] = "material"
    side: ClassVar[str] = "buyer"
    default_fit: ClassVar[float] = 0.25

    def __init__(self, implied: float = 0.6, prior_rows: float = 20.0) -> None:
        self.implied = implied
        self.prior_rows = prior_rows
