"""Criterion: the industry that the supplier wishes to supply."""

from typing import ClassVar

from sklearn.base import BaseEstimator

from features.contract import Term
from features.reading import WISHES
from features.taxonomy import TaxonomyMixin


class Wish(TaxonomyMixin, BaseEstimator):
    """Comes from an industry that the supplier wishes to supply."""

    name: ClassVar[str] = "wish"
    title: ClassVar[Term] = Term("industri yang diminati", "industry wished for")
    side: ClassVar[str] = "supplier"
    kind: ClassVar[str] = "industry"
    supplier_column: ClassVar[str] = WISHES
    need_column: ClassVar[str] = "industry_mentions"
    default_fit: ClassVar[float] = 0.5

    def __init__(self, prior_rows: float = 20.0) -> None:
        self.prior_rows = prior_rows
