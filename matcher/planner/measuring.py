"""How good a plan is, counted from the definition in `plan.py` and from nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from matcher.planner.plan import Placed, Quality
from matcher.planner.problem import Problem, Slot

Agenda = dict[Slot, set[str]]  # the tables at which a participant sits in a slot


def quality(problem: Problem, placed: Iterable[Placed]) -> Quality:
    """Count what a plan is measured by; what stands at an unknown slot or meeting is not counted.

    A firm with several people changes tables between two of its slots as often as people must get
    up: those who sit in both slots, less the tables that stay.
    """
    placed = tuple(placed)
    agendas = {firm: _days(agenda) for firm, agenda in agendas_of(problem, placed).items()}
    programme = _by_day(problem.slots)
    idle = {firm: idle_runs(programme, days) for firm, days in agendas.items()}
    held = {one.meeting_id for one in placed}
    return Quality(
        n_left_out=sum(one.meeting_id not in held for one in problem.meetings),
        worst_gaps=max((len(runs) for runs in idle.values()), default=0),
        n_gaps=sum(len(runs) for runs in idle.values()),
        n_idle_slots=sum(sum(runs) for runs in idle.values()),
        n_table_moves=sum(
            _n_moves(agenda) for days in agendas.values() for agenda in days.values()
        ),
    )


def n_gaps_of(problem: Problem, placed: Iterable[Placed]) -> dict[str, int]:
    """Count the idle gaps of each participant that has meetings in the plan."""
    programme = _by_day(problem.slots)
    return {
        firm: len(idle_runs(programme, _days(agenda)))
        for firm, agenda in agendas_of(problem, placed).items()
    }


def agendas_of(problem: Problem, placed: Iterable[Placed]) -> dict[str, Agenda]:
    """Give the slots of each participant that has any, with its tables in them."""
    agendas: dict[str, Agenda] = defaultdict(lambda: defaultdict(set))
    for one in placed:
        if one.meeting_id in problem.meeting and one.slot_id in problem.slot:
            for firm_id in problem.meeting[one.meeting_id].firms:
                agendas[firm_id][problem.slot[one.slot_id]].add(one.table_id)
    return agendas


def idle_runs(programme: dict[date, list[Slot]], days: dict[date, Agenda]) -> list[int]:
    """Give the length in slots of every idle gap of one participant."""
    runs = []
    for day, agenda in days.items():
        used = [i for i, slot in enumerate(programme[day]) if slot in agenda]
        runs += [later - earlier - 1 for earlier, later in pairwise(used) if later > earlier + 1]
    return runs


def _n_moves(agenda: Agenda) -> int:
    in_order = [agenda[slot] for slot in sorted(agenda, key=lambda slot: slot.starts)]
    return sum(min(len(was), len(now)) - len(was & now) for was, now in pairwise(in_order))


def _days(agenda: Agenda) -> dict[date, Agenda]:
    days: dict[date, Agenda] = defaultdict(dict)
    for slot, tables in agenda.items():
        days[slot.starts.date()][slot] = tables
    return days


def _by_day(slots: Iterable[Slot]) -> dict[date, list[Slot]]:
    days: dict[date, list[Slot]] = defaultdict(list)
    for slot in sorted(slots, key=lambda slot: slot.starts):
        days[slot.starts.date()].append(slot)
    return days
