"""Region: the firms that a coach looks after, and which records are about them.

A record is about the firm that supplies, else about the one that buys. What an event is, everybody
may know; what planners decided about pairs, only they.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from matcher.access.owning import is_within
from matcher.people import Person
from matcher.store import Store
from matcher.store.known import known_firms, needs_by_buyer

FOR_ALL, FOR_PLANNERS = ("event",), ("override",)
_ABOUT = ("supplier_id", "firm_id", "buyer_id")


@dataclass(frozen=True)
class Region:
    """The ids of the firms that surely lie in a region, and whose the needs are."""

    firms: frozenset[str]
    buyers: Mapping[str, str]

    def only(self, kind: str, table: pd.DataFrame) -> pd.DataFrame:
        """Keep of a table of records those that may be seen from here."""
        if kind in FOR_ALL:
            return table
        if kind in FOR_PLANNERS:
            return table.iloc[:0]
        about = pd.Series(None, index=table.index, dtype=object)
        for column in _ABOUT:
            if column in table:
                about = about.where(about.notna(), table[column])
        if "need_id" in table:
            about = about.where(about.notna(), table["need_id"].map(self.buyers))
        return table[about.isin(self.firms)].reset_index(drop=True)


def region_of(who: Person, store: Store) -> Region | None:
    """Give what a coach looks after; None for everybody else, who has no region."""
    if who.role != "coach":
        return None
    own = (f for f in known_firms(store) if is_within(f.place or "", who.region or ""))
    return Region(frozenset(firm.firm_id for firm in own), buyers_of_needs(store))


def buyers_of_needs(store: Store) -> dict[str, str]:
    """Map the ids of needs to the firms whose they are."""
    bought = needs_by_buyer(store).items()
    return {need_id: buyer for buyer, needs in bought for need_id, _ in needs if buyer}


def firm_about(values: Mapping[str, Any], buyers: Mapping[str, str]) -> str | None:
    """Name the firm that a record is about; None when it says none.

    >>> firm_about({"supplier_id": "S-1", "buyer_id": "B-1"}, {})
    'S-1'
    >>> firm_about({"need_id": "N-1", "kind": "process"}, {"N-1": "B-1"})
    'B-1'
    """
    named = (values[column] for column in _ABOUT if values.get(column))
    return next(named, None) or buyers.get(str(values.get("need_id")))
