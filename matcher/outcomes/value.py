"""Value: what was promised, signed and realised, in rupiah; three figures, never one sum.

Each step tells the total of its pair so far, so the last one counts. The two sides are asked
apart; where both answered, the lower figure counts and the pair is named as one that differs.
"""

from collections.abc import Iterable
from typing import NamedTuple

from features.language import mark
from matcher.outcomes.pairing import Pairing

PROMISED, SIGNED, REALISED = VALUES = ("promised", "signed", "realised")
VALUE_NAMES = {
    PROMISED: mark("promised"),
    SIGNED: mark("signed"),
    REALISED: mark("realised"),
}


class Worth(NamedTuple):
    """One of the three values over many pairs.

    `n_told` counts the pairs of which it is known, `n_differ` those whose sides tell different
    figures. `idr` is None when it is known of no pair.
    """

    idr: float | None
    n_told: int
    n_differ: int


def told(pair: Pairing, value: str) -> dict[str | None, float]:
    """Give the last figure that each reporter told of a pair."""
    return {
        one.reported_by: amount
        for one in pair.steps
        if (amount := getattr(one, f"{value}_idr")) is not None
    }


def value_of(pair: Pairing, value: str) -> float | None:
    """Give what all who told something of a pair can stand by: the lowest; None when nobody did."""
    return min(told(pair, value).values(), default=None)


def worth(pairs: Iterable[Pairing]) -> dict[str, Worth]:
    """Add up each of the three values over pairs."""
    all_pairs = list(pairs)
    return {value: _worth(all_pairs, value) for value in VALUES}


def _worth(pairs: list[Pairing], value: str) -> Worth:
    figures = [found for pair in pairs if (found := told(pair, value))]
    n_differ = sum(len(set(found.values())) > 1 for found in figures)
    idr = sum(min(found.values()) for found in figures) if figures else None
    return Worth(idr, len(figures), n_differ)
