"""What a person does with weights: move them, look at what that does, save and read them."""

from matcher.access import Person
from matcher.pairs import all_pairs
from matcher.score import Scorer
from matcher.tuning import Influence, Moves, influences, moves, with_points
from matcher.weights import Weights, read_weights, to_toml


def move_weight(
    who: Person,  # noqa: ARG001
    weights: Weights,
    name: str,
    points: int,
    start: Weights,
) -> Weights:
    """Give a criterion, the IKM's share, the floor or the minimum so many points of 100."""
    return with_points(weights, name, points, start)


def compare_weights(who: Person, scorer: Scorer, before: Weights, now: Weights) -> Moves:  # noqa: ARG001
    """Say who moves when the weights change."""
    return moves(all_pairs(scorer, before), all_pairs(scorer, now))


def influence_of_weights(
    who: Person,  # noqa: ARG001
    scorer: Scorer,
    weights: Weights,
    need_id: str | None = None,
) -> list[Influence]:
    """Say what each weight really does for one need, or on average over all needs."""
    return influences(scorer, weights, need_id)


def save_weights(who: Person, weights: Weights) -> bytes:  # noqa: ARG001
    """Write weights as a TOML file."""
    return to_toml(weights).encode()


def open_weights(who: Person, content: bytes, name: str) -> Weights:  # noqa: ARG001
    """Read weights from the content of a TOML file."""
    return read_weights(content, name)
