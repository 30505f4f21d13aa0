"""Which slots a meeting can have by itself, and which tables can stand in for each other."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from matcher.planner.problem import Meeting, Problem, Slot


class TableKind(NamedTuple):
    """Tables that are as good as each other in one slot."""

    equipment: frozenset[str]
    tables: tuple[str, ...]

    def suits(self, meeting: Meeting) -> bool:
        """Say whether the meeting can be held at these tables."""
        return meeting.equipment <= self.equipment and (
            meeting.table is None or meeting.table in self.tables
        )


def kinds_of(problem: Problem) -> Mapping[str, tuple[TableKind, ...]]:
    """Sort the tables of each slot into kinds; one that a lock names is a kind of its own."""
    return {slot.slot_id: _kinds(problem, slot.slot_id) for slot in problem.slots}


def _kinds(problem: Problem, slot_id: str) -> tuple[TableKind, ...]:
    named = {one.table for one in problem.meetings if one.locked in (None, slot_id)}
    kinds: dict[tuple[frozenset[str], str | None], list[str]] = defaultdict(list)
    for table in problem.tables:
        if table.free is None or slot_id in table.free:
            alone = table.table_id if table.table_id in named else None
            kinds[table.equipment, alone].append(table.table_id)
    return tuple(TableKind(key[0], tuple(some)) for key, some in kinds.items())


def usable(problem: Problem, meeting: Meeting) -> list[Slot]:
    """Give the slots a meeting can have by itself, in order of time."""
    limits = [problem.participant[firm_id].free for firm_id in meeting.firms]
    limits += [one.free for one in problem.resources if one.resource_id in meeting.resources]
    limits += [meeting.slots, None if meeting.locked is None else frozenset({meeting.locked})]
    return [
        slot
        for slot in sorted(problem.slots, key=lambda slot: slot.starts)
        if slot.minutes >= meeting.minutes
        and all(limit is None or slot.slot_id in limit for limit in limits)
    ]
