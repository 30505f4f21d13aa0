"""Codes: blocks that many rows fill alike, kept as one number a row instead of postings.

A block in which most rows hold a usual value (a place that nobody stated, say) and few different
contents occur is numbered: what a row gains from it is then looked up in a table that is made for
each need, exactly, where postings leave out all that lowers a row below the usual. Blocks with few
contents share a number.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from scipy.sparse import csr_array

MOST_CONTENTS = 600  # of a block: every regency, or every step of a scale
MOST_IN_TABLE = 16_384  # numbers of a group: a table of 16 bits each stays in the nearest cache
_SLOTS = 4_096  # of a hash table, more than twice MOST_CONTENTS


class Codes(NamedTuple):
    """What rows hold in the coded blocks.

    Block i has the contents from `first[i]` on, and content p the entries from `pointers[p]` on.
    A group g holds the blocks from `groups[g]` to `groups[g + 1]`; its number is that of the first
    block plus, for each further block, its number times the contents of those before.
    """

    rows: np.ndarray  # uint16, shape (n_groups, n_rows)
    groups: np.ndarray  # int64, shape (n_groups + 1,)
    first: np.ndarray  # int64, shape (n_coded + 1,)
    pointers: np.ndarray  # int64, shape (n_contents + 1,)
    columns: np.ndarray  # int32
    values: np.ndarray  # float64


def codes(
    rows: csr_array, starts: np.ndarray, usual: np.ndarray, most: int = MOST_CONTENTS
) -> tuple[Codes, np.ndarray]:
    """Number what the blocks hold; give that, and which blocks it is, shape (n_blocks,).

    Parameters
    ----------
    rows
        Shape (n_rows, n_columns), sorted by column within each row.
    starts
        First column of each block, and the number of columns.
    usual
        The value that most rows hold in a column, else 0.
    most
        How many contents a block may have; with more it is not coded.
    """
    n_blocks, n_rows = len(starts) - 1, int(rows.shape[0])
    is_coded = np.add.reduceat(np.r_[usual, 0.0], starts[:-1]) > 0
    number = np.empty((n_blocks, n_rows), dtype=np.uint16)
    begin = np.zeros((n_blocks, most, 2), dtype=np.int64)
    n_contents = np.zeros(n_blocks, dtype=np.int64)
    matrix = (rows.indptr, rows.indices, rows.data)
    _number(matrix, starts, is_coded, number, begin, n_contents)
    order = np.flatnonzero(is_coded)
    order = order[np.argsort(n_contents[order], kind="stable")]
    groups = _groups(n_contents[order])
    grouped = np.zeros((len(groups) - 1, n_rows), dtype=np.uint16)
    for g in range(len(grouped)):
        times = 1
        for block in order[groups[g] : groups[g + 1]]:
            grouped[g] += number[block] * np.uint16(times)
            times *= n_contents[block]
    spans = np.concatenate([begin[b, : n_contents[b]] for b in order] or [begin[0, :0]])
    lengths = spans[:, 1] - spans[:, 0]
    pointers = np.concatenate([[0], np.cumsum(lengths)])
    entries = np.repeat(spans[:, 0] - pointers[:-1], lengths) + np.arange(pointers[-1])
    return (
        Codes(
            rows=grouped,
            groups=groups,
            first=np.concatenate([[0], np.cumsum(n_contents[order])]).astype(np.int64),
            pointers=pointers.astype(np.int64),
            columns=rows.indices[entries].astype(np.int32),
            values=rows.data[entries].astype(np.float64),
        ),
        is_coded,
    )


def _groups(n_contents: np.ndarray) -> np.ndarray:
    """Put blocks into groups while their numbers fit into one table."""
    groups, size = [0], 1
    for at, n in enumerate(n_contents):
        if size * n > MOST_IN_TABLE and at > groups[-1]:
            groups.append(at)
            size = 1
        size *= int(n)
    return np.array([*groups, len(n_contents)] if len(n_contents) else [0], dtype=np.int64)


@njit(cache=True, nogil=True)
def _number(
    matrix: Any, starts: Any, is_coded: Any, number: Any, begin: Any, n_contents: Any
) -> None:
    """Number the contents of blocks in the order in which they come; drop blocks with too many."""
    indptr, indices, data = matrix
    slots = np.full((len(is_coded), _SLOTS), -1, np.int64)
    for row in range(len(indptr) - 1):
        end: Any = np.int64(indptr[row])
        for b in range(len(is_coded)):
            at = end
            if not is_coded[b]:
                end = at + np.searchsorted(indices[at : indptr[row + 1]], starts[b + 1])
                continue
            key = np.uint64(14695981039346656037)
            while end < indptr[row + 1] and indices[end] < starts[b + 1]:
                held = np.uint64(np.int64(data[end] * 16777216.0))
                key = (key ^ np.uint64(indices[end])) * np.uint64(1099511628211)
                key = (key ^ held) * np.uint64(1099511628211)
                end += 1
            slot = np.int64((key ^ (key >> np.uint64(29))) & np.uint64(_SLOTS - 1))
            while slots[b, slot] >= 0 and not _alike(
                indices, data, begin[b, slots[b, slot]], at, end
            ):
                slot = (slot + 1) & (_SLOTS - 1)
            if slots[b, slot] < 0:
                if n_contents[b] == begin.shape[1]:
                    is_coded[b] = False
                    continue
                slots[b, slot] = n_contents[b]
                begin[b, n_contents[b]] = at, end
                n_contents[b] += 1
            number[b, row] = slots[b, slot]


@njit(cache=True, nogil=True, inline="always")
def _alike(indices: Any, data: Any, span: Any, at: int, end: int) -> bool:
    if span[1] - span[0] != end - at:
        return False
    for i in range(end - at):
        if indices[span[0] + i] != indices[at + i] or data[span[0] + i] != data[at + i]:
            return False
    return True


@njit(cache=True, nogil=True)
def gains(codes: Any, dense: Any, sides: Any, gain: Any) -> float:
    """Work out what each content gains; give the most that all blocks together can gain."""
    total = 0.0
    for i in range(len(codes.first) - 1):
        most = 0.0
        for p in range(codes.first[i], codes.first[i + 1]):
            found = 0.0
            for at in range(codes.pointers[p], codes.pointers[p + 1]):
                c = codes.columns[at]
                share = sides.buyer if c < sides.split else sides.supplier
                found += share * dense[c] * codes.values[at]
            gain[p] = found
            most = max(most, found)
        total += most
    return total


@njit(cache=True, nogil=True)
def tabulate(codes: Any, gain: Any, unit: float, tables: Any) -> None:
    """Make the table of each group, in whole units rounded up."""
    for g in range(len(codes.groups) - 1):
        table, size = tables[g], 1
        table[0] = 0
        for i in range(codes.groups[g], codes.groups[g + 1]):
            n = codes.first[i + 1] - codes.first[i]
            for p in range(n - 1, -1, -1):
                more = np.uint16(np.int64(np.ceil(gain[codes.first[i] + p] / unit)))
                for j in range(size):
                    table[p * size + j] = table[j] + more
            size *= n


@njit(cache=True, nogil=True)
def look_up(codes: Any, tables: Any, first: int, nothing: Any, sums: Any) -> None:
    """Begin the sums of a tile with what its rows gain in the coded blocks."""
    n_groups, n = len(codes.rows), len(sums)
    sums[:] = nothing
    for g in range(0, n_groups - 1, 2):
        one, other = codes.rows[g, first : first + n], codes.rows[g + 1, first : first + n]
        of_one, of_other = tables[g], tables[g + 1]
        for row in range(n):
            sums[row] += of_one[one[row]] + of_other[other[row]]
    if n_groups % 2:
        one, of_one = codes.rows[n_groups - 1, first : first + n], tables[n_groups - 1]
        for row in range(n):
            sums[row] += of_one[one[row]]
