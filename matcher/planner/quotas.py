"""Quotas: the selection of most worth where groups of firms have a share, as an integer program."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from features.language import mark
from matcher.errors import DataError
from matcher.planner.candidates import Array, Pool
from matcher.planner.flow import best_flow
from matcher.planner.network import BUYERS, SUPPLIERS, UNITS, Network
from matcher.planner.settling import Settled
from matcher.planner.shortfalls import Held
from matcher.planner.terms import NO_CAP, Group


@dataclass(frozen=True, eq=False)
class Rows:
    """Linear rules on the arcs: least <= matrix @ flow <= most, shape (n_rules,) each."""

    matrix: csr_array
    least: Array
    most: Array


def conservation(network: Network) -> csr_array:
    """Give the rows that let nothing gather in a node."""
    n_arcs = network.where[-1].stop
    arcs = np.arange(n_arcs)
    ends = np.concatenate([network.all("head"), network.all("tail")])
    signs = np.repeat([1.0, -1.0], n_arcs)
    shape = (network.n_nodes, n_arcs)
    return csr_array((signs, (ends, np.concatenate([arcs, arcs]))), shape=shape)


def quota_rows(network: Network, settled: Settled) -> Rows:
    """Give one row per quota: how many meetings or firms of its group the flow books.

    A firm has a meeting when its first arc is used. Meetings settled before count towards a limit
    from above and not towards one from below.
    """
    found = [_row(network, settled, group) for group in settled.terms.groups]
    n_arcs = network.where[-1].stop
    columns = np.concatenate([np.zeros(0, dtype=np.int64), *(row[0] for row in found)])
    at = np.repeat(np.arange(len(found)), [len(row[0]) for row in found])
    shape = (len(found), n_arcs)
    matrix = csr_array((np.ones(len(columns)), (at, columns)), shape=shape)
    least = np.array([row[1] for row in found], dtype=float)
    most = np.array([row[2] for row in found], dtype=float)
    return Rows(matrix, least, most)


def _row(network: Network, settled: Settled, group: Group) -> tuple[Array, int, int]:
    kind = SUPPLIERS if group.of_suppliers else BUYERS
    firms = network.kinds[kind].of
    taken = settled.supplier_taken if group.of_suppliers else settled.buyer_taken
    counted = np.isin(firms, group.members)
    used = taken[group.members]
    if group.quota.counts == "firms":
        counted &= (np.diff(firms, prepend=-1) > 0) & (taken[firms] == 0)
        used = used > 0
    most = NO_CAP if group.quota.at_most is None else group.quota.at_most
    arcs = network.where[kind].start + np.flatnonzero(counted)
    return arcs, group.quota.at_least, max(most - int(used.sum()), 0)


def firm_order(network: Network, settled: Settled) -> csr_array:
    """Give the rows, at most 0 each, that let no firm use a later arc and leave its first one.

    Only a limit from above on firms needs them, for its members.
    """
    later, first = [], []
    for group in settled.terms.groups:
        if group.quota.counts == "firms" and group.quota.at_most is not None:
            kind = SUPPLIERS if group.of_suppliers else BUYERS
            firms, at = network.kinds[kind].of, network.where[kind].start
            starts = np.searchsorted(firms, firms)
            mine = np.isin(firms, group.members) & (np.arange(len(firms)) > starts)
            later.append(at + np.flatnonzero(mine))
            first.append(at + starts[mine])
    columns = np.concatenate([np.zeros(0, dtype=np.int64), *later, *first])
    n_rows = len(columns) // 2
    values, rows = np.repeat([1.0, -1.0], n_rows), np.tile(np.arange(n_rows), 2)
    return csr_array((values, (rows, columns)), shape=(n_rows, network.where[-1].stop))


def keeps_quotas(pool: Pool, settled: Settled, rows: Array) -> bool:
    """Tell whether booked candidates, beside those settled before, keep the quotas already."""
    fitting, whole = Held.by(pool, rows), Held.by(pool, np.append(rows, settled.booked))
    return all(
        fitting.of_group(group) >= group.quota.at_least
        and (group.quota.at_most is None or whole.of_group(group) <= group.quota.at_most)
        for group in settled.terms.groups
    )


@dataclass(frozen=True, eq=False)
class Found:
    """A flow, and whether it is proved to be best within what the search was asked."""

    flow: Array
    proved: bool


def best_flow_with_quotas(network: Network, settled: Settled, seconds: float) -> Found:
    """Give the flow that keeps most of what must be, of quotas and floors; then of most worth.

    Quotas from above always hold, those from below give way as floors do.

    Raises
    ------
    DataError
        When `seconds` pass before any selection is found.
    """
    program = _Program(network, settled)
    n_short = len(settled.terms.groups)
    is_must, is_floor = network.all("is_must"), network.all("is_floor")
    wanted = 1 + int(is_floor.sum()) + sum(g.quota.at_least for g in settled.terms.groups)
    musts = np.concatenate([is_must, np.zeros(n_short)])
    floors = np.concatenate([is_floor, -np.ones(n_short)])
    kept = program.solve(wanted * musts + floors, [], seconds)
    goals = [
        (goal, float(np.floor(goal @ kept.flow + 1e-6))) for goal in (musts, floors) if goal.any()
    ]
    worth = np.concatenate([network.all("worth") / UNITS, np.zeros(n_short)])
    best = program.solve(worth, goals, seconds)
    held = _held(network, settled, best.flow[: len(is_must)])
    return Found(best_flow(held), kept.proved and best.proved)


def _held(network: Network, settled: Settled, flow: Array) -> Network:
    """Hold the meetings that quotas count: what is left is a flow, and whole by itself."""
    counted, used = _counted(network, settled), flow > 0.5
    kinds = list(network.kinds)
    for kind in (SUPPLIERS, BUYERS):
        mine, arcs = counted[network.where[kind]], used[network.where[kind]]
        capacity = np.where(mine, arcs, kinds[kind].capacity)
        kinds[kind] = replace(kinds[kind], capacity=capacity, is_must=mine & arcs)
    return replace(network, kinds=tuple(kinds))


class _Program:
    """The rules of a selection with quotas; its variables are arcs and what quotas fall short."""

    def __init__(self, network: Network, settled: Settled) -> None:
        quotas = quota_rows(network, settled)
        n_short = len(quotas.least)
        nothing, unit = csr_array((network.n_nodes, n_short)), eye_array(n_short)
        none = csr_array((n_short, n_short))
        least = hstack([quotas.matrix, unit])
        most = hstack([quotas.matrix, none])
        self._rules = [
            LinearConstraint(hstack([conservation(network), nothing]), 0, 0),
            LinearConstraint(least, quotas.least, np.inf),
            LinearConstraint(most, -np.inf, quotas.most),
        ]
        order = firm_order(network, settled)
        if order.shape[0]:
            whole = hstack([order, csr_array((order.shape[0], n_short))])
            self._rules.append(LinearConstraint(whole, -np.inf, 0))
        self._whole = np.append(_counted(network, settled), np.zeros(n_short))
        self._bounds = Bounds(0, np.concatenate([network.all("capacity"), quotas.least]))

    def solve(self, value: Array, goals: list[tuple[Array, float]], seconds: float) -> Found:
        """Maximise `value` while each goal keeps its least sum."""
        kept = [LinearConstraint(goal, least, np.inf) for goal, least in goals]
        result = milp(
            -value,
            integrality=self._whole,
            bounds=self._bounds,
            constraints=[*self._rules, *kept],
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        if result.x is None:
            message = mark("no selection with these quotas in {seconds} s; allow more time")
            raise DataError(message, seconds=seconds)
        return Found(result.x, result.status == 0)


def _counted(network: Network, settled: Settled) -> Array:
    """Mark the arcs of firms that a quota counts."""
    marked = np.zeros(network.where[-1].stop, dtype=bool)
    for group in settled.terms.groups:
        kind = SUPPLIERS if group.of_suppliers else BUYERS
        marked[network.where[kind]] |= np.isin(network.kinds[kind].of, group.members)
    return marked
