"""Criterion: whether the supplier can make as many as are asked."""

from typing import ClassVar

import pandas as pd
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator

from features.columns import numbers
from features.contract import Term, Vectors
from features.counting import CountingMixin
from features.knots import Knots
from features.language import mark

PIECES = Knots(1, 1e8)
CAPACITY_TERM = Term("kapasitas per bulan", mark("capacity a month"))


class Capacity(CountingMixin, BaseEstimator):
    """Can make as many parts a month as are asked.

    Full from the asked volume on, and falling with the logarithm below it. Only pieces a month of
    this product family count: tons, rupiah, a year's figure or that of the whole plant are
    questions, and unknown until somebody answers.

    Parameters
    ----------
    decades
        At how many powers of ten below the volume the fit is 0; 1 means a tenth. A shop that
        makes half can grow or share an order, one that makes a tenth cannot. Our choice.
    """

    name: ClassVar[str] = "capacity"
    title: ClassVar[Term] = Term("kapasitas", "capacity")
    side: ClassVar[str] = "buyer"
    default_fit: ClassVar[float] = 0.6

    def __init__(self, decades: float = 1.0) -> None:
        self.decades = decades

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Place the stated capacity between two knots."""
        return PIECES.stated(numbers(suppliers, "capacity_per_month"))

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Give the fit of every knot with the asked volume."""
        pieces = numbers(needs, "volume_per_month")
        fits = csr_array(PIECES.at_least(pieces, self.decades))
        return Vectors(fits, pieces.notna().to_numpy())

    def terms(self) -> list[Term]:
        """Name the knots, all alike."""
        return [CAPACITY_TERM] * len(PIECES)
