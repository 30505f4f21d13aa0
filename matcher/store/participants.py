"""Participants: who takes part in an event, in which state as of a day, and who comes."""

from datetime import date
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, RowMapping, func, select

from matcher.records import KINDS
from matcher.store.events import CANDIDATE, INVITED
from matcher.store.opening import Store
from matcher.store.tables import BATCH, RECORDS, STATEMENTS


class Step(NamedTuple):
    """One dated step of a participant: who took it, and the act that wrote it down."""

    firm_id: str
    state: str
    date: date | None
    by: str
    replaced_by: str | None
    act: int


class Participant(NamedTuple):
    """A participant as of a day.

    `since` and `by` tell of its present state; None where nobody said one, which makes it a
    candidate. `late` says that it is invited and has not answered in time. `decides` says whether
    somebody comes who may decide; None when nobody knows.
    """

    firm_id: str
    firm: str
    role: str
    state: str
    since: date | None
    by: str | None
    replaced_by: str | None
    answer_by: date | None
    late: bool
    n_attendees: int
    decides: bool | None
    version: int


def participants(store: Store, event_id: str, as_of: date) -> pd.DataFrame:
    """Give one row per participant with the fields of `Participant`, by role and firm.

    Steps after `as_of` do not count yet; an undated step counts as the earliest.
    """
    with store.read() as connection:
        rows = _participants(connection, event_id)
        present = {one.firm_id: one for one in _steps(connection, event_id, as_of)}
        people = _people(connection, event_id)
    found = [
        _participant(row, present.get(row["firm_id"]), people.get(row["firm_id"], []), as_of)
        for row in rows
    ]
    return pd.DataFrame(found, columns=list(Participant._fields)).astype(object)


def came_to_others(store: Store, event_id: str, as_of: date) -> frozenset[str]:
    """Give the firms that were present at another event."""
    others = (one for one in events(store)["event_id"] if one != event_id)
    rows = (row for one in others for row in participants(store, one, as_of).to_dict("records"))
    return frozenset(row["firm_id"] for row in rows if row["state"] == "present")


def late(store: Store, event_id: str, as_of: date) -> pd.DataFrame:
    """Give the participants who should have answered before a day and have not."""
    found = participants(store, event_id, as_of)
    return found[found["late"].astype(bool)].reset_index(drop=True)


def waiting_list(store: Store, event_id: str, as_of: date, role: str | None = None) -> pd.DataFrame:
    """Give the candidates: nobody has invited them yet; of one side if it is named."""
    found = participants(store, event_id, as_of)
    wanted = found["state"] == CANDIDATE
    if role is not None:
        wanted &= found["role"] == role
    return found[wanted].reset_index(drop=True)


def steps(store: Store, event_id: str, firm_id: str | None = None) -> list[Step]:
    """Give every step of an event's participants, the earliest first; of one firm if named."""
    with store.read() as connection:
        found = _steps(connection, event_id)
    return [step for step in found if firm_id in (None, step.firm_id)]


def attendees(store: Store, event_id: str, firm_id: str | None = None) -> pd.DataFrame:
    """Give who comes: `firm_id`, `name`, `position`, `decides`, `phone`, `email`, `version`."""
    record = RECORDS["attendee"]
    names = ["firm_id", "name", "position", "decides", "phone", "email"]
    wanted = select(*(record.c[name] for name in names), record.c.batch_id)
    wanted = wanted.where(record.c.event_id == event_id)
    if firm_id is not None:
        wanted = wanted.where(record.c.firm_id == firm_id)
    with store.read() as connection:
        rows = connection.execute(wanted.order_by(record.c.firm_id, record.c.name)).all()
    frame = pd.DataFrame([tuple(row) for row in rows], columns=[*names, "version"], dtype=object)
    return frame.astype(object).where(frame.notna(), None)


