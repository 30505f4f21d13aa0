"""Criterion: whether the supplier kept what it agreed to."""

from typing import ClassVar

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator

from features.columns import numbers
from features.contract import Term, Vectors
from features.counting import CountingMixin
from features.language import mark


class Reliability(CountingMixin, BaseEstimator):
    """Kept what it agreed to at earlier events.

    The share of its dated steps that it kept (came, answered, delivered) of those it kept or
    broke. Few steps say little: the rest counts as unknown, n / (n + `prior_steps`) of it stated.
    """

    name: ClassVar[str] = "reliability"
    title: ClassVar[Term] = Term("keandalan", "reliability")
    side: ClassVar[str] = "buyer"
    default_fit: ClassVar[float] = 0.7

    def __init__(self, prior_steps: float = 2.0) -> None:
        self.prior_steps = prior_steps

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Give the share of steps kept, less the part that too few steps leave open."""
        share, sureness = kept_share(suppliers, self.prior_steps)
        return Vectors(csr_array(share[:, None]), sureness)

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Ask every supplier for it."""
        return Vectors(csr_array(np.ones((len(needs), 1))), np.ones(len(needs)))

    def terms(self) -> list[Term]:
        """Name the one column."""
        return [Term("janji yang ditepati", mark("what was agreed and kept"))]


def kept_share(table: pd.DataFrame, prior_steps: float) -> tuple[np.ndarray, np.ndarray]:
    """Share of all steps that each row's firm kept, and how sure that is; shapes (n,).

    Reads the counts `kept` and `broken`; the open part 1 - sureness is left out of the share.
    """
    kept, broken = (numbers(table, name).fillna(0).to_numpy(float) for name in ("kept", "broken"))
    total = np.maximum(kept + broken + prior_steps, 1e-12)
    return kept / total, (kept + broken) / total
