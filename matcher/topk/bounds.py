"""Bounds: the most that a block can add, from norms of what is asked and of what is offered."""

from typing import Any

import numpy as np
from numba import njit


@njit(cache=True, nogil=True, inline="always")
def add(norms: Any, block: int, weight: float) -> None:
    """Count a weight in: to the sum, the sum of squares and the largest, shape (3, n_blocks)."""
    norms[0, block] += weight
    norms[1, block] += weight * weight
    norms[2, block] = max(norms[2, block], weight)


@njit(cache=True, nogil=True, inline="always")
def bound(asked: Any, offered: Any, block: int) -> float:
    """Give the most that a block can add: the least of three products (Hoelder's inequality).

    `offered` holds the largest sum, root of the sum of squares, and value of any row.
    """
    return float(
        min(
            asked[0, block] * offered[2, block],
            np.sqrt(asked[1, block]) * offered[1, block],
            asked[2, block] * offered[0, block],
        )
    )
