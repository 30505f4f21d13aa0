"""Funnel: how many pairs reached each stage, for all and by event, sentra or buyer."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from matcher.outcomes.ladder import NO_SHOW, STAGES, STOPPED
from matcher.outcomes.pairing import Pairing
from matcher.outcomes.value import Worth, worth


class Reached(NamedTuple):
    """How far some pairs came.

    `n_at_least` counts for each of the `STAGES` the pairs that reached it or a later one;
    `n_mou` those that signed a memorandum, at whatever stage.
    """

    n_at_least: dict[str, int]
    n_mou: int
    n_no_show: int
    n_stopped: int
    values: dict[str, Worth]


def reached(pairs: Iterable[Pairing]) -> Reached:
    """Count how far pairs came."""
    some = list(pairs)
    at = [STAGES.index(pair.stage) for pair in some]
    return Reached(
        n_at_least={stage: sum(a >= i for a in at) for i, stage in enumerate(STAGES)},
        n_mou=sum(any(one.step == "mou" for one in pair.steps) for pair in some),
        n_no_show=sum(pair.ended == NO_SHOW for pair in some),
        n_stopped=sum(pair.ended == STOPPED for pair in some),
        values=worth(some),
    )


def reached_by(pairs: Iterable[Pairing], group_of: Callable[[Pairing], str]) -> dict[str, Reached]:
    """Count how far the pairs of each group came, the group with the most pairs first."""
    groups: dict[str, list[Pairing]] = {}
    for pair in pairs:
        groups.setdefault(group_of(pair), []).append(pair)
    ordered = sorted(groups, key=lambda name: (-len(groups[name]), name))
    return {name: reached(groups[name]) for name in ordered}
