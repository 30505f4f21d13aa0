"""Criterion: how often a supplier was chosen at all, whatever for."""

from typing import ClassVar, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator

from features.contract import Term, Vectors
from features.counting import CountingMixin, Counts
from features.language import mark
from features.past import PastNeeds, count_past


class Popularity(CountingMixin, BaseEstimator):
    """Was chosen often before, whatever for.

    The share of all past needs that the supplier served, each as of the day of the need that
    looks. It knows nothing of what is needed and leads to the same firms again and again, so it
    has no weight unless somebody gives it one.

    Parameters
    ----------
    half_life_years
        Age at which a past need counts half.
    kappa
        How many past needs of today the doubt weighs as much as.
    undated_age_years
        Age assumed of a past need without a date.
    """

    name: ClassVar[str] = "popularity"
    title: ClassVar[Term] = Term("sering dipilih", mark("popularity"))
    side: ClassVar[str] = "buyer"
    default_fit: ClassVar[float] = 0.01

    def __init__(
        self, half_life_years: float = 3.0, kappa: float = 1.0, undated_age_years: float = 5.0
    ) -> None:
        self.half_life_years = half_life_years
        self.kappa = kappa
        self.undated_age_years = undated_age_years

    def count(self, suppliers: pd.DataFrame) -> Counts:
        """Count the past needs."""
        return count_past(suppliers, lambda _: True)

    def fit_counts(self, counts: Counts) -> Self:
        """Give each past need a column."""
        self.past_ = PastNeeds(self.half_life_years, self.undated_age_years).fit(counts)
        return self

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Mark the past needs that a supplier served with 1."""
        return self.past_.supplier_vectors(suppliers)

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Share out a need among all past needs that came before it."""
        everything = csr_array(np.ones((len(needs), len(self.past_))))
        return self.past_.need_vectors(needs, everything, self.kappa)

    def terms(self) -> list[Term]:
        """Name the past needs all alike: whose they were is nobody's business here."""
        return [Term("kebutuhan yang pernah dilayani", mark("needs served before"))] * len(
            self.past_
        )
