"""Marginals: what a little more room, or a little less of what has to be, is worth.

One linear program has many marginals where a selection sits on a corner; all of them bound from
above what a rule costs. Loosening one kind of rule a little finds the least for that kind.
"""

from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from matcher.planner.candidates import Array
from matcher.planner.network import BUYERS, CANDIDATES, NEEDS, SUPPLIERS, UNITS, Network
from matcher.planner.quotas import conservation, firm_order, quota_rows
from matcher.planner.settling import Settled

CARRIED, QUOTAS = -1, -2
LOOSENED = ((SUPPLIERS,), (BUYERS,), (NEEDS,), (CANDIDATES,), (CARRIED, QUOTAS))
_SLACK = 1e-4


class Marginals(NamedTuple):
    """Points of score: of room on an arc and of a unit it has to carry (n_arcs,), of each quota
    from above and from below (n_quotas,).
    """

    of_room: Array
    of_least: Array
    of_most: Array
    of_at_least: Array


def marginals(network: Network, settled: Settled, least: Array, got: Array) -> Marginals:
    """Price all rules where each arc carries `least`, and quotas reach what they `got`."""
    found = [_solve(network, settled, least, got, loosened) for loosened in LOOSENED]
    return Marginals(*(np.min(values, axis=0) for values in zip(*found, strict=True)))


def _solve(
    network: Network, settled: Settled, least: Array, got: Array, loosened: tuple[int, ...]
) -> Marginals:
    quotas = quota_rows(network, settled)
    slack = _SLACK * (QUOTAS in loosened)
    order = firm_order(network, settled)
    matrices = [quotas.matrix, -quotas.matrix, order]
    most = [
        quotas.most + slack,
        slack - np.minimum(quotas.least, got),
        np.zeros(order.shape[0]),
    ]
    carried = least * (1 - _SLACK * (CARRIED in loosened))
    result = linprog(
        -network.all("worth") / UNITS,
        A_ub=csr_array(vstack(matrices)),
        b_ub=np.concatenate(most),
        A_eq=conservation(network),
        b_eq=np.zeros(network.n_nodes),
        bounds=np.column_stack([carried, _room(network, loosened)]),
        method="highs",
    )
    if result.status != 0:
        raise ValueError(f"the linear program of a selection ended with: {result.message}")
    reduced = result.lower.marginals + result.upper.marginals
    of_quota, n = -result.ineqlin.marginals, len(quotas.least)
    return Marginals(
        np.maximum(-reduced, 0.0), np.maximum(reduced, 0.0), of_quota[:n], of_quota[n : 2 * n]
    )


def _room(network: Network, loosened: tuple[int, ...]) -> Array:
    """Give the room of each arc; where a kind is loosened, what has none gets a little."""
    room = network.all("capacity").astype(float)
    for kind in loosened:
        if kind == NEEDS:
            room[network.where[kind]] += _SLACK
        elif kind >= 0:
            room[network.where[kind]] += _SLACK * (network.kinds[kind].capacity == 0)
    return room
