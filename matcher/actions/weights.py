"""What a person does with weights: move them, look at what that does, save and read them."""

from features.language import mark
from matcher.access import Person, allowed
from matcher.pairs import all_pairs
from matcher.score import Scorer
from matcher.tuning import Influence, Moves, influences, moves, with_points
from matcher.weights import Weights, read_weights, to_toml


@allowed(
    mark("weights are moved by planners; ask one"),
    planner="all",
)
def move_weight(
    who: Person,
    weights: Weights,
    name: str,
    points: int,
    start: Weights,
) -> Weights:
    """Give a criterion, the IKM's share, the floor or the minimum so many points of 100."""
    return with_points(weights, name, points, start)


@allowed(
    mark("who moves when the weights change is for planners; ask one"),
    planner="all",
)
def compare_weights(who: Person, scorer: Scorer, before: Weights, now: Weights) -> Moves:
    """Say who moves when the weights change."""
    return moves(all_pairs(scorer, before), all_pairs(scorer, now))


@allowed(
    mark("what each weight does is for planners; ask one"),
    planner="all",
)
def influence_of_weights(
    who: Person,
    scorer: Scorer,
    weights: Weights,
    need_id: str | None = None,
) -> list[Influence]:
    """Say what each weight really does for one need, or on average over all needs."""
    return influences(scorer, weights, need_id)


@allowed(
    mark("weights are saved by planners; ask one"),
    planner="all",
)
def save_weights(who: Person, weights: Weights) -> bytes:
    """Write weights as a TOML file."""
    return to_toml(weights).encode()


@allowed(
    mark("weights are opened by planners; ask one"),
    planner="all",
)
def open_weights(who: Person, content: bytes, name: str) -> Weights:
    """Read weights from the content of a TOML file."""
    return read_weights(content, name)
