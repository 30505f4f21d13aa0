"""Adding: sums of what rows are worth, in whole numbers of 16 bits that are never too low."""

from typing import Any

import numpy as np
from numba import njit

from matcher.topk.prefetch import prefetch
from matcher.topk.tiles import LEVELS

ROOM = 65_535
AHEAD = 4
SAMPLE = 8  # one of so many rows is looked at to see which sums are high


@njit(cache=True, nogil=True, inline="always")
def add_up(tiles: Any, tile: int, asking: Any, stage: int, unit: float, sums: Any) -> Any:
    """Add the columns of a stage to the sums of a tile, every addition rounded up.

    Give how many postings were added.
    """
    pointers, n_tiles = tiles.pointers, len(tiles.norms)
    begin, end = asking.ends[stage], asking.ends[stage + 1]
    added: Any = 0
    for j in range(begin, end):
        if j + AHEAD < end:
            prefetch(tiles.local, np.int64(pointers[asking.columns[j + AHEAD] * n_tiles + tile]))
        c = asking.columns[j]
        at = c * n_tiles + tile
        here = np.int64(pointers[at])
        rows = tiles.local[here : np.int64(pointers[at + 1])]
        amount = asking.amounts[j] * tiles.step[c] / unit
        added += len(rows)
        if tiles.values_at[c] < 0:
            whole = np.uint16(np.int64(np.ceil(amount)) & ROOM)
            for p in range(len(rows)):
                sums[rows[p]] += whole
        else:
            first = tiles.values_at[c] + here - np.int64(pointers[c * n_tiles])
            values = tiles.values[first : first + len(rows)]
            scale = np.int64(np.ceil(abs(amount) / LEVELS * 65536.0))
            for p in range(len(rows)):
                more = (scale * np.int64(values[p]) + 65535 + LEVELS) >> 16
                sums[rows[p]] += np.uint16(more & ROOM)
    return added


@njit(cache=True, nogil=True, inline="always")
def n_postings(tiles: Any, tile: int, asking: Any, stage: int) -> Any:
    """Count what `add_up` would add."""
    pointers, n_tiles = tiles.pointers, len(tiles.norms)
    n: Any = 0
    for j in range(asking.ends[stage], asking.ends[stage + 1]):
        at = asking.columns[j] * n_tiles + tile
        n += np.int64(pointers[at + 1]) - np.int64(pointers[at])
    return n


@njit(cache=True, nogil=True)
def count_open(sums: Any, words: Any, bar: int) -> Any:
    """Count the rows that reach a bar; `words` says who is eligible, empty when all are."""
    n: Any = 0
    least = np.uint16(min(bar, ROOM))
    if len(words) == 0:
        for row in range(len(sums)):
            n += sums[row] >= least
        return n
    for w in range(len(words)):
        if words[w] != 0:
            part = sums[64 * w : 64 * w + 64]
            for i in range(len(part)):
                n += np.int64(words[w] >> np.uint64(i)) & np.int64(part[i] >= least)
    return n


@njit(cache=True, nogil=True)
def collect_open(sums: Any, words: Any, bar: int, rows: Any) -> Any:
    """Put the rows that reach a bar into `rows`, as many as fit; give how many."""
    n, least = 0, np.uint16(min(bar, ROOM))
    for at in range(0, len(sums), 64):
        if len(words) > 0 and words[at >> 6] == 0:
            continue
        part, some = sums[at : at + 64], 0
        for i in range(len(part)):
            some += part[i] >= least
        if some == 0:
            continue
        for i in range(len(part)):
            if part[i] >= least and is_in(words, at + i) and n < len(rows):
                rows[n] = at + i
                n += 1
    return n


@njit(cache=True, nogil=True)
def count_into(sums: Any, words: Any, bins: Any) -> None:
    """Count some of the eligible rows by their sum, in bins of 64."""
    for row in range(0, len(sums), SAMPLE):
        if is_in(words, row):
            bins[sums[row] >> 6] += 1


@njit(cache=True, nogil=True, inline="always")
def is_in(words: Any, row: int) -> bool:
    """Whether a row is eligible."""
    return len(words) == 0 or (words[row >> 6] >> np.uint64(row & 63)) & np.uint64(1) == 1


@njit(cache=True, nogil=True)
def count_ones(words: Any) -> Any:
    """Count the ones of 64-bit words."""
    n: Any = 0
    for w in range(len(words)):
        x = np.uint64(words[w])
        x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
        x = (x & np.uint64(0x3333333333333333)) + (
            (x >> np.uint64(2)) & np.uint64(0x3333333333333333)
        )
        x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
        n += np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))
    return n
