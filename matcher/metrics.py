"""Metrics: how well a ranking stands against what happened."""

from dataclasses import dataclass
from math import comb

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


@dataclass(frozen=True)
class Interval:
    """A mean over queries and the bounds that hold 95 percent of its resamples."""

    mean: float
    low: float
    high: float


def recall_at(scores: np.ndarray, gains: np.ndarray, k: int = 10) -> float:
    """Share of the relevant candidates among the first k, expected when chance breaks ties.

    Parameters
    ----------
    scores
        Shape (n,), higher is better.
    gains
        Shape (n,), above 0 (or True) where a candidate is relevant. A relevant one that was no
        candidate is appended with the lowest score.
    k
        Length of the list.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        When nothing is relevant: such a query has no figure.

    >>> recall_at(np.array([0.9, 0.5, 0.5, 0.1]), np.array([1, 1, 0, 0]), k=2)
    0.75
    """
    relevant = _checked(gains) > 0
    better, tied = _standing(scores, relevant)
    return float(np.clip((k - better) / tied, 0.0, 1.0).mean())


def reciprocal_rank(scores: np.ndarray, gains: np.ndarray) -> float:
    """1 / rank of the first relevant candidate, expected when chance breaks ties.

    Parameters and errors are those of `recall_at`.

    >>> round(reciprocal_rank(np.array([0.9, 0.5, 0.5, 0.1]), np.array([0, 1, 0, 0])), 4)
    0.4167
    """
    better, tied = _standing(scores, _checked(gains) > 0)
    start, n_tied = int(better.min()), int(tied[better.argmin()])
    n_relevant = int((better == start).sum())
    if n_relevant == 1:  # any place among the tied is as likely
        return float((1.0 / np.arange(start + 1, start + n_tied + 1)).mean())
    orders = comb(n_tied, n_relevant)
    return sum(
        comb(n_tied - place - 1, n_relevant - 1) / orders / (start + place + 1)
        for place in range(n_tied - n_relevant + 1)
    )


def ndcg_at(scores: np.ndarray, gains: np.ndarray, k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first k, expected when chance breaks ties.

    Gains count as they are and are discounted by log2(rank + 1), over the best attainable order
    (Järvelin and Kekäläinen 2002); ties after McSherry and Najork (2008). Parameters and errors
    are those of `recall_at`.

    >>> round(ndcg_at(np.array([0.9, 0.5, 0.1]), np.array([0, 1, 0])), 4)
    0.6309
    """
    gains = _checked(gains)
    better, tied = _standing(scores, gains > 0)
    discounts = 1.0 / np.log2(np.arange(2, min(k, len(gains)) + 2))
    summed = np.concatenate([[0.0], np.cumsum(discounts)])
    until, start = (np.minimum(at, len(discounts)) for at in (better + tied, better))
    best = np.sort(gains)[::-1][:k]
    found = gains[gains > 0] @ ((summed[until] - summed[start]) / tied)
    return float(found / (best @ discounts))


def paired_bootstrap(
    values: np.ndarray, other: np.ndarray | None = None, n_resamples: int = 1000, seed: int = 0
) -> Interval:
    """Mean of a figure over queries, or of its difference to another, with a 95 percent interval.

    Queries are drawn with replacement and both figures of a query go together, so a difference
    is free of what makes a query easy for both (percentile interval, Efron and Tibshirani 1993).

    Parameters
    ----------
    values, other
        One figure per query, in the same order, shape (n_queries,).
    n_resamples
        How often to draw; the same seed draws the same queries.

    >>> round(paired_bootstrap(np.array([0.5, 0.7, 0.9]), np.array([0.4, 0.6, 0.8])).low, 6)
    0.1
    """
    values = np.asarray(values, dtype=float)
    paired = values if other is None else values - np.asarray(other, dtype=float)
    drawn = np.random.default_rng(seed).integers(0, len(paired), (n_resamples, len(paired)))
    low, high = np.quantile(paired[drawn].mean(axis=1), [0.025, 0.975])
    return Interval(float(paired.mean()), float(low), float(high))


def gini(counts: np.ndarray) -> float:
    """How unevenly something is spread: 0 when everybody has the same, near 1 when one has all.

    Half the mean absolute difference over the mean (Gini 1912); 0 when nobody has any.

    Parameters
    ----------
    counts
        What each has, 0 or more, shape (n,).

    >>> gini(np.array([0, 0, 0, 8]))
    0.75
    """
    ordered = np.sort(np.asarray(counts, dtype=float))
    n, total = len(ordered), ordered.sum()
    if not total:
        return 0.0
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total))


def _standing(
    scores: np.ndarray, relevant: np.ndarray, tolerance: float = 1e-9
) -> tuple[np.ndarray, np.ndarray]:
    """For each relevant candidate: how many score better, and how many the same, itself among."""
    scores = np.asarray(scores, dtype=float)
    ahead = scores[None, :] - scores[relevant][:, None]
    better = (ahead > tolerance).sum(axis=1)
    return better, (ahead >= -tolerance).sum(axis=1) - better


def _checked(gains: np.ndarray) -> np.ndarray:
    gains = np.asarray(gains, dtype=float)
    if not gains.sum() > 0 or gains.min() < 0:
        raise ValueError("gains must be 0 or more, with one above 0")
    return gains
