"""Programme: days, sessions, breaks and tables of an event as a planner writes them down.

Slots follow from it: one after the other with the changeover between, none across a break. On a
Friday the prayers are a break of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import ClassVar

from pydantic import ConfigDict

from features.language import mark
from matcher.errors import SettingsError
from matcher.planner.parts import (
    CLOSED,
    AtEvent,
    Break,
    Bus,
    Day,
    Hall,
    Prayers,
    Session,
    Shared,
    require_between,
)
from matcher.planner.problem import Slot, Table

_FRIDAY = 4


@dataclass(frozen=True)
class Programme:
    """What a planner settles before anybody is seated.

    Parameters
    ----------
    days
        Days in any order, each with its sessions; a session's name stands once.
    halls
        Rooms with their tables; a table's id stands once.
    slot_minutes, changeover_minutes
        Length of a slot, and the time between two in which people change tables.
    breaks
        Lunch and prayers of every day.
    friday_prayers
        The break that every Friday has.
    reserve_slots
        Slots that each participant keeps free for meetings agreed on the day.
    buses
        Arrival and departure by place or sentra.
    shared
        Interpreters and coaches.
    firms
        How single firms take part, by firm id.

    Raises
    ------
    SettingsError
        For a programme without a slot or table, or one that contradicts itself.
    """

    days: tuple[Day, ...]
    halls: tuple[Hall, ...]
    name: str = ""
    place: str = ""
    slot_minutes: int = 25
    changeover_minutes: int = 5
    breaks: tuple[Break, ...] = ()
    friday_prayers: Prayers = field(default_factory=Prayers)
    reserve_slots: int = 0
    buses: tuple[Bus, ...] = ()
    shared: tuple[Shared, ...] = ()
    firms: Mapping[str, AtEvent] = field(default_factory=dict)
    __pydantic_config__: ClassVar[ConfigDict] = CLOSED

    def __post_init__(self) -> None:
        require_between("slot_minutes", self.slot_minutes, 1, 480)
        require_between("changeover_minutes", self.changeover_minutes, 0, 480)
        require_between("reserve_slots", self.reserve_slots, 0, 100)
        sessions = [session.name for day in self.days for session in day.sessions]
        _require_once(mark("the day {what} stands twice; keep one"), [d.date for d in self.days])
        _require_once(mark("two sessions are called '{what}'; rename one"), sessions)
        _require_once(
            mark("two tables are called '{what}'; rename one"),
            [table.table_id for table in tables_of(self)],
        )
        _require_once(
            mark("'{what}' stands twice under shared; keep one"), [s.name for s in self.shared]
        )
        for one in self.shared:
            _require_known(one, sessions)
        if not tables_of(self):
            raise SettingsError(mark("the programme has no table; add some under halls"))
        if not slots_of(self):
            raise SettingsError(mark("the programme has no slot; add a session under days"))


def slots_of(programme: Programme) -> tuple[Slot, ...]:
    """Give the slots in the order of time, named by day and start: 'D1-0830'.

    Raises
    ------
    SettingsError
        For a session in which no slot fits.
    """
    found: list[Slot] = []
    days = sorted(programme.days, key=lambda one: one.date)
    for number, day in enumerate(days, 1):
        for session in sorted(day.sessions, key=lambda one: one.starts):
            slots = _slots_of_session(programme, day, session, number)
            if not slots:
                raise SettingsError(
                    mark(
                        "no slot fits into '{session}'; make it longer or shorten slots or breaks"
                    ),
                    session=session.name,
                )
            found += slots
    return tuple(found)


def tables_of(programme: Programme) -> tuple[Table, ...]:
    """Give the tables of all halls, by id."""
    found = [table for hall in programme.halls for table in hall.all_tables]
    return tuple(sorted(found, key=lambda one: one.table_id))


def halls_of(programme: Programme) -> dict[str, str]:
    """Name the hall of every table."""
    return {table.table_id: hall.name for hall in programme.halls for table in hall.all_tables}


def _slots_of_session(programme: Programme, day: Day, session: Session, number: int) -> list[Slot]:
    length = timedelta(minutes=session.slot_minutes or programme.slot_minutes)
    changeover = session.changeover_minutes
    if changeover is None:
        changeover = programme.changeover_minutes
    breaks = _breaks(programme, day)
    starts, until = _at(day, session.starts), _at(day, session.ends)
    found: list[Slot] = []
    while (ends := starts + length) <= until:
        if in_the_way := [end for begin, end in breaks if begin < ends and starts < end]:
            starts = max(in_the_way)
            continue
        found.append(Slot(f"D{number}-{starts:%H%M}", starts, ends, session.name))
        starts = ends + timedelta(minutes=changeover)
    return found


def _breaks(programme: Programme, day: Day) -> list[tuple[datetime, datetime]]:
    prayers = programme.friday_prayers
    found: list[Break | Prayers] = [*programme.breaks, *day.breaks]
    if prayers.on and day.date.weekday() == _FRIDAY:
        found.append(prayers)
    return [(_at(day, one.starts), _at(day, one.ends)) for one in found]


def _at(day: Day, clock: time) -> datetime:
    return datetime.combine(day.date, clock)


def _require_once(message: str, names: Iterable[object]) -> None:
    seen: set[object] = set()
    for name in names:
        if name in seen:
            raise SettingsError(message, what=name)
        seen.add(name)


def _require_known(shared: Shared, sessions: Sequence[str]) -> None:
    for session in shared.sessions:
        if session not in sessions:
            raise SettingsError(
                mark(
                    "'{name}' is to be there in '{session}', which is no session; known: {choices}"
                ),
                name=shared.name,
                session=session,
                choices=", ".join(sessions),
            )
