"""Instance: a problem as arrays of numbers, which is all that the solvers see.

Whatever several meetings share in a slot (tables, tables with a projector, an interpreter) is one
kind of thing here: a `Limit`. Suppliers who sit together with one buyer take its room once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.planner.problem import Meeting, Participant, Problem, Table

MOST_TABLE_KINDS = 6  # their unions are limits of their own, so at most 2 ** 6 of them

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Limit:
    """At most `room[slot]` at once of the meetings in `members`.

    With `by_group`, meetings of one buyer count once per full or begun group.
    """

    members: Array
    room: Array
    by_group: bool


@dataclass(frozen=True, eq=False)
class Instance:
    """Slots are in order of time, everything else in the order of the problem.

    day[slot] numbers the days from 0; sides[meeting] are the supplier and the buyer;
    domain[meeting, slot] tells where it may stand by itself; at_once[participant] how many meetings
    it has at most in one slot, and group_size[participant] how many of them share a table;
    before[i] is a pair of meetings, the earlier first.
    """

    day: Array
    sides: Array
    domain: Array
    at_once: Array
    group_size: Array
    limits: tuple[Limit, ...]
    before: Array
    score: Array
    locked: Array
    most_difference: int | None

    @property
    def n_meetings(self) -> int:
        """Count the meetings."""
        return len(self.sides)

    @property
    def n_slots(self) -> int:
        """Count the slots."""
        return len(self.day)

    @property
    def n_participants(self) -> int:
        """Count the participants."""
        return len(self.at_once)

    @cached_property
    def meetings_of(self) -> tuple[Array, ...]:
        """Give the meetings of each participant."""
        found: list[list[int]] = [[] for _ in range(self.n_participants)]
        for meeting, sides in enumerate(self.sides):
            for one in dict.fromkeys(sides.tolist()):
                found[one].append(meeting)
        return tuple(np.array(some, np.int64) for some in found)

    @cached_property
    def days(self) -> tuple[Array, ...]:
        """Give the slots of each day."""
        return tuple(np.flatnonzero(self.day == one) for one in range(int(self.day.max()) + 1))

    def keep(self, kept: Array) -> "Instance":
        """Give the same event with only the meetings that `kept` (truth values) marks."""
        number = np.cumsum(kept) - 1
        return Instance(
            day=self.day,
            sides=self.sides[kept],
            domain=self.domain[kept],
            at_once=self.at_once,
            group_size=self.group_size,
            limits=tuple(
                Limit(number[one.members[kept[one.members]]], one.room, one.by_group)
                for one in self.limits
            ),
            before=number[self.before[kept[self.before].all(axis=1)]].reshape(-1, 2),
            score=self.score[kept],
            locked=self.locked[kept],
            most_difference=self.most_difference,
        )


def slots_in_order(problem: Problem) -> list[str]:
    """Give the ids of the slots in order of time."""
    return [s.slot_id for s in sorted(problem.slots, key=lambda s: (s.starts, s.slot_id))]


def instance(problem: Problem) -> Instance:
    """Turn a problem into arrays."""
    slots = [problem.slot[slot_id] for slot_id in slots_in_order(problem)]
    days = sorted({slot.starts.date() for slot in slots})
    number = {one.firm_id: i for i, one in enumerate(problem.participants)}
    meeting_number = {one.meeting_id: i for i, one in enumerate(problem.meetings)}
    pairs = [tuple(meeting_number[m] for m in pair) for pair in problem.precedences]
    return Instance(
        day=np.array([days.index(slot.starts.date()) for slot in slots], np.int64),
        sides=np.array([[number[f] for f in m.firms] for m in problem.meetings], np.int64).reshape(
            -1, 2
        ),
        domain=_domain(problem),
        at_once=np.array([_at_once(problem, one) for one in problem.participants], np.int64),
        group_size=np.array([one.group_size for one in problem.participants], np.int64),
        limits=tuple(_limits(problem)),
        before=np.array(pairs, np.int64).reshape(-1, 2),
        score=np.array([m.score for m in problem.meetings], float),
        locked=np.array([m.locked is not None for m in problem.meetings], bool),
        most_difference=problem.most_difference,
    )


def _at_once(problem: Problem, one: Participant) -> int:
    """Give how many meetings a participant has at most in a slot: only a buyer has groups."""
    buys = all(m.buyer_id == one.firm_id for m in problem.of_firm[one.firm_id])
    return one.at_once if buys else one.n_people


def _domain(problem: Problem) -> Array:
    """Tell for each meeting in which slots it may stand."""
    slots = [problem.slot[slot_id] for slot_id in slots_in_order(problem)]
    resource = {one.resource_id: one.free for one in problem.resources}
    tables = table_room(problem)
    allowed = np.zeros((len(problem.meetings), len(slots)), bool)
    for row, m in enumerate(problem.meetings):
        frees = [problem.participant[firm_id].free for firm_id in m.firms]
        frees += [resource.get(r, frozenset()) for r in m.resources]
        frees += [m.slots, None if m.locked is None else frozenset({m.locked})]
        frees += [tables[m.equipment, m.table]]
        stated = [free for free in frees if free is not None]
        for column, slot in enumerate(slots):
            allowed[row, column] = slot.minutes >= m.minutes and all(
                slot.slot_id in free for free in stated
            )
    return allowed


def table_room(problem: Problem) -> dict[tuple[frozenset[str], str | None], frozenset[str]]:
    """Give the slots in which a table of each wanted kind stands."""
    found: dict[tuple[frozenset[str], str | None], frozenset[str]] = {}
    for m in problem.meetings:
        if (m.equipment, m.table) not in found:
            some = suitable_tables(problem, m)
            found[m.equipment, m.table] = frozenset(
                slot.slot_id
                for slot in problem.slots
                if any(_stands(t, slot.slot_id) for t in problem.tables if t.table_id in some)
            )
    return found


def suitable_tables(problem: Problem, meeting: Meeting) -> frozenset[str]:
    """Give the tables at which a meeting can be held."""
    return frozenset(
        table.table_id
        for table in problem.tables
        if meeting.equipment <= table.equipment and meeting.table in (None, table.table_id)
    )


def _stands(table: Table, slot_id: str) -> bool:
    return table.free is None or slot_id in table.free


def _limits(problem: Problem) -> Iterable[Limit]:
    """Give what the tables and the resources allow, without what can never be too much."""
    order = slots_in_order(problem)
    of_kind = {(m.equipment, m.table): suitable_tables(problem, m) for m in problem.meetings}
    suitable = [of_kind[m.equipment, m.table] for m in problem.meetings]
    for tables in _unions(set(suitable)):
        members = np.array([i for i, some in enumerate(suitable) if some <= tables], np.int64)
        some = [table for table in problem.tables if table.table_id in tables]
        room = np.array([sum(_stands(table, slot_id) for table in some) for slot_id in order])
        if room.min() < min(len(members), _most_at_once(problem, members)):
            yield Limit(members, room, by_group=True)
    for pair in _apart(problem, suitable):
        yield Limit(np.array(pair, np.int64), np.ones(len(order), np.int64), by_group=False)
    for resource in problem.resources:
        users = [i for i, m in enumerate(problem.meetings) if resource.resource_id in m.resources]
        if len(users) > resource.n_at_once:
            room = np.full(len(order), resource.n_at_once)
            yield Limit(np.array(users, np.int64), room, by_group=False)


def _apart(problem: Problem, suitable: list[frozenset[str]]) -> Iterable[tuple[int, int]]:
    """Give the meetings that no table suits together, of buyers who sit at one table at a time."""
    of_buyer: dict[str, list[int]] = {}
    for i, meeting in enumerate(problem.meetings):
        buyer = problem.participant[meeting.buyer_id]
        if buyer.group_size > 1 and buyer.n_people == 1:
            of_buyer.setdefault(buyer.firm_id, []).append(i)
    for some in of_buyer.values():
        for one, other in combinations(some, 2):
            if suitable[one].isdisjoint(suitable[other]):
                yield one, other


def _unions(kinds: set[frozenset[str]]) -> list[frozenset[str]]:
    """Give every union of kinds of tables that overlap: by Hall (1935) those can be scarce.

    Kinds apart from each other, or one within the other, say together no more than each alone.
    """
    found: set[frozenset[str]] = set(kinds)
    overlapping = [one for one in kinds if any(one & two not in (set(), one, two) for two in kinds)]
    for kind in sorted(overlapping, key=sorted)[:MOST_TABLE_KINDS]:
        found |= {kind | other for other in found if kind & other}
    if kinds:
        found.add(frozenset().union(*kinds))
    return sorted(found - {frozenset()}, key=lambda some: (len(some), sorted(some)))


def _most_at_once(problem: Problem, members: Array) -> int:
    """Bound how many of some meetings can be held at once by who takes part in them."""
    most: list[int] = []
    for side in (0, 1):
        firms = {problem.meetings[i].firms[side] for i in members}
        most.append(sum(problem.participant[firm_id].at_once for firm_id in firms))
    firms = {firm_id for i in members for firm_id in problem.meetings[i].firms}
    both = sum(problem.participant[firm_id].at_once for firm_id in firms)
    return min(*most, both // 2)
