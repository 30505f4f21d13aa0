"""What is noted on the day of an event: each meeting kept, late or missed, and who walks in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from features.language import mark
from matcher import store as stored
from matcher.access import Person, allowed
from matcher.agenda.bookings import Booking, bookings
from matcher.agenda.released import Released, released_plans
from matcher.errors import DataError, NotFoundError
from matcher.identity import Signs, match
from matcher.importing.keys import slug
from matcher.importing.known_signs import known_signs
from matcher.store import Edit, Store
from matcher.store.participants import events

_NOTES = mark("what happens on the day is noted by planners and desks; ask one of them")
_UNKNOWN = mark("these two do not meet in the released plan of this event; load the page again")
_TO_COME = mark("this meeting is on {day}; note it when it has been held")
_NAMELESS = mark("write the name of the firm that came")
KEPT, LATE = "kept", "late"
AWAY = {"no_show_supplier": "supplier", "no_show_buyer": "buyer"}
STATES = (KEPT, LATE, *AWAY)


class OnBoard(NamedTuple):
    """One meeting of the released plan, what was noted of it, by whom and when; blank if nothing.

    `starts` and `ends` are the hours of the event's own clock, `at` is in UTC.
    """

    starts: datetime
    ends: datetime
    table: str
    supplier_id: str
    supplier: str
    buyer_id: str
    buyer: str
    need: str
    state: str
    who: str
    at: datetime | None


@allowed(_NOTES, planner="all", desk="all")
def see_board(who: Person, store: Store, event_id: str) -> tuple[OnBoard, ...]:
    """Give the meetings of the released plan of an event by time and table; none without one."""
    plan = _released(store, event_id)
    if plan is None:
        return ()
    noted = {
        (one.values["supplier_id"], one.values["buyer_id"]): one
        for one in stored.matching(store, "meeting", event_id=event_id)
        if one.values["state"]
    }
    return tuple(
        OnBoard(
            one.slot.starts,
            one.slot.ends,
            one.table_id,
            one.supplier.firm_id,
            one.supplier.name,
            one.buyer.firm_id,
            one.buyer.name,
            one.need,
            told.values["state"] if told else "",
            told.changed_by if told else "",
            told.changed_at if told else None,
        )
        for one in bookings(plan.problem, plan.plan, plan.about)
        for told in (noted.get(one.meeting.firms),)
    )


@allowed(_NOTES, planner="all", desk="all")
def note_meeting(
    who: Person, store: Store, event_id: str, supplier_id: str, buyer_id: str, state: str
) -> int:
    """Note one of `STATES` of a meeting, instead of what was noted before; give the act's number.

    A meeting kept or missed is also an outcome of the pair, told by the organisers.

    Raises
    ------
    NotFoundError
        When the two do not meet in the released plan.
    DataError
        When the meeting is on a day to come, or the state is none.
    """
    plan = _released(store, event_id)
    booked = bookings(plan.problem, plan.plan, plan.about) if plan else []
    found = [one for one in booked if one.meeting.firms == (supplier_id, buyer_id)]
    if not found:
        raise NotFoundError(_UNKNOWN)
    day = found[0].slot.starts.date()
    if day > date.today():
        raise DataError(_TO_COME, day=f"{day:%d-%m-%Y}")
    if state not in STATES:
        raise DataError(mark("'{state}' is no state of a meeting"), state=state)
    values = {
        "event_id": event_id,
        "supplier_id": supplier_id,
        "buyer_id": buyer_id,
        "need_id": found[0].meeting.need_id,
        "date": day,
        "starts": f"{found[0].slot.starts:%H:%M}",
        "table": found[0].table_id,
        "state": state,
    }
    return stored.edit(store, who, [Edit("meeting", values), *_outcome(store, found[0], values)])


def _outcome(store: Store, booked: Booking, noted: Mapping[str, object]) -> list[Edit]:
    """Give the outcome that follows, in the place of what followed from an earlier note."""
    outcome_id = "board:" + ":".join(str(noted[name]) for name in ("event_id", *_PAIR))
    state = str(noted["state"])
    if booked.meeting.need_id is None or state == LATE:
        there = stored.find(store, "outcome", [outcome_id])
        return [Edit("outcome", {}, outcome_id, deleted=True)] if there else []
    told = {name: noted[name] for name in ("event_id", "supplier_id", "need_id", "date")}
    told |= {"step": "meeting" if state == KEPT else "no_show", "by": AWAY.get(state)}
    told |= {"outcome_id": outcome_id, "reported_by": "organiser"}
    return [Edit("outcome", told, outcome_id)]


_PAIR = ("supplier_id", "buyer_id")


@allowed(_NOTES, planner="all", desk="all")
def meant_by_name(who: Person, store: Store, name: str) -> tuple[str, str] | None:
    """Give the id and name of the known firm that a name may mean; None where none comes near."""
    (found,) = match([Signs("", name)], known_signs(store)) if name.strip() else (None,)
    return (found.known.firm_id, found.known.name) if found else None


@allowed(_NOTES, planner="all", desk="all")
def note_walk_in(
    who: Person, store: Store, event_id: str, name: str, role: str, firm_id: str | None = None
) -> int:
    """Note that a firm came that nobody expected.

    It is the known firm of the id; without one that of this very name, else a new one.

    Raises
    ------
    NotFoundError
        When there is no such event.
    DataError
        Without a name.
    """
    if event_id not in set(events(store)["event_id"]):
        raise NotFoundError(mark("there is no event '{id}'"), id=event_id)
    if not name.strip():
        raise DataError(_NAMELESS)
    firms = stored.table(store, "firm")
    same = firms["name"].str.casefold() == name.strip().casefold()
    known = firms["firm_id"][same if firm_id is None else firms["firm_id"] == firm_id].tolist()
    firm_id = known[0] if known else _new_id(set(firms["firm_id"]), name)
    kind = "ikm" if role == "ikm" else "large"
    firm = [] if known else [Edit("firm", {"firm_id": firm_id, "name": name.strip(), "kind": kind})]
    whom = {"event_id": event_id, "firm_id": firm_id}
    there = {"state": "present", "date": date.today(), "by": who.name}
    edits = [Edit("participant", whom | {"role": role}), Edit("participation", whom | there)]
    return stored.edit(store, who, [*firm, *edits])


def _new_id(taken: set[str], name: str) -> str:
    """Give an id of its own: names that differ in signs alone may be two firms."""
    first = f"walk-in:{slug(name)}"
    more = (f"{first}-{n}" for n in range(2, len(taken) + 3))
    return first if first not in taken else next(one for one in more if one not in taken)


def _released(store: Store, event_id: str) -> Released | None:
    return next((one for one in released_plans(store) if one.version.event_id == event_id), None)
