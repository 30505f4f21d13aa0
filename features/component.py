"""Criterion: the part itself, through the tree of components."""

from typing import ClassVar

from sklearn.base import BaseEstimator

from features.contract import Term
from features.taxonomy import TaxonomyMixin


class Component(TaxonomyMixin, BaseEstimator):
    """Makes the part that is asked for, or one of its family."""

    name: ClassVar[str] = "component"
    title: ClassVar[Term] = Term("komponen", "component")
    side: ClassVar[str] = "buyer"
    kind: ClassVar[str] = "component"
    supplier_column: ClassVar[str] = "component_mentions"
    need_column: ClassVar[str] = "component_mentions"
    default_fit: ClassVar[float] = 0.1

    def __init__(self, prior_rows: float = 20.0) -> None:
        self.prior_rows = prior_rows
