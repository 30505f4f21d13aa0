"""Listed: rows that stand in lists, as bits to search each list by; of a group its best list only.

One pass over all rows each, because a need of a whole registry is asked while somebody waits.
"""

from typing import Any

import numpy as np
from numba import njit

from matcher.topk.index import Index


@njit(cache=True, nogil=True)
def best_lists(listed: Any, group_of: Any, n_groups: int) -> Any:
    """Give the first list that a row of each group stands in, shape (n_groups,), int8.

    A group without a row has 127.
    """
    best = np.full(n_groups, 127, np.int8)
    for row in range(len(listed)):
        best[group_of[row]] = min(best[group_of[row]], listed[row])
    return best


def packed_lists(
    index: Index, listed: np.ndarray, group_of: np.ndarray, best: np.ndarray, n_lists: int
) -> tuple[np.ndarray, np.ndarray]:
    """Pack the rows that stand in the best list of their group, as `packed` does, and count them.

    Parameters
    ----------
    index
        Of the rows.
    listed, group_of
        List and group of each row in the order that was put in, shape (n_rows,).
    best
        List of each group whose rows count, shape (n_groups,).
    n_lists
        Lists from 0 on that are packed.

    Returns
    -------
    bits
        Shape (n_lists, n_words).
    n_rows
        Shape (n_lists,).
    """
    bits = np.zeros((n_lists, -(-index.n_rows // 64)), dtype=np.uint64)
    n_rows = np.zeros(n_lists + 1, dtype=np.int64)
    _pack(listed, group_of, best, index.original, bits, n_rows)
    return bits, n_rows[:n_lists]


@njit(cache=True, nogil=True)
def _pack(listed: Any, group_of: Any, best: Any, original: Any, bits: Any, n_rows: Any) -> None:
    here = np.zeros(len(bits) + 1, np.uint64)
    for word in range(bits.shape[1]):
        here[:] = 0
        for at in range(64 * word, min(64 * word + 64, len(original))):
            place = min(listed[original[at]], len(bits))
            counts = best[group_of[original[at]]] == place  # no branch: nobody foretells it
            here[place] |= np.uint64(counts) << np.uint64(at & 63)
            n_rows[place] += counts
        bits[:, word] = here[:-1]
