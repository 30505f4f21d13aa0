"""Pricing: what each cap, floor, quota and decision costs a selection, estimated and confirmed.

Prices are marginals of the linear program behind a selection. A rule may cost less than its price
says, so whoever shows one has it confirmed by choosing again.
"""

from typing import NamedTuple

import numpy as np

from matcher.planner.candidates import Array
from matcher.planner.marginals import marginals
from matcher.planner.network import BUYERS, CANDIDATES, NEEDS, PAIRINGS, SUPPLIERS, build
from matcher.planner.relaxing import Rule, without
from matcher.planner.selection import Selection, choose
from matcher.planner.settling import settle
from matcher.planner.shortfalls import Held

_LEAST_POINTS = 1e-6


class Price(NamedTuple):
    """What a rule costs in points of score: per meeting of a cap, floor or quota, or per pair.

    Where the selection was spread evenly, points are net of what evenness takes off.
    """

    rule: Rule
    points: float


class Confirmed(NamedTuple):
    """What a rule costs, by choosing again without it (a cap: with one more meeting)."""

    rule: Rule
    points: float
    after: Selection


def prices(selection: Selection) -> list[Price]:
    """Price every rule, dearest first; one that is not listed costs nothing."""
    program = _Priced(selection)
    found = [*program.caps(), *program.floors(), *program.decisions(), *program.quotas()]
    return sorted(
        (price for price in found if price.points > _LEAST_POINTS),
        key=lambda price: (-round(price.points, 6), price.rule),
    )


def confirm(selection: Selection, rule: Rule) -> Confirmed:
    """Choose again without a rule and tell what it cost."""
    after = choose(without(selection.asked, rule))
    return Confirmed(rule, after.score - selection.score, after)


class _Priced:
    """The linear program of a selection, with floors and decisions held as they were kept."""

    def __init__(self, selection: Selection) -> None:
        asked = selection.asked
        self._pool, self._terms = asked.pool, asked.terms
        settled = settle(asked.pool, asked.terms, asked.least_score)
        self._closed = self._barred(asked.pool.fits(asked.least_score))
        self._network = build(asked.pool, settled, asked.evenness, self._closed)
        rows = np.setdiff1d(selection.rows, settled.booked)
        held = Held.by(asked.pool, rows)
        self._least = self._kept(rows, held)
        got = np.array([held.of_group(group) for group in asked.terms.groups])
        self._values = marginals(self._network, settled, self._least, got)

    def _barred(self, fits: Array) -> Array:
        """Find what fits and may not be."""
        terms, pool = self._terms, self._pool
        barred = terms.never if terms.partners_meet else terms.never | terms.partners
        return np.flatnonzero(barred & fits & ~np.isin(pool.pair, list(terms.must)))

    def _kept(self, rows: Array, held: Held) -> Array:
        """Give what each arc carries at least, for the floors and decisions that are kept."""
        least = np.zeros(self._network.where[-1].stop)
        for kind, got in ((SUPPLIERS, held.of_supplier), (BUYERS, held.of_buyer)):
            arcs = self._network.kinds[kind]
            nth = np.arange(len(arcs.of)) - np.searchsorted(arcs.of, arcs.of)
            least[self._network.where[kind]] = arcs.is_floor & (nth < got[arcs.of])
        for kind in (CANDIDATES, PAIRINGS):
            booked = np.isin(self._pair_of(kind), self._pool.pair[rows])
            least[self._network.where[kind]] = self._network.kinds[kind].is_must & booked
        return least

    def _pair_of(self, kind: int) -> Array:
        of = self._network.kinds[kind].of
        return np.asarray(self._pool.pair[of] if kind == CANDIDATES else of)

    def caps(self) -> list[Price]:
        """Price one more meeting of each firm, and of each need."""
        found = []
        for kind, name, ids in (
            (SUPPLIERS, "supplier_cap", self._pool.supplier_ids),
            (BUYERS, "buyer_cap", self._pool.buyer_ids),
        ):
            lasts = self._network.kinds[kind].capacity == 0
            found += _listed(name, ids, self._values.of_room[self._network.where[kind]][lasts])
        needs = self._values.of_room[self._network.where[NEEDS]]
        return found + _listed("need_cap", self._pool.need_ids, needs)

    def floors(self) -> list[Price]:
        """Price the meetings that each floor asked for and got, per meeting."""
        found = []
        for kind, name, ids in (
            (SUPPLIERS, "supplier_floor", self._pool.supplier_ids),
            (BUYERS, "buyer_floor", self._pool.buyer_ids),
        ):
            points, where = np.zeros(len(ids)), self._network.where[kind]
            held = self._least[where] > 0
            of = self._network.kinds[kind].of[held]
            np.maximum.at(points, of, self._values.of_least[where][held])
            found += _listed(name, ids, points)
        return found

    def decisions(self) -> list[Price]:
        """Price each pair that must meet, and each that could and may not."""
        points: dict[Rule, float] = {}
        for kind in (CANDIDATES, PAIRINGS):
            pair = self._pair_of(kind)
            worth = self._values.of_least[self._network.where[kind]]
            for at in np.flatnonzero(self._network.kinds[kind].is_must).tolist():
                points[self._named("must", int(pair[at]))] = float(worth[at])
        room = self._values.of_room[self._network.where[CANDIDATES]]
        rows = self._network.kinds[CANDIDATES].of
        for at in np.flatnonzero(np.isin(rows, self._closed)).tolist():
            kind_of = "never" if self._terms.never[rows[at]] else "partners"
            rule = self._named(kind_of, int(self._pool.pair[rows[at]]))
            points[rule] = max(points.get(rule, 0.0), float(room[at]))
        return [Price(rule, worth) for rule, worth in points.items()]

    def _named(self, kind: str, pair: int) -> Rule:
        supplier, buyer = divmod(pair, len(self._pool.buyer_ids))
        return Rule(kind, (self._pool.supplier_ids[supplier], self._pool.buyer_ids[buyer]))

    def quotas(self) -> list[Price]:
        """Price each quota, from above and from below."""
        names = np.array([group.quota.name for group in self._terms.groups], dtype=object)
        return [
            *_listed("quota_cap", names, self._values.of_most),
            *_listed("quota_floor", names, self._values.of_at_least),
        ]


def _listed(kind: str, ids: Array, points: Array) -> list[Price]:
    return [
        Price(Rule(kind, (name,)), float(worth))
        for name, worth in zip(ids.tolist(), points.tolist(), strict=True)
    ]
