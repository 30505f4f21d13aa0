"""Events: who takes part on which side, in which state since when, and who comes for them.

A state is a dated step with its actor; the latest by date, then by act, is the present one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from features.language import mark
from matcher.errors import DataError, NotFoundError
from matcher.people import Person
from matcher.records import KINDS
from matcher.records.cells import Row
from matcher.store.editing import Edit, edit_in
from matcher.store.opening import Store
from matcher.store.tables import RECORDS, STATEMENTS

CANDIDATE, INVITED, REPLACED = "candidate", "invited", "replaced"
DAYS = ("date", "last_date")  # the settings that a new event has to say itself


def create_event(store: Store, who: Person, values: Mapping[str, Any]) -> str:
    """Add an event; give its id, the next free one (E-1, E-2 ...) if none is said.

    Raises
    ------
    DataError
        When an event of this id is there, or a value does not fit.
    """
    with store.write() as connection:
        event_id = _new_id(connection, values)
        edit_in(connection, who, [Edit("event", {**values, "event_id": event_id})])
    return event_id


def start_event(store: Store, who: Person, earlier: str, values: Mapping[str, Any]) -> str:
    """Add an event with the settings of an earlier one and its participants as candidates.

    Its days, states, invitations, attendees, wishes, decisions and meetings are not taken over;
    `values` says what is different, the name at least; without an id it gets the next free one.

    Raises
    ------
    NotFoundError
        When there is no such earlier event.
    DataError
        When an event of this id is there, or a value does not fit.
    """
    with store.write() as connection:
        event_id = _new_id(connection, values)
        require_event(connection, earlier)
        settings = _settings(connection, earlier) | dict(values) | {"event_id": event_id}
        roles = _roles(connection, earlier)
        edits = [Edit("event", settings)]
        for firm_id, role in roles.items():
            edits += _as_candidate(who, event_id, firm_id, role, date.today())
        edit_in(connection, who, edits, note=f"{event_id} < {earlier}")
    return event_id


def add_participants(
    store: Store,
    who: Person,
    event_id: str,
    firm_ids: Sequence[str],
    role: str,
    on: date | None = None,
) -> int:
    """Put firms on the list of an event as candidates of one side; who is there already stays.

    Raises
    ------
    NotFoundError
        When the event or a firm is not in the store.
    """
    with store.write() as connection:
        _require(connection, "event", [event_id])
        _require(connection, "firm", firm_ids)
        there = _roles(connection, event_id)
        edits = [
            one
            for firm_id in dict.fromkeys(firm_ids)
            if firm_id not in there
            for one in _as_candidate(who, event_id, firm_id, role, on or date.today())
        ]
        return edit_in(connection, who, edits)


def invite(
    store: Store,
    who: Person,
    event_id: str,
    firm_ids: Sequence[str],
    answer_by: date,
    on: date | None = None,
) -> int:
    """Invite participants, who are to answer by a day; a new day moves the deadline.

    Raises
    ------
    NotFoundError
        When a firm takes no part in the event.
    """
    day = on or date.today()
    with store.write() as connection:
        roles = _taking_part(connection, event_id, firm_ids)
        edits = []
        for firm_id in dict.fromkeys(firm_ids):
            whom = {"event_id": event_id, "firm_id": firm_id}
            said = whom | {"role": roles[firm_id], "answer_by": answer_by}
            edits += [Edit("participant", said), _step(who, whom, INVITED, day)]
        return edit_in(connection, who, edits)


def set_state(
    store: Store,
    who: Person,
    event_id: str,
    firm_id: str,
    state: str,
    on: date | None = None,
    replaced_by: str | None = None,
) -> int:
    """Note that a participant is in a state since a day; every step stays readable.

    Raises
    ------
    NotFoundError
        When the firm, or the one that replaces it, takes no part in the event.
    DataError
        When nobody is named who replaces it, or the state is none.
    """
    if state == REPLACED and replaced_by in (None, "", firm_id):
        raise DataError(
            mark("'{id}' is replaced by nobody; name the participant that comes instead"),
            id=firm_id,
        )
    with store.write() as connection:
        _taking_part(connection, event_id, [firm_id, *([replaced_by] if replaced_by else [])])
        whom = {"event_id": event_id, "firm_id": firm_id}
        step = _step(who, whom, state, on or date.today(), replaced_by)
        return edit_in(connection, who, [step])


def record_attendee(
    store: Store, who: Person, values: Mapping[str, Any], version: int | None = None
) -> int:
    """Note who comes for a participant, in which position, and whether that person may decide.

    Raises
    ------
    NotFoundError
        When the firm takes no part in the event.
    ChangedError
        When somebody changed the entry since `version`.
    """
    with store.write() as connection:
        _taking_part(connection, str(values["event_id"]), [str(values["firm_id"])])
        return edit_in(connection, who, [Edit("attendee", values, version=version)])


def _as_candidate(who: Person, event_id: str, firm_id: str, role: str, day: date) -> list[Edit]:
    whom = {"event_id": event_id, "firm_id": firm_id}
    return [Edit("participant", whom | {"role": role}), _step(who, whom, CANDIDATE, day)]


def _step(
    who: Person, whom: Mapping[str, str], state: str, day: date, replaced_by: str | None = None
) -> Edit:
    said = dict(whom) | {"state": state, "date": day, "by": who.name, "replaced_by": replaced_by}
    return Edit("participation", said)


def _settings(connection: Connection, event_id: str) -> dict[str, Any]:
    """Give what an event says of itself, custom fields too, without its days and where from."""
    record = RECORDS["event"]
    wanted = select(record).where(record.c.record_id == event_id)
    row = connection.execute(wanted).mappings().one()
    left = {*DAYS, *Row.model_fields, *KINDS["event"].key}
    names = [name for name in KINDS["event"].fields if name not in left]
    kept = {name: row[name] for name in names if row[name] is not None}
    return kept | (row["extra"] or {})


def _roles(connection: Connection, event_id: str) -> dict[str, str]:
    """Map the participants of an event to their side."""
    record = RECORDS["participant"]
    wanted = select(record.c.firm_id, record.c.role).where(record.c.event_id == event_id)
    found = connection.execute(wanted.order_by(record.c.firm_id)).all()
    return {row.firm_id: row.role for row in found}


def _taking_part(connection: Connection, event_id: str, firm_ids: Sequence[str]) -> dict[str, str]:
    _require(connection, "event", [event_id])
    roles = _roles(connection, event_id)
    for firm_id in firm_ids:
        if firm_id not in roles:
            raise NotFoundError(
                mark("'{id}' takes no part in the event {event}; add it to the participants first"),
                id=firm_id,
                event=event_id,
            )
    return roles


def _require(connection: Connection, kind: str, record_ids: Sequence[str]) -> None:
    record = RECORDS[kind]
    wanted = select(record.c.record_id).where(record.c.record_id.in_(record_ids))
    there = set(connection.execute(wanted).scalars())
    for record_id in record_ids:
        if record_id not in there:
            raise NotFoundError(
                mark("there is no {kind} '{id}' in the store"), kind=kind, id=record_id
            )


def require_event(connection: Connection, event_id: str) -> None:
    """Refuse an event that is not there, naming those that are.

    Raises
    ------
    NotFoundError
        When there is none of this id.
    """
    there = sorted(connection.execute(select(RECORDS["event"].c.record_id)).scalars())
    if event_id not in there and there:
        message = mark("there is no event '{id}'; there are: {known}")
        raise NotFoundError(message, id=event_id, known=", ".join(there))
    if event_id not in there:
        message = mark("there is no event '{id}', nor any other; make one: linkmatch event NAME")
        raise NotFoundError(message, id=event_id)


def _new_id(connection: Connection, values: Mapping[str, Any]) -> str:
    """Give the id said, if it is free; else the next one that was never used; a name is needed."""
    if not str(values.get("name") or "").strip():
        raise DataError(mark("the event has no name; write one"))
    said = STATEMENTS["event"].c.record_id
    if event_id := str(values.get("event_id") or ""):
        _refuse_twice(connection, event_id)
        return event_id
    used = connection.execute(select(said).where(said.like("E-%")).distinct()).scalars()
    numbers = [int(one[2:]) for one in used if one[2:].isdecimal()]
    return f"E-{max(numbers, default=0) + 1}"


def _refuse_twice(connection: Connection, event_id: str) -> None:
    record = RECORDS["event"]
    wanted = select(record.c.record_id).where(record.c.record_id == event_id)
    if connection.execute(wanted).first():
        raise DataError(
            mark("there is an event '{id}' already; give the new one another id"), id=event_id
        )
