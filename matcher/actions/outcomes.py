"""What a person does with outcomes: follow the pairs, and tell what came of one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from features.language import mark
from matcher import store as stored
from matcher.access import Person, allowed, of
from matcher.dataset import Dataset
from matcher.errors import DataError
from matcher.importing.keys import Keys
from matcher.outcomes import Due, Pairing, Planned, due, pairings
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem
from matcher.store import Edit, Store
from matcher.store.plans import PlanVersion, plan_document, plan_versions

_FOLLOWS = mark("what came of all pairs is for planners and viewers; ask a planner")
_AMOUNTS = ("promised_idr", "signed_idr", "realised_idr")
_REPORTERS = {"buyer": "buyer", "ikm": "supplier"}
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
    it. The same step, day and reporter told again corrects what was told before.

    Raises
    ------
    NotFoundError
        When the need or the IKM is not in the store.
    DataError
        When a value does not fit, the day is still to come, or the next step lies before it.
    """
    stored.get(store, "need", need_id)
    stored.get(store, "firm", supplier_id)
    told = {name: value for name, value in values.items() if value not in (None, "")}
    day = told.setdefault("date", date.today())
    reporter = _REPORTERS.get(who.role) or told.get("reported_by") or "organiser"
    told |= {"need_id": need_id, "supplier_id": supplier_id, "reported_by": reporter}
    _refuse_days(day, told.get("next_date"))
    for name in _AMOUNTS:
        if name in told and not told[name] > 0:
            raise DataError(_NO_AMOUNT, cell=told[name])
    record_id = Keys().fill("outcome", told)
    return stored.edit(store, who, [Edit("outcome", _cleared(store, record_id, told), record_id)])


def _cleared(store: Store, record_id: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Say of a step told before that what is not told again is unknown."""
    before = next(iter(stored.find(store, "outcome", [record_id])), None)
    held = before.values if before else {}
    ours = ("by", "reason", *_AMOUNTS, "next_step", "next_date", "note")
    return {name: None for name in ours if held.get(name) is not None} | dict(told)


def _refuse_days(day: date, next_date: date | None) -> None:
    if day > date.today():
        raise DataError(_LATER, day=f"{day:%d-%m-%Y}")
    if next_date is not None and next_date < day:
        raise DataError(_BACKWARDS, next=f"{next_date:%d-%m-%Y}", day=f"{day:%d-%m-%Y}")


def _planned(store: Store) -> Iterator[Planned]:
    """Give the meetings of each event: of its released plan, then those stored one by one."""
    for version in _released(plan_versions(store)):
        problem, plan = _plan(store, version)
        for placed in plan.placed:
            meeting = problem.meeting[placed.meeting_id]
            if meeting.need_id:
                on = problem.slot[placed.slot_id].starts.date()
                yield Planned(meeting.need_id, meeting.supplier_id, version.event_id, on)
    for row in stored.table(store, "meeting").to_dict("records"):
        if row["need_id"]:
            yield Planned(row["need_id"], row["supplier_id"], row["event_id"], row["date"])


def _released(versions: Iterable[PlanVersion]) -> list[PlanVersion]:
    """Keep of each event's plans the one released last."""
    found: dict[str | None, PlanVersion] = {}
    released = (one for one in versions if one.released_at is not None)
    for one in sorted(released, key=lambda version: str(version.released_at)):
        found[one.event_id] = one
    return list(found.values())


def _plan(store: Store, version: PlanVersion) -> tuple[Problem, Plan]:
    from matcher.agenda.document import read_document

    _, document = plan_document(store, version.plan_id)
    problem, plan, _ = read_document(document["plan"].encode(), f"plan {version.plan_id}")
    return problem, plan
