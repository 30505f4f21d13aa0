"""Points: weights as whole numbers on sliders, and back.

The weights of one side start at 100 points together, whatever numbers a file holds, so that a
slider starts at its share in percent; settings such as `rho` are percent.
"""

from matcher.weights import SETTINGS, SIDE, Weights


def points_of(weights: Weights, name: str, start: Weights) -> int:
    """Give the points of a criterion or a setting; 100 are a side's sum in `start`."""
    return round(_exact(weights, name, start))


def with_points(weights: Weights, name: str, points: int, start: Weights) -> Weights:
    """Give weights with one slider moved; where `start` stood gives its very number back.

    Raises
    ------
    SettingsError
        When all weights of a side would be 0.
    """
    if points == points_of(start, name, start):
        return weights.changed(**{name: _number(start, name)})
    return weights.changed(**{name: float(f"{points / 100 * _whole(name, start):.12g}")})


def most_points(weights: Weights, start: Weights) -> int:
    """Give the right end of the criteria's sliders: 50, or 100 and more where 50 is too little."""
    most = max(points_of(of, name, start) for of in (weights, start) for name in SIDE)
    return 50 if most <= 50 else max(100, most)


def _exact(weights: Weights, name: str, start: Weights) -> float:
    return 100 * _number(weights, name) / _whole(name, start)


def _whole(name: str, start: Weights) -> float:
    return 1.0 if name in SETTINGS else start.total(SIDE[name])


def _number(weights: Weights, name: str) -> float:
    return float(getattr(weights, name) if name in SETTINGS else weights.criteria.get(name, 0.0))
