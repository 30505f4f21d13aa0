"""Settling: which candidates are open to the selection, and the meetings that are settled first."""

from dataclasses import dataclass, replace

import numpy as np

from matcher.planner.candidates import Array, Pool
from matcher.planner.terms import Side, Terms, rows_of


@dataclass(frozen=True, eq=False)
class Settled:
    """What is left to choose from.

    `open` are candidates, shape (n_open,). Pairings in `must` are among them; those that have to
    be though they do not fit stand settled in `booked` (candidates), or in `refused` (pairings)
    where a cap leaves no room. `terms` holds the caps that are left; `supplier_taken` and
    `buyer_taken` count the settled meetings of each firm.
    """

    open: Array
    must: Array
    booked: Array
    refused: Array
    terms: Terms
    supplier_taken: Array
    buyer_taken: Array


def settle(pool: Pool, terms: Terms, least_score: float) -> Settled:
    """Open the candidates that fit, and settle what must be though it does not fit.

    A pairing that must be and fits with some need stays open with those needs alone; one that fits
    with none takes the need of its highest score with room, and counts towards no floor.
    """
    fits = pool.fits(least_score)
    may_be = ~terms.never
    is_open = fits & may_be & (True if terms.partners_meet else ~terms.partners)
    open_must: list[int] = []
    unfit: list[int] = []
    for pair, need in terms.must.items():
        whole, asked = rows_of(pool, pair), rows_of(pool, pair, need)
        is_open[whole] = False
        is_open[asked] = fits[asked] & may_be[asked]
        (open_must if is_open[asked].any() else unfit).append(pair)
    booking = _Booking(pool, terms, np.array(open_must, dtype=np.int64))
    rows = {pair: booking.book(pair, may_be) for pair in unfit}
    return Settled(
        open=np.flatnonzero(is_open),
        must=np.array(open_must, dtype=np.int64),
        booked=np.array(sorted(row for row in rows.values() if row is not None), dtype=np.int64),
        refused=np.array([pair for pair, row in rows.items() if row is None], dtype=np.int64),
        terms=booking.left(),
        supplier_taken=booking.supplier_taken,
        buyer_taken=booking.buyer_taken,
    )


class _Booking:
    """Room that is left while meetings are booked one by one."""

    def __init__(self, pool: Pool, terms: Terms, open_must: Array) -> None:
        self._pool, self._terms = pool, terms
        n_suppliers, n_buyers = len(pool.supplier_ids), len(pool.buyer_ids)
        self.supplier_taken = np.zeros(n_suppliers, dtype=np.int64)
        self.buyer_taken = np.zeros(n_buyers, dtype=np.int64)
        self._need_taken = np.zeros(len(pool.need_ids), dtype=np.int64)
        supplier, buyer = np.divmod(open_must, n_buyers)
        self._supplier_room = terms.supplier.cap - np.bincount(supplier, minlength=n_suppliers)
        self._buyer_room = terms.buyer.cap - np.bincount(buyer, minlength=n_buyers)

    def book(self, pair: int, may_be: Array) -> int | None:
        """Book a pairing about its best need with room and give its candidate."""
        supplier, buyer = divmod(pair, len(self._pool.buyer_ids))
        asked = rows_of(self._pool, pair, self._terms.must[pair])
        rows = np.arange(asked.start, asked.stop)[may_be[asked]]
        needs = self._pool.need[rows]
        rows = rows[self._need_taken[needs] < self._terms.need_cap[needs]]
        full = (
            self.supplier_taken[supplier] >= self._supplier_room[supplier]
            or self.buyer_taken[buyer] >= self._buyer_room[buyer]
        )
        if full or not len(rows):
            return None
        row = int(rows[np.argmax(self._pool.score[rows])])
        self.supplier_taken[supplier] += 1
        self.buyer_taken[buyer] += 1
        self._need_taken[self._pool.need[row]] += 1
        return row

    def left(self) -> Terms:
        """Give the terms with the caps that are left; no floor stands above its cap."""
        suppliers = self._terms.supplier.cap - self.supplier_taken
        buyers = self._terms.buyer.cap - self.buyer_taken
        return replace(
            self._terms,
            supplier=Side(suppliers, np.minimum(self._terms.supplier.floor, suppliers)),
            buyer=Side(buyers, np.minimum(self._terms.buyer.floor, buyers)),
            need_cap=self._terms.need_cap - self._need_taken,
        )
