"""Ablation on the synthetic event: each criterion without its weight, with half and with double.

For each change: recall@10 and NDCG@10 against the hidden truth, their difference to the weights
as they are with a paired bootstrap interval over needs, and in how many needs the first five
change. Then, for the full sheets and for the regional columns: how much each weight really does,
and how much of the weight rests on something unknown.
Run: python benchmarks/ablation.py
"""

import numpy as np
from event import Event, figures, read_event

from matcher import Weights
from matcher.metrics import paired_bootstrap
from matcher.pairs import all_pairs

CHANGES = {"without": 0.0, "half": 0.5, "double": 2.0}


def ablation(event: Event) -> None:
    """Print one line per criterion and change."""
    weights = event.scorer.weights
    base, first = _figures(event, weights), _first_five(event, weights)
    print("change                 recall@10                      NDCG@10                first five")
    for name, weight in weights.criteria.items():
        for change, factor in CHANGES.items():
            changed = _changed(weights, name, weight * factor)
            found, now = _figures(event, changed), _first_five(event, changed)
            moved = np.mean([set(a) != set(b) for a, b in zip(first, now, strict=True)])
            cells = "  ".join(_difference(found[figure], base[figure]) for figure in base)
            print(f"{change:8s}{name:12s}  {cells}  {moved:4.0%}")


def reach(event: Event) -> None:
    """Print what each weight really does and what it rests on."""
    scorer = event.scorer
    spread = np.mean([scorer.effective_weights(need) for need in scorer.needs.index], axis=0)
    best = all_pairs(scorer).row.clip(0)
    print("criterion      weight  really  stated")
    for position, name in enumerate(scorer.blocks):
        weight = scorer.weights.in_score(name)
        stated = np.take_along_axis(scorer.stated[position], best, axis=1).mean()
        print(f"{name:12s}  {weight:6.1%}  {spread[position]:6.1%}  {stated:6.1%}")
    known = all_pairs(scorer).scores.completeness.mean()
    live = sum(part > 0 for part in spread)
    print(f"{live} of {len(spread)} criteria can change a ranking of IKM;")
    print(f"{1 - known:.0%} of the weight rests on something unknown (mean over pairs)")


def _figures(event: Event, weights: Weights) -> dict[str, np.ndarray]:
    return figures(event, all_pairs(event.scorer, weights).scores.score)


def _first_five(event: Event, weights: Weights) -> np.ndarray:
    scores = np.where(event.eligible, all_pairs(event.scorer, weights).scores.score, -1.0)
    return np.argsort(-scores, axis=1, kind="stable")[:, :5]


def _changed(weights: Weights, name: str, weight: float) -> Weights:
    return weights.changed(**{name: weight})


def _difference(found: np.ndarray, base: np.ndarray) -> str:
    interval = paired_bootstrap(found, base)
    return f"{found.mean():.3f} {interval.mean:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"


if __name__ == "__main__":
    event = read_event()
    ablation(event)
    for folder in ("demo_event", "demo_event_regional"):
        print(f"\n{folder}")
        reach(read_event(folder))
