"""Reference: the same answer by a plain product of all pairs, for small data and for tests."""

import numpy as np
from scipy.sparse import csr_array

from matcher.topk.best import DIGITS, NOBODY
from matcher.topk.search import Sides, Top


def top_by_product(
    rows: csr_array,
    needs: csr_array,
    k: int,
    sides: Sides | None = None,
    eligible: np.ndarray | None = None,
    tie: np.ndarray | None = None,
) -> Top:
    """Give what `top` gives, from the matrix of rows itself; `eligible` is (n_needs, n_rows)."""
    n_needs, n_rows = needs.shape[0], rows.shape[0]
    sides = Sides(rows.shape[1]) if sides is None else sides
    at, exact = sides.split, (csr_array(needs, dtype=float), csr_array(rows, dtype=float))
    buyer, supplier = (
        (asked @ offered.T).toarray()
        for asked, offered in (
            (exact[0][:, :at], exact[1][:, :at]),
            (exact[0][:, at:], exact[1][:, at:]),
        )
    )
    score = sides.buyer * buyer + sides.supplier * supplier
    below = np.minimum(buyer, supplier) < sides.floor
    eligible = np.ones((n_needs, n_rows), dtype=bool) if eligible is None else eligible
    tie = np.arange(n_rows) if tie is None else tie
    found = Top(
        np.full((n_needs, k), NOBODY),
        np.full((n_needs, k), np.nan),
        np.zeros((n_needs, k), dtype=bool),
        np.zeros(n_needs, dtype=int),
        np.full(n_needs, n_rows),
    )
    for i in range(n_needs):
        order = np.lexsort((tie, -np.rint(score[i] * DIGITS), below[i]))
        chosen = order[eligible[i, order]][:k]
        found.row[i, : len(chosen)] = chosen
        found.score[i, : len(chosen)] = score[i, chosen]
        found.below_floor[i, : len(chosen)] = below[i, chosen]
    return found
