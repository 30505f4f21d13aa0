"""Past needs: what suppliers have served, one column each, and how much of it a need may see.

A past need is seen as of the day of the need that looks: only what came before that day, and
never what came of itself. So the same vectors serve for ranking today and for looking back.
"""

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, diags_array

from features.contract import Vectors
from features.counting import Counts

SERVED = "served"

_DAYS_PER_YEAR = 365.25


@dataclass(frozen=True)
class Past:
    """A need that a supplier has served; `date` is the day of the need, None if not known.

    `name` is how people call it; blank, it is the text. `buyer` is the firm id of who needed it.
    """

    need_id: str
    text: str
    date: datetime.date | None = None
    name: str = ""
    buyer: str = ""


class PastNeeds:
    """The past needs of a table of suppliers, in the order of their ids.

    Parameters
    ----------
    half_life_years
        Age at which a past need counts half.
    undated_age_years
        Age assumed of a past need without a date; only its own need does not see it.
    """

    def __init__(self, half_life_years: float, undated_age_years: float) -> None:
        self.half_life_years = half_life_years
        self.undated_age_years = undated_age_years

    def fit(self, counts: Counts) -> Self:
        """Give each past need that was counted a column."""
        self.all = sorted((past for past in counts if isinstance(past, Past)), key=_place)
        self._column = {past: i for i, past in enumerate(self.all)}
        self._ids = np.array([past.need_id for past in self.all], dtype=object)
        self._days = np.array([_day(past.date) for past in self.all], dtype=float)
        return self

    def __len__(self) -> int:
        return len(self.all)

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Mark the past needs that a supplier served with 1; one that served none is unknown."""
        columns = [
            sorted({self._column[past] for past in row if past in self._column})
            for row in past_of(suppliers)
        ]
        found = np.array([len(row) for row in columns], dtype=int)
        flat = np.array([column for row in columns for column in row], dtype=int)
        at = np.repeat(np.arange(len(suppliers)), found)
        shape = (len(suppliers), len(self.all))
        return Vectors(csr_array((np.ones(len(flat)), (at, flat)), shape=shape), found > 0)

    def need_vectors(self, needs: pd.DataFrame, worth: csr_array, kappa: float) -> Vectors:
        """Share out each need among the past needs that it may see: k / (kappa + sum of k).

        `worth` has shape (n_needs, n_past); k is its value, halved for every half-life of age. A
        need that sees nothing is unknown.
        """
        worth = coo_array(worth)
        at, past = worth.coords
        seen = worth.data * self._decay(needs, at, past)
        kernel = csr_array((seen, (at, past)), shape=worth.shape)
        kernel.eliminate_zeros()
        total = np.asarray(kernel.sum(axis=1)).ravel()
        scale = np.divide(1.0, kappa + total, out=np.zeros(len(needs)), where=total > 0)
        return Vectors(csr_array(diags_array(scale) @ kernel), total > 0)

    def _decay(self, needs: pd.DataFrame, at: np.ndarray, past: np.ndarray) -> np.ndarray:
        """Give 0.5 per half-life of age to each pair of a need and a past need, 0 to a hidden one.

        A need without a date is as of the latest past need.
        """
        known = self._days[~np.isnan(self._days)]
        day = _need_days(needs)[at]
        as_of = np.where(np.isnan(day), known.max(initial=0.0), day)
        age = (as_of - self._days[past]) / _DAYS_PER_YEAR
        age = np.where(np.isnan(age), self.undated_age_years, age)
        hidden = (self._days[past] >= day) | (self._ids[past] == _need_ids(needs)[at])
        return np.where(hidden, 0.0, 0.5 ** (age.clip(min=0.0) / self.half_life_years))


def count_past(suppliers: pd.DataFrame, usable: Callable[[Past], bool]) -> Counts:
    """Count in how many rows each past need stands, as far as it is usable."""
    return Counter(past for row in past_of(suppliers) for past in row if usable(past))


def _place(past: Past) -> tuple[str, ...]:
    return (past.need_id, past.text, str(past.date), past.name, past.buyer)


def past_of(suppliers: pd.DataFrame) -> list[tuple[Past, ...]]:
    """Give what each row served."""
    if SERVED not in suppliers:
        return [()] * len(suppliers)
    return [tuple(cell) if isinstance(cell, (tuple, list)) else () for cell in suppliers[SERVED]]


def _need_ids(needs: pd.DataFrame) -> np.ndarray:
    return np.array(list(needs.get("need_id", needs.index)), dtype=object)


def _need_days(needs: pd.DataFrame) -> np.ndarray:
    dates = needs["date"] if "date" in needs else [None] * len(needs)
    return np.array([_day(value) for value in dates], dtype=float)


def _day(value: object) -> float:
    """Number the days; what is no date is not a number."""
    if not isinstance(value, datetime.date) or value is pd.NaT:
        return np.nan
    return float(value.toordinal())
