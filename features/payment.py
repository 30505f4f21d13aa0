"""Criterion: whether the supplier can wait as long as the buyer takes to pay."""

from typing import ClassVar

import pandas as pd
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator

from features.columns import numbers
from features.contract import Term, Vectors
from features.counting import CountingMixin
from features.knots import Knots
from features.language import mark

DAYS = Knots(1, 1000)


class Payment(CountingMixin, BaseEstimator):
    """Pays within the time that the supplier can bear.

    Parameters
    ----------
    decades
        At how many powers of ten below the buyer's days the fit is 0; 0.6 means a quarter: who
        can wait 15 days is not served by 60.
    """

    name: ClassVar[str] = "payment"
    title: ClassVar[Term] = Term("pembayaran", "payment")
    side: ClassVar[str] = "supplier"
    default_fit: ClassVar[float] = 0.5

    def __init__(self, decades: float = 0.6) -> None:
        self.decades = decades

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Place the longest bearable term between two knots."""
        return DAYS.stated(numbers(suppliers, "payment_days_max"))

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Give the fit of every bearable term with the buyer's."""
        days = numbers(needs, "payment_days")
        return Vectors(csr_array(DAYS.at_least(days, self.decades)), days.notna().to_numpy())

    def terms(self) -> list[Term]:
        """Name the knots, all alike."""
        return [Term("lama pembayaran", mark("payment term"))] * len(DAYS)
