"""What an analyst does to see whether the weights are right: evaluate them on a history."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from features.language import mark
from matcher.access import Person, allowed
from matcher.weights import Weights, load_weights


@allowed(mark("rankings are evaluated by planners; ask one"), planner="all")
def evaluate_history(
    who: Person,
    folder: Path,
    day: date,
    k: int = 10,
    new_pairs_only: bool = False,
    weights: Weights | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Rank the needs from a day on with what was known before, and measure every method.

    Raises
    ------
    DataError
        When the history cannot be read, or has nothing to learn from or to rank.
    """
    from matcher.evaluate import evaluate, rank, read_history  # a second of imports
    from matcher.evaluate.figures import GROUPS, NEW_PAIRS

    history = read_history(folder)
    ranked = rank(history, day, weights or load_weights(), progress)
    groups = (NEW_PAIRS,) if new_pairs_only else GROUPS
    return {"history": folder.name} | evaluate(ranked, k, groups)
