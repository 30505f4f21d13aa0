"""Reserves: who stands in for whom when a meeting of a selection falls through (cadangan)."""

from typing import NamedTuple

import numpy as np

from matcher.planner.candidates import Array
from matcher.planner.selection import Selection
from matcher.planner.settling import settle
from matcher.planner.shortfalls import Held


class Substitute(NamedTuple):
    """A meeting that was not chosen and can be held as soon as the participant has a free place."""

    supplier_id: str
    buyer_id: str
    need_id: str
    score: float


def reserves(selection: Selection, k: int = 3) -> dict[str, tuple[Substitute, ...]]:
    """Give each participant's `k` best substitutes, best first, equal ones by id.

    One of its meetings having fallen through, a substitute keeps every cap, quota and decision:
    the other side has a free place, the need may be met once more (or the lost meeting was about
    it), and the two do not meet yet. Each is about the pairing's best need with room. Those of
    several participants may be the same.
    """
    sides = _Spare(selection)
    return sides.of("supplier", k) | sides.of("buyer", k)


class _Spare:
    """Open candidates that are not booked, best first, and what has room for them."""

    def __init__(self, selection: Selection) -> None:
        pool, self._terms = selection.asked.pool, selection.asked.terms
        self._pool, self._held = pool, Held.by(pool, selection.rows)
        settled = settle(pool, self._terms, selection.asked.least_score)
        spare = settled.open[~np.isin(pool.pair[settled.open], pool.pair[selection.rows])]
        self._rows = spare[np.argsort(-pool.score[spare], kind="stable")]
        self._booked = selection.rows

    def of(self, side: str, k: int) -> dict[str, tuple[Substitute, ...]]:
        """List the substitutes of every firm of a side that has a meeting."""
        pool, other = self._pool, "buyer" if side == "supplier" else "supplier"
        firm_of, other_of = getattr(pool, side), getattr(pool, other)
        free = (getattr(self._held, f"of_{other}") < getattr(self._terms, other).cap)[other_of]
        rows = self._rows[free[self._rows] & self._within_quotas(side)[self._rows]]
        open_need = self._held.of_need < self._terms.need_cap
        booked = {(int(f), int(n)) for f, n in self._about(firm_of)}
        found: dict[int, list[int]] = {int(f): [] for f in firm_of[self._booked]}
        others: set[int] = set()
        for row in rows.tolist():
            mine, need = found.get(int(firm_of[row])), int(pool.need[row])
            if mine is None or len(mine) >= k or int(pool.pair[row]) in others:
                continue
            if open_need[need] or (int(firm_of[row]), need) in booked:
                mine.append(row)
                others.add(int(pool.pair[row]))
        ids = getattr(pool, f"{side}_ids")
        return {ids[firm]: tuple(map(self._named, mine)) for firm, mine in sorted(found.items())}

    def _about(self, firm_of: Array) -> Array:
        """Pair each firm with the needs of its meetings."""
        return np.column_stack([firm_of[self._booked], self._pool.need[self._booked]])

    def _within_quotas(self, side: str) -> Array:
        """Tell which candidates keep the quotas from above, a firm of `side` having lost one."""
        kept = np.ones(len(self._pool.key), dtype=bool)
        for group in self._terms.groups:
            group_side = "supplier" if group.of_suppliers else "buyer"
            if group.quota.at_most is None or group_side == side:
                continue
            numbers = getattr(self._held, f"of_{group_side}")
            member = np.zeros(len(numbers), dtype=bool)
            member[group.members] = True
            by_firm = group.quota.counts == "firms"
            got = int((numbers[member] > 0).sum() if by_firm else numbers[member].sum())
            grows = member & ((numbers == 0) | (not by_firm))
            if got >= group.quota.at_most:
                kept &= ~grows[getattr(self._pool, group_side)]
        return kept

    def _named(self, row: int) -> Substitute:
        pool = self._pool
        return Substitute(
            pool.supplier_ids[pool.supplier[row]],
            pool.buyer_ids[pool.buyer[row]],
            pool.need_ids[pool.need[row]],
            float(pool.score[row]),
        )
