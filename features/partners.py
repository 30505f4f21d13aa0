"""Criterion: which suppliers a buyer has taken before."""

from typing import ClassVar, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator

from features.columns import cells
from features.contract import Term, Vectors
from features.counting import CountingMixin, Counts
from features.language import mark
from features.past import PastNeeds, count_past


class Partners(CountingMixin, BaseEstimator):
    """Has already supplied this buyer.

    The share of the buyer's own past needs that the supplier served, each as of the day of the
    need that looks. An event is there for new pairs, so it has no weight unless somebody gives it
    one; without it and without those pairs, a figure is about new pairs only.

    Parameters
    ----------
    half_life_years
        Age at which a past need counts half.
    kappa
        How many past needs of today the doubt weighs as much as.
    undated_age_years
        Age assumed of a past need without a date.
    """

    name: ClassVar[str] = "partners"
    title: ClassVar[Term] = Term("sudah bermitra", mark("already partners"))
    side: ClassVar[str] = "buyer"
    default_fit: ClassVar[float] = 0.01

    def __init__(
        self, half_life_years: float = 3.0, kappa: float = 1.0, undated_age_years: float = 5.0
    ) -> None:
        self.half_life_years = half_life_years
        self.kappa = kappa
        self.undated_age_years = undated_age_years

    def count(self, suppliers: pd.DataFrame) -> Counts:
        """Count the past needs whose buyer is known."""
        return count_past(suppliers, lambda past: bool(past.buyer))

    def fit_counts(self, counts: Counts) -> Self:
        """Give each past need a column."""
        self.past_ = PastNeeds(self.half_life_years, self.undated_age_years).fit(counts)
        self.buyers_ = np.array([past.buyer for past in self.past_.all], dtype=object)
        return self

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Mark the past needs that a supplier served with 1."""
        return self.past_.supplier_vectors(suppliers)

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Share out a need among the past needs of its own buyer."""
        asking = np.array(cells(needs, "firm_id"), dtype=object)
        own = asking[:, None] == self.buyers_[None, :]
        return self.past_.need_vectors(needs, csr_array(own.astype(float)), self.kappa)

    def terms(self) -> list[Term]:
        """Name the past needs all alike."""
        return [Term("kebutuhan pembeli ini sebelumnya", mark("this buyer's earlier needs"))] * len(
            self.past_
        )
