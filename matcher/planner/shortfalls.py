"""Shortfalls: what a selection could not keep, and why, in words for the planner."""

from typing import NamedTuple

import numpy as np

from features.language import mark
from matcher.planner.candidates import Array, Pool
from matcher.planner.settling import Settled
from matcher.planner.terms import Group, Terms

NO_BUYER = mark("no fitting buyer yet")
NO_SUPPLIER = mark("no fitting IKM yet")
NO_OTHER_BUYER = mark("no fitting buyer yet beside those it is not to meet, as was decided")
NO_OTHER_SUPPLIER = mark("no fitting IKM yet beside those it is not to meet, as was decided")
ONLY_BUYERS = mark("only {n} fitting buyers")
ONLY_SUPPLIERS = mark("only {n} fitting IKM")
BUYERS_FULL = mark("all its buyers are full")
SUPPLIERS_FULL = mark("all its IKM are full")
BUYER_FULL = mark("its buyer is full")
NEEDS_FULL = mark("the needs that fit have as many IKM as they may")
BOTH_FULL = mark("the others are full, or the need has as many IKM as it may")
ITSELF_FULL = mark("its places are taken by meetings that must be")
QUOTA_FULL = mark("a quota leaves no place")
NO_ROOM = mark("no place is left beside the other meetings that must be")
TOO_FEW = mark("no selection gives the group more within its caps and quotas")
ELSEWHERE = mark("its candidates meet others, or this buyer about another need")


class Unmet(NamedTuple):
    """A rule that is not kept in full: `message` is an entry of the catalogue for `values`.

    `kind` is supplier_floor, buyer_floor, must or quota; `names` the firms, the need or the quota.
    """

    kind: str
    names: tuple[str, ...]
    wanted: int
    got: int
    message: str
    values: dict[str, object]


class Unserved(NamedTuple):
    """A need that nobody meets, and why."""

    need_id: str
    message: str


class Held(NamedTuple):
    """What a selection holds: booked candidates, and meetings per supplier, buyer and need."""

    rows: Array
    of_supplier: Array
    of_buyer: Array
    of_need: Array

    @classmethod
    def by(cls, pool: Pool, rows: Array) -> "Held":
        """Count the meetings of booked candidates."""
        return cls(
            rows,
            np.bincount(pool.supplier[rows], minlength=len(pool.supplier_ids)),
            np.bincount(pool.buyer[rows], minlength=len(pool.buyer_ids)),
            np.bincount(pool.need[rows], minlength=len(pool.need_ids)),
        )

    def of_group(self, group: Group) -> int:
        """Count what the quota of a group counts."""
        meetings = (self.of_supplier if group.of_suppliers else self.of_buyer)[group.members]
        return int((meetings > 0).sum() if group.quota.counts == "firms" else meetings.sum())


def unmet_floors(pool: Pool, terms: Terms, settled: Settled, rows: Array) -> list[Unmet]:
    """List the floors that candidates `rows`, without those settled first, do not reach."""
    counted, held = Held.by(pool, rows), Held.by(pool, np.append(rows, settled.booked))
    booked = np.isin(pool.pair[settled.open], pool.pair[rows])
    spare = settled.open[~booked]
    need_full = held.of_need[pool.need[spare]] >= terms.need_cap[pool.need[spare]]
    full_buyer = (held.of_buyer >= terms.buyer.cap)[pool.buyer[spare]]
    full_supplier = (held.of_supplier >= terms.supplier.cap)[pool.supplier[spare]]
    sides = (
        ("supplier", pool.supplier_ids, pool.supplier, counted.of_supplier, full_buyer),
        ("buyer", pool.buyer_ids, pool.buyer, counted.of_buyer, full_supplier),
    )
    found = []
    for side, ids, firm_of, got, other_full in sides:
        floor, left = getattr(terms, side).floor, getattr(settled.terms, side).cap
        for at in np.flatnonzero(got < floor).tolist():
            mine = firm_of[spare] == at
            n_partners = int(got[at]) + len(np.unique(pool.pair[spare[mine]]))
            if n_partners > got[at] and got[at] >= left[at]:
                message = ITSELF_FULL
            else:
                message = _why(side, n_partners, int(got[at]), other_full[mine], need_full[mine])
                if not n_partners and (terms.never & (firm_of == at)).any():
                    message = _DECIDED[message]
            values: dict[str, object] = {"n": n_partners}
            found.append(
                Unmet(f"{side}_floor", (ids[at],), int(floor[at]), int(got[at]), message, values)
            )
    return found


_DECIDED = {NO_BUYER: NO_OTHER_BUYER, NO_SUPPLIER: NO_OTHER_SUPPLIER}


def _why(side: str, n_partners: int, got: int, other_full: Array, need_full: Array) -> str:
    supplies = side == "supplier"
    if n_partners == 0:
        return NO_BUYER if supplies else NO_SUPPLIER
    if n_partners == got:
        return ONLY_BUYERS if supplies else ONLY_SUPPLIERS
    if other_full.all():
        return BUYERS_FULL if supplies else SUPPLIERS_FULL
    if need_full.all():
        return NEEDS_FULL
    return BOTH_FULL if (other_full | need_full).all() else QUOTA_FULL


def unmet_musts(pool: Pool, terms: Terms, rows: Array) -> list[Unmet]:
    """List the pairings that had to be and found no place among the booked `rows`."""
    missing = sorted(set(terms.must) - set(pool.pair[rows].tolist()))
    found = []
    for pair in missing:
        supplier, buyer = divmod(pair, len(pool.buyer_ids))
        need = [pool.need_ids[terms.must[pair]]] if terms.must[pair] >= 0 else []
        names = (pool.supplier_ids[supplier], pool.buyer_ids[buyer], *need)
        found.append(Unmet("must", names, 1, 0, NO_ROOM, {}))
    return found


def unmet_quotas(pool: Pool, terms: Terms, rows: Array) -> list[Unmet]:
    """List the quotas from below that the candidates `rows` that fit do not reach."""
    held = Held.by(pool, rows)
    found = []
    for group in terms.groups:
        got = held.of_group(group)
        if got < group.quota.at_least:
            names = (group.quota.name,)
            found.append(Unmet("quota", names, group.quota.at_least, got, TOO_FEW, {}))
    return found


def unserved(pool: Pool, terms: Terms, settled: Settled, rows: Array) -> tuple[Unserved, ...]:
    """List the needs that none of the booked `rows` is about."""
    held = Held.by(pool, rows)
    fitting = np.bincount(pool.need[settled.open], minlength=len(pool.need_ids))
    full = (held.of_buyer >= terms.buyer.cap)[pool.buyer_of]
    return tuple(
        Unserved(
            pool.need_ids[at],
            NO_SUPPLIER if not fitting[at] else BUYER_FULL if full[at] else ELSEWHERE,
        )
        for at in np.flatnonzero(held.of_need == 0).tolist()
    )
