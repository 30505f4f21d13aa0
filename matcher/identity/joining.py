"""Joining: the rows of two tables that carry an equal key."""

import numpy as np

Rows = tuple[np.ndarray, np.ndarray]  # keys and their rows, or rows and the rows they meet


def by_key(keys: np.ndarray, rows: np.ndarray) -> Rows:
    """Sort keys and their rows, so that they can be joined often.

    >>> [column.tolist() for column in by_key(np.array([8, 7]), np.array([0, 1]))]
    [[7, 8], [1, 0]]
    """
    order = np.argsort(keys)
    return keys[order], rows[order]


def join(
    left: np.ndarray, left_rows: np.ndarray, right: np.ndarray, right_rows: np.ndarray
) -> Rows:
    """Give each pair of a left and a right row whose keys are equal, in no given order.

    The keys on the right are sorted.

    >>> one, other = join(np.array([7, 8]), np.array([0, 1]), np.array([8, 8]), np.array([4, 5]))
    >>> one.tolist(), other.tolist()
    ([1, 1], [4, 5])
    """
    start = np.searchsorted(right, left, side="left")
    n_found = np.searchsorted(right, left, side="right") - start
    places = np.repeat(start - np.cumsum(n_found) + n_found, n_found) + np.arange(n_found.sum())
    return np.repeat(left_rows, n_found), right_rows[places]


def join_itself(keys: np.ndarray, rows: np.ndarray) -> Rows:
    """Give each pair of different rows with an equal key, the lower row first; keys are sorted."""
    alike = np.zeros(len(keys), dtype=bool)
    alike[1:] = keys[1:] == keys[:-1]
    alike[:-1] |= alike[1:].copy()
    keys, rows = keys[alike], rows[alike]
    one, other = join(keys, rows, keys, rows)
    return one[one < other], other[one < other]


def unique_pairs(one: np.ndarray, other: np.ndarray, n: int) -> Rows:
    """Give each pair once, sorted; rows of the second count below `n`."""
    packed = np.unique(one.astype(np.int64) * n + other)
    return packed // n, packed % n
