"""Metrics: how well a ranking stands against what happened."""

from collections.abc import Iterator
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
    return float(_expected_gains(scores, relevant)[:k].sum() / relevant.sum())


def reciprocal_rank(scores: np.ndarray, gains: np.ndarray) -> float:
    """1 / rank of the first relevant candidate, expected when chance breaks ties.

    Parameters and errors are those of `recall_at`.

    >>> round(reciprocal_rank(np.array([0.9, 0.5, 0.5, 0.1]), np.array([0, 1, 0, 0])), 4)
    0.4167
    """
    relevant = _checked(gains) > 0
    start, tied = next(group for group in _tie_groups(scores) if relevant[group[1]].any())
    n_tied, n_relevant = len(tied), int(relevant[tied].sum())
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
    discounts = 1.0 / np.log2(np.arange(2, min(k, len(gains)) + 2))
    best = np.sort(gains)[::-1][:k]
    return float(_expected_gains(scores, gains)[:k] @ discounts / (best @ discounts))


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


def _expected_gains(scores: np.ndarray, gains: np.ndarray) -> np.ndarray:
    """Gain to expect at every rank, best first: within a tie, everybody's mean."""
    return np.concatenate(
        [np.full(len(tied), gains[tied].mean()) for _, tied in _tie_groups(scores)]
    )


def _tie_groups(scores: np.ndarray, tolerance: float = 1e-9) -> Iterator[tuple[int, np.ndarray]]:
    """Give the candidates from best to worst in groups of equals, each after its start rank - 1."""
    scores = np.asarray(scores, dtype=float)
    order = np.argsort(-scores, kind="stable")
    limits = np.flatnonzero(scores[order][:-1] - scores[order][1:] > tolerance) + 1
    start = 0
    for tied in np.split(order, limits):
        yield start, tied
        start += len(tied)


def _checked(gains: np.ndarray) -> np.ndarray:
    gains = np.asarray(gains, dtype=float)
    if not gains.sum() > 0 or gains.min() < 0:
        raise ValueError("gains must be 0 or more, with one above 0")
    return gains
