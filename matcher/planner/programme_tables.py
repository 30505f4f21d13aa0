"""Programme tables: a programme as the tables that a person fills in, and back.

What no table asks for (lengths of single sessions, tables with equipment, interpreters, buses of
single firms, how single firms take part) stays as it was.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from string import ascii_uppercase
from typing import Any, NamedTuple

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from features.language import mark
from matcher.errors import SettingsError
from matcher.planner.parts import Break, Bus, Clock, Day, Hall, Session
from matcher.planner.programme import Programme

SESSION_COLUMNS = ("date", "name", "starts", "ends")
BREAK_COLUMNS = ("name", "date", "starts", "ends")
HALL_COLUMNS = ("name", "n_tables", "prefix")
BUS_COLUMNS = ("place", "arrives", "leaves", "date")
_LACKS = {
    "sessions": mark("sessions, row {row}: fill in day, name, beginning and end"),
    "breaks": mark("breaks, row {row}: fill in name, beginning and end"),
    "halls": mark("rooms, row {row}: fill in the number of tables"),
    "buses": mark("buses, row {row}: fill in from where, and when it arrives or leaves"),
}


_READERS: dict[str, TypeAdapter[Any]] = {
    "date": TypeAdapter(date),
    **dict.fromkeys(("starts", "ends", "arrives", "leaves"), TypeAdapter(Clock)),
}


class ProgrammeTables(NamedTuple):
    """One table each, one row per part; a break or bus without a date is for every day."""

    sessions: pd.DataFrame
    breaks: pd.DataFrame
    halls: pd.DataFrame
    buses: pd.DataFrame


def tables_from(programme: Programme) -> ProgrammeTables:
    """Give a programme as tables, in the order of time."""
    days = sorted(programme.days, key=lambda one: one.date)
    sessions = [
        (day.date, one.name, one.starts, one.ends)
        for day in days
        for one in sorted(day.sessions, key=lambda session: session.starts)
    ]
    breaks: list[tuple[object, ...]] = [
        (one.name, None, one.starts, one.ends) for one in programme.breaks
    ]
    breaks += [(one.name, day.date, one.starts, one.ends) for day in days for one in day.breaks]
    halls = [(hall.name, hall.n_tables, hall.prefix) for hall in programme.halls]
    buses = [(b.place, b.arrives, b.leaves, b.date) for b in programme.buses if b.place]
    return ProgrammeTables(
        _table(sessions, SESSION_COLUMNS),
        _table(breaks, BREAK_COLUMNS),
        _table(halls, HALL_COLUMNS),
        _table(buses, BUS_COLUMNS),
    )


def filled_in(programme: Programme, tables: ProgrammeTables) -> Programme:
    """Give the programme that the tables say; a row without anything in it is left out.

    Sessions of one name on several days get the day behind it, and a hall without a prefix the
    next free letter.

    Raises
    ------
    SettingsError
        When a row lacks what it must say, or the programme contradicts itself.
    """
    breaks = _breaks(tables.breaks)
    days = _days(programme, tables.sessions, breaks)
    return replace(
        programme,
        days=days,
        breaks=tuple(one for day, one in breaks if day is None),
        halls=_halls(programme, tables.halls),
        buses=_buses(programme, tables.buses),
    )


def _days(
    programme: Programme, table: pd.DataFrame, breaks: Sequence[tuple[date | None, Break]]
) -> tuple[Day, ...]:
    before = {(day.date, s.starts): s for day in programme.days for s in day.sessions}
    rows = list(_rows("sessions", table, SESSION_COLUMNS))
    names = [str(row["name"]) for row in rows]
    times = Counter(names)
    by_day: dict[date, list[Session]] = {}
    for name, row in zip(names, rows, strict=True):
        if times[name] > 1:
            name = f"{name} {row['date']:%d/%m}"
        old = before.get((row["date"], row["starts"]), Session(name, row["starts"], row["ends"]))
        by_day.setdefault(row["date"], []).append(replace(old, name=name, ends=row["ends"]))
    for day, one in breaks:
        if day is not None and day not in by_day:
            raise SettingsError(
                mark("'{name}' is on {day}, which has no session; correct its day"),
                name=one.name,
                day=day,
            )
    return tuple(
        Day(day, tuple(sessions), tuple(one for on, one in breaks if on == day))
        for day, sessions in sorted(by_day.items())
    )


def _breaks(table: pd.DataFrame) -> list[tuple[date | None, Break]]:
    return [
        (row["date"], Break(str(row["name"]), row["starts"], row["ends"]))
        for row in _rows("breaks", table, ("name", "starts", "ends"))
    ]


def _halls(programme: Programme, table: pd.DataFrame) -> tuple[Hall, ...]:
    before = {hall.name: hall for hall in programme.halls}
    rows = list(_rows("halls", table, ("n_tables",)))
    taken = {str(row["prefix"]) for row in rows if row["prefix"]}
    free = (letter for letter in ascii_uppercase if letter not in taken)
    halls = []
    for row in rows:
        prefix = str(row["prefix"] or next(free))
        new = Hall(str(row["name"] or ""), int(row["n_tables"]), prefix)
        halls.append(replace(new, tables=_named(before.get(new.name), new)))
    return tuple(halls)


def _named(before: Hall | None, now: Hall) -> tuple[Any, ...]:
    """Keep what is said of single tables, but for those that are not counted any more."""
    if before is None:
        return ()
    gone = _counted(before) - _counted(now)
    return tuple(one for one in before.tables if one.table_id not in gone)


def _counted(hall: Hall) -> set[str]:
    return {table.table_id for table in replace(hall, tables=()).all_tables}


def _buses(programme: Programme, table: pd.DataFrame) -> tuple[Bus, ...]:
    before = {(bus.place, bus.date): bus for bus in programme.buses}
    found = []
    for number, row in enumerate(_rows("buses", table, ("place",)), 1):
        if row["arrives"] is None and row["leaves"] is None:
            raise SettingsError(_LACKS["buses"], row=number)
        place = str(row["place"])
        old = before.get((place, row["date"]), Bus(place, date=row["date"]))
        found.append(replace(old, arrives=row["arrives"], leaves=row["leaves"]))
    return (*found, *(bus for bus in programme.buses if not bus.place))


def _rows(what: str, table: pd.DataFrame, must: Iterable[str]) -> Iterable[Mapping[str, Any]]:
    """Give the rows in which something stands; a blank cell is None."""
    for number, row in enumerate(table.to_dict("records"), 1):
        cells = {str(name): _cell(str(name), cell) for name, cell in row.items()}
        if all(cell is None for cell in cells.values()):
            continue
        if any(cells[name] is None for name in must):
            raise SettingsError(_LACKS[what], row=number)
        yield cells


def _cell(name: str, cell: Any) -> Any:
    """Read a cell; a table that began empty gives days and hours as text."""
    if isinstance(cell, str):
        cell = cell.strip() or None
    if cell is None or pd.isna(cell):
        return None
    try:
        return _READERS[name].validate_python(cell) if name in _READERS else cell
    except ValidationError as error:
        raise SettingsError(
            mark("'{cell}' is no day or hour; write 09/12/2026 or 13:30"), cell=cell
        ) from error


def _table(rows: Sequence[tuple[object, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)
