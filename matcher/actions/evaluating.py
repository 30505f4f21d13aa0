"""What an analyst does to see whether the weights are right: evaluate, learn from a history."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from features.language import mark
from matcher.access import Person, allowed
from matcher.dataset import Dataset
from matcher.sides import SERVED
from matcher.weights import Weights, load_weights

if TYPE_CHECKING:
    from matcher.evaluate import History
    from matcher.learn import Lesson

Told = Callable[[int, int], None]
_RANKINGS = mark("rankings are evaluated by planners; ask one")


@allowed(_RANKINGS, planner="all")
def evaluate_history(
    who: Person,
    folder: Path,
    day: date,
    k: int = 10,
    new_pairs_only: bool = False,
    weights: Weights | None = None,
    progress: Told | None = None,
) -> dict[str, Any]:
    """Rank the needs from a day on with what was known before, and measure every method.

    Raises
    ------
    DataError
        When the history cannot be read, or has nothing to learn from or to rank.
    """
    from matcher.evaluate import read_history  # a second of imports

    found = _evaluated(read_history(folder), day, k, new_pairs_only, weights, progress)
    return {"history": folder.name} | found


@allowed(_RANKINGS, planner="all")
def evaluate_records(
    who: Person,
    data: Dataset,
    day: date,
    k: int = 10,
    new_pairs_only: bool = False,
    weights: Weights | None = None,
    progress: Told | None = None,
) -> dict[str, Any]:
    """Do the same with the past needs of a data set and what came of them.

    Raises
    ------
    DataError
        When it has no past need that led to something, or nothing to learn from or to rank.
    """
    from matcher.evaluate import history_of

    found = _evaluated(history_of(data), day, k, new_pairs_only, weights, progress)
    return {"history": data.folder} | found


@allowed(_RANKINGS, planner="all")
def learn_from_history(
    who: Person, folder: Path, weights: Weights | None = None, progress: Told | None = None
) -> "Lesson":
    """Learn the weights of the criteria that a history states; nothing changes by it.

    Raises
    ------
    DataError
        When the history cannot be read.
    """
    from matcher.evaluate import learn_history, read_history

    return learn_history(read_history(folder), weights or load_weights(), progress)


@allowed(_RANKINGS, planner="all")
def propose_split(who: Person, data: Dataset) -> date | None:
    """Give the day from which the last third of the past needs stand that led to something.

    None when no need with a date did.
    """
    taken = data.outcomes.loc[data.outcomes["step"].isin(SERVED), "need_id"]
    past = data.needs["need_id"].isin(taken) & data.needs["date"].notna()
    days = sorted(data.needs.loc[past, "date"])
    return days[2 * len(days) // 3] if days else None


def _evaluated(
    history: "History",
    day: date,
    k: int,
    new_pairs_only: bool,
    weights: Weights | None,
    progress: Told | None,
) -> dict[str, Any]:
    from matcher.evaluate import evaluate, rank
    from matcher.evaluate.figures import GROUPS, NEW_PAIRS

    ranked = rank(history, day, weights or load_weights(), progress)
    return evaluate(ranked, k, (NEW_PAIRS,) if new_pairs_only else GROUPS)
