"""Overloads: more meetings than places for them, found by counting alone.

Meetings and the slots they can have form a bipartite graph; where it has no matching, Hall's
theorem (P. Hall, 1935) names meetings that together have fewer places than there are of them.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple

from matcher.planner.problem import Meeting, Problem
from matcher.planner.usable import usable

Of = Literal["meeting", "firm", "resource", "tables"]


class Overload(NamedTuple):
    """Meetings that have together `n_places` places in `slots`, fewer than there are meetings.

    `of` and `which` say what is full: a firm, a resource, the tables; or a meeting without a slot.
    """

    of: Of
    which: str
    meetings: tuple[str, ...]
    slots: tuple[str, ...]
    n_places: int


def overloads(problem: Problem, required: Collection[str] | None = None) -> Iterator[Overload]:
    """Find what counting alone proves to be too much: meetings, firms, resources, then tables.

    `required` are the meetings that must be held, None for all.
    """
    chosen = [one for one in problem.meetings if required is None or one.meeting_id in required]
    domains = {one.meeting_id: [s.slot_id for s in usable(problem, one)] for one in chosen}
    for meeting_id, slots in domains.items():
        if not slots:
            yield Overload("meeting", meeting_id, (meeting_id,), (), 0)
    yield from _of_firms(problem, chosen, domains)
    for one in problem.resources:
        using = [m.meeting_id for m in chosen if one.resource_id in m.resources]
        capacity = dict.fromkeys(problem.slot, one.n_at_once)
        yield from _full("resource", one.resource_id, using, domains, capacity)
    yield from _of_tables(problem, chosen, domains)


def _of_firms(
    problem: Problem, meetings: list[Meeting], domains: Mapping[str, list[str]]
) -> Iterator[Overload]:
    of_firm: dict[str, list[str]] = {}
    for one in meetings:
        for firm_id in one.firms:
            of_firm.setdefault(firm_id, []).append(one.meeting_id)
    for firm in problem.participants:
        capacity = dict.fromkeys(problem.slot, firm.at_once)
        some = of_firm.get(firm.firm_id, [])
        yield from _full("firm", firm.firm_id, some, domains, capacity)


def _of_tables(
    problem: Problem, meetings: list[Meeting], domains: Mapping[str, list[str]]
) -> Iterator[Overload]:
    """Count meetings that have a table to themselves, so that what is found holds for all."""
    alone = [
        one.meeting_id for one in meetings if problem.participant[one.buyer_id].group_size == 1
    ]
    capacity = {
        slot_id: sum(table.free is None or slot_id in table.free for table in problem.tables)
        for slot_id in problem.slot
    }
    yield from _full("tables", "", alone, domains, capacity)


def _full(
    of: Of,
    which: str,
    meetings: list[str],
    domains: Mapping[str, list[str]],
    capacity: Mapping[str, int],
) -> Iterator[Overload]:
    found = crowded({one: domains[one] for one in meetings}, capacity)
    if found:
        slots = tuple(slot_id for slot_id in capacity if slot_id in found[1])
        yield Overload(of, which, found[0], slots, sum(capacity[one] for one in slots))


def crowded(
    domains: Mapping[str, list[str]], capacity: Mapping[str, int]
) -> tuple[tuple[str, ...], frozenset[str]] | None:
    """Find meetings that have together one place fewer than there are of them, and their slots.

    None when each can have a place of its own.
    """
    holds: dict[str, list[str]] = {slot_id: [] for slot_id in capacity}
    for meeting_id in domains:
        reached = _place(meeting_id, domains, capacity, holds)
        if reached is not None:
            inside = {one for slot_id in reached for one in holds[slot_id]} | {meeting_id}
            return tuple(one for one in domains if one in inside), frozenset(reached)
    return None


def _place(
    meeting_id: str,
    domains: Mapping[str, list[str]],
    capacity: Mapping[str, int],
    holds: dict[str, list[str]],
) -> set[str] | None:
    """Place a meeting, shifting others along a path; give the slots reached when all are full."""
    came: dict[str, tuple[str, str | None]] = {}  # slot <- (meeting that wants it, its slot now)
    queue: list[tuple[str, str | None]] = [(meeting_id, None)]
    for wants, now in queue:
        for slot_id in domains[wants]:
            if slot_id in came:
                continue
            came[slot_id] = (wants, now)
            if len(holds[slot_id]) < capacity[slot_id]:
                _shift(slot_id, came, holds)
                return None
            queue += [(one, slot_id) for one in holds[slot_id]]
    return set(came)


def _shift(
    slot_id: str, came: Mapping[str, tuple[str, str | None]], holds: dict[str, list[str]]
) -> None:
    free: str | None = slot_id
    while free is not None:
        meeting_id, now = came[free]
        if now is not None:
            holds[now].remove(meeting_id)
        holds[free].append(meeting_id)
        free = now
