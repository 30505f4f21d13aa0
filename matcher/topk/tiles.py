"""Tiles: the postings of every column, tile by tile, and the most that a block can add in a tile.

A tile is a run of at most 65,536 rows, so a posting is a row of 16 bits. A column that more than
half of the rows hold with one value is kept as its difference from that usual value, so what
everybody leaves unsaid costs nothing. Values are rounded up to 1/127 of the column's largest: they
only choose whom to verify.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from scipy.sparse import csr_array

from matcher.topk.codes import Codes, codes

LEVELS = 127


class Tiles(NamedTuple):
    """Postings of a matrix of shape (n_rows, n_columns), by column and within it by tile.

    Column c in tile t has the postings from `pointers[c * n_tiles + t]` on. `step` is the largest
    difference of a column, negative where none rises above the usual; where all differences are
    alike, `values_at` is -1 and nothing else is stored.
    `norms` are the largest sums, roots of sums of squares and values, in each block, of what a row
    of a tile holds above the usual.
    """

    pointers: np.ndarray  # uint32, shape (n_columns * n_tiles + 1,)
    local: np.ndarray  # uint16, rows counted from the first of their tile
    values: np.ndarray  # int8, rounded up, in steps of |step| / LEVELS
    values_at: np.ndarray  # int64, shape (n_columns,): where a column's values begin
    step: np.ndarray  # float64, shape (n_columns,)
    usual: np.ndarray  # float64, shape (n_columns,)
    norms: np.ndarray  # float64, shape (n_tiles, 3, n_blocks)


def tiles(
    rows: csr_array, starts: np.ndarray, n_tile_rows: int, most_contents: int
) -> tuple[Tiles, Codes]:
    """Sort a matrix by column; `starts` are the first columns of the blocks, and the end.

    Blocks of at most so many contents are coded, and have no postings.

    Raises
    ------
    ValueError
        When a value is below 0, or there are more postings than 32 bits can count.
    """
    if rows.nnz and rows.data.min() < 0:
        raise ValueError("a supplier's vector has a value below 0")
    n_rows, n_columns = rows.shape
    n_tiles = max(-(-n_rows // n_tile_rows), 1)
    matrix = (rows.indptr, rows.indices, rows.data)
    usual = _usual(rows)
    coded, is_coded = codes(rows, starts, usual, most_contents)
    is_posted = np.repeat(~is_coded, np.diff(starts))
    usual[~is_posted] = 0.0
    counts = np.zeros(n_columns * n_tiles + 1, dtype=np.int64)
    low, high = np.full(n_columns, np.inf), np.full(n_columns, -np.inf)
    dense = np.flatnonzero(usual)
    _count(matrix, is_posted, usual, dense, n_tile_rows, n_tiles, counts, low, high)
    pointers = np.cumsum(counts)
    if pointers[-1] >= 2**32:
        raise ValueError(f"{pointers[-1]} postings are too many for one index; use partitions")
    empty, alike = low > high, low == high
    largest = np.maximum(np.abs(low), np.abs(high))
    step = np.where(empty, 0.0, np.where(high > 0, largest, -largest))
    of_column = pointers[n_tiles::n_tiles] - pointers[:-1:n_tiles]
    stored = np.where(alike | empty, 0, of_column)
    values_at = np.where(alike | empty, -1, np.cumsum(stored) - stored)
    local = np.empty(pointers[-1], dtype=np.uint16)
    values = np.empty(stored.sum(), dtype=np.int8)
    at = (pointers[:-1].reshape(n_columns, n_tiles), values_at, step)
    _fill(matrix, is_posted, usual, dense, n_tile_rows, at, local, values)
    norms = np.zeros((n_tiles, 3, len(starts) - 1))
    _norms(matrix, is_posted, usual, np.asarray(starts), n_tile_rows, (values_at, step), norms)
    norms *= 1 + 1e-9  # sums are rounded; a bound must not be
    found = Tiles(pointers.astype(np.uint32), local, values, values_at, step, usual, norms)
    return found, coded


def _usual(rows: csr_array) -> np.ndarray:
    """Give the value that more than half of the rows hold in each column, else 0."""
    n_rows, n_columns = rows.shape
    usual = np.zeros(n_columns)
    common = np.flatnonzero(_n_held(rows.indices, n_columns) > n_rows / 2)
    votes = np.zeros((len(common), 2))
    place = np.full(n_columns, -1)
    place[common] = np.arange(len(common))
    _vote(rows.indices, rows.data, place, votes)
    usual[common] = np.where(votes[:, 1] > n_rows / 2, votes[:, 0], 0.0)
    return usual


@njit(cache=True, nogil=True)
def _n_held(indices: Any, n_columns: int) -> Any:
    """Count each column; numpy's bincount would copy the indices to 64 bits first."""
    counts = np.zeros(n_columns, np.int64)
    for at in range(len(indices)):
        counts[indices[at]] += 1
    return counts


