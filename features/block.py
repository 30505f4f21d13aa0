"""Block: a fitted criterion with what unknown is worth, still one inner product.

Columns are added to the criterion's own: for each aspect one that says "this supplier did not
state it", against the fit of an average supplier, and one that says "this need did not state it",
against a constant. So an unknown supplier scores as the mean of those that stated, and an unknown
need leaves every ranking as it is.
"""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack
from sklearn.base import BaseEstimator, clone

from features.contract import Criterion, Term, Vectors
from features.counting import Counts
from features.language import mark

SUPPLIER_UNKNOWN = Term("belum diketahui, dinilai rata-rata", mark("unknown, counted as average"))
NEED_UNKNOWN = Term("kebutuhan tidak menyebutnya", mark("the need does not say"))
UNIT = 2.0**-40  # of what a firm stated of a term; 64 bits hold the sum of 8 million firms


@dataclass(frozen=True)
class Contribution:
    """One term's part of a fit; the parts of a pair sum to its fit."""

    term: Term
    amount: float


@dataclass(frozen=True)
class Sums:
    """How many firms stated each aspect, and what they stated of each term; parts add up.

    `n_firms` has shape (n_aspects,) and `per_term` (n_terms,). Amounts are whole units, so their
    sum is the same in any order and any parts.
    """

    n_firms: np.ndarray
    per_term: np.ndarray

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.n_firms + other.n_firms, self.per_term + other.per_term)


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
        self.fit_counts(self.criterion.count(suppliers)).fit_sums(self.sums(suppliers))
        return self.fit_vague(self.fits_of_average(needs))

    def fit_counts(self, counts: Counts) -> Self:
        """Fit the criterion to the counts of all parts: the first step of a fit."""
        self.criterion_ = clone(self.criterion).fit_counts(counts)
        self.aspect_ = _membership([term.aspect for term in self.criterion_.terms()])
        return self

    def sums(self, suppliers: pd.DataFrame) -> Sums:
        """Sum what the firms of a part stated; all rows of a firm stand in one part."""
        found = self.criterion_.supplier_vectors(suppliers)
        votes = _one_vote_per_firm(suppliers["firm_id"], found.by_aspect)
        cells = found.rows.tocoo()
        at, column = cells.coords
        amounts = cells.data * votes.weights[at, self.aspect_.argmax(axis=1)[column]]
        per_term = np.zeros(found.rows.shape[1], dtype=np.int64)
        np.add.at(per_term, column, np.rint(amounts / UNIT).astype(np.int64))
        return Sums(votes.n_firms, per_term)

    def fit_sums(self, sums: Sums) -> Self:
        """Freeze the mean of what was stated, from the sums of all parts."""
        n_firms = sums.n_firms + self.prior_firms
        n_firms[n_firms == 0] = 1.0
        self.mean_ = sums.per_term * UNIT / (self.aspect_ @ n_firms)
        self.default_ = self.criterion.default_fit * self.prior_firms / n_firms
        return self

    def fits_of_average(self, needs: pd.DataFrame) -> np.ndarray:
        """How an average firm fits each need that states anything, in their order."""
        asked = self.criterion_.need_vectors(needs)
        share = asked.by_aspect.sum(axis=1)
        return np.asarray(self._average_fits(asked).sum(axis=1)[share > 0] / share[share > 0])

    def fit_vague(self, fits: np.ndarray) -> Self:
        """Freeze what a need that states nothing is worth, from the fits of all needs."""
        self.vague_fit_ = float(
            (fits.sum() + self.criterion.default_fit * self.prior_firms)
            / (len(fits) + self.prior_firms or 1.0)
        )
        return self

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Encode capabilities, shape (n_rows, n_terms + n_aspects + 1)."""
        found = self.criterion_.supplier_vectors(suppliers)
        ones = np.ones((len(suppliers), 1))
        rows = hstack([found.rows, 1.0 - found.by_aspect, ones])
        return Vectors(csr_array(rows), found.by_aspect)

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Encode needs, shape (n_needs, n_terms + n_aspects + 1)."""
        asked = self.criterion_.need_vectors(needs)
        vague = (1.0 - asked.by_aspect.sum(axis=1, keepdims=True)) * self.vague_fit_
        rows = hstack([asked.rows, self._average_fits(asked), vague])
        return Vectors(csr_array(rows), asked.by_aspect)

    def stated_fits(self, needs: Vectors, suppliers: Vectors) -> np.ndarray:
        """Give the part of each fit that rests on what both stated, shape (n_needs, n_rows)."""
        n_terms = len(self.mean_)
        return np.asarray((needs.rows[:, :n_terms] @ suppliers.rows[:, :n_terms].T).toarray())

    def contributions(self, need: csr_array, supplier: csr_array) -> list[Contribution]:
        """Split the fit of one pair (two rows of vectors) into terms, largest first."""
        product = (need * supplier).tocoo()
        n_aspects = self.aspect_.shape[1]
        terms = [*self.criterion_.terms(), *[SUPPLIER_UNKNOWN] * n_aspects, NEED_UNKNOWN]
        amounts: dict[Term, float] = {}
        for column, amount in zip(product.coords[-1], product.data, strict=True):
            amounts[terms[column]] = amounts.get(terms[column], 0.0) + float(amount)
        parts = [Contribution(term, amount) for term, amount in amounts.items() if amount]
        return sorted(parts, key=lambda part: (-part.amount, part.term.name_en))

    def _average_fits(self, asked: Vectors) -> np.ndarray:
        """What an average firm covers of each need, shape (n_needs, n_aspects)."""
        per_aspect = np.asarray(asked.rows @ (self.mean_[:, None] * self.aspect_))
        return per_aspect + asked.by_aspect * self.default_


def _membership(aspects: list[int]) -> np.ndarray:
    """Mark the aspect of each term, shape (n_terms, n_aspects)."""
    return np.asarray(np.eye(max(aspects, default=0) + 1)[np.array(aspects, dtype=int)])


class _Votes(NamedTuple):
    weights: np.ndarray  # of each row in each aspect, shape (n_rows, n_aspects)
    n_firms: np.ndarray  # that stated something, shape (n_aspects,)


def _one_vote_per_firm(firms: pd.Series, stated: np.ndarray) -> _Votes:
    """Weigh rows so that what one firm stated counts once, however many rows it has."""
    table = pd.DataFrame(stated, index=firms.to_numpy())
    per_firm = table.groupby(level=0).transform("sum").to_numpy()
    weights = np.divide(1.0, per_firm, out=np.zeros_like(per_firm), where=stated > 0)
    n_firms = (table.groupby(level=0).sum() > 0).sum(axis=0).to_numpy(dtype=float)
    return _Votes(weights, n_firms)
