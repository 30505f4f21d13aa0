"""Bound: how few idle gaps there must be at least, for every participant by itself.

A participant whose longest free stretches cannot hold its meetings has to use one more stretch of
the same day, and waits in between.
"""

import numpy as np

from matcher.planner.instance import Array, Instance


def bound_alone(inst: Instance) -> tuple[int, int, None]:
    """Bound the gaps of the worst participant and of all, whoever they meet."""
    least = [least_gaps(inst, p) for p in range(inst.n_participants)]
    return max(least, default=0), sum(least), None


def least_gaps(inst: Instance, p: int) -> int:
    """Bound the gaps of one participant by its free slots."""
    meetings = inst.meetings_of[p]
    if len(meetings) < 2:
        return 0
    free: Array = np.any(inst.domain[meetings], axis=0)
    first, more = 0, list[int]()
    for slots in inst.days:
        stretches = sorted(_stretches(free[slots]), reverse=True)
        first += sum(stretches[:1])
        more += stretches[1:]
    missing = -(-len(meetings) // int(inst.at_once[p])) - first
    n = 0
    for stretch in sorted(more, reverse=True):
        if missing <= 0:
            break
        missing -= stretch
        n += 1
    return n


def _stretches(free: Array) -> list[int]:
    """Give the lengths of the runs of free slots."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(np.int64), [0]])))
    return [int(length) for length in edges[1::2] - edges[::2]]
