"""Greedy: a timetable at once, by placing meetings one by one and pushing others out.

The meetings with least choice come first. One that finds no free slot takes the slot whose holders
were the easiest to place so far; those are placed again (ejection, after Nagata and Bräysy, 2009).
The limit on the difference between participants is left to whoever improves the timetable.
"""

import random
from collections.abc import Callable

import numpy as np

from matcher.planner.instance import Array, Instance

STEPS_PER_MEETING, STEPS_AT_LEAST = 30, 5_000
N_BETWEEN_LOOKS = 500


def greedy(inst: Instance, seed: int = 0, stop: Callable[[], bool] = lambda: False) -> Array | None:
    """Give the slot of each meeting, all of them placed; None when that does not succeed soon.

    The same instance and seed give the same timetable, unless `stop` ends the search.
    """
    placing = _Placing(inst, seed)
    waiting = sorted(range(inst.n_meetings), key=lambda m: -len(placing.choices[m]))
    for step in range(STEPS_PER_MEETING * inst.n_meetings + STEPS_AT_LEAST):
        if not waiting:
            return np.array(placing.slot, np.int64)
        if step % N_BETWEEN_LOOKS == 0 and stop():
            return None
        meeting = waiting.pop()
        pushed = placing.place(meeting)
        if pushed is None:
            return None
        waiting += pushed
    return None


class _Placing:
    """A timetable under construction, and how hard each meeting was to place."""

    def __init__(self, inst: Instance, seed: int) -> None:
        self.inst, self.chance = inst, random.Random(seed)
        n = inst.n_meetings
        self.sides: list[list[int]] = inst.sides.tolist()
        self.choices: list[list[int]] = [np.flatnonzero(row).tolist() for row in inst.domain]
        self.at_once: list[int] = inst.at_once.tolist()
        self.slot = [-1] * n
        self.hardness = [inst.n_slots / max(1, len(some)) for some in self.choices]
        self.there: list[list[list[int]]] = [
            [[] for _ in range(inst.n_slots)] for _ in range(inst.n_participants)
        ]
        self.held: list[list[set[int]]] = [
            [set() for _ in range(inst.n_slots)] for _ in inst.limits
        ]
        self.limits_of: list[list[int]] = [[] for _ in range(n)]
        for number, limit in enumerate(inst.limits):
            for m in limit.members.tolist():
                self.limits_of[m].append(number)
        self.after: list[list[int]] = [[] for _ in range(n)]
        self.before: list[list[int]] = [[] for _ in range(n)]
        for first, second in inst.before.tolist():
            self.after[first].append(second)
            self.before[second].append(first)

    def place(self, m: int) -> list[int] | None:
        """Give a meeting a slot; give those pushed out, None where it can have no slot at all."""
        best: tuple[float, float] | None = None
        chosen, pushed = -1, list[int]()
        for s in self.choices[m]:
            out = self._in_the_way(m, s)
            if out is None:
                continue
            cost = (sum(self.hardness[one] for one in out), self._distance(m, s))
            if best is None or cost < best:
                best, chosen, pushed = cost, s, out
        if best is None:
            return None
        for one in pushed:
            self._take_out(one)
        if pushed:
            self.hardness[m] += 1
        self._put_in(m, chosen)
        return pushed

    def _distance(self, m: int, s: int) -> float:
        """Prefer slots beside others of the same participants; chance decides between equals."""
        near = 0
        for p in self.sides[m]:
            there = self.there[p]
            near += bool(s and there[s - 1]) + bool(s + 1 < len(there) and there[s + 1])
        return self.chance.random() - near

    def _in_the_way(self, m: int, s: int) -> list[int] | None:
        """Give the meetings that would have to go; None where that cannot be."""
        out: list[int] = []
        for p in self.sides[m]:
            if len(self.there[p][s]) >= self.at_once[p]:
                out.append(self._easiest(self.there[p][s]))
        out += [one for one in self.before[m] if self.slot[one] >= s]
        out += [one for one in self.after[m] if 0 <= self.slot[one] <= s]
        for limit in self.limits_of[m]:
            if not self._has_room(limit, m, s, out):
                single = [one for one in self.held[limit][s] if self._sits_alone(limit, one)]
                if not single:
                    return None
                out.append(self._easiest(sorted(single)))
        return list(dict.fromkeys(out))

    def _has_room(self, limit: int, m: int, s: int, out: list[int]) -> bool:
        rule, held = self.inst.limits[limit], self.held[limit][s].difference(out)
        room = int(rule.room[s])
        if len(held) < room:
            return True
        if not rule.by_group:
            return False
        n_of: dict[int, int] = {self.sides[m][1]: 1}
        for one in held:
            buyer = self.sides[one][1]
            n_of[buyer] = n_of.get(buyer, 0) + 1
        size = self.inst.group_size
        return sum(-(-n // int(size[buyer])) for buyer, n in n_of.items()) <= room

    def _sits_alone(self, limit: int, m: int) -> bool:
        return not self.inst.limits[limit].by_group or self.inst.group_size[self.sides[m][1]] == 1

    def _easiest(self, some: list[int]) -> int:
        return min(some, key=lambda one: (self.hardness[one], self.chance.random()))

    def _put_in(self, m: int, s: int) -> None:
        self.slot[m] = s
        for p in self.sides[m]:
            self.there[p][s].append(m)
        for limit in self.limits_of[m]:
            self.held[limit][s].add(m)

    def _take_out(self, m: int) -> None:
        s, self.slot[m] = self.slot[m], -1
        for p in self.sides[m]:
            self.there[p][s].remove(m)
        for limit in self.limits_of[m]:
            self.held[limit][s].remove(m)
