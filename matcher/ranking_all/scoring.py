"""Scoring: the first firms of every need's three lists within one shard."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_array, hstack

from matcher.musts import musts_of
from matcher.nearest import ordered
from matcher.pairs import LISTS, OUT
from matcher.ranking_all.columns import RANKED
from matcher.ranking_all.fitting import Blocks
from matcher.ranking_all.keeping import Read
from matcher.topk import Sides, build, packed, top
from matcher.weights import SIDE, Weights

BATCH = 256  # needs whose lists are held at a time


class Asked(NamedTuple):
    """A range of needs: what must be, and vectors with the weights folded in."""

    ids: list[str]
    buyers: list[str | None]
    days: list[object]
    musts: list[list[tuple[str, str]]]
    rows: csr_array
    stated: np.ndarray  # weight that rests on each aspect, shape (n_needs, n_aspects)
    split: int  # first column of the supplier's side

    @classmethod
    def of(cls, read: Read, rows: csr_array, stated: np.ndarray, split: int) -> Self:
        """Put the vectors of needs beside what must be."""
        needs = read.rows
        musts = [
            [(must["kind"], must["value"]) for must in row or []]
            for row in read.table["requirements"].to_pylist()
        ]
        ids, buyers, days = (list(needs[name]) for name in ("need_id", "firm_id", "date"))
        return cls(ids, buyers, days, musts, rows, stated, split)


class _Found(NamedTuple):
    """Pairs in the order of a list: positions of needs and of rows, and how they stand."""

    need: np.ndarray
    listed: np.ndarray
    row: np.ndarray
    score: np.ndarray
    below: np.ndarray


def ask(read: Read, blocks: Blocks, weights: Weights) -> Asked:
    """Encode a range of needs."""
    found = {name: blocks[name].need_vectors(read.rows) for name in _counting(blocks, weights)}
    rows = [v.rows * weights.share(name) for name, v in found.items()]
    stated = [v.by_aspect * weights.in_score(name) for name, v in found.items()]
    widths = [v.rows.shape[1] for name, v in found.items() if SIDE[name] == "buyer"]
    return Asked.of(read, csr_array(hstack(rows)), np.hstack(stated), sum(widths))


@dataclass
class Shard:
    """The capabilities of a shard, by firm and row, ready to be searched.

    Parameters
    ----------
    read
        What `unpack_read` gives.
    blocks
        Fitted to all shards.
    weights
        For the two sides, the floor and which criteria count; how much stands in the needs.
    """

    read: Read
    blocks: Blocks
    weights: Weights

    def __post_init__(self) -> None:
        rows = self.read.rows
        names = _counting(self.blocks, self.weights)
        found = [self.blocks[name].supplier_vectors(rows) for name in names]
        starts = np.concatenate([[0], np.cumsum([v.rows.shape[1] for v in found])])
        self._rows = csr_array(hstack([_narrow(v.rows) for v in found]))
        self._stated = np.hstack([v.by_aspect for v in found])
        del found  # before the index is built: memory is what a worker has least of
        self._index = build(self._rows, starts)
        self._musts = musts_of(rows, self.read.held)
        firms = rows["firm_id"].to_numpy().astype(str)
        self._starts = np.flatnonzero(np.r_[True, firms[1:] != firms[:-1]])
        self._firm_of_row = np.repeat(
            np.arange(len(self._starts)), np.diff(np.r_[self._starts, len(firms)])
        )

    def rank(self, asked: Asked, k: int) -> pa.Table:
        """Give the first k firms of each list of each need; `rank` counts within the shard."""
        parts = [
            self._table(asked, self._leading(asked, needs, k))
            for needs in np.array_split(np.arange(len(asked.ids)), -(-len(asked.ids) // BATCH))
        ]
        return pa.concat_tables(parts)

    def _leading(self, asked: Asked, needs: np.ndarray, k: int) -> _Found:
        listed = np.stack([self._listed(asked, need) for need in needs])
        found = [
            self._of_list(asked, needs, place, listed == place, k)
            for place in range(LISTS.index(OUT))
        ]
        joined = _Found(*(np.concatenate(arrays) for arrays in zip(*found, strict=True)))
        order = np.lexsort((joined.listed, joined.need))  # stable: within a list as it stood
        return _Found(*(array[order] for array in joined))

    def _listed(self, asked: Asked, need: int) -> np.ndarray:
        """Say in which list each row stands; only a firm's best list counts."""
        listed = self._musts.listed(asked.musts[need], asked.days[need])
        best = np.minimum.reduceat(listed, self._starts)
        own = self._position.get(asked.buyers[need])
        if own is not None:
            best[own] = -1
        return np.where(listed == best[self._firm_of_row], listed, LISTS.index(OUT))

    def _of_list(
        self, asked: Asked, needs: np.ndarray, place: int, eligible: np.ndarray, k: int
    ) -> _Found:
        """Search one list; needs with fewer than k firms among the rows found are asked again."""
        found: dict[int, tuple[np.ndarray, ...]] = {}
        left, n = np.flatnonzero(eligible.any(axis=1)), 2 * k
        while len(left):
            bits = [packed(self._index, eligible[i]) for i in left]
            best = top(self._index, asked.rows[needs[left]], n, self._sides(asked), bits)
            again = []
            for i, rows, score, below in zip(
                left, best.row, best.score, best.below_floor, strict=True
            ):
                there = rows >= 0
                first = np.sort(np.unique(self._firm_of_row[rows[there]], return_index=True)[1])
                if len(first) < k and there.all():
                    again.append(int(i))
                    continue
                chosen = first[:k]
                found[int(i)] = rows[chosen], score[chosen], below[chosen]
            left, n = np.array(again, dtype=np.int64), 2 * n
        return _found(found, needs, place)

    def _sides(self, asked: Asked) -> Sides:
        rho = self.weights.rho
        return Sides(asked.split, 1.0 - rho, rho, self.weights.floor)

    def _table(self, asked: Asked, found: _Found) -> pa.Table:
        """Say of each pair what stands beside its score."""
        buyer_fit, supplier_fit = self._fits(asked, found)
        completeness = (asked.stated[found.need] * self._stated[found.row]).sum(axis=1)
        suppliers = self.read.rows
        columns = {
            "need_id": np.array(asked.ids, dtype=object)[found.need],
            "list": np.array(LISTS, dtype=object)[found.listed],
            "rank": np.zeros(len(found.need), dtype=np.int32),
            "firm_id": suppliers["firm_id"].to_numpy()[found.row],
            "row_id": suppliers["row_id"].to_numpy()[found.row],
            "score": found.score,
            "buyer_fit": buyer_fit,
            "supplier_fit": supplier_fit,
            "completeness": completeness,
            "below_floor": found.below,
        }
        return pa.Table.from_pydict({n: pa.array(c) for n, c in columns.items()}, schema=RANKED)

    def _fits(self, asked: Asked, found: _Found) -> tuple[np.ndarray, np.ndarray]:
        """Multiply each pair's rows, side by side; a need's row is long, and is spread only once.

        Pairs stand by need.
        """
        offered, wanted = self._rows[found.row], np.zeros(self._rows.shape[1])
        amounts = np.empty(len(offered.data))
        for need in np.unique(found.need):
            of_need = slice(asked.rows.indptr[need], asked.rows.indptr[need + 1])
            columns = asked.rows.indices[of_need]
            wanted[columns] = asked.rows.data[of_need]
            first, last = np.searchsorted(found.need, [need, need + 1])
            cells = slice(offered.indptr[first], offered.indptr[last])
            amounts[cells] = offered.data[cells] * wanted[offered.indices[cells]]
            wanted[columns] = 0.0
        of_buyer = np.where(offered.indices < asked.split, amounts, 0.0)
        starts = offered.indptr[:-1]  # no row is empty: each says what it does not state
        if not len(starts):
            return amounts, amounts
        return np.add.reduceat(of_buyer, starts), np.add.reduceat(amounts - of_buyer, starts)

    @cached_property
    def _position(self) -> dict[str | None, int]:
        firms = self.read.rows["firm_id"].to_numpy()[self._starts]
        return {firm: i for i, firm in enumerate(firms)}


def _counting(blocks: Blocks, weights: Weights) -> list[str]:
    """Name the criteria that have a weight, the buyer's side first; no other moves a score."""
    return [name for name in ordered(blocks) if weights.share(name) > 0]


def _narrow(rows: csr_array) -> csr_array:
    """Number columns in 32 bits, as the index does, which therefore need not copy them."""
    narrow = (rows.data, rows.indices.astype(np.int32), rows.indptr.astype(np.int32))
    return csr_array(narrow, shape=rows.shape)


def _found(of_need: dict[int, tuple[np.ndarray, ...]], needs: np.ndarray, place: int) -> _Found:
    order = sorted(of_need)
    sizes = [len(of_need[i][0]) for i in order]
    rows, score, below = (
        np.concatenate([of_need[i][n] for i in order] or [np.zeros(0)]) for n in range(3)
    )
    need = np.repeat(needs[order] if order else needs[:0], sizes)
    return _Found(need, np.full(len(need), place), rows.astype(np.int64), score, below.astype(bool))
