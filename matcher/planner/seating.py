"""Seating: a table for every meeting of a timetable, so that buyers rarely change theirs.

One assignment per slot, in order of time. Every buyer has a home, the table it would like for the
whole event; a table that is somebody else's home costs a little, so homes are kept free.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from matcher.planner.instance import slots_in_order, suitable_tables
from matcher.planner.problem import Meeting, Problem

BUYER_MOVES, SUPPLIER_MOVES, FROM_HOME, FOREIGN_HOME, LATER = 1.01, 1.0, 0.2, 0.1, 1e-5
NEVER = 1e6


class Seating(NamedTuple):
    """The table of each meeting, and the meetings for which no table was left."""

    table: dict[str, str]
    without: tuple[str, ...]


class Group(NamedTuple):
    """Meetings of one buyer that share a table, and the tables that suit them."""

    buyer_id: str
    meetings: tuple[Meeting, ...]
    suitable: frozenset[str]


def seat(problem: Problem, slot_of: Mapping[str, str]) -> Seating:
    """Give every meeting a table.

    Parameters
    ----------
    problem
        The event.
    slot_of
        The slot of each meeting that is held.
    """
    tables = tuple(table.table_id for table in problem.tables)
    of_kind = {(m.equipment, m.table): suitable_tables(problem, m) for m in problem.meetings}
    suitable = {m.meeting_id: of_kind[m.equipment, m.table] for m in problem.meetings}
    there: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in problem.meetings:
        if meeting.meeting_id in slot_of:
            there[slot_of[meeting.meeting_id]].append(meeting)
    home = _homes(problem, suitable)
    found: dict[str, str] = {}
    without: list[str] = []
    day, last = None, dict[str, set[str]]()
    for slot_id in slots_in_order(problem):
        today = problem.slot[slot_id].starts.date()
        if today != day:
            day, last = today, {}
        here = frozenset(t.table_id for t in problem.tables if t.free is None or slot_id in t.free)
        groups = _groups(problem, there[slot_id], {m: s & here for m, s in suitable.items()})
        groups, rest = _with_people(problem, groups)
        without += [meeting.meeting_id for group in rest for meeting in group.meetings]
        now: dict[str, set[str]] = defaultdict(set)
        for group, table in zip(groups, _assign(groups, tables, last, home), strict=True):
            if table is None:
                without += [m.meeting_id for m in group.meetings]
                continue
            for meeting in group.meetings:
                found[meeting.meeting_id] = table
                for firm_id in meeting.firms:
                    now[firm_id].add(table)
        last.update(now)
    return Seating(found, tuple(without))


def _homes(problem: Problem, suitable: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Give each buyer a table of its own while there are any, the busiest buyers first."""
    meetings: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in problem.meetings:
        meetings[meeting.buyer_id].append(meeting)
    taken: dict[str, int] = {table.table_id: 0 for table in problem.tables}
    home: dict[str, str] = {}
    for buyer_id in sorted(meetings, key=lambda b: (-len(meetings[b]), b)):
        suits = {
            table: sum(table in suitable[m.meeting_id] for m in meetings[buyer_id])
            for table in taken
        }
        if suits:
            home[buyer_id] = min(taken, key=lambda t: (taken[t] - suits[t] * 1e-3, -suits[t], t))
            taken[home[buyer_id]] += 1
    return home


def _groups(
    problem: Problem, there: list[Meeting], suitable: Mapping[str, frozenset[str]]
) -> list[Group]:
    """Form the groups of one slot: those who need the same tables sit together."""
    of_buyer: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in there:
        of_buyer[meeting.buyer_id].append(meeting)
    groups: list[Group] = []
    for buyer_id, meetings in sorted(of_buyer.items()):
        size = problem.participant[buyer_id].group_size
        formed: list[Group] = []
        for meeting in sorted(meetings, key=lambda m: (len(suitable[m.meeting_id]), m.meeting_id)):
            _join(formed, meeting, suitable[meeting.meeting_id], size)
        groups += formed
    return groups


def _with_people(problem: Problem, groups: list[Group]) -> tuple[list[Group], list[Group]]:
    """Part the groups at which a buyer has somebody to sit, the larger first, from the others."""
    seated, rest = list[Group](), list[Group]()
    for group in sorted(groups, key=lambda one: (one.buyer_id, -len(one.meetings))):
        n = sum(one.buyer_id == group.buyer_id for one in seated)
        has_people = n < problem.participant[group.buyer_id].n_people
        (seated if has_people else rest).append(group)
    return seated, rest


def _join(formed: list[Group], meeting: Meeting, fits: frozenset[str], size: int) -> None:
    """Put a meeting into the first of a buyer's groups that has room and a table for it."""
    for number, group in enumerate(formed):
        if len(group.meetings) < size and group.suitable & fits:
            members = (*group.meetings, meeting)
            formed[number] = Group(group.buyer_id, members, group.suitable & fits)
            return
    formed.append(Group(meeting.buyer_id, (meeting,), fits))


def _assign(
    groups: list[Group],
    tables: tuple[str, ...],
    last: Mapping[str, set[str]],
    home: Mapping[str, str],
) -> list[str | None]:
    """Give each group of one slot a table; None where too few suit."""
    homes = set(home.values())
    cost = np.full((len(groups), len(tables)), NEVER)
    for row, group in enumerate(groups):
        for column, table in enumerate(tables):
            if table in group.suitable:
                own = home.get(group.buyer_id) == table
                cost[row, column] = _moves(group, table, last) + LATER * column
                cost[row, column] += 0 if own else FROM_HOME + FOREIGN_HOME * (table in homes)
    rows, columns = linear_sum_assignment(cost)
    chosen: list[str | None] = [None] * len(groups)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if cost[row, column] < NEVER:
            chosen[row] = tables[column]
    return chosen


def _moves(group: Group, table: str, last: Mapping[str, set[str]]) -> float:
    """Weigh who of a group would have to change to a table."""
    total = 0.0
    if table not in last.get(group.buyer_id, {table}):
        total += BUYER_MOVES
    for meeting in group.meetings:
        if table not in last.get(meeting.supplier_id, {table}):
            total += SUPPLIER_MOVES
    return total
