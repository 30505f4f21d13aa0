"""Together: how few idle gaps there must be, as participants share slots, tables and each other.

A linear program: each participant's days are a path through the slots (not yet met, meets, waits,
gone), which pays 1 whenever it meets again after waiting. In every slot as many suppliers meet as
buyers do, no more than there are tables. With the meetings themselves in it the bound is better and
takes longer. Those with several meetings at once are counted by themselves.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import ceil

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from matcher.planner.bound import least_gaps
from matcher.planner.instance import Array, Instance

YET, MEETS, WAITS, GONE = range(4)
AFTER = {YET: (YET, MEETS), MEETS: (MEETS, WAITS, GONE), WAITS: (WAITS, MEETS), GONE: (GONE,)}
TOLERANCE = 1e-3

Node = tuple[int, int]  # what a participant does, and how many meetings it has had


class _Program:
    """A linear program under construction."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.most: list[float | None] = []
        self.rows: list[tuple[dict[int, float], float, bool]] = []

    def new(self, cost: float = 0.0, most: float | None = None) -> int:
        """Give a fresh variable, not below 0."""
        self.cost.append(cost)
        self.most.append(most)
        return len(self.cost) - 1

    def demand(self, plus: Iterable[int], minus: Iterable[int], total: float) -> None:
        """Demand that the difference of two sums is `total`."""
        self._add(plus, minus, total, True)

    def limit(self, plus: Iterable[int], total: float) -> None:
        """Demand that a sum is at most `total`."""
        self._add(plus, (), total, False)

    def _add(self, plus: Iterable[int], minus: Iterable[int], total: float, equal: bool) -> None:
        row: dict[int, float] = defaultdict(float)
        for variable in plus:
            row[variable] += 1
        for variable in minus:
            row[variable] -= 1
        self.rows.append((row, total, equal))

    def least(self, seconds: float) -> float | None:
        """Give the least cost; None when it is not found in time, or nothing is possible."""
        equal = [(row, total) for row, total, is_equal in self.rows if is_equal]
        below = [(row, total) for row, total, is_equal in self.rows if not is_equal]
        found = linprog(
            self.cost,
            A_eq=self._matrix([row for row, _ in equal]),
            b_eq=[total for _, total in equal],
            A_ub=self._matrix([row for row, _ in below]) if below else None,
            b_ub=[total for _, total in below] if below else None,
            bounds=[(0, most) for most in self.most],
            method="highs-ipm",
            options={"time_limit": seconds},
        )
        return float(found.fun) if found.status == 0 else None

    def _matrix(self, rows: list[dict[int, float]]) -> csr_array:
        columns = [variable for row in rows for variable in row]
        values = [value for row in rows for value in row.values()]
        starts = np.cumsum([0, *(len(row) for row in rows)])
        return csr_array((values, columns, starts), shape=(len(rows), len(self.cost)))


def bound_together(inst: Instance, *, with_meetings: bool, seconds: float = 60.0) -> int:
    """Bound the gaps of all participants.

    Parameters
    ----------
    inst
        The event.
    with_meetings
        Whether every meeting has a slot of its own in the program.
    seconds
        Time to spend at most.

    Returns
    -------
    A number of gaps that no timetable of all meetings falls below.
    """
    program = _Program()
    there: list[list[list[int]]] = [_paths(program, inst, p) for p in range(inst.n_participants)]
    if with_meetings:
        _meetings(program, inst, there)
    else:
        _in_balance(program, inst, there)
    several = [p for p in range(inst.n_participants) if inst.at_once[p] > 1]
    least = program.least(seconds)
    return sum(least_gaps(inst, p) for p in several) + ceil((least or 0.0) - TOLERANCE)


def is_two_sided(inst: Instance) -> bool:
    """Tell whether nobody is on both sides."""
    return not np.isin(inst.sides[:, 0], inst.sides[:, 1]).any()


def _paths(program: _Program, inst: Instance, p: int) -> list[list[int]]:
    """Write down a participant's days; give, for each slot, what sums to its meetings there."""
    meetings = inst.meetings_of[p]
    there: list[list[int]] = [[] for _ in range(inst.n_slots)]
    free: Array = np.any(inst.domain[meetings], axis=0)
    if inst.at_once[p] > 1:
        for s in np.flatnonzero(free).tolist():
            there[s] = [program.new(most=float(inst.at_once[p]))]
        program.demand([one for some in there for one in some], (), len(meetings))
        return there
    into: dict[Node, list[int]] = {(YET, 0): []}
    for day in inst.days:
        into = _overnight(program, into)
        for s in day.tolist():
            into = _step(
                program, into, len(meetings), bool(free[s]), int(free[s + 1 :].sum()), there[s]
            )
    for (_, count), incoming in _overnight(program, into).items():
        if count < len(meetings):
            program.demand(incoming, (), 0)
    return there


def _overnight(program: _Program, into: dict[Node, list[int]]) -> dict[Node, list[int]]:
    """Begin a day: nobody waits through the night."""
    begins: dict[Node, list[int]] = defaultdict(list)
    for (kind, count), incoming in into.items():
        if kind == WAITS:
            program.demand(incoming, (), 0)
        else:
            begins[YET, count] += incoming
    return begins


def _step(
    program: _Program,
    into: dict[Node, list[int]],
    n: int,
    is_free: bool,
    n_free_later: int,
    there: list[int],
) -> dict[Node, list[int]]:
    """Go through one slot, from each node to those that can still have all n meetings."""
    out: dict[Node, list[int]] = defaultdict(list)
    for (kind, count), incoming in into.items():
        leaving: list[int] = []
        for after in AFTER[kind]:
            had = count + (after == MEETS)
            if (after == MEETS and not is_free) or had > n or n - had > n_free_later:
                continue
            arc = program.new(1.0 if kind == WAITS and after == MEETS else 0.0)
            leaving.append(arc)
            out[after, had].append(arc)
            if after == MEETS:
                there.append(arc)
        is_source = kind == YET and not incoming
        program.demand(leaving, incoming, 1.0 if is_source else 0.0)
    return out


def _in_balance(program: _Program, inst: Instance, there: list[list[list[int]]]) -> None:
    """In every slot as many of one side meet as of the other, no more than there is room."""
    first, second = (np.unique(inst.sides[:, side]).tolist() for side in (0, 1))
    for s in range(inst.n_slots):
        one = [arc for p in first for arc in there[p][s]]
        program.demand(one, [arc for p in second for arc in there[p][s]], 0)
        for limit in inst.limits:
            if len(limit.members) == inst.n_meetings and _counts_each(inst, limit.members):
                program.limit(one, float(limit.room[s]))


def _meetings(program: _Program, inst: Instance, there: list[list[list[int]]]) -> None:
    """Every meeting has a slot, in which both its sides are there."""
    at = [
        {s: program.new() for s in np.flatnonzero(inst.domain[m]).tolist()}
        for m in range(inst.n_meetings)
    ]
    for slots in at:
        program.demand(slots.values(), (), 1)
    for p, meetings in enumerate(inst.meetings_of):
        for s in range(inst.n_slots):
            program.demand([at[m][s] for m in meetings.tolist() if s in at[m]], there[p][s], 0)
    for limit in inst.limits:
        for s in range(inst.n_slots):
            if _counts_each(inst, limit.members):
                some = [at[m][s] for m in limit.members.tolist() if s in at[m]]
                program.limit(some, float(limit.room[s]))


def _counts_each(inst: Instance, members: Array) -> bool:
    """Tell whether every one of some meetings takes room of its own."""
    return bool((inst.group_size[inst.sides[members, 1]] == 1).all())
