"""Portfolio: first a timetable at all, then better ones, side by side with a proof."""

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from matcher.planner.anneal import ready
from matcher.planner.bound import bound_alone
from matcher.planner.counting import is_too_much
from matcher.planner.crew import Crew, Report, Role, Task
from matcher.planner.feasible import Effort, Found, hold_all, hold_most, solve_small
from matcher.planner.greedy import greedy
from matcher.planner.instance import Array, Instance
from matcher.planner.lessen import lessen
from matcher.planner.standing import Standing
from matcher.planner.tempering import improve

SMALL = 1_500  # meetings times slots that CP-SAT solves to the end at once
LOOK_SECONDS = 0.1
SHARE_OF_SMALL, SHARE_OF_FIRST, SHARE_OF_MOST, SHARE_OF_KEPT = 0.25, 0.2, 0.3, 0.5
CP_WORK = 20.0  # CP-SAT's own count of work for a first timetable in the reproducible mode
SMALL_WORK = 2.0


@dataclass
class Asked:
    """What the caller of `plan` asked for; `tell` is called with every better timetable."""

    seconds: float
    seed: int
    n_processes: int
    iterations: int | None
    worst_first: bool
    tell: Callable[[Array, Standing], None]
    stop: Callable[[], bool]

    def __post_init__(self) -> None:
        self.ends = time.monotonic() + self.seconds
        self.ended_by = ""

    @property
    def left(self) -> float:
        """Give the seconds that are left."""
        return max(0.0, self.ends - time.monotonic())

    def over(self) -> bool:
        """Tell whether to end, and note why."""
        if not self.ended_by:
            if self.stop():
                self.ended_by = "stopped"
            elif self.iterations is None and self.left == 0:
                self.ended_by = "time"
        return bool(self.ended_by)

    def effort(self, share: float, work: float) -> Effort:
        """Give what CP-SAT may spend: a share of the time that is left, or fixed work."""
        fixed = self.iterations is not None
        seconds = work if fixed else max(0.3, share * self.left)
        return Effort(seconds, self.seed, 2, fixed, self.stop)


class Outcome(NamedTuple):
    """The slot of each meeting (-1: left out), the standing, whether holding all is impossible."""

    slot: Array
    standing: Standing
    is_impossible: bool
    ended_by: str


def best_timetable(inst: Instance, asked: Asked) -> Outcome:
    """Find the best timetable that the time allows."""
    standing = Standing(inst, asked.worst_first)
    is_impossible = is_too_much(inst) or _search(standing, asked)
    if standing.slot is not None:
        return Outcome(standing.slot, standing, False, asked.ended_by or "proof")
    small = inst.n_meetings * inst.n_slots <= SMALL
    with_gaps = small and inst.most_difference is not None
    most = hold_most(inst, asked.effort(SHARE_OF_MOST, CP_WORK), with_gaps=with_gaps)
    slot = np.full(inst.n_meetings, -1, np.int64) if most.slot is None else most.slot
    outcome = _improve(inst, asked, slot, 1 if inst.most_difference is None else SHARE_OF_KEPT)
    if outcome.standing.slot is None:
        outcome = _improve(inst, asked, lessen(inst, slot), 1)
    impossible = (is_impossible or most.proved) and bool((outcome.slot < 0).any())
    return outcome._replace(is_impossible=impossible)


def _improve(inst: Instance, asked: Asked, slot: Array, share: float) -> Outcome:
    """Make the best of the meetings that have a slot, in a share of the time that is left."""
    kept = slot >= 0
    standing = Standing(inst.keep(kept), asked.worst_first)
    part = replace(asked, seconds=share * asked.left)
    part.tell = lambda slot, standing: asked.tell(_whole(slot, kept), standing)
    _offer(standing, slot[kept], part)
    _search(standing, part, slot[kept])
    best = slot if standing.slot is None else _whole(standing.slot, kept)
    return Outcome(best, standing, False, part.ended_by or "proof")


def _whole(part: Array, kept: Array) -> Array:
    """Give the timetable of all meetings from that of the kept ones."""
    slot = np.full(len(kept), -1, np.int64)
    slot[kept] = part
    return slot


