"""Draws that depend only on the seed and on the name of what is drawn."""

import math
import random
from collections.abc import Mapping


def stream(seed: int, *name: object) -> random.Random:
    """A generator of its own for each thing, so that adding one leaves the others as they were."""
    return random.Random("/".join(map(str, (seed, *name))))


def lognormal(rng: random.Random, median: float, spread: float) -> float:
    """A positive draw with this median; `spread` is the standard deviation of its logarithm."""
    return median * math.exp(rng.gauss(0, spread))


def gumbel(rng: random.Random) -> float:
    """Standard Gumbel noise, as in the multinomial logit."""
    return -math.log(-math.log(max(rng.random(), 1e-12)))


def weighted(rng: random.Random, weights: Mapping[str, float], n: int = 1) -> list[str]:
    """`n` different keys, each draw in proportion to the weights that remain."""
    left = dict(weights)
    chosen: list[str] = []
    while left and len(chosen) < n and sum(left.values()) > 0:
        key = rng.choices(list(left), list(left.values()))[0]
        chosen.append(key)
        del left[key]
    return chosen


def tidy(value: float, digits: int = 2) -> float:
    """Rounded to this many significant digits, as people write quantities."""
    return float(f"{value:.{digits}g}")
