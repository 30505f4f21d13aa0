"""Tabling: from kinds of tables to the tables themselves, changing as few as possible."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from matcher.planner.plan import Placed
from matcher.planner.problem import Problem
from matcher.planner.usable import TableKind, kinds_of

Chosen = tuple[str, str, int]  # meeting, slot, kind of table


def seat(
    problem: Problem, chosen: Iterable[Chosen], own: Mapping[str, Placed] | None = None
) -> tuple[Placed, ...]:
    """Give each meeting a table of its kind.

    A meeting that stands in its slot of `own` at a table of that kind keeps it; others go where
    their buyer sits already, else to the table it uses most, else to the first that is open.
    """
    own, kinds = own or {}, kinds_of(problem)
    seating = _Seating(problem, kinds)
    waiting = []
    for meeting_id, slot_id, kind in sorted(chosen):
        place = own.get(meeting_id)
        if place and place.slot_id == slot_id and _holds(kinds[slot_id], kind, place.table_id):
            seating.take(place)
        else:
            waiting.append((meeting_id, slot_id, kind))
    for meeting_id, slot_id, kind in waiting:
        seating.take(Placed(meeting_id, slot_id, seating.table(meeting_id, slot_id, kind)))
    return tuple(seating.placed)


def _holds(kinds: tuple[TableKind, ...], kind: int, table_id: str) -> bool:
    return kind < 0 or table_id in kinds[kind].tables


class _Seating:
    """Who sits where, while tables are given out."""

    def __init__(self, problem: Problem, kinds: Mapping[str, tuple[TableKind, ...]]) -> None:
        self.problem, self.kinds = problem, kinds
        self.placed: list[Placed] = []
        self.at: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.usual: dict[str, Counter[str]] = defaultdict(Counter)

    def take(self, place: Placed) -> None:
        buyer_id = self.problem.meeting[place.meeting_id].buyer_id
        self.placed.append(place)
        self.at[place.slot_id, place.table_id].append(buyer_id)
        self.usual[buyer_id][place.table_id] += 1

    def table(self, meeting_id: str, slot_id: str, kind: int) -> str:
        buyer_id = self.problem.meeting[meeting_id].buyer_id
        size = self.problem.participant[buyer_id].group_size
        tables = self.kinds[slot_id][kind].tables
        for table_id in tables:
            sitting = self.at[slot_id, table_id]
            if sitting and set(sitting) == {buyer_id} and len(sitting) < size:
                return table_id
        empty = [table_id for table_id in tables if not self.at[slot_id, table_id]]
        return max(empty, key=lambda table_id: self.usual[buyer_id][table_id])
