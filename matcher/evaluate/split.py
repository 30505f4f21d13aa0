"""Split: what was known before a day, and the needs from that day on.

A supplier is what it served before the day; a need is scored when one of its suppliers was known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from features import Past
from features.language import mark
from matcher.errors import DataError
from matcher.evaluate.history import History


@dataclass(frozen=True)
class Split:
    """Two tables on either side of a day, and who served what.

    `served` has shape (n_past, n_suppliers); `won` and `met` have shape (n_needs, n_suppliers),
    and `met` says who had served that buyer before the day. `n_unknown` counts the needs that
    only firms without a past served: cold starts, which no method here can rank.
    """

    day: date
    suppliers: pd.DataFrame
    past: pd.DataFrame
    needs: pd.DataFrame
    served: np.ndarray
    won: np.ndarray
    met: np.ndarray
    n_unknown: int


def split_at(history: History, day: date, until: date = date.max) -> Split:
    """Divide a history at a day; needs from `until` on are left out."""
    needs, outcomes = history.needs, history.outcomes
    when = outcomes["need_id"].map(needs["date"])
    before = outcomes[(when < day) & (_told(history) < day)]
    after = outcomes[(when >= day) & (when < until)]
    known = after[after["supplier_id"].isin(before["supplier_id"])]
    firms = pd.Index(sorted(before["supplier_id"].unique()), dtype=object)
    past = needs.loc[sorted(before["need_id"].unique())]
    asked = needs.loc[sorted(known["need_id"].unique())]
    buyers = pd.Index(needs["firm_id"].dropna().unique())
    own = before.assign(buyer=before["need_id"].map(needs["firm_id"])).dropna(subset="buyer")
    taken = _marks(own["buyer"], own["supplier_id"], buyers, firms)
    taken = np.vstack([taken, np.zeros((1, len(firms)), dtype=bool)])  # -1: buyer not stated
    return Split(
        day=day,
        suppliers=_profiles(before, needs, firms),
        past=past,
        needs=asked,
        served=_marks(before["need_id"], before["supplier_id"], past.index, firms),
        won=_marks(known["need_id"], known["supplier_id"], asked.index, firms),
        met=taken[buyers.get_indexer(asked["firm_id"])],
        n_unknown=after["need_id"].nunique() - len(asked),
    )


def split_to_rank(history: History, day: date) -> Split:
    """Divide a history at a day at which there is a past and something to rank.

    Raises
    ------
    DataError
        When there is not.
    """
    found, dates = split_at(history, day), history.needs["date"]
    span = {"day": day, "first": dates.min(), "last": dates.max()}
    if not len(found.past):
        raise DataError(
            mark("nothing is known before {day}; the needs go from {first} to {last}"), **span
        )
    if not len(found.needs):
        raise DataError(
            mark(
                "no need from {day} on was served by a supplier that was known before; "
                "the needs go from {first} to {last}"
            ),
            **span,
        )
    return found


def earlier_splits(history: History, day: date) -> Iterator[Split]:
    """Divide what came before a day at each anniversary, latest first; each asks for one year.

    Nothing from the day on stands in them.
    """
    history = replace(history, outcomes=history.outcomes[_told(history) < day])
    first, until = history.needs["date"].min(), day
    while until > first and until.year > 1:
        start = _year_before(until)
        found = split_at(history, start, until)
        if len(found.needs):
            yield found
        until = start


def _told(history: History) -> pd.Series:
    """Give the day on which each outcome was known: its own, else that of its need."""
    when = history.outcomes["need_id"].map(history.needs["date"])
    if "date" not in history.outcomes:
        return when
    own = history.outcomes["date"]
    return own.where(own.notna(), when)


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _profiles(before: pd.DataFrame, needs: pd.DataFrame, firms: pd.Index) -> pd.DataFrame:
    """One row per supplier: the texts of what it served as its wording, and the past needs."""
    rows = needs[["wording", "date", "firm_id"]].to_dict("index")
    served: dict[object, list[Past]] = {firm: [] for firm in firms}
    for need_id, firm in zip(before["need_id"], before["supplier_id"], strict=True):
        row = rows[need_id]
        buyer = row["firm_id"] or ""
        served[firm].append(Past(need_id, row["wording"], row["date"], buyer=buyer))
    return pd.DataFrame(
        {
            "firm_id": firms,
            "wording": [" ; ".join(past.text for past in served[firm]) for firm in firms],
            "served": [tuple(served[firm]) for firm in firms],
        }
    )


def _marks(rows: pd.Series, columns: pd.Series, on: pd.Index, across: pd.Index) -> np.ndarray:
    marked = np.zeros((len(on), len(across)), dtype=bool)
    marked[on.get_indexer(rows), across.get_indexer(columns)] = True
    return marked
