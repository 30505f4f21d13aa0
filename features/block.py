"""Block: a fitted criterion with what unknown is worth, still one inner product.

Two columns are added to the criterion's own: one that says "this supplier did not state it",
against the fit of an average supplier, and one that says "this need did not state it", against a
constant. So an unknown supplier scores as the mean of those that stated, and an unknown need
leaves every ranking as it is.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack
from sklearn.base import BaseEstimator, clone

from features.contract import Criterion, Term, Vectors
from features.language import mark

SUPPLIER_UNKNOWN = Term("belum diketahui, dinilai rata-rata", mark("unknown, counted as average"))
NEED_UNKNOWN = Term("kebutuhan tidak menyebutnya", mark("the need does not say"))


@dataclass(frozen=True)
class Contribution:
    """One term's part of a fit; the parts of a pair sum to its fit."""

    term: Term
    amount: float


class Block(BaseEstimator):
    """One criterion's share of the one matrix product.

    Parameters
    ----------
    criterion
        An unfitted criterion; it is cloned.
    prior_firms
        With how many firms' weight the criterion's stated default pulls at the mean of those
        that stated; it matters only when few did.
    """

    def __init__(self, criterion: Criterion, prior_firms: float = 5.0) -> None:
        self.criterion = criterion
        self.prior_firms = prior_firms

    def fit(self, suppliers: pd.DataFrame, needs: pd.DataFrame) -> Self:
        """Fit the criterion and freeze what unknown is worth on both sides."""
        self.criterion_ = clone(self.criterion).fit(suppliers)
        found = self.criterion_.supplier_vectors(suppliers)
        per_firm = _one_vote_per_firm(suppliers["firm_id"], found.stated)
        total = per_firm.sum() + self.prior_firms or 1.0
        self.mean_ = np.asarray(per_firm @ found.rows) / total
        self.default_ = self.criterion.default_fit * self.prior_firms / total
        asked = self.criterion_.need_vectors(needs)
        fits = self._average_fit(asked)[asked.stated]
        n_asked = len(fits)
        self.vague_fit_ = float(
            (fits.sum() + self.criterion.default_fit * self.prior_firms)
            / (n_asked + self.prior_firms or 1.0)
        )
        return self

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Encode capabilities, shape (n_rows, n_terms + 2)."""
        found = self.criterion_.supplier_vectors(suppliers)
        unknown = (~found.stated).astype(float)[:, None]
        ones = np.ones((len(suppliers), 1))
        return Vectors(csr_array(hstack([found.rows, unknown, ones])), found.stated)

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Encode needs, shape (n_needs, n_terms + 2)."""
        asked = self.criterion_.need_vectors(needs)
        average = np.where(asked.stated, self._average_fit(asked), 0.0)[:, None]
        vague = np.where(asked.stated, 0.0, self.vague_fit_)[:, None]
        return Vectors(csr_array(hstack([asked.rows, average, vague])), asked.stated)

    def contributions(self, need: csr_array, supplier: csr_array) -> list[Contribution]:
        """Split the fit of one pair (two rows of vectors) into terms, largest first."""
        product = (need * supplier).tocoo()
        terms = [*self.criterion_.terms(), SUPPLIER_UNKNOWN, NEED_UNKNOWN]
        amounts: dict[Term, float] = {}
        for column, amount in zip(product.coords[-1], product.data, strict=True):
            amounts[terms[column]] = amounts.get(terms[column], 0.0) + float(amount)
        parts = [Contribution(term, amount) for term, amount in amounts.items() if amount]
        return sorted(parts, key=lambda part: (-part.amount, part.term.name_en))

    def _average_fit(self, asked: Vectors) -> np.ndarray:
        return np.asarray(asked.rows @ self.mean_) + self.default_


def _one_vote_per_firm(firms: pd.Series, stated: np.ndarray) -> np.ndarray:
    """Weigh rows so that the stated rows of one firm sum to 1, however many it has."""
    n_stated = pd.Series(stated, index=firms.index).groupby(firms).transform("sum")
    return np.where(stated, 1.0 / np.maximum(n_stated, 1), 0.0)
