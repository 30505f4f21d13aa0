"""What a person does with events: make one, invite, note states, see who is late."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from features.language import mark
from matcher.access import Person, allowed, of, of_values
from matcher.store import Store
from matcher.store import events as at_events
from matcher.store import participants as taking_part
from matcher.store.participants import Step

_PREPARES = mark("an event is prepared by planners; ask one")
_SEES = mark("the participants of an event are for planners, desks and viewers; ask a planner")
_SEES_ONE = mark(
    "one participant is for planners, desks, and the buyer, the IKM or the regional office it "
    "concerns; ask a planner"
)


@allowed(
    mark(
        "events are listed for planners, buyers, IKM, regional offices, desks and viewers; "
        "ask a planner for one of these roles"
    ),
    planner="all",
    buyer="all",
    ikm="all",
    coach="all",
    desk="all",
    viewer="all",
)
def list_events(who: Person, store: Store) -> pd.DataFrame:
    """List the events, the latest first."""
    return taking_part.events(store)


@allowed(_PREPARES, planner="all")
def create_event(who: Person, store: Store, values: Mapping[str, Any]) -> str:
    """Add an event; give its id, the next free one if none is said."""
    return at_events.create_event(store, who, values)


@allowed(_PREPARES, planner="all")
def start_event(who: Person, store: Store, earlier: str, values: Mapping[str, Any]) -> str:
    """Add an event with the settings of an earlier one and its participants as candidates."""
    return at_events.start_event(store, who, earlier, values)


@allowed(_PREPARES, planner="all")
def add_participants(
    who: Person, store: Store, event_id: str, firm_ids: Sequence[str], role: str
) -> int:
    """Put firms on the list of an event as candidates of one side."""
    return at_events.add_participants(store, who, event_id, firm_ids, role)


@allowed(_PREPARES, planner="all")
def invite_participants(
    who: Person, store: Store, event_id: str, firm_ids: Sequence[str], answer_by: date
) -> int:
    """Invite participants, who are to answer by a day."""
    return at_events.invite(store, who, event_id, firm_ids, answer_by)


@allowed(_PREPARES, planner="all")
def set_state(
    who: Person,
    store: Store,
    event_id: str,
    firm_id: str,
    state: str,
    on: date | None = None,
    replaced_by: str | None = None,
) -> int:
    """Note that a participant confirmed, cancelled, is present, was replaced ..."""
    return at_events.set_state(store, who, event_id, firm_id, state, on, replaced_by)


@allowed(
    mark("who is present is marked by planners and desks; ask one of them"),
    planner="all",
    desk="all",
)
def mark_present(
    who: Person, store: Store, event_id: str, firm_id: str, on: date | None = None
) -> int:
    """Note that a participant is there, today or on another day."""
    return at_events.set_state(store, who, event_id, firm_id, "present", on, None)


@allowed(
    mark(
        "who comes is noted by planners, and by the buyer, the IKM or the regional office whose "
        "people they are; ask a planner"
    ),
    whose=of_values,
    planner="all",
    buyer="own",
    ikm="own",
    coach="own",
)
def record_attendee(
    who: Person, store: Store, values: Mapping[str, Any], version: int | None = None
) -> int:
    """Note who comes for a participant, and whether that person may decide."""
    return at_events.record_attendee(store, who, values, version)


@allowed(_SEES, planner="all", desk="all", viewer="all")
def list_participants(
    who: Person,
    store: Store,
    event_id: str,
    as_of: date | None = None,
) -> pd.DataFrame:
    """List who takes part, in which state, and who is late, as of a day or today."""
    return taking_part.participants(store, event_id, as_of or date.today())


@allowed(_PREPARES, planner="all")
def list_late(
    who: Person,
    store: Store,
    event_id: str,
    as_of: date | None = None,
) -> pd.DataFrame:
    """List who should have answered an invitation and has not."""
    return taking_part.late(store, event_id, as_of or date.today())


@allowed(_PREPARES, planner="all")
def list_waiting(
    who: Person,
    store: Store,
    event_id: str,
    as_of: date | None = None,
    role: str | None = None,
) -> pd.DataFrame:
    """List the candidates who can still be invited."""
    return taking_part.waiting_list(store, event_id, as_of or date.today(), role)


@allowed(
    _SEES_ONE,
    whose=of(firm="firm_id"),
    planner="all",
    buyer="own",
    ikm="own",
    coach="own",
    desk="all",
)
def list_attendees(
    who: Person,
    store: Store,
    event_id: str,
    firm_id: str | None = None,
) -> pd.DataFrame:
    """List the persons who come, with position and authority to decide."""
    return taking_part.attendees(store, event_id, firm_id)


@allowed(
    _SEES_ONE,
    whose=of(firm="firm_id"),
    planner="all",
    buyer="own",
    ikm="own",
    coach="own",
    desk="all",
)
def steps_of_participant(
    who: Person,
    store: Store,
    event_id: str,
    firm_id: str,
) -> list[Step]:
    """Tell every dated step of a participant and who took it."""
    found = taking_part.steps(store, event_id, firm_id)
    if who.role in ("planner", "desk"):
        return found
    return [step._replace(replaced_by=None) for step in found]  # another firm
