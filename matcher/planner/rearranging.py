"""Rearranging: a small model of the part of a plan that a change touches, by CP-SAT."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import NamedTuple

from ortools.sat.python import cp_model

from matcher.planner.days import by_day
from matcher.planner.encoding import Encoding, encode, kind_at
from matcher.planner.plan import Placed
from matcher.planner.problem import Problem
from matcher.planner.situation import Situation
from matcher.planner.tabling import seat

SMALL = 2000  # variables up to which a second worker costs more than it brings
GAP_COST = 50  # against 1 for each slot later: a gap less is worth any wait


class Arranged(NamedTuple):
    """A plan, the lost meetings without a place, what its moves cost, and whether it is proved.

    A move to another slot costs 2, one to another table of the slot 1.
    """

    placed: tuple[Placed, ...]
    without: tuple[str, ...]
    cost: int
    proved: bool

    @property
    def rank(self) -> tuple[int, int, int]:
        """Order plans, the better one first."""
        return len(self.without), self.cost, -len(self.placed)


def rearrange(
    now: Situation, movable: Collection[str], seconds: float, seed: int = 0
) -> Arranged | None:
    """Give places to lost and waiting meetings, moving none but these.

    First as many lost meetings as possible, then as few moves, then waiting meetings, then few
    idle gaps. None when no plan was found in time.
    """
    stays = [now.own[one] for one in (*now.settled, *now.held) if one not in movable]
    slots = {one: now.slots[one] for one in (*now.lost, *now.waiting, *sorted(movable))}
    encoding = encode(now.problem, slots, stays, now.own)
    for one in movable:
        encoding.model.add_exactly_one(encoding.held[one].values())
    _fill_holes_only(encoding, now)
    _hint(encoding, now, movable)
    _maximise(encoding, now, movable, stays)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1 if len(encoding.model.proto.variables) <= SMALL else 2
    status = solver.solve(encoding.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    placed = seat(now.problem, encoding.chosen(solver), now.own)
    found = {one.meeting_id for one in placed}
    without = tuple(one for one in now.lost if one not in found)
    cost = sum(_cost(now.own[one.meeting_id], one) for one in placed if one.meeting_id in movable)
    return Arranged(placed, without, cost, status == cp_model.OPTIMAL)


def _fill_holes_only(encoding: Encoding, now: Situation) -> None:
    """Let substitutes take the places that a firm lost, and one of a firm that lost none."""
    fallen = set(now.fallen)
    for meetings in now.problem.of_firm.values():
        own = [one.meeting_id for one in meetings]
        new = [one for one in own if one in now.substitutes and one in encoding.held]
        back = [one for one in own if one in fallen and one in encoding.held]
        if new:
            truths = [truth for one in (*new, *back) for truth in encoding.held[one].values()]
            encoding.model.add(sum(truths) <= (sum(one in fallen for one in own) or 1))


def _cost(was: Placed, now: Placed) -> int:
    return (was.slot_id != now.slot_id) + (was != now)


def _hint(encoding: Encoding, now: Situation, movable: Collection[str]) -> None:
    for one in movable:
        for slot_id, truth in encoding.held[one].items():
            if not isinstance(truth, int):
                encoding.model.add_hint(truth, slot_id == now.own[one].slot_id)


def _maximise(
    encoding: Encoding, now: Situation, movable: Collection[str], stays: Iterable[Placed]
) -> None:
    """Weigh so that one of a rank outweighs all of the next rank."""
    agendas = _agendas(now.problem, stays)
    costs = {one: _costs(now.problem, agendas, one, now.slots[one]) for one in slots_of(now)}
    most = max((cost for some in costs.values() for cost in some.values()), default=0)
    later = most * len(costs) + 1
    worth = {one: later * (101 + round(now.problem.meeting[one].score)) for one in now.waiting}
    table = sum(worth.values()) + later
    lost = 2 * table * (len(movable) + 1)
    terms: list[cp_model.LinearExprT] = []
    for one, some in costs.items():
        gain = worth.get(one, lost)
        for slot_id, truth in encoding.held[one].items():
            terms.append((gain - some[slot_id]) * truth)
    for one in sorted(movable):
        place = now.own[one]
        kind = kind_at(encoding.kinds, place)
        terms.append(table * encoding.held[one].get(place.slot_id, 0))
        terms.append(table * encoding.at.get((one, place.slot_id), {}).get(kind, 0))
    encoding.model.maximize(sum(terms))


def slots_of(now: Situation) -> dict[str, list[str]]:
    """Give the slots of the meetings that look for a place."""
    return {one: now.slots[one] for one in (*now.lost, *now.waiting)}


def _agendas(problem: Problem, stays: Iterable[Placed]) -> dict[str, set[str]]:
    agendas: dict[str, set[str]] = defaultdict(set)
    for place in stays:
        for firm_id in problem.meeting[place.meeting_id].firms:
            agendas[firm_id].add(place.slot_id)
    return agendas


def _costs(
    problem: Problem, agendas: dict[str, set[str]], meeting_id: str, slots: list[str]
) -> dict[str, int]:
    """Price each slot by the idle gaps it would leave to both firms, then by how late it is."""
    firms = problem.meeting[meeting_id].firms
    return {
        slot_id: i + GAP_COST * sum(_n_gaps(problem, agendas[firm] | {slot_id}) for firm in firms)
        for i, slot_id in enumerate(slots)
    }


def _n_gaps(problem: Problem, used: set[str]) -> int:
    n = 0
    for day in by_day(problem.slots).values():
        at = [i for i, slot in enumerate(day) if slot.slot_id in used]
        n += sum(later > earlier + 1 for earlier, later in pairwise(at))
    return n
