"""The days of a programme."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from matcher.planner.problem import Slot


def by_day(slots: Iterable[Slot]) -> dict[date, list[Slot]]:
    """Give the slots of each day in order of time."""
    days: dict[date, list[Slot]] = defaultdict(list)
    for slot in sorted(slots, key=lambda slot: slot.starts):
        days[slot.starts.date()].append(slot)
    return days
