"""What a firm reads of its own reports, and what it contests of what others report of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from features.language import mark
from matcher.access import Person, Sides, allowed, of
from matcher.errors import DataError
from matcher.sides import BROKEN
from matcher.store import Edit, Record, Store, edit, find, matching

_OWN = mark(
    "what is noted of a firm is for planners, and the buyer or the IKM it is about; ask a planner"
)
_SETTLES = mark("what a firm contests is settled by planners; ask one")


class Noted(NamedTuple):
    """One thing that somebody else noted of a firm, and that counts against it."""

    outcome_id: str
    step: str
    date: date | None
    partner: str
    reason: str
    contested: str
    version: int
    firm: str = ""


@allowed(_OWN, whose=of(firm="firm_id"), planner="all", buyer="own", ikm="own")
def own_reports(who: Person, store: Store, firm_id: str) -> tuple[Mapping[str, Any], ...]:
    """Give what a firm itself reported, the latest first."""
    found = [
        *(one for one in matching(store, "outcome", supplier_id=firm_id, reported_by="supplier")),
        *(one for one in _bought(store, firm_id) if one.values["reported_by"] == "buyer"),
    ]
    fields = (
        "need_id",
        "supplier_id",
        "step",
        "date",
        "rating",
        "reason",
        "next_step",
        "next_date",
    )
    told = [{name: one.values[name] for name in fields} for one in found]
    return tuple(sorted(told, key=lambda one: (one["date"] or date.min, one["step"]), reverse=True))


@allowed(_OWN, whose=of(firm="firm_id"), planner="all", buyer="own", ikm="own")
def noted_of(who: Person, store: Store, firm_id: str) -> tuple[Noted, ...]:
    """Give what others noted of a firm that counts against it, and what it says to that."""
    return tuple(_noted(store, one, firm_id) for one in _against(store, firm_id))


def of_outcome(arguments: Mapping[str, Any]) -> list[Sides]:
    """Say whom an outcome speaks of: who did not come, stopped or did not answer."""
    found = find(arguments["store"], "outcome", [arguments["outcome_id"]])
    return [_spoken_of(arguments["store"], one) for one in found]


@allowed(_OWN, whose=of_outcome, planner="all", buyer="own", ikm="own")
def contest_step(who: Person, store: Store, outcome_id: str, why: str, version: int) -> int:
    """Say that something noted of one's own firm is not so; until it is settled it counts not.

    Raises
    ------
    DataError
        Without a word of why.
    """
    if not why.strip():
        raise DataError(mark("write in a few words what happened instead"))
    said = Edit("outcome", {"contested": why.strip()}, outcome_id, version)
    return edit(store, who, [said])


@allowed(_SETTLES, planner="all")
def list_contested(who: Person, store: Store) -> tuple[Noted, ...]:
    """List what firms contest."""
    return tuple(
        _noted(store, one, firm_id)
        for one in matching(store, "outcome")
        if one.values["contested"]
        for firm_id in filter(None, _spoken_of(store, one)[:2])
    )


@allowed(_SETTLES, planner="all")
def settle_contested(who: Person, store: Store, outcome_id: str, stands: bool, version: int) -> int:
    """Let what was noted stand after all, or take it away."""
    values = {"contested": None} if stands else {}
    return edit(store, who, [Edit("outcome", values, outcome_id, version, deleted=not stands)])


def _bought(store: Store, firm_id: str) -> list[Record]:
    """Give what came of the needs of a buyer."""
    needs = [one.record_id for one in matching(store, "need", firm_id=firm_id)]
    return [one for need_id in needs for one in matching(store, "outcome", need_id=need_id)]


def _against(store: Store, firm_id: str) -> list[Record]:
    told = {
        one.record_id: one
        for one in (*matching(store, "outcome", supplier_id=firm_id), *_bought(store, firm_id))
        if one.values["step"] in BROKEN and firm_id in _spoken_of(store, one)[:2]
    }
    return list(told.values())


def _spoken_of(store: Store, one: Record) -> Sides:
    """Give the firm that broke off or stayed away, on its side; not who reports it itself."""
    by = one.values["by"]
    if by is None or one.values["reported_by"] == by:
        return Sides()
    if by == "supplier":
        return Sides(supplier=one.values["supplier_id"])
    return Sides(buyer=_buyer(store, one))


def _buyer(store: Store, one: Record) -> str | None:
    found = find(store, "need", [one.values["need_id"]])
    return found[0].values["firm_id"] if found else None


def _noted(store: Store, one: Record, firm_id: str) -> Noted:
    ends = {str(one.values["supplier_id"]), str(_buyer(store, one))}
    names = {firm.record_id: str(firm.values["name"]) for firm in find(store, "firm", sorted(ends))}
    partner = next((names[end] for end in sorted(ends) if end != firm_id and end in names), "")
    return Noted(
        one.record_id,
        one.values["step"],
        one.values["date"],
        partner,
        one.values["reason"] or "",
        one.values["contested"] or "",
        one.version,
        names.get(firm_id, firm_id),
    )
