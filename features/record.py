"""Criterion: how the buyer treated earlier partners."""

from typing import ClassVar

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator

from features.contract import Term, Vectors
from features.counting import CountingMixin
from features.language import mark
from features.reliability import kept_share


class Record(CountingMixin, BaseEstimator):
    """Comes from a buyer that kept what it agreed to.

    The mirror of reliability: the share of the buyer's dated steps that it kept. It tells one
    need from another for an IKM and cannot change who stands first for a need.
    """

    name: ClassVar[str] = "record"
    title: ClassVar[Term] = Term("rekam jejak pembeli", "the buyer's record")
    side: ClassVar[str] = "supplier"
    default_fit: ClassVar[float] = 0.7

    def __init__(self, prior_steps: float = 2.0) -> None:
        self.prior_steps = prior_steps

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Ask every buyer for it."""
        return Vectors(csr_array(np.ones((len(suppliers), 1))), np.ones(len(suppliers)))

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Give the share of steps kept; the part that few steps leave open is the average."""
        share, sureness = kept_share(needs, self.prior_steps)
        return Vectors(csr_array(share[:, None]), sureness)

    def terms(self) -> list[Term]:
        """Name the one column."""
        return [Term("janji pembeli yang ditepati", mark("what the buyer agreed and kept"))]
