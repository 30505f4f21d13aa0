"""Flow: the selection of most worth, exact, where every rule is a capacity or a cost."""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matcher.planner.candidates import Array, Pool
from matcher.planner.network import (
    BUYERS,
    CANDIDATES,
    NEEDS,
    PAIRINGS,
    SUPPLIERS,
    Network,
    build,
)
from matcher.planner.settling import Settled


def flow_that_books_once(
    pool: Pool, settled: Settled, network: Network, with_floors: bool = True
) -> tuple[Network, Array]:
    """Give the best flow that books no pairing about two needs, and the network it is of.

    A pairing that has no node and is booked twice gets one, and the flow is sought anew. Without a
    node there is a rule less, so a flow that keeps it all the same is best.
    """
    while True:
        flow = best_flow(network, with_floors)
        pairs, counts = np.unique(pool.pair[network.rows(flow)], return_counts=True)
        if (counts == 1).all():
            return network, flow
        once = np.union1d(network.kinds[PAIRINGS].of, pairs[counts > 1])
        network = build(pool, settled, network.evenness, once=once)


def best_flow(network: Network, with_floors: bool = True) -> Array:
    """Give the flow on each arc: most pairings that must be, then most floors, then most worth.

    A flow that is not best can be bettered along a simple cycle. That one passes the source, the
    sink and every need once, so it changes at most one candidate per need and, on each side, one
    meeting that a floor asks for: from this follow the weights of floors and musts.
    """
    kinds = network.kinds
    if not len(kinds[CANDIDATES].of):
        return np.zeros(network.where[-1].stop, dtype=np.int64)
    most = [int(kinds[kind].worth.max(initial=0)) for kind in (CANDIDATES, SUPPLIERS, BUYERS)]
    floor = 1 + 2 * (len(kinds[NEEDS].of) * most[0] + most[1] + most[2])
    value = network.all("worth") + 4 * floor * network.all("is_must")
    if with_floors:
        value = value + floor * network.all("is_floor")
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.all("tail").astype(np.int32),
        network.all("head").astype(np.int32),
        network.all("capacity"),
        -value,
    )
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise ValueError(f"the flow ended with {status}")
    return np.asarray(solver.flows(arcs))
