"""Sides: participants in two groups, so that few of them meet within their own."""

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import shortest_path

from matcher.planner.instance import Array, Instance


def two_sides(inst: Instance) -> Array:
    """Tell of each participant whether it is on the first side.

    Suppliers and buyers are apart already. Where firms meet firms, it is a large cut: distances
    from one participant alternate, then whoever meets more of its own side changes over; the best
    of all participants to start from.
    """
    n = inst.n_participants
    once = np.ones(inst.n_meetings)
    meets = coo_array((once, tuple(inst.sides.T)), shape=(n, n)).toarray()
    meets += meets.T
    away = shortest_path(meets, unweighted=True)
    cuts = [_settled(meets, _alternating(away, first)) for first in range(n)]
    return max(cuts, key=lambda sign: -float(sign @ meets @ sign)) > 0


def _alternating(away: Array, first: int) -> Array:
    """Give 1 or -1 by the distance from `first`; elsewhere, from whoever is first there."""
    sign = np.zeros(len(away))
    for start in (first, *range(len(away))):
        if sign[start] == 0:
            near = np.isfinite(away[start])
            sign[near] = 1 - 2 * (away[start][near] % 2)
    return sign


def _settled(meets: Array, sign: Array) -> Array:
    """Let participants change over, one by one, as long as that separates more meetings."""
    while True:
        more = sign * (meets @ sign)
        most = int(np.argmax(more))
        if more[most] <= 0:
            return sign
        sign[most] *= -1
