"""Selection: which IKM meets which buyer, at most once, about which need, and what cannot be kept.

Scores of the meetings are maximised under the limits. Only pairs that fit (no requirement failed,
the least score reached) are chosen, but for those that must meet: who has no fitting pair is told
so and gets no meeting to fill a floor. Floors give way where they cannot all be kept, as few as
possible.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from features.language import mark
from matcher.errors import SettingsError
from matcher.metrics import gini
from matcher.planner.candidates import MOST_SCORE, Array, Pairs, Pool, read_pool
from matcher.planner.flow import flow_that_books_once
from matcher.planner.limits import Limits
from matcher.planner.network import (
    BUYERS,
    SUPPLIERS,
    Network,
    build,
    likely_twice,
)
from matcher.planner.quotas import Found, best_flow_with_quotas, keeps_quotas
from matcher.planner.settling import Settled, settle
from matcher.planner.shortfalls import (
    Held,
    Unmet,
    Unserved,
    unmet_floors,
    unmet_musts,
    unmet_quotas,
    unserved,
)
from matcher.planner.terms import Terms, terms_of


class Chosen(NamedTuple):
    """A meeting; `why` says whether its score brought it in, a decision, or a floor."""

    supplier_id: str
    buyer_id: str
    need_id: str
    score: float
    why: Literal["chosen", "must", "floor"]


@dataclass(frozen=True, eq=False)
class Asked:
    """What a selection was made from."""

    pool: Pool
    terms: Terms
    evenness: float
    least_score: float
    seconds: float


@dataclass(frozen=True)
class Selection:
    """Who meets whom, by supplier and buyer.

    `unmet` are the rules that could not be kept, with the reason; `without_buyer` the suppliers
    without a fitting pair; `unserved` the needs that nobody meets. The Gini coefficients (0 even,
    1 all to one) are those of the meetings of firms that have a fitting pair. `proved` is False
    when time ended the search before the best selection was known to be found.
    """

    chosen: tuple[Chosen, ...]
    unmet: tuple[Unmet, ...]
    without_buyer: tuple[str, ...]
    unserved: tuple[Unserved, ...]
    score: float
    gini_suppliers: float
    gini_buyers: float
    proved: bool
    rows: Array = field(repr=False, compare=False)  # of the pool, where the meetings stand
    asked: Asked = field(repr=False, compare=False)


def select(
    pairs: Pairs,
    limits: Limits,
    *,
    evenness: float = 0.0,
    least_score: float = 0.0,
    seconds: float = 60.0,
) -> Selection:
    """Choose the meetings of most score that keep the limits.

    Parameters
    ----------
    pairs
        Candidates, one per supplier and need, in any order; equal scores are decided in the order
        of ids, not of rows.
    limits
        What has to hold. Decisions go first, then floors and quotas from below, as many as can be
        kept together, then the score.
    evenness
        From 0 to 1: how much meetings are spread over the firms of either side. The next meeting
        of a firm is worth 10 points times this less than the one before; none is left out for it.
    least_score
        Least score of a pair that fits.
    seconds
        Most time for each search where quotas ask for one.

    Raises
    ------
    DataError
        For pairs or limits that contradict themselves, or when time ends before anything is found.
    SettingsError
        For an evenness or least score outside its range.
    """
    _require_within("evenness", evenness, 1)
    _require_within("least_score", least_score, MOST_SCORE)
    pool = read_pool(pairs)
    return choose(Asked(pool, terms_of(pool, limits), evenness, least_score, seconds))


def choose(asked: Asked) -> Selection:
    """Choose the meetings from candidates and terms that have been read."""
    pool, terms = asked.pool, asked.terms
    settled = settle(pool, terms, asked.least_score)
    likely = build(pool, settled, asked.evenness, once=likely_twice(pool, settled))
    network, free = flow_that_books_once(pool, settled, likely, with_floors=False)
    by_score = network.rows(free)
    short = _short(pool, network, by_score)
    network, found = _best(asked, settled, (network, free), short)
    fitting = network.rows(found.flow)
    rows = np.sort(np.append(fitting, settled.booked))
    held, can_meet = Held.by(pool, rows), Held.by(pool, np.append(settled.open, settled.booked))
    return Selection(
        chosen=_chosen(asked, rows, short & ~_marked(pool, by_score)),
        unmet=(
            *unmet_musts(pool, terms, rows),
            *unmet_quotas(pool, terms, fitting),
            *unmet_floors(pool, terms, settled, fitting),
        ),
        without_buyer=_without_buyer(pool, settled),
        unserved=unserved(pool, terms, settled, rows),
        score=float(pool.score[rows].sum()),
        gini_suppliers=gini(held.of_supplier[can_meet.of_supplier > 0]),
        gini_buyers=gini(held.of_buyer[can_meet.of_buyer > 0]),
        proved=found.proved,
        rows=rows,
        asked=asked,
    )


def _best(
    asked: Asked, settled: Settled, free: tuple[Network, Array], short: Array
) -> tuple[Network, Found]:
    """Take floors and quotas into account only where the free choice does not keep them."""
    network, flow = free
    if short.any():
        network, flow = flow_that_books_once(asked.pool, settled, network)
    if keeps_quotas(asked.pool, settled, network.rows(flow)):
        return network, Found(flow, True)
    network = build(asked.pool, settled, asked.evenness)
    return network, best_flow_with_quotas(network, settled, asked.seconds)


def _short(pool: Pool, network: Network, rows: Array) -> Array:
    """Mark the candidates of firms whose floor the booked `rows` do not reach though they could."""
    held = Held.by(pool, rows)
    short = []
    for kind, got in ((SUPPLIERS, held.of_supplier), (BUYERS, held.of_buyer)):
        arcs = network.kinds[kind]
        short.append(got < np.bincount(arcs.of[arcs.is_floor], minlength=len(got)))
    return np.asarray(short[0][pool.supplier] | short[1][pool.buyer])


def _chosen(asked: Asked, rows: Array, for_floor: Array) -> tuple[Chosen, ...]:
    pool = asked.pool
    must = np.isin(pool.pair[rows], list(asked.terms.must))
    why = np.where(must, "must", np.where(for_floor[rows], "floor", "chosen"))
    columns = (
        pool.supplier_ids[pool.supplier[rows]].tolist(),
        pool.buyer_ids[pool.buyer[rows]].tolist(),
        pool.need_ids[pool.need[rows]].tolist(),
        pool.score[rows].tolist(),
        why.tolist(),
    )
    return tuple(Chosen(*row) for row in zip(*columns, strict=True))


def _marked(pool: Pool, rows: Array) -> Array:
    found = np.zeros(len(pool.key), dtype=bool)
    found[rows] = True
    return found


def _without_buyer(pool: Pool, settled: Settled) -> tuple[str, ...]:
    fitting = np.bincount(pool.supplier[settled.open], minlength=len(pool.supplier_ids))
    return tuple(pool.supplier_ids[fitting == 0].tolist())


def _require_within(name: str, value: float, most: float) -> None:
    if not 0 <= value <= most:
        message = mark("{name} is {value}; write a number from 0 to {most}")
        raise SettingsError(message, name=name, value=value, most=most)
