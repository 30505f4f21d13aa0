"""Deciding: is there a timetable that keeps all of an event's demands? By CP-SAT."""

from collections import defaultdict
from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

from ortools.sat.python import cp_model

from matcher.planner.days import by_day
from matcher.planner.encoding import Encoding, Truth, encode
from matcher.planner.plan import Placed
from matcher.planner.problem import Problem, Slot
from matcher.planner.tabling import seat
from matcher.planner.usable import usable

SMALL = 2000  # variables up to which a second worker costs more than it brings


class Decision(NamedTuple):
    """`feasible` is None when time ran out; `placed` shows a plan where there is one."""

    feasible: bool | None
    placed: tuple[Placed, ...] = ()


def decide(
    problem: Problem, required: Collection[str] | None = None, seconds: float = 10.0, seed: int = 0
) -> Decision:
    """Decide whether the required meetings (None for all) can be held under all rules.

    A meeting that is not required may be held as well.
    """
    if seconds <= 0:
        return Decision(None)
    required = problem.meeting.keys() if required is None else required
    slots = {
        one.meeting_id: [slot.slot_id for slot in usable(problem, one)] for one in problem.meetings
    }
    encoding = encode(problem, slots)
    for meeting_id in required:
        if not encoding.held[meeting_id]:
            return Decision(False)
        encoding.model.add_exactly_one(encoding.held[meeting_id].values())
    limit_difference(encoding)
    return _solve(encoding, seconds, seed)


def _solve(encoding: Encoding, seconds: float, seed: int) -> Decision:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1 if len(encoding.model.proto.variables) <= SMALL else 2
    status = solver.solve(encoding.model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Decision(True, seat(encoding.problem, encoding.chosen(solver)))
    return Decision(False if status == cp_model.INFEASIBLE else None)


def limit_difference(encoding: Encoding) -> None:
    """Keep the numbers of idle gaps of all that have meetings within the allowed difference."""
    most = encoding.problem.most_difference
    if most is None:
        return
    model = encoding.model
    least = model.new_int_var(0, len(encoding.problem.slots), "")
    days = by_day(encoding.problem.slots)
    for meetings in encoding.problem.of_firm.values():
        held: dict[str, list[Truth]] = defaultdict(list)
        for one in meetings:
            for slot_id, truth in encoding.held.get(one.meeting_id, {}).items():
                held[slot_id].append(truth)
        if held:
            used = {slot_id: _whether(model, some) for slot_id, some in held.items()}
            gaps = sum(gap for day in days.values() for gap in _gaps(model, day, used))
            comes = _whether(model, list(used.values()))
            model.add(gaps >= least).only_enforce_if(comes)
            model.add(gaps <= least + most).only_enforce_if(comes)


def _gaps(
    model: cp_model.CpModel, day: list[Slot], used: dict[str, cp_model.IntVar]
) -> list[cp_model.IntVar]:
    """A gap ends where it meets again, did not meet just before, and has met so far."""
    gaps = []
    met_so_far: list[cp_model.IntVar] = []
    for before, slot in pairwise(day):
        now, last = used.get(slot.slot_id), used.get(before.slot_id)
        if now is not None and met_so_far:
            gap = model.new_bool_var("")
            waits = [now] if last is None else [now, ~last]
            met = _whether(model, list(met_so_far))
            model.add_bool_and([*waits, met]).only_enforce_if(gap)
            model.add_bool_or([gap, ~met, *(~one for one in waits)])
            gaps.append(gap)
        if last is not None:
            met_so_far.append(last)
    return gaps


def _whether(model: cp_model.CpModel, truths: list[Truth]) -> cp_model.IntVar:
    """Give a variable that is 1 exactly if one of these holds."""
    if len(truths) == 1 and not isinstance(truths[0], int):
        return truths[0]
    one = model.new_bool_var("")
    model.add_max_equality(one, truths)
    return one
