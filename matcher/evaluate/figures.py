"""Figures: how well each ranking stands against what happened, with intervals over needs."""

from dataclasses import dataclass

import numpy as np

from matcher.evaluate.ranking import MIN_NEEDS
from matcher.evaluate.split import Split
from matcher.metrics import Interval, gini, ndcg_at, paired_bootstrap, recall_at, reciprocal_rank

ALL, NEW_PAIRS, REPEAT_PAIRS = "all", "new_pairs", "repeat_pairs"
GROUPS = (ALL, NEW_PAIRS, REPEAT_PAIRS)


@dataclass(frozen=True)
class Group:
    """Which pairs are ranked, and which of them count as found; shapes (n_needs, n_suppliers)."""

    there: np.ndarray
    won: np.ndarray

    @property
    def asked(self) -> np.ndarray:
        """Positions of the needs that one of the ranked suppliers won."""
        return np.flatnonzero((self.there & self.won).any(axis=1))

    @property
    def turned(self) -> "Group":
        """The same from the suppliers' side: which needs they won among those to rank."""
        return Group(self.there.T, self.won.T)


def group(split: Split, name: str) -> Group:
    """Give the pairs of a group: all, new pairs only, or how repeated pairs stand among all.

    New pairs leave out every supplier that had served that buyer before the split.
    """
    if name == NEW_PAIRS:
        return Group(~split.met, split.won & ~split.met)
    everybody = np.ones_like(split.met)
    return Group(everybody, split.won & split.met if name == REPEAT_PAIRS else split.won)


def measure(scores: np.ndarray, of: Group, k: int) -> dict[str, np.ndarray]:
    """Give recall@k, MRR and NDCG@k, one value per need that can be measured."""
    found = {f"recall@{k}": [], "mrr": [], f"ndcg@{k}": []}  # type: dict[str, list[float]]
    for i in of.asked:
        ranked, won = scores[i, of.there[i]], of.won[i, of.there[i]]
        values = recall_at(ranked, won, k), reciprocal_rank(ranked, won), ndcg_at(ranked, won, k)
        for name, value in zip(found, values, strict=True):
            found[name].append(value)
    return {name: np.array(values) for name, values in found.items()}


def interval(values: np.ndarray, other: np.ndarray | None = None) -> Interval | None:
    """Give the mean and its 95 percent interval; None when the needs are too few to tell."""
    return paired_bootstrap(values, other) if len(values) >= MIN_NEEDS else None


def shown(scores: np.ndarray, of: Group, k: int) -> np.ndarray:
    """Count how often each supplier stands among the first k, ties by position."""
    ranked = np.where(of.there, scores, -np.inf)
    first = np.argsort(-ranked, axis=1, kind="stable")[:, :k]
    counted = np.take_along_axis(of.there, first, axis=1)
    return np.bincount(first[counted], minlength=scores.shape[1])


def spread_of(scores: np.ndarray, of: Group, k: int) -> dict[str, float]:
    """Say which share of the suppliers is ever shown, and how unevenly."""
    counts = shown(scores, of, k)
    return {"coverage": float((counts > 0).mean()), "gini": gini(counts)}


def newcomers(scores: np.ndarray, split: Split, k: int) -> dict[str, float | int | None]:
    """Recall among suppliers with one past need only: what the ranking does to newcomers."""
    new = split.served.sum(axis=0) <= 1
    of = Group(np.ones_like(split.met), split.won & new)
    values = measure(scores, of, k)[f"recall@{k}"]
    return {
        "n": len(values),
        f"recall@{k}": float(values.mean()) if len(values) else None,
        "share_shown": float(shown(scores, of, k)[new].sum() / max(1, len(split.needs) * k)),
        "share_of_suppliers": float(new.mean()),
    }
