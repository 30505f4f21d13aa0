"""The plan on the wall, ready to be set: a page per day, split where it would be too small."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby, pairwise
from typing import Any

from features.language import translator
from matcher.agenda.bookings import Booking, at_table, by_table, host
from matcher.agenda.hours import hours, long_day
from matcher.planner.problem import Problem, Slot

_MOST_ROWS, _MOST_COLUMNS = 22, 9  # what can be read from two metres off an A3 sheet
_BREAK = timedelta(minutes=14)


def sheets_of(problem: Problem, booked: list[Booking], language: str) -> list[dict[str, Any]]:
    """Give the pages: days in order, their slots and the tables in use in equal portions."""
    slots = sorted(problem.slots, key=lambda one: one.starts)
    found = []
    for day, of_day in groupby(slots, key=lambda one: one.starts.date()):
        columns = list(of_day)
        own = [one for one in booked if one.slot.starts.date() == day]
        tables = by_table(own)
        for some in _portions(columns, _MOST_COLUMNS):
            for names in _portions(list(tables), _MOST_ROWS):
                found.append(
                    {
                        "day": long_day(day, language),
                        "tables": _range(names, language),
                        "slots": _heads(some, language),
                        "rows": [_row(name, tables[name], some) for name in names],
                    }
                )
    return found


def _portions(some: list[Any], most: int) -> list[list[Any]]:
    """Split into as few portions as needed, all about as large."""
    n = -(-len(some) // most)
    ends = [round(i * len(some) / n) for i in range(n + 1)] if n else []
    return [some[low:high] for low, high in pairwise(ends)]


def _range(names: Sequence[str], language: str) -> str:
    say = translator(language)
    return say("Tables {first} to {last}", first=names[0], last=names[-1])


def _heads(slots: Sequence[Slot], language: str) -> list[dict[str, Any]]:
    before = [None, *slots]
    return [
        {
            "time": hours(slot, language),
            "after_break": last is not None and slot.starts - last.ends > _BREAK,
        }
        for last, slot in zip(before, slots, strict=False)
    ]


def _row(table_id: str, held: Sequence[Booking], slots: Sequence[Slot]) -> dict[str, Any]:
    """Give a table's row; the buyer that sits there most stands once, before the row."""
    usual = host(held)
    cells = []
    for slot in slots:
        main, other = at_table((one for one in held if one.slot == slot), usual)
        cells.append({"main": main, "other": other})
    return {"table": table_id, "buyer": usual.name, "cells": cells}
