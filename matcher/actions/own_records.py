"""What a firm reads of its own records, to correct them with `edit_records`."""

from typing import NamedTuple

import pandas as pd

from features.language import mark
from matcher.access import Person, allowed, of
from matcher.advice.profile import FIELDS
from matcher.score import Scorer
from matcher.store import Record, Store, find, matching

_OWN = mark(
    "a firm's own records are for planners, and the buyer, the IKM or the regional office whose "
    "they are; ask a planner"
)
_COMPLETE = mark(
    "how complete a profile is can be read by planners, that IKM and its regional office; "
    "ask a planner"
)
_KINDS = ("firm", "capability", "certificate", "need", "requirement", "attendee")
_UNTOLD = ("note", "merged_into")  # what others wrote beside it


class Completeness(NamedTuple):
    """How much of the profile that needs ask for an IKM has written, 0 to 1, and what is blank."""

    share: float
    blank: tuple[str, ...]  # fields of `matcher.advice.profile`, the most telling first


@allowed(_OWN, whose=of(firm="firm_id"), planner="all", buyer="own", ikm="own", coach="own")
def own_records(who: Person, store: Store, firm_id: str, kind: str) -> tuple[Record, ...]:
    """Give the records of a kind that are a firm's own, by id, without remarks of others.

    Raises
    ------
    ValueError
        For a kind that is no firm's own.
    """
    if kind not in _KINDS:
        raise ValueError(kind)
    if kind == "requirement":
        needs = [one.record_id for one in matching(store, "need", firm_id=firm_id)]
        found = [one for need_id in needs for one in matching(store, kind, need_id=need_id)]
    elif kind == "firm":
        found = find(store, "firm", [firm_id])
    else:
        found = matching(store, kind, firm_id=firm_id)
    return tuple(_own(one) for one in found)


def _own(one: Record) -> Record:
    values = {name: value for name, value in one.values.items() if name not in _UNTOLD}
    return one._replace(values=values)


@allowed(_COMPLETE, whose=of(supplier="supplier_id"), planner="all", ikm="own", coach="own")
def completeness_of(who: Person, scorer: Scorer, supplier_id: str) -> Completeness:
    """Say how complete the profile of an IKM is, weighed by what rests on each field."""
    rows = scorer.suppliers[scorer.suppliers["firm_id"] == scorer.data.resolve(supplier_id)]
    worth = {name: field.worth(scorer.weights) for name, field in FIELDS.items()}
    told = {name: float(_is_told(rows, name).mean()) for name in worth}
    whole = sum(worth.values())
    blank = sorted((name for name in worth if told[name] < 1), key=lambda name: -worth[name])
    share = sum(worth[name] * told[name] for name in worth) / whole if whole else 1.0
    return Completeness(share, tuple(blank))


def _is_told(rows: pd.DataFrame, name: str) -> pd.Series:
    """Tell for each capability whether a field, or the one that answers instead, is written."""
    told = rows[name].notna()
    other = FIELDS[name].or_column
    return told | rows[other].notna() if other else told
