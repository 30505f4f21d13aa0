"""How much a term tells: inverse document frequency that also makes sense with ten firms."""

import numpy as np


def idf(
    n_rows: int, counts: np.ndarray, expected_share: np.ndarray | float, prior_rows: float
) -> np.ndarray:
    """Inverse document frequency, smoothed with what was expected before counting.

    Parameters
    ----------
    n_rows
        Rows that stated anything.
    counts
        In how many of them each term stands, shape (n_terms,).
    expected_share
        Share of rows in which each term was expected, in (0, 1].
    prior_rows
        With how many rows' weight the expectation counts; with thousands of rows it vanishes.

    >>> idf(0, np.array([0]), 0.05, 20.0).round(2)
    array([3.04])
    """
    expected = np.asarray(expected_share) * prior_rows
    return np.asarray(np.log1p((n_rows + prior_rows) / (np.asarray(counts) + expected)))
