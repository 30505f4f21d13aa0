"""What a person does with weights that outcomes suggest: learn, look, accept, look back."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from features.language import mark
from matcher.access import Person, allowed
from matcher.dataset import STORED, Dataset
from matcher.errors import DataError
from matcher.store import Store
from matcher.store import weights as kept
from matcher.store.weights import AcceptedWeights
from matcher.weights import Weights, load_weights, read_weights

if TYPE_CHECKING:
    from matcher.learn import Lesson

_WEIGHTS = mark("weights are learned and accepted by planners; ask one")


@allowed(_WEIGHTS, planner="all")
def learn_weights(
    who: Person,
    data: Dataset,
    weights: Weights,
    today: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> "Lesson":
    """Learn weights from what came of past needs; nothing changes until somebody accepts them."""
    from matcher.learn import learn

    return learn(data, weights, today or date.today(), progress)


@allowed(_WEIGHTS, planner="all")
def accept_weights(
    who: Person,
    store: Store,
    lesson: "Lesson",
    accepted_by: str,
    data: str = STORED,
    note: str = "",
) -> int:
    """Take on learned weights in somebody's name; earlier ones stay on record.

    Raises
    ------
    DataError
        Without a name.
    """
    name = accepted_by.strip()
    if not name:
        raise DataError(mark("weights are accepted by a person; write your name"))
    weights = read_weights(lesson.toml.encode(), "lesson")
    return kept.accept_weights(store, who, data, name, weights, lesson.to_json(), note.strip())


@allowed(_WEIGHTS, planner="all")
def list_accepted_weights(who: Person, store: Store, data: str = STORED) -> list[AcceptedWeights]:
    """List the weights that were accepted for a data set, the latest first."""
    return kept.accepted_weights(store, data)


@allowed(_WEIGHTS, planner="all")
def weights_in_use(who: Person, store: Store, data: str = STORED) -> Weights:
    """Give the weights that were accepted last for a data set, else those that ship."""
    found = kept.accepted_weights(store, data)
    return found[0].weights if found else load_weights()
