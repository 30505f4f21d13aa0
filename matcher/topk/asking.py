"""Asking: the work space for one need, and its ordered columns cut into stages.

After each stage the most that the columns left can still add is known, block by block.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from matcher.topk.bounds import add, bound

MOST_COLUMNS = 16_384  # more are left to verification, so that 16 bits hold the rounding of all
LEFT = (0.6, 0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1, 0.06, 0.03, 0.0)  # of the attainable score
N_STAGES = len(LEFT)


class Asking(NamedTuple):
    """Work space for one need at a time; most arrays have a place for each of its columns."""

    dense: np.ndarray  # weights by column of the index, all 0 between needs
    raw_columns: np.ndarray  # those that can raise a row, ascending
    raw_weights: np.ndarray
    cost: np.ndarray
    order: np.ndarray  # positions among the raw ones, block by block
    bound: np.ndarray  # of a block, from a position of `order` on
    piece_start: np.ndarray
    piece_end: np.ndarray
    piece_cost: np.ndarray
    fall: np.ndarray  # of the bound, by piece
    slope: np.ndarray
    columns: np.ndarray  # in the order in which they are added up
    amounts: np.ndarray  # their weights
    ends: np.ndarray  # of each stage
    left: np.ndarray  # norms of what is left after each stage, (n_stages + 1, 3, n_blocks)
    now: np.ndarray  # norms, (3, n_blocks)


def asking(n_columns: int, n_blocks: int, most: int) -> Asking:
    """Make the work space for needs of at most so many columns."""
    return Asking(
        dense=np.zeros(n_columns),
        raw_columns=np.zeros(most, dtype=np.int64),
        raw_weights=np.zeros(most),
        cost=np.zeros(most),
        order=np.zeros(most, dtype=np.int64),
        bound=np.zeros(most + 1),
        piece_start=np.zeros(most, dtype=np.int64),
        piece_end=np.zeros(most, dtype=np.int64),
        piece_cost=np.zeros(most),
        fall=np.zeros(most),
        slope=np.zeros(most),
        columns=np.zeros(most, dtype=np.int64),
        amounts=np.zeros(most),
        ends=np.zeros(N_STAGES + 1, dtype=np.int64),
        left=np.zeros((N_STAGES + 1, 3, n_blocks)),
        now=np.zeros((3, n_blocks)),
    )


@njit(cache=True, nogil=True)
def cut(n: int, block_of: Any, largest: Any, base: float, asking: Any) -> float:
    """Cut the ordered columns into stages; give the most that any row can score."""
    left, ends, now = asking.left, asking.ends, asking.now
    n_blocks = now.shape[1]
    now[:] = 0.0
    for j in range(n):
        add(now, block_of[asking.columns[j]], asking.amounts[j])
    whole = base
    for b in range(n_blocks):
        whole += bound(now, largest, b)
    now[:] = 0.0
    bounds = np.zeros(n_blocks)
    before = np.zeros(3)
    total, stage = 0.0, N_STAGES
    for j in range(n, 0, -1):
        b = block_of[asking.columns[j - 1]]
        before[:] = now[:, b]
        add(now, b, asking.amounts[j - 1])
        more = total - bounds[b] + bound(now, largest, b)
        while stage > 0 and j <= MOST_COLUMNS and more > LEFT[stage - 1] * whole:
            ends[stage] = j
            left[stage] = now
            left[stage, :, b] = before
            stage -= 1
        total, bounds[b] = more, bound(now, largest, b)
    ends[: stage + 1] = 0
    for early in range(stage + 1):
        left[early] = now
    return whole
