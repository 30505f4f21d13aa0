"""Standing: the best timetable so far, and how good one could be at all."""

from typing import NamedTuple

import numpy as np

from matcher.planner.instance import Array, Instance


class Measure(NamedTuple):
    """What a timetable is worth, lower is better; `n_clashes` counts broken rules."""

    n_clashes: int
    worst: int
    gaps: int
    idle: int

    def rank(self, worst_first: bool) -> tuple[int, ...]:
        """Give what timetables are compared by."""
        if worst_first:
            return self
        return self.n_clashes, self.gaps, self.worst, self.idle


def measure(inst: Instance, slot: Array) -> Measure:
    """Count a timetable; `slot` gives the slot of each meeting, -1 for none."""
    there = np.zeros((inst.n_participants, inst.n_slots), np.int64)
    held = np.flatnonzero(slot >= 0)
    for side in (0, 1):
        np.add.at(there, (inst.sides[held, side], slot[held]), 1)
    gaps, idle = gaps_and_idle(inst, there > 0)
    meets = there.any(axis=1)
    clashes = int((there > inst.at_once[:, None]).sum())
    clashes += int((~inst.domain[held, slot[held]]).sum()) + _over(inst, slot)
    for first, second in inst.before.tolist():
        clashes += bool(0 <= slot[second] <= slot[first])
    if inst.most_difference is not None and meets.any():
        spread = gaps[meets].max() - gaps[meets].min()
        clashes += max(0, int(spread) - inst.most_difference)
    return Measure(clashes, int(gaps.max(initial=0)), int(gaps.sum()), int(idle.sum()))


def better(inst: Instance, one: Array, other: Array, worst_first: bool) -> Array:
    """Give the better of two timetables, the first of equals."""
    first, second = measure(inst, one), measure(inst, other)
    return other if second.rank(worst_first) < first.rank(worst_first) else one


def gaps_and_idle(inst: Instance, busy: Array) -> tuple[Array, Array]:
    """Count gaps and idle slots of each participant."""
    gaps = np.zeros(inst.n_participants, np.int64)
    idle = np.zeros(inst.n_participants, np.int64)
    for slots in inst.days:
        day = busy[:, slots]
        before = np.maximum.accumulate(day, axis=1)
        after = np.maximum.accumulate(day[:, ::-1], axis=1)[:, ::-1]
        waits = before & after & ~day
        idle += waits.sum(axis=1)
        gaps += (waits[:, 1:] & ~waits[:, :-1]).sum(axis=1) + waits[:, 0]
    return gaps, idle


def _over(inst: Instance, slot: Array) -> int:
    """Count what is used beyond the limits."""
    over = 0
    for limit in inst.limits:
        for s in range(inst.n_slots):
            users = limit.members[slot[limit.members] == s]
            n_users = len(users)
            if limit.by_group and n_users:
                buyers, counts = np.unique(inst.sides[users, 1], return_counts=True)
                n_users = int((-(-counts // inst.group_size[buyers])).sum())
            over += max(0, n_users - int(limit.room[s]))
    return over


class Standing:
    """The best timetable so far (None before the first), and the lower bounds known."""

    def __init__(self, inst: Instance, worst_first: bool) -> None:
        self.inst, self.worst_first = inst, worst_first
        self.slot: Array | None = None
        self.measure = Measure(0, inst.n_slots, inst.n_slots * inst.n_participants, 0)
        self.worst_bound, self.gaps_bound = 0, 0
        self._bounds: dict[int | None, int] = {}

    def offer(self, slot: Array) -> bool:
        """Keep a timetable if it breaks no rule and is better; tell whether it was kept."""
        one = measure(self.inst, slot)
        is_better = one.rank(self.worst_first) < self.measure.rank(self.worst_first)
        if one.n_clashes or not (self.slot is None or is_better):
            return False
        self.slot, self.measure = slot, one
        self._close_in()
        return True

    def bound(self, worst: int, gaps: int, within: int | None) -> None:
        """Learn lower bounds: of the worst, and of all gaps if the worst has at most `within`."""
        self.worst_bound = max(self.worst_bound, worst)
        self._bounds[within] = max(self._bounds.get(within, 0), gaps)
        self._close_in()

    def _close_in(self) -> None:
        """Use the bounds that hold for every timetable as good as the best."""
        usable = [
            gaps
            for within, gaps in self._bounds.items()
            if within is None
            or (self.worst_first and self.slot is not None and self.measure.worst <= within)
        ]
        self.gaps_bound = max(usable, default=0)

    @property
    def proved(self) -> bool:
        """Tell whether no timetable has a better worst participant and fewer gaps."""
        return (
            self.slot is not None
            and self.measure.gaps <= self.gaps_bound
            and (not self.worst_first or self.measure.worst <= self.worst_bound)
        )
