"""Criterion: how the part is made, stated or implied by the part."""

from typing import ClassVar

from sklearn.base import BaseEstimator

from features.contract import Term
from features.taxonomy import TaxonomyMixin


class Process(TaxonomyMixin, BaseEstimator):
    """Works with the processes that the part needs."""

    name: ClassVar[str] = "process"
    title: ClassVar[Term] = Term("proses", "process")
    side: ClassVar[str] = "buyer"
    kind: ClassVar[str] = "process"
    supplier_column: ClassVar[str] = "process_mentions"
    need_column: ClassVar[str] = "process_mentions"
    default_fit: ClassVar[float] = 0.25

    def __init__(self, prior_rows: float = 20.0) -> None:
        self.prior_rows = prior_rows
