"""Asking: one need made ready for the kernel: its columns by worth, and what is left after each.

Columns that tell much and stand in few rows come first. They are cut into stages; after each stage
the most that the columns left can still add is known, block by block: the least of three products
of norms (Hoelder's inequality), of the need's columns left and of the rows of a tile.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

MOST_COLUMNS = 16_384  # more are left to verification, so that 16 bits hold the rounding of all
LEFT = (0.6, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1, 0.06, 0.03, 0.0)  # of the attainable score
N_STAGES = len(LEFT)
LIST = 64  # postings that could be added while the next list is fetched
_BINS = 2048


class Asking(NamedTuple):
    """Work space for one need at a time; `n_columns` is that of the index, `most` of a need."""

    dense: np.ndarray  # weights by column, all 0 between needs
    order: np.ndarray  # positions in the need, best first
    columns: np.ndarray  # the need's columns with postings, best first
    amounts: np.ndarray  # their weights
    ends: np.ndarray  # of each stage in `order`
    left: np.ndarray  # norms of what is left after each stage, (n_stages + 1, 3, n_blocks)
    present: np.ndarray  # norms of what a tile holds, (3, n_blocks)
    bins: np.ndarray
    keys: np.ndarray


def asking(n_columns: int, n_blocks: int, most: int) -> Asking:
    """Make the work space."""
    return Asking(
        dense=np.zeros(n_columns),
        order=np.zeros(most, dtype=np.int64),
        columns=np.zeros(most, dtype=np.int64),
        amounts=np.zeros(most),
        ends=np.zeros(N_STAGES + 1, dtype=np.int64),
        left=np.zeros((N_STAGES + 1, 3, n_blocks)),
        present=np.zeros((3, n_blocks)),
        bins=np.zeros(_BINS + 1, dtype=np.int64),
        keys=np.zeros(most, dtype=np.int64),
    )


@njit(cache=True, nogil=True)
def by_worth(tiles: Any, n_tiles: int, columns: Any, weights: Any, asking: Any) -> int:
    """Order the columns that have postings by what one posting tells; give how many."""
    pointers, step = tiles.pointers, tiles.step
    n, bins = 0, asking.bins
    bins[:] = 0
    for i in range(len(columns)):
        c = columns[i]
        n_postings = pointers[(c + 1) * n_tiles] - pointers[c * n_tiles]
        amount = weights[i] * abs(step[c])
        if n_postings > 0 and amount > 0.0:
            worth = np.log2(
                amount / (n_postings + LIST * n_tiles)
            )  # some thirty bins to a power of two
            key = min(max(int(-worth * 32), 0), _BINS - 1)
            asking.order[n], asking.keys[n] = i, key
            bins[key + 1] += 1
            n += 1
    for key in range(_BINS):
        bins[key + 1] += bins[key]
    for j in range(n):
        i, key = asking.order[j], asking.keys[j]
        asking.columns[bins[key]] = columns[i]
        asking.amounts[bins[key]] = weights[i]
        bins[key] += 1
    return n


@njit(cache=True, nogil=True)
def cut(n: int, tiles: Any, block_of: Any, largest: Any, base: float, asking: Any) -> float:
    """Cut the ordered columns into stages; give the most that any row can score."""
    left, ends = asking.left, asking.ends
    n_blocks = left.shape[2]
    now = asking.present
    now[:] = 0.0
    bounds = np.zeros(n_blocks)
    for j in range(n):
        c = asking.columns[j]
        if tiles.step[c] > 0.0:
            add(now, block_of[c], asking.amounts[j])
    whole = base
    for b in range(n_blocks):
        whole += bound(now, largest, b)
    now[:] = 0.0
    total, stage = 0.0, N_STAGES
    ends[0] = 0
    for j in range(n, -1, -1):
        while stage > 0 and (j <= MOST_COLUMNS) and total >= LEFT[stage - 1] * whole:
            ends[stage] = j
            left[stage] = now
            stage -= 1
        if j > 0 and tiles.step[asking.columns[j - 1]] > 0.0:
            b = block_of[asking.columns[j - 1]]
            add(now, b, asking.amounts[j - 1])
            total -= bounds[b]
            bounds[b] = bound(now, largest, b)
            total += bounds[b]
    for missed in range(stage + 1):
        ends[missed] = 0
        left[missed] = now
    return whole


@njit(cache=True, nogil=True, inline="always")
def add(norms: Any, block: int, weight: float) -> None:
    norms[0, block] += weight
    norms[1, block] += weight * weight
    norms[2, block] = max(norms[2, block], weight)


@njit(cache=True, nogil=True, inline="always")
def bound(asked: Any, offered: Any, block: int) -> float:
    """Give the most that a block can add: the least of three products of norms."""
    return float(
        min(
            asked[0, block] * offered[2, block],
            np.sqrt(asked[1, block]) * offered[1, block],
            asked[2, block] * offered[0, block],
        )
    )
