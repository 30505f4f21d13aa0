"""Timetable: a slot and a table for every meeting, by a portfolio that searches side by side.

CP-SAT finds a first timetable, annealing improves it, and another process proves how much better
one could be. The best timetable is kept here, outside any solver, so stopping never loses it.
"""

import time
from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from matcher.planner.early import begin_early
from matcher.planner.instance import Array, Instance, instance, slots_in_order
from matcher.planner.measuring import quality
from matcher.planner.plan import LeftOut, Placed, Plan, Quality
from matcher.planner.portfolio import Asked, best_timetable
from matcher.planner.problem import Problem
from matcher.planner.reasons import reason
from matcher.planner.seating import seat
from matcher.planner.standing import Standing

Progress = Callable[[Quality, int, float], None]
Objective = Literal["worst", "total"]


def plan(
    problem: Problem,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    n_processes: int = 2,
    iterations: int | None = None,
    objective: Objective = "worst",
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """Make a timetable.

    Parameters
    ----------
    problem
        The event; it is taken to be sound.
    seconds
        Time to spend at most; the search ends earlier when nothing better can exist.
    seed
        Of the random numbers.
    n_processes
        How many search side by side; with 1 nothing is started.
    iterations
        Moves of each searching process. The same problem, seed and iterations then always give the
        same plan, whatever the machine; `seconds` counts no more.
    objective
        "worst" puts the idle gaps of the worst participant before the sum of all; "total" counts
        the sum only, as the published instances do.
    progress
        Called with every better plan: its quality, the lower bound of all gaps, the seconds.
    stop
        Asked several times a second; True ends the search with the best plan so far.

    Returns
    -------
    A plan that breaks no rule. What found no place is named in `left_out` with the reason.
    """
    began = time.monotonic()
    inst = instance(problem)

    def tell(slot: Array, standing: Standing) -> None:
        if progress:
            placed, _ = _seated(problem, slot)
            taken = time.monotonic() - began
            progress(quality(problem, placed), standing.gaps_bound, taken)

    asked = Asked(
        seconds, seed, n_processes, iterations, objective == "worst", tell, stop or (lambda: False)
    )
    slot, standing, is_impossible, ended_by = best_timetable(inst, asked)
    placed, without = _seated(problem, slot)
    placed = begin_early(problem, placed, lambda slot_of: _at_tables(problem, slot_of)[0])
    slot = slot.copy()
    for meeting in without:
        slot[meeting] = -1
    proved = standing.proved and not without
    return Plan(
        placed=placed,
        left_out=_left_out(problem, inst, slot),
        quality=quality(problem, placed),
        status="impossible" if is_impossible else "proved" if proved else "bound",
        bound=standing.gaps_bound,
        seconds=time.monotonic() - began,
        seed=seed,
        ended_by=ended_by,
    )


def _seated(problem: Problem, slot: Array) -> tuple[tuple[Placed, ...], list[int]]:
    """Give every meeting that has a slot a table, in order of time; and those without a table."""
    order = slots_in_order(problem)
    slot_of = {
        problem.meetings[m].meeting_id: order[slot[m]] for m in np.flatnonzero(slot >= 0).tolist()
    }
    placed, lost = _at_tables(problem, slot_of)
    return placed, [i for i, m in enumerate(problem.meetings) if m.meeting_id in lost]


def _at_tables(
    problem: Problem, slot_of: Mapping[str, str]
) -> tuple[tuple[Placed, ...], frozenset[str]]:
    seating = seat(problem, slot_of)
    number = {slot_id: i for i, slot_id in enumerate(slots_in_order(problem))}
    placed = [Placed(m, slot_of[m], table) for m, table in seating.table.items()]
    placed.sort(key=lambda one: (number[one.slot_id], one.meeting_id))
    return tuple(placed), frozenset(seating.without)


def _left_out(problem: Problem, inst: Instance, slot: Array) -> tuple[LeftOut, ...]:
    return tuple(reason(problem, inst, m) for m in np.flatnonzero(slot < 0).tolist())
