"""Metrics: how well a ranking stands against what happened."""

import numpy as np


def expected_rank(scores: np.ndarray, target: int, tolerance: float = 1e-9) -> float:
    """Mean rank of one candidate when ties are broken by chance.

    Parameters
    ----------
    scores
        Shape (n,), higher is better.
    target
        Position of the candidate in `scores`.
    tolerance
        Scores at most this far apart are a tie.

    Returns
    -------
    float
        1 is best; among n equal scores everybody has (n + 1) / 2, as in a random order.

    >>> expected_rank(np.array([0.9, 0.5, 0.5, 0.1]), target=1)
    2.5
    """
    scores = np.asarray(scores, dtype=float)
    better = int((scores > scores[target] + tolerance).sum())
    tied = int((np.abs(scores - scores[target]) <= tolerance).sum())
    return better + (tied + 1) / 2