def events(store: Store) -> pd.DataFrame:
    """Give the events, the latest first, with `version`, `n_ikm` and `n_buyers`."""
    record, part = RECORDS["event"], RECORDS["participant"]
    names = list(KINDS["event"].fields)
    with store.read() as connection:
        rows = connection.execute(select(*(record.c[n] for n in names), record.c.batch_id)).all()
        counted = select(part.c.event_id, part.c.role, func.count()).group_by(
            part.c.event_id, part.c.role
        )
        counts = {(event, role): n for event, role, n in connection.execute(counted)}
    frame = pd.DataFrame([tuple(row) for row in rows], columns=[*names, "version"], dtype=object)
    frame = frame.astype(object).where(frame.notna(), None)
    for column, role in (("n_ikm", "ikm"), ("n_buyers", "buyer")):
        frame[column] = [counts.get((event, role), 0) for event in frame["event_id"]]
    days = [-(day.toordinal() if day else 0) for day in frame["date"]]
    order = sorted(range(len(frame)), key=lambda at: (days[at], frame["event_id"].iat[at]))
    return frame.iloc[order].reset_index(drop=True)


def _participants(connection: Connection, event_id: str) -> list[RowMapping]:
    part, firm = RECORDS["participant"], RECORDS["firm"]
    wanted = (
        select(part, firm.c.name.label("firm"))
        .outerjoin(firm, firm.c.record_id == part.c.firm_id)
        .where(part.c.event_id == event_id)
        .order_by(part.c.role, part.c.firm_id)
    )
    return list(connection.execute(wanted).mappings())


def _steps(connection: Connection, event_id: str, until: date | None = None) -> list[Step]:
    """Give the steps by date, then act.

    The act is the last one that said it: an undo or a merge writes the record anew, and is none.
    """
    record, said = RECORDS["participation"], STATEMENTS["participation"]
    live = (
        select(said.c.record_id, func.max(said.c.batch_id).label("act"))
        .join(BATCH, BATCH.c.batch_id == said.c.batch_id)
        .where(BATCH.c.state == "live", said.c.event_id == event_id)
        .group_by(said.c.record_id)
        .subquery()
    )
    wanted = (
        select(record, live.c.act, BATCH.c.who)
        .join(live, live.c.record_id == record.c.record_id)
        .join(BATCH, BATCH.c.batch_id == live.c.act)
        .where(record.c.event_id == event_id)
    )
    found = [_step(row) for row in connection.execute(wanted).mappings()]
    told = [one for one in found if until is None or one.date is None or one.date <= until]
    return sorted(told, key=lambda one: (one.date or date.min, one.act))


def _step(row: RowMapping) -> Step:
    by = row["by"] or row["who"]
    return Step(row["firm_id"], row["state"], row["date"], by, row["replaced_by"], row["act"])


def _people(connection: Connection, event_id: str) -> dict[str, list[bool | None]]:
    """Map each participant to what is known of its attendees: may each of them decide?"""
    record = RECORDS["attendee"]
    wanted = select(record.c.firm_id, record.c.decides).where(record.c.event_id == event_id)
    found: dict[str, list[bool | None]] = {}
    for firm_id, decides in connection.execute(wanted):
        found.setdefault(firm_id, []).append(decides)
    return found


def _participant(
    row: RowMapping, step: Step | None, people: list[bool | None], as_of: date
) -> Participant:
    state = step.state if step else CANDIDATE
    due: Any = row["answer_by"]
    return Participant(
        firm_id=row["firm_id"],
        firm=row["firm"] or row["firm_id"],
        role=row["role"],
        state=state,
        since=step.date if step else None,
        by=step.by if step else None,
        replaced_by=step.replaced_by if step else None,
        answer_by=due,
        late=state == INVITED and due is not None and due < as_of,
        n_attendees=len(people),
        decides=_decides(people),
        version=row["batch_id"],
    )


def _decides(people: list[bool | None]) -> bool | None:
    if any(people):
        return True
    return False if people and None not in people else None
