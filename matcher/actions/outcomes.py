"""What a person does with outcomes: follow the pairs, and tell what came of one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from features.language import mark
from matcher import store as stored
from matcher.access import Person, allowed, of
from matcher.agenda.released import meets, released_plans
from matcher.dataset import Dataset
from matcher.errors import DataError
from matcher.importing.keys import Keys
from matcher.outcomes import Due, Pairing, Planned, due, pairings
from matcher.store import Edit, Store

_FOLLOWS = mark("what came of all pairs is for planners and viewers; ask a planner")
_AMOUNTS = ("promised_idr", "signed_idr", "realised_idr")
_REPORTERS = {"buyer": "buyer", "ikm": "supplier"}
_RATINGS = range(1, 6)
_NOT_MET = mark("no meeting with this firm is in a released plan; ask a planner to note it")
_LATER = mark(
    "{day} is still to come; tell what has happened, and write this as the next step with its day"
)
_NO_AMOUNT = mark("'{cell}' is no amount in rupiah above zero; leave it blank when it is not known")
_BACKWARDS = mark("the next step ({next}) lies before this one ({day}); correct one of the days")


@allowed(_FOLLOWS, planner="all", viewer="all")
def follow_stored(who: Person, store: Store) -> tuple[Pairing, ...]:
    """Join what was told of every pair with the meetings of released plans and of the store."""
    needs = stored.table(store, "need")
    return pairings(stored.table(store, "outcome"), needs, _planned(store))


@allowed(_FOLLOWS, planner="all", viewer="all")
def follow_pairs(who: Person, data: Dataset) -> tuple[Pairing, ...]:
    """Join what a folder tells of every pair."""
    return pairings(data.outcomes, data.needs)


@allowed(_FOLLOWS, planner="all", viewer="all")
def list_due(who: Person, pairs: Iterable[Pairing], as_of: date | None = None) -> tuple[Due, ...]:
    """Say which pairs need a call as of a day or today, the most pressing first."""
    return due(pairs, as_of or date.today())


@allowed(
    mark(
        "what came of a pair is told by planners, and by the buyer, the IKM or the regional office "
        "whose pair it is; ask a planner"
    ),
    whose=of(need="need_id", supplier="supplier_id"),
    planner="all",
    buyer="own",
    ikm="own",
    coach="own",
)
def record_outcome(
    who: Person, store: Store, need_id: str, supplier_id: str, values: Mapping[str, Any]
) -> int:
    """Tell one step of a pair; give the number of the act.

    `values` are fields of an outcome, `step` at least; without a day it is today's. A buyer or an
    IKM reports for its own side, everybody else as the organiser unless `reported_by` says who told
    it. The same step, day and reporter told again corrects what was told before; what another
    reporter told stays.

    Raises
    ------
    NotFoundError
        When the need or the IKM is not in the store.
    DataError
        When a firm reports of another that it never was to meet, a value does not fit, the day is
        still to come, or the next step lies before it.
    """
    buyer_id = str(stored.get(store, "need", need_id).values["firm_id"])
    stored.get(store, "firm", supplier_id)
    side = _REPORTERS.get(who.role)
    if side and not _were_to_meet(store, supplier_id, buyer_id):
        raise DataError(_NOT_MET)
    told = {name: value for name, value in values.items() if value not in (None, "")}
    day = told.setdefault("date", date.today())
    told |= {"need_id": need_id, "supplier_id": supplier_id}
    told["reported_by"] = side or told.get("reported_by") or "organiser"
    if side:
        told["by"] = _by(side, told.get("step"))
    _refuse_days(day, told.get("next_date"))
    for name in _AMOUNTS:
        if name in told and not told[name] > 0:
            raise DataError(_NO_AMOUNT, cell=told[name])
    if told.get("rating", 1) not in _RATINGS:
        raise DataError(mark("choose from 1 to 5 stars or none"))
    record_id = _told_before(store, told) or Keys().fill("outcome", told)
    return stored.edit(store, who, [Edit("outcome", _cleared(store, record_id, told), record_id)])


def _were_to_meet(store: Store, supplier_id: str, buyer_id: str) -> bool:
    pair = {"supplier_id": supplier_id, "buyer_id": buyer_id}
    return meets(store, supplier_id, buyer_id) or bool(stored.matching(store, "meeting", **pair))


def _by(side: str, step: object) -> str | None:
    """Say who failed as a side reports it: what it stopped, it stopped itself."""
    other = "supplier" if side == "buyer" else "buyer"
    return {"no_show": other, "no_answer": other, "stopped": side}.get(str(step))


def _told_before(store: Store, told: Mapping[str, Any]) -> str | None:
    """Give the id of the same step told by the same side for the same day."""
    same = ("need_id", "supplier_id", "step", "date", "reported_by")
    found = stored.matching(store, "outcome", **{name: told.get(name) for name in same})
    return found[0].record_id if found else None


def _cleared(store: Store, record_id: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Say of a step told before that what is not told again is unknown."""
    before = next(iter(stored.find(store, "outcome", [record_id])), None)
    held = before.values if before else {}
    ours = ("by", "reason", *_AMOUNTS, "next_step", "next_date", "rating", "note")
    return {name: None for name in ours if held.get(name) is not None} | dict(told)


def _refuse_days(day: date, next_date: date | None) -> None:
    if day > date.today():
        raise DataError(_LATER, day=f"{day:%d-%m-%Y}")
    if next_date is not None and next_date < day:
        raise DataError(_BACKWARDS, next=f"{next_date:%d-%m-%Y}", day=f"{day:%d-%m-%Y}")


def _planned(store: Store) -> Iterator[Planned]:
    """Give the meetings of each event: of its released plan, then those stored one by one."""
    for version, problem, plan, _ in released_plans(store):
        for placed in plan.placed:
            meeting = problem.meeting[placed.meeting_id]
            if meeting.need_id:
                on = problem.slot[placed.slot_id].starts.date()
                yield Planned(meeting.need_id, meeting.supplier_id, version.event_id, on)
    for row in stored.table(store, "meeting").to_dict("records"):
        if row["need_id"]:
            yield Planned(row["need_id"], row["supplier_id"], row["event_id"], row["date"])
