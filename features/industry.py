"""Criterion: the industry that the supplier already serves."""

from typing import ClassVar

from sklearn.base import BaseEstimator

from features.contract import Term
from features.taxonomy import TaxonomyMixin


class Industry(TaxonomyMixin, BaseEstimator):
    """Already serves the industry that the part is for."""

    name: ClassVar[str] = "industry"
    title: ClassVar[Term] = Term("industri", "industry")
    side: ClassVar[str] = "buyer"
    kind: ClassVar[str] = "industry"
    supplier_column: ClassVar[str] = "industry_mentions"
    need_column: ClassVar[str] = "industry_mentions"
    default_fit: ClassVar[float] = 0.3

    def __init__(self, prior_rows: float = 20.0) -> None:
        self.prior_rows = prior_rows
