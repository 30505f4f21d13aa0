"""Criterion: how near the supplier is, as a need vector over all regencies."""

from typing import ClassVar, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator
from sklearn.preprocessing import MultiLabelBinarizer, normalize

from features.contract import Term, Vectors
from features.counting import CountingMixin, Counts
from features.places import distances_km, regencies
from features.reading import REGENCIES


class Distance(CountingMixin, BaseEstimator):
    """Lies near the place where the part is needed.

    A supplier is 1 in its regency (an ambiguous place is shared among the regencies it can mean);
    a need holds, for every regency, a fit that halves with every `half_distance_km`. Distance is
    counted here only, on the buyer's side.

    Parameters
    ----------
    half_distance_km
        Great-circle distance at which the fit is one half; 200 km keeps Central Java's sentra
        comparable and Jakarta-Surabaya (660 km) near a tenth. Our choice, to be tuned.
    """

    name: ClassVar[str] = "distance"
    title: ClassVar[Term] = Term("jarak", "distance")
    side: ClassVar[str] = "buyer"
    default_fit: ClassVar[float] = 0.3

    def __init__(self, half_distance_km: float = 200.0) -> None:
        self.half_distance_km = half_distance_km

    def fit_counts(self, counts: Counts) -> Self:  # noqa: ARG002  part of the contract
        """Prepare one column per regency."""
        self.encoder_ = MultiLabelBinarizer(classes=list(regencies().index), sparse_output=True)
        self.encoder_.fit([])
        self.decay_ = 0.5 ** (distances_km() / self.half_distance_km)
        return self

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Share 1 among the regencies that a supplier's place can mean."""
        return self._shares(suppliers)

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Give the decay from the place of each need to every regency."""
        here = self._shares(needs)
        return Vectors(csr_array(here.rows @ self.decay_), here.stated)

    def terms(self) -> list[Term]:
        """Name the regencies."""
        return [Term(name, name) for name in regencies()["name"]]

    def _shares(self, table: pd.DataFrame) -> Vectors:
        places = list(table[REGENCIES])
        shares = normalize(csr_array(self.encoder_.transform(places), dtype=float), norm="l1")
        return Vectors(csr_array(shares), np.array([bool(place) for place in places], dtype=bool))