def _search(standing: Standing, asked: Asked, start: Array | None = None) -> bool:
    """Fill the standing; tell whether holding all meetings is proved impossible."""
    inst = standing.inst
    if inst.n_meetings == 0:
        standing.offer(np.zeros(0, np.int64))
        return False
    if inst.n_meetings * inst.n_slots <= SMALL:
        found = solve_small(
            inst, asked.effort(SHARE_OF_SMALL, SMALL_WORK), worst_first=asked.worst_first
        )
        if _learn(standing, found, asked):
            return found.slot is None
        start = start if found.slot is None else found.slot
    if asked.iterations is None and asked.n_processes > 1:
        return _search_together(standing, asked, start)
    if start is None:
        start = _placed_at_once(standing, asked)
    if start is None:
        found = hold_all(inst, asked.effort(SHARE_OF_FIRST, CP_WORK))
        if found.slot is None:
            return found.proved
        start = found.slot
    _offer(standing, start, asked)
    _make_ready(asked)
    if asked.iterations is not None:
        _search_reproducibly(standing, asked, start)
    else:
        _search_alone(standing, asked, start)
    return False


def _placed_at_once(standing: Standing, asked: Asked) -> Array | None:
    """Find any timetable of all meetings where that is easy, and show it."""
    slot = greedy(standing.inst, asked.seed, asked.stop)
    if slot is not None:
        _offer(standing, slot, asked)
    return slot


def _make_ready(asked: Asked) -> None:
    """Compile the kernel if this computer has not yet; the time for that is not counted."""
    began = time.monotonic()
    ready()
    asked.ends += time.monotonic() - began


def _learn(standing: Standing, found: Found, asked: Asked) -> bool:
    """Take over what CP-SAT found; tell whether nothing is left to search."""
    if found.slot is None:
        return found.proved
    _offer(standing, found.slot, asked)
    if found.proved:
        now = standing.measure
        standing.bound(now.worst, now.gaps, now.worst if asked.worst_first else None)
    return found.proved


def _offer(standing: Standing, slot: Array, asked: Asked) -> bool:
    if not standing.offer(slot):
        return False
    asked.tell(slot, standing)
    return True


def _search_alone(standing: Standing, asked: Asked, start: Array) -> None:
    """Search in this process until the time is over or the bounds are reached."""
    standing.bound(*bound_alone(standing.inst))
    improve(
        standing.inst,
        start,
        length=asked.left,
        seed=asked.seed,
        worst_first=asked.worst_first,
        aim=standing.worst_bound,
        on_better=lambda slot: _offer(standing, slot, asked),
        stop=lambda: standing.proved or asked.over(),
    )


def _search_reproducibly(standing: Standing, asked: Asked, start: Array) -> None:
    """Let every member do fixed work from the same start; the first of the best wins."""
    standing.bound(*bound_alone(standing.inst))
    tasks = [_task("anneal", standing, asked, seed) for seed in range(asked.n_processes)]
    found: dict[int, Array] = {}
    with Crew(tasks) as crew:
        crew.tell(start)
        done: set[int] = set()
        while len(done) < len(tasks) and not asked.over():
            report = _next(crew)
            if report and report.kind == "done":
                done.add(report.member)
            elif report and report.slot is not None:
                found[report.member] = report.slot
    for member in sorted(found):
        _offer(standing, found[member], asked)
    if not asked.ended_by and not standing.proved:
        asked.ended_by = "iterations"


def _search_together(standing: Standing, asked: Asked, start: Array | None) -> bool:
    """Search and prove side by side; tell whether holding all meetings is impossible."""
    start = _placed_at_once(standing, asked) if start is None else start
    _make_ready(asked)
    tasks = [_task("anneal", standing, asked, i) for i in range(1, asked.n_processes)]
    tasks.append(_task("prove", standing, asked, 0))
    with Crew(tasks) as crew:
        if start is None:
            found = hold_all(standing.inst, asked.effort(SHARE_OF_FIRST, CP_WORK))
            if found.slot is None and found.proved:
                return True
            start = found.slot
        if start is not None:
            _offer(standing, start, asked)
            crew.tell(start)
        done: set[int] = set()
        while len(done) < len(tasks) and not standing.proved and not asked.over():
            report = _next(crew)
            if report and report.kind == "impossible":
                return True
            if report and report.kind == "done":
                done.add(report.member)
            elif report and _take(report, standing, asked) and standing.slot is not None:
                crew.tell(standing.slot)
    return False


def _take(report: Report, standing: Standing, asked: Asked) -> bool:
    """Take over what a member found; tell whether it is the best timetable so far."""
    if report.kind == "bound":
        standing.bound(report.worst, report.gaps, report.within)
    return report.slot is not None and _offer(standing, report.slot, asked)


def _task(role: Role, standing: Standing, asked: Asked, number: int) -> Task:
    return Task(
        role,
        standing.inst,
        time.time() + asked.left,
        asked.iterations,
        asked.seed + number,
        asked.worst_first,
    )


def _next(crew: Crew) -> Report | None:
    try:
        return crew.reports.get(timeout=LOOK_SECONDS)
    except queue.Empty:
        return None
