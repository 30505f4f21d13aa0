"""Best: the k best rows found so far, in order: above the floor first, then by score, then by id.

Scores that agree to nine digits are ties, as everywhere else.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

DIGITS = 1e9
NOBODY = -1


class Best(NamedTuple):
    """The best rows in order, each array of shape (k,); `n` counts them, shape (1,)."""

    n: np.ndarray
    below: np.ndarray  # the weaker side gains too little
    key: np.ndarray  # the score in 1e-9
    tie: np.ndarray
    row: np.ndarray
    score: np.ndarray


def nobody_yet(k: int) -> Best:
    """Make room for k rows."""
    return Best(
        n=np.zeros(1, dtype=np.int64),
        below=np.zeros(k, dtype=np.bool_),
        key=np.zeros(k, dtype=np.int64),
        tie=np.zeros(k, dtype=np.int64),
        row=np.full(k, NOBODY, dtype=np.int64),
        score=np.full(k, np.nan),
    )


@njit(cache=True, nogil=True, inline="always")
def full(best: Any) -> bool:
    """Whether there are k."""
    return bool(best.n[0] == len(best.key))


@njit(cache=True, nogil=True, inline="always")
def threshold(best: Any) -> float:
    """Give the score below which nobody can enter any more."""
    if best.n[0] < len(best.key) or best.below[len(best.key) - 1]:
        return -np.inf
    return float((best.key[len(best.key) - 1] - 1) / DIGITS)


@njit(cache=True, nogil=True, inline="always")
def offer(best: Any, below: bool, score: float, tie: int, row: int) -> None:
    """Let a row in where it belongs; one that is in already stays in once."""
    key: Any = np.int64(np.rint(score * DIGITS))
    k, at = len(best.key), best.n[0]
    while at > 0 and _before(below, key, tie, best, at - 1):
        at -= 1
    if at == k or (at > 0 and best.tie[at - 1] == tie):
        return
    best.n[0] = min(best.n[0] + 1, k)
    for i in range(best.n[0] - 1, at, -1):
        best.below[i], best.key[i], best.tie[i] = (
            best.below[i - 1],
            best.key[i - 1],
            best.tie[i - 1],
        )
        best.row[i], best.score[i] = best.row[i - 1], best.score[i - 1]
    best.below[at], best.key[at], best.tie[at] = below, key, tie
    best.row[at], best.score[at] = row, score


@njit(cache=True, nogil=True, inline="always")
def _before(below: bool, key: int, tie: int, best: Any, at: int) -> bool:
    if below != best.below[at]:
        return not below
    if key != best.key[at]:
        return bool(key > best.key[at])
    return bool(tie < best.tie[at])
