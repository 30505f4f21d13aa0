"""Feasible: a timetable that breaks no rule, by CP-SAT; small events are solved to the end.

When no timetable holds every meeting, as few as possible are left out, and those of least worth.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from matcher.planner.instance import Array, Instance
from matcher.planner.model import Expression, Model, build

LOOK_SECONDS = 0.05
SCORE_STEPS = 100  # scores are told apart to a hundredth


@dataclass(frozen=True)
class Effort:
    """How long to search.

    With `reproducible` the limit is CP-SAT's own count of work, one step of which takes about a
    second; otherwise `seconds` by the clock.
    """

    seconds: float
    seed: int = 0
    n_workers: int = 2
    reproducible: bool = False
    stop: Callable[[], bool] = lambda: False


class Found(NamedTuple):
    """The slot of each meeting (-1: left out) or None, and whether what was asked is proved."""

    slot: Array | None
    proved: bool


def hold_all(inst: Instance, effort: Effort, *, with_gaps: bool = False) -> Found:
    """Place every meeting; (None, True) when that is proved impossible."""
    model = build(inst, with_gaps=with_gaps)
    solver, status = solve(model, effort)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(model.timetable(inst, solver), True)
    return Found(None, status == cp_model.INFEASIBLE)


def hold_most(inst: Instance, effort: Effort, *, with_gaps: bool) -> Found:
    """Place as many meetings as possible, then those of the highest score; locked ones first.

    `proved` tells whether it is proved that not all can be placed. Without gaps, the limit on the
    difference between participants is left to whoever improves the timetable.
    """
    model = build(inst, optional=True, with_gaps=with_gaps)
    held = _held(model, inst)
    worth = np.round(SCORE_STEPS * (inst.score - min(0.0, inst.score.min(initial=0.0))))
    worth = worth.astype(np.int64) + (int(worth.max(initial=0)) + 1) * inst.locked
    each = int(worth.sum()) + 1
    model.cp.maximize(sum((each + int(worth[m])) * one for m, one in held.items()))
    solver, status = solve(model, effort)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        everything = each * inst.n_meetings + int(worth.sum())
        proved = solver.best_objective_bound < everything - 0.5
        return Found(model.timetable(inst, solver), proved)
    return Found(None, False)


def _held(model: Model, inst: Instance) -> dict[int, Expression]:
    literals: dict[int, list[cp_model.IntVar]] = {m: [] for m in range(inst.n_meetings)}
    for (m, _), literal in model.at.items():
        literals[m].append(literal)
    return {m: sum(some) for m, some in literals.items()}


def solve_small(inst: Instance, effort: Effort, *, worst_first: bool) -> Found:
    """Minimise the gaps of the worst participant, all gaps and idle slots, one after the other.

    `proved` tells whether the gaps are proved least; None when the time did not suffice for any.
    """
    model = build(inst)
    all_gaps = sum(model.gaps.values())
    worst = model.cp.new_int_var(0, inst.n_slots, "worst")
    for gaps in model.gaps.values():
        model.cp.add(gaps <= worst)
    ends = time.monotonic() + effort.seconds
    best = Found(None, False)
    for aim in [worst, all_gaps] if worst_first else [all_gaps]:
        model.cp.minimize(aim)
        solver, status = solve(model, _until(effort, ends))
        if status == cp_model.INFEASIBLE:
            return Found(None, True)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(best.slot, False)
        best = Found(model.timetable(inst, solver), status == cp_model.OPTIMAL)
        if not best.proved:
            return best
        model.cp.add(aim <= round(solver.objective_value))
        model.cp.clear_hints()  # type: ignore[no-untyped-call]
        for literal in model.at.values():
            model.cp.add_hint(literal, solver.boolean_value(literal))
    return best


def _until(effort: Effort, ends: float) -> Effort:
    left = effort.seconds if effort.reproducible else max(0.01, ends - time.monotonic())
    return Effort(left, effort.seed, effort.n_workers, effort.reproducible, effort.stop)


def solve(model: Model, effort: Effort) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    """Run CP-SAT until it is done, the time is over or somebody stops it."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = effort.seed
    parameters.num_workers = effort.n_workers
    if effort.reproducible:
        parameters.interleave_search = True
        parameters.max_deterministic_time = effort.seconds
    else:
        parameters.max_time_in_seconds = effort.seconds
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(solver, effort.stop, done), daemon=True)
    watcher.start()
    try:
        return solver, solver.solve(model.cp)
    finally:
        done.set()
        watcher.join()


def _watch(solver: cp_model.CpSolver, stop: Callable[[], bool], done: threading.Event) -> None:
    while not done.wait(LOOK_SECONDS):
        if stop():
            solver.stop_search()