@njit(cache=True, nogil=True)
def _vote(indices: Any, data: Any, place: Any, votes: Any) -> None:
    """Find the only value that can have a majority (Boyer and Moore 1981), then count it."""
    lead = np.zeros(len(votes), np.int64)
    for at in range(len(indices)):
        p = place[indices[at]]
        if p >= 0:
            if lead[p] == 0:
                votes[p, 0] = data[at]
            lead[p] += 1 if data[at] == votes[p, 0] else -1
    for at in range(len(indices)):
        p = place[indices[at]]
        if p >= 0 and data[at] == votes[p, 0]:
            votes[p, 1] += 1


@njit(cache=True, nogil=True)
def _differences(
    matrix: Any,
    row: int,
    is_posted: Any,
    usual: Any,
    dense: Any,
    seen: Any,
    columns: Any,
    found: Any,
) -> int:
    """Collect where a row differs from the usual, and by how much."""
    indptr, indices, data = matrix
    n = 0
    for at in range(indptr[row], indptr[row + 1]):
        c = indices[at]
        if not is_posted[c]:
            continue
        seen[c] = row
        difference = data[at] - usual[c]
        if difference != 0.0:
            columns[n] = c
            found[n] = difference
            n += 1
    for c in dense:
        if seen[c] != row:
            columns[n] = c
            found[n] = -usual[c]
            n += 1
    return n


@njit(cache=True, nogil=True)
def _count(
    matrix: Any,
    is_posted: Any,
    usual: Any,
    dense: Any,
    n_tile_rows: int,
    n_tiles: int,
    counts: Any,
    low: Any,
    high: Any,
) -> None:
    n_rows, n_columns = len(matrix[0]) - 1, len(usual)
    seen = np.full(n_columns, -1, np.int64)
    columns, found = np.empty(n_columns, np.int32), np.empty(n_columns)
    here = np.zeros(n_columns, np.int64)
    for tile in range(n_tiles):
        here[:] = 0
        for row in range(tile * n_tile_rows, min((tile + 1) * n_tile_rows, n_rows)):
            for i in range(
                _differences(matrix, row, is_posted, usual, dense, seen, columns, found)
            ):
                c = columns[i]
                here[c] += 1
                low[c] = min(low[c], found[i])
                high[c] = max(high[c], found[i])
        for c in range(n_columns):
            counts[c * n_tiles + tile + 1] = here[c]


@njit(cache=True, nogil=True)
def _fill(
    matrix: Any,
    is_posted: Any,
    usual: Any,
    dense: Any,
    n_tile_rows: int,
    at: Any,
    local: Any,
    values: Any,
) -> None:
    pointers, values_at, step = at
    n_rows, n_columns = len(matrix[0]) - 1, len(usual)
    seen = np.full(n_columns, -1, np.int64)
    columns, found = np.empty(n_columns, np.int32), np.empty(n_columns)
    to = np.empty(n_columns, np.int64)
    for tile in range(pointers.shape[1]):
        to[:] = pointers[:, tile]
        first = tile * n_tile_rows
        for row in range(first, min(first + n_tile_rows, n_rows)):
            for i in range(
                _differences(matrix, row, is_posted, usual, dense, seen, columns, found)
            ):
                c = columns[i]
                local[to[c]] = row - first
                if values_at[c] >= 0:
                    values[values_at[c] + to[c] - pointers[c, 0]] = _level(found[i], step[c])
                to[c] += 1


@njit(cache=True, nogil=True, inline="always")
def _level(difference: float, step: float) -> Any:
    """Round a difference up to whole levels."""
    return np.ceil(difference / abs(step) * LEVELS - 1e-9)


@njit(cache=True, nogil=True)
def _norms(
    matrix: Any,
    is_posted: Any,
    usual: Any,
    starts: Any,
    n_tile_rows: int,
    rounding: Any,
    norms: Any,
) -> None:
    """Take the largest norms over the rows of each tile of what lies above the usual, rounded up.

    So they also bound the sums of what was rounded up, which must not run over.
    """
    indptr, indices, data = matrix
    values_at, step = rounding
    n_blocks = len(starts) - 1
    block_of = np.empty(len(usual), np.int64)
    for b in range(n_blocks):
        block_of[starts[b] : starts[b + 1]] = b
    row_norms = np.zeros((3, n_blocks))
    for row in range(len(indptr) - 1):
        row_norms[:] = 0.0
        for at in range(indptr[row], indptr[row + 1]):
            c = indices[at]
            above = data[at] - usual[c]
            if above > 0.0 and is_posted[c]:
                b = block_of[c]
                if values_at[c] >= 0:
                    above = _level(above, step[c]) / LEVELS * abs(step[c])
                row_norms[0, b] += above
                row_norms[1, b] += above * above
                row_norms[2, b] = max(row_norms[2, b], above)
        tile = row // n_tile_rows
        for b in range(n_blocks):
            norms[tile, 0, b] = max(norms[tile, 0, b], row_norms[0, b])
            norms[tile, 1, b] = max(norms[tile, 1, b], np.sqrt(row_norms[1, b]))
            norms[tile, 2, b] = max(norms[tile, 2, b], row_norms[2, b])
