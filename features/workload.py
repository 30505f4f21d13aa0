"""Criterion: how much of the supplier's capacity the need would fill."""

from typing import ClassVar

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator

from features.capacity import CAPACITY_TERM, PIECES
from features.columns import numbers
from features.contract import Term, Vectors
from features.counting import CountingMixin


class Workload(CountingMixin, BaseEstimator):
    """Fills a good share of the supplier's capacity.

    Full between `least` and `most` of a month's capacity. Below it the order is hardly worth the
    set-up, above it the firm depends on one buyer or cannot deliver; both fall with the logarithm.

    Parameters
    ----------
    least, most
        Shares of the capacity between which an order is welcome. Our choice, to be tuned.
    decades
        At how many powers of ten outside that range the fit is 0.
    """

    name: ClassVar[str] = "workload"
    title: ClassVar[Term] = Term("isi kapasitas", "share of capacity")
    side: ClassVar[str] = "supplier"
    default_fit: ClassVar[float] = 0.5

    def __init__(self, least: float = 0.1, most: float = 0.8, decades: float = 1.0) -> None:
        self.least = least
        self.most = most
        self.decades = decades

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Place the stated capacity between two knots."""
        return PIECES.stated(numbers(suppliers, "capacity_per_month"))

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Give, for every knot of capacity, how welcome the asked volume is."""
        pieces = numbers(needs, "volume_per_month")
        enough = PIECES.at_least(pieces / self.most, self.decades)
        filled = PIECES.at_most(pieces / self.least, self.decades)
        return Vectors(csr_array(np.minimum(enough, filled)), pieces.notna().to_numpy())

    def terms(self) -> list[Term]:
        """Name the knots, all alike."""
        return [CAPACITY_TERM] * len(PIECES)
