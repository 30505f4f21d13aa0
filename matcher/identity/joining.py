"""Joining: the rows of two tables that carry an equal key."""

import numpy as np


def join(
    left: np.ndarray, left_rows: np.ndarray, right: np.ndarray, right_rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give each pair of a left and a right row whose keys are equal, in no given order.

    >>> one, other = join(np.array([7, 8]), np.array([0, 1]), np.array([8, 8]), np.array([4, 5]))
    >>> one.tolist(), other.tolist()
    ([1, 1], [4, 5])
    """
    by_key = np.argsort(right, kind="stable")
    right, right_rows = right[by_key], right_rows[by_key]
    kept = np.isin(left, right)
    left, left_rows = left[kept], left_rows[kept]
    start = np.searchsorted(right, left, side="left")
    n_found = np.searchsorted(right, left, side="right") - start
    places = np.repeat(start - np.cumsum(n_found) + n_found, n_found) + np.arange(n_found.sum())
    return np.repeat(left_rows, n_found), right_rows[places]


def join_itself(keys: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give each pair of different rows with an equal key, the lower row first."""
    order = np.argsort(keys, kind="stable")
    keys, rows = keys[order], rows[order]
    alike = np.zeros(len(keys), dtype=bool)
    alike[1:] = keys[1:] == keys[:-1]
    alike[:-1] |= alike[1:].copy()
    keys, rows = keys[alike], rows[alike]
    one, other = join(keys, rows, keys, rows)
    return one[one < other], other[one < other]


def unique_pairs(one: np.ndarray, other: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Give each pair once, sorted; rows of the second count below `n`."""
    packed = np.unique(one.astype(np.int64) * n + other)
    return packed // n, packed % n
