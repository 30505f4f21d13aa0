"""Flow: the selection of most worth, exact, where every rule is a capacity or a cost."""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matcher.planner.candidates import Array
from matcher.planner.network import BUYERS, CANDIDATES, NEEDS, SUPPLIERS, Network


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
