"""The programme of an event for which nobody has written one: what is known of it, else usual."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from features.language import mark
from features.package_data import data_path
from matcher.errors import SettingsError
from matcher.planner.parts import Day, Hall
from matcher.planner.programme import Programme
from matcher.planner.programme_file import from_json, load_programme, read_programme

STANDARD = "programme.toml"


def programme_of_folder(folder: str | None) -> Programme:
    """Read the `programme.toml` that lies beside the records of a folder, else the standard one."""
    if folder is not None:
        for place in (Path(folder), data_path(folder)):
            if (file := place / STANDARD).is_file():
                return read_programme(file.read_bytes(), STANDARD)
    return read_programme(data_path(STANDARD).read_bytes(), STANDARD)


def programme_of_event(event: Mapping[str, Any]) -> Programme:
    """Give the programme that an event keeps, else the standard one with what the event states.

    A programme that is kept moves with the event's first day; the standard one takes the days,
    place, tables and slots from the event.

    Raises
    ------
    SettingsError
        When the event has no date, or more days than a programme can hold.
    """
    stated = {name: None if pd.isna(value) else value for name, value in event.items()}
    if kept := stated.get("programme"):
        return _moved(replace(from_json(kept), name=str(stated["name"])), stated["date"])
    if stated["date"] is None:
        raise SettingsError(
            mark("event '{id}' has no date; state it, or give a programme with --programme"),
            id=stated["event_id"],
        )
    usual = programme_of_folder(None)
    n_tables, minutes = stated.get("n_tables"), stated.get("slot_minutes")
    return replace(
        usual,
        name=str(stated["name"]),
        place=str(stated.get("place") or ""),
        days=_days(usual.days[0], stated["date"], stated.get("last_date") or stated["date"]),
        halls=(Hall(n_tables=int(n_tables)),) if n_tables else usual.halls,
        slot_minutes=int(minutes) if minutes else usual.slot_minutes,
    )


def chosen_programme(path: str | Path | None, otherwise: Programme) -> Programme:
    """Read the programme that somebody named, else take the other one."""
    return otherwise if path is None else load_programme(path)


def _moved(programme: Programme, first: date | None) -> Programme:
    """Let a programme begin on a day, all its days and buses as far apart as they were."""
    begins = min(day.date for day in programme.days)
    by = (first or begins) - begins
    if not by:
        return programme
    return replace(
        programme,
        days=tuple(replace(day, date=day.date + by) for day in programme.days),
        buses=tuple(
            replace(bus, date=bus.date + by) if bus.date else bus for bus in programme.buses
        ),
    )


def _days(usual: Day, first: date, last: date) -> tuple[Day, ...]:
    n_days = (last - first).days + 1
    if not 1 <= n_days <= 14:
        raise SettingsError(
            mark("an event from {first} to {last} cannot be planned; correct its days"),
            first=first,
            last=last,
        )
    days = [first + timedelta(days=i) for i in range(n_days)]
    return tuple(replace(usual, date=day, sessions=_sessions(usual, day, n_days)) for day in days)


def _sessions(usual: Day, day: date, n_days: int) -> Any:
    """Name the sessions of several days apart."""
    if n_days == 1:
        return usual.sessions
    return tuple(replace(one, name=f"{one.name} {day:%d/%m}") for one in usual.sessions)
