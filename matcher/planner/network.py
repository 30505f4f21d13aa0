"""Network: a selection as a flow that runs round.

Arcs lead from the source to a supplier, one for each meeting it has room for; from the supplier to
a need, through a node of the pairing where several needs are open to it, so that it is booked
once (a large selection begins with the nodes that are likely to count); from there to the buyer,
with the cap of the need; from the buyer to the sink, one for each meeting; and back to the source.
The worth of a firm's next meeting never rises, so that its first arcs fill first.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from matcher.planner.candidates import Array, Pool
from matcher.planner.settling import Settled
from matcher.planner.terms import Side

UNITS = 1000  # worth is counted in thousandths of a point
EVENNESS_POINTS = 10.0  # what the next meeting of a firm is worth less, at evenness 1
CANDIDATES, PAIRINGS, NEEDS, SUPPLIERS, BUYERS, BACK = range(6)
_SOURCE, _SINK, _FIRST = 0, 1, 2
_FEW_PAIRINGS = 10_000  # of several needs; so many nodes cost no time worth saving


@dataclass(frozen=True, eq=False)
class Arcs:
    """Arcs of one kind; `of` says whose they are: a candidate, pairing, need, or firm.

    `is_floor` marks the meetings that floors ask for, `is_must` the pairings that have to be.
    """

    of: Array
    tail: Array
    head: Array
    capacity: Array
    worth: Array
    is_floor: Array
    is_must: Array


@dataclass(frozen=True, eq=False)
class Network:
    """Arcs by kind, in the order of CANDIDATES to BACK; `evenness` is that of the selection."""

    kinds: tuple[Arcs, ...]
    n_nodes: int
    evenness: float

    def all(self, field: str) -> Array:
        """Give a field of all arcs, shape (n_arcs,)."""
        return np.concatenate([getattr(kind, field) for kind in self.kinds])

    @cached_property
    def where(self) -> tuple[slice, ...]:
        """Where the arcs of each kind stand among all."""
        ends = np.cumsum([0, *(len(kind.of) for kind in self.kinds)]).tolist()
        return tuple(slice(a, b) for a, b in pairwise(ends))

    def rows(self, flow: Array) -> Array:
        """Give the candidates that a flow books."""
        return np.asarray(self.kinds[CANDIDATES].of[flow[self.where[CANDIDATES]] > 0.5])


def likely_twice(pool: Pool, settled: Settled) -> Array:
    """Give the pairings that a flow without their nodes is likely to book about two needs.

    These are all, unless there are very many: then those all of whose needs suit the supplier
    clearly better than most others do.
    """
    rows = _worthwhile(pool, settled)
    starts = np.flatnonzero(np.diff(pool.pair[rows], prepend=-1))
    several = starts[np.diff(starts, append=len(rows)) > 1]
    if len(several) <= _FEW_PAIRINGS:
        return np.asarray(pool.pair[rows[several]])
    supplier, score = pool.supplier[rows], pool.score[rows]
    n = np.maximum(np.bincount(supplier), 1)
    mean = np.bincount(supplier, score) / n
    spread = np.sqrt(np.maximum(np.bincount(supplier, score**2) / n - mean**2, 0.0))
    lowest = np.minimum.reduceat(score, starts)[np.diff(starts, append=len(rows)) > 1]
    high = lowest >= (mean + spread)[supplier[several]]
    return np.asarray(pool.pair[rows[several[high]]])


def build(
    pool: Pool,
    settled: Settled,
    evenness: float,
    closed: Array | None = None,
    once: Array | None = None,
) -> Network:
    """Lay out the arcs for the candidates that are open.

    To price what is not allowed, `closed` candidates and the next meeting of each firm beyond its
    cap get arcs too, without room. Of the pairings with several needs only those in `once`, and
    those that must be, get a node; None for all.
    """
    rows = _worthwhile(pool, settled)
    if closed is not None:
        rows = np.union1d(rows, closed)
    step = round(evenness * EVENNESS_POINTS * UNITS)
    n_suppliers, n_buyers, n_needs = map(len, (pool.supplier_ids, pool.buyer_ids, pool.need_ids))
    supplier = _FIRST + np.arange(n_suppliers)
    buyer = supplier[-1] + 1 + np.arange(n_buyers)
    need = buyer[-1] + 1 + np.arange(n_needs)
    pairs, of_row, counts = np.unique(pool.pair[rows], return_inverse=True, return_counts=True)
    must, several = np.isin(pairs, settled.must), counts > 1
    if once is not None:
        several &= must | np.isin(pairs, once)
    node = np.where(several, need[-1] + np.cumsum(several), supplier[pairs // n_buyers])
    suppliers, buyers = _sides(pool, settled, pairs, step)
    if closed is None:
        suppliers, buyers = suppliers.with_room(), buyers.with_room()
    kinds = (
        _arcs(
            rows,
            node[of_row],
            need[pool.need[rows]],
            capacity=True if closed is None else ~np.isin(rows, closed),
            worth=np.rint(pool.score[rows] * UNITS),
            is_must=must[of_row] & ~several[of_row],
        ),
        _arcs(
            pairs[several],
            supplier[pairs[several] // n_buyers],
            node[several],
            is_must=must[several],
        ),
        _arcs(np.arange(n_needs), need, buyer[pool.buyer_of], capacity=settled.terms.need_cap),
        _arcs(suppliers.firm, _SOURCE, supplier[suppliers.firm], **suppliers.fields),
        _arcs(buyers.firm, buyer[buyers.firm], _SINK, **buyers.fields),
        _arcs(np.zeros(1, dtype=np.int64), _SINK, _SOURCE, capacity=len(suppliers.firm)),
    )
    return Network(kinds, int(need[-1]) + 1 + int(several.sum()), evenness)


def _arcs(of: Array, tail: Any, head: Any, **fields: Any) -> Arcs:
    def whole(value: Any, kind: type) -> Array:
        return np.broadcast_to(np.asarray(value, dtype=kind), of.shape)

    return Arcs(
        of,
        whole(tail, np.int64),
        whole(head, np.int64),
        whole(fields.get("capacity", 1), np.int64),
        whole(fields.get("worth", 0), np.int64),
        whole(fields.get("is_floor", False), np.bool_),
        whole(fields.get("is_must", False), np.bool_),
    )


def _worthwhile(pool: Pool, settled: Settled) -> Array:
    """Leave out what no best selection needs.

    A need without a cap that can bind takes a pairing's meeting whenever it has the higher score,
    so the pairing's needs of a lower score are of no use.
    """
    rows = settled.open
    if not len(rows):
        return rows
    wanted = np.bincount(pool.need[rows], minlength=len(pool.need_ids))
    has_room = settled.terms.need_cap[pool.need[rows]] >= wanted[pool.need[rows]]
    starts = np.flatnonzero(np.diff(pool.pair[rows], prepend=-1))
    of_row = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(rows)))
    scores = pool.score[rows]
    best = np.maximum.reduceat(np.where(has_room, scores, -1.0), starts)[of_row]
    is_best = has_room & (scores == best)
    firsts = np.minimum.reduceat(np.where(is_best, np.arange(len(rows)), len(rows)), starts)
    return np.asarray(rows[(scores > best) | (np.arange(len(rows)) == firsts[of_row])])


class _Meetings(NamedTuple):
    """One arc per meeting that a firm of one side could have."""

    firm: Array
    fields: dict[str, Array]

    def with_room(self) -> "_Meetings":
        """Leave out those without room."""
        has_room = self.fields["capacity"] > 0
        fields = {name: values[has_room] for name, values in self.fields.items()}
        return _Meetings(self.firm[has_room], fields)


def _sides(pool: Pool, settled: Settled, pairs: Array, step: int) -> tuple[_Meetings, _Meetings]:
    """Give the meetings of suppliers and of buyers; `pairs` are the pairings with arcs."""
    n_buyers, firms = len(pool.buyer_ids), [np.unique(pool.pair[settled.open]), pairs]
    supplier, buyer = settled.terms.supplier, settled.terms.buyer
    by_supplier = [np.bincount(one // n_buyers, minlength=len(supplier.cap)) for one in firms]
    by_buyer = [np.bincount(one % n_buyers, minlength=n_buyers) for one in firms]
    return (
        _meetings(supplier, by_supplier, settled.supplier_taken, step),
        _meetings(buyer, by_buyer, settled.buyer_taken, step),
    )


def _meetings(side: Side, n_partners: list[Array], taken: Array, step: int) -> _Meetings:
    """Give the meetings of each firm up to its cap or its partners, and one more without room.

    `n_partners` counts those that are open, and those with arcs. The last meeting of the firm with
    most is worth nothing beyond its score, so that evenness leaves no meeting out.
    """
    most = int((np.minimum(side.cap, n_partners[0]) + taken).max(initial=1)) - 1
    caps = np.minimum(side.cap, n_partners[1])
    firm = np.repeat(np.arange(len(caps)), caps + 1)
    nth = np.arange(len(firm)) - np.repeat(np.cumsum(caps + 1) - caps - 1, caps + 1)
    return _Meetings(
        firm,
        {
            "capacity": nth < caps[firm],
            "worth": (most - nth - taken[firm]) * step,
            "is_floor": nth < np.minimum(side.floor, caps)[firm],
        },
    )
