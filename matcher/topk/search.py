"""Search: the top k of each need, in an index."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from matcher.topk.asking import Asking, asking
from matcher.topk.best import Best, nobody_yet
from matcher.topk.codes import MOST_IN_TABLE
from matcher.topk.index import Index
from matcher.topk.kernel import N_COUNTS, best_of_one

ALL = np.zeros(0, dtype=np.uint64)  # everybody is eligible


class Sides(NamedTuple):
    """How the two sides make the score: buyer * (columns before split) + supplier * (the others).

    A row whose weaker side is below the floor stands after all others.
    """

    split: int
    buyer: float = 1.0
    supplier: float = 1.0
    floor: float = -np.inf


class Top(NamedTuple):
    """The best rows of each need in order, shape (n_needs, k); -1 and NaN where there are less.

    `touched` and `verified` count postings added up and rows scored, shape (n_needs,).
    """

    row: np.ndarray
    score: np.ndarray
    below_floor: np.ndarray
    touched: np.ndarray
    verified: np.ndarray


class _Space(NamedTuple):
    asking: Asking
    scaled: np.ndarray
    gain: np.ndarray  # of each content of the coded blocks
    tables: np.ndarray  # the same in whole units, by group
    sums: np.ndarray  # of every row, in whole units
    rows: np.ndarray  # those of a tile that are to be scored
    bins: np.ndarray
    upper: np.ndarray  # the most that a row of each tile can score
    n_eligible: np.ndarray
    stage: np.ndarray  # up to which each tile is added up, -1 for not at all
    counts: np.ndarray


def top(
    index: Index,
    needs: csr_array,
    k: int,
    sides: Sides | None = None,
    eligible: Sequence[np.ndarray] | Callable[[int], np.ndarray] | None = None,
    threads: int = 1,
) -> Top:
    """Give the k best rows for each need, exactly, ties by `index.tie`.

    Parameters
    ----------
    index
        Of the other side.
    needs
        Vectors with the weights of the criteria folded in, shape (n_needs, n_columns), values 0
        or more.
    k
        How many for each need.
    sides
        How the score is made of its two sides; by default it is the plain product.
    eligible
        For each need the bits of `packed`, or a function that gives them; by default all rows.
    threads
        How many needs are searched at a time.

    Raises
    ------
    ValueError
        When a weight is below 0 or k below 1.
    """
    if k < 1:
        raise ValueError(f"k is {k}; ask for 1 or more")
    if needs.nnz and needs.data.min() < 0:
        raise ValueError("a need's vector has a value below 0")
    if not needs.has_sorted_indices:
        needs = needs.sorted_indices()
    n_needs = needs.shape[0]
    found = Top(
        np.full((n_needs, k), -1, dtype=np.int64),
        np.full((n_needs, k), np.nan),
        np.zeros((n_needs, k), dtype=bool),
        np.zeros(n_needs, dtype=np.int64),
        np.zeros(n_needs, dtype=np.int64),
    )
    sides = Sides(index.n_columns) if sides is None else sides

    def search(chunk: np.ndarray) -> None:
        space = _space(index, int(np.diff(needs.indptr).max(initial=1)))
        for i in chunk:
            span = slice(needs.indptr[i], needs.indptr[i + 1])
            columns = needs.indices[span].astype(np.int64)
            weights = needs.data[span].astype(float)
            bits = ALL if eligible is None else _bits(eligible, int(i))
            best = nobody_yet(min(k, index.n_rows))
            space.counts[:] = 0
            best_of_one(index, columns, weights, sides, bits, space, best)
            _keep(found, int(i), best, space.counts)

    if threads == 1:
        search(np.arange(n_needs))
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(search, np.array_split(np.arange(n_needs), 4 * threads)))
    return found


def _bits(eligible: Sequence[np.ndarray] | Callable[[int], np.ndarray], need: int) -> np.ndarray:
    return eligible(need) if callable(eligible) else eligible[need]


def _keep(found: Top, need: int, best: Best, counts: np.ndarray) -> None:
    n = best.n[0]
    found.row[need, :n] = best.row[:n]
    found.score[need, :n] = best.score[:n]
    found.below_floor[need, :n] = best.below[:n]
    found.touched[need], found.verified[need] = counts


def _space(index: Index, most: int) -> _Space:
    n_tiles, _, n_blocks = index.tiles.norms.shape
    return _Space(
        asking(index.n_columns, n_blocks, max(most, 1)),
        np.zeros(max(most, 1)),
        np.zeros(index.codes.first[-1]),
        np.zeros((len(index.codes.rows), MOST_IN_TABLE), dtype=np.uint16),
        np.zeros(index.n_rows, dtype=np.uint16),
        np.zeros(index.n_tile_rows, dtype=np.int64),
        np.zeros(1024, dtype=np.int64),
        np.zeros(n_tiles),
        np.zeros(n_tiles, dtype=np.int64),
        np.zeros(n_tiles, dtype=np.int64),
        np.zeros(N_COUNTS, dtype=np.int64),
    )
