"""Stated: how much each need and each firm says of what the score asks, by criterion."""

import numpy as np
import pandas as pd

from matcher.score import Scorer
from matcher.weights import Weights

# what one can ask a firm or a buyer, and the criteria that the answer serves
ASKABLE = {
    "component": ("component",),
    "process": ("process",),
    "material": ("material",),
    "envelope": ("envelope",),
    "capacity": ("capacity", "workload"),
    "quality": ("quality",),
    "industry": ("industry",),
    "distance": ("distance",),
    "support": ("support",),
    "payment": ("payment",),
}


def stated_by_firms(scorer: Scorer) -> np.ndarray:
    """Say how much of each criterion each firm states for the need that asks most of it.

    In [0, 1], shape (n_criteria, n_firms); firms by id, each with all its capabilities.
    """
    firms = scorer.suppliers["firm_id"].to_numpy().astype(str)
    most = pd.DataFrame(scorer.stated.max(axis=1).T)
    return np.asarray(most.groupby(firms).max().to_numpy().T)


def in_score(scorer: Scorer, weights: Weights) -> np.ndarray:
    """Give the share of each criterion in the score, shape (n_criteria,), in order of `blocks`."""
    return np.array([weights.in_score(name) for name in scorer.blocks])


def most_helpful(
    scorer: Scorer, weights: Weights, stated: np.ndarray, asked: np.ndarray, k: int = 3
) -> tuple[str, ...]:
    """Name what would tell most if it were stated, largest weight first, at most `k`.

    Parameters
    ----------
    scorer, weights
        Give the weight of each criterion.
    stated
        What the records in question state, shape (n_criteria, n_records).
    asked
        How much of each criterion the other side wants to know, in [0, 1], shape (n_criteria,).
    k
        Length of the answer.
    """
    missing = in_score(scorer, weights) * asked * (1.0 - stated).sum(axis=1)
    by_criterion = dict(zip(scorer.blocks, missing.tolist(), strict=True))
    gains = {name: sum(by_criterion[c] for c in served) for name, served in ASKABLE.items()}
    ordered = sorted(gains, key=lambda name: (-round(gains[name], 9), name))
    return tuple(name for name in ordered[:k] if gains[name] > 0)
