"""Conditional logit: weights that make what was chosen likely, held near the current ones."""

from typing import Self

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from sklearn.base import BaseEstimator

from matcher.learn.choices import Choices, loss

SCALES = (1.0, 200.0)  # utility per unit of score: from nearly blind to nearly certain


class ConditionalLogit(BaseEstimator):
    """Learns weights of 0 or more from what was chosen among what was there.

    The utility of a firm is `scale` times its score. The scale is what makes the choices most
    likely under the current weights; the weights themselves get a Gaussian prior around the
    current ones (maximum a posteriori; scipy's L-BFGS-B with the exact gradient).

    Parameters
    ----------
    current
        Current weights, shape (n_criteria,), 0 or more; they are divided by their sum. None means
        even weights.
    spread
        Standard deviation of the prior, in shares of the score; 0 keeps the current weights, None
        means no prior at all.
    held
        Positions of criteria whose weight stays as it is.
    scale
        Utility per unit of score to start from, where it is known; None finds it.

    Attributes
    ----------
    weights_ : ndarray of shape (n_criteria,)
        Learned weights; they sum to 1.
    scale_ : float
        Utility per unit of score.
    """

    def __init__(
        self,
        current: np.ndarray | None = None,
        spread: float | None = 0.05,
        held: tuple[int, ...] = (),
        scale: float | None = None,
    ) -> None:
        self.current = current
        self.spread = spread
        self.held = held
        self.scale = scale

    def fit(self, X: np.ndarray, y: np.ndarray, groups: np.ndarray) -> Self:  # noqa: N803
        """Learn from alternatives: their fits, whether they were chosen, and their choice set.

        Raises
        ------
        ValueError
            When no set has both a chosen and another alternative.
        """
        return self.fit_choices(Choices.of(X, y, groups))

    def fit_choices(self, choices: Choices) -> Self:
        """Learn from choice sets."""
        if not choices.n_sets:
            raise ValueError("no choice set has both a chosen and another alternative")
        n_criteria = choices.fits.shape[1]
        even = np.full(n_criteria, 1.0 / n_criteria)
        start = even if self.current is None else np.asarray(self.current, dtype=float)
        start = start / start.sum()
        self.scale_ = best_scale(start, choices) if self.scale is None else self.scale
        self.weights_ = start
        if self.spread == 0:
            return self
        bounds = [(0.0, None)] * n_criteria
        for position in self.held:
            bounds[position] = (self.scale_ * start[position],) * 2
        found = minimize(
            self._objective,
            self.scale_ * start,
            args=(choices, self.scale_ * start),
            jac=True,
            method="L-BFGS-B",
            bounds=bounds,
        )
        total = found.x.sum()
        if total > 0:
            self.weights_, self.scale_ = found.x / total, float(total)
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:  # noqa: N803
        """Score alternatives, shape (n_alternatives,), in [0, 1] like their fits."""
        return np.asarray(np.asarray(X, dtype=float) @ self.weights_)

    def _objective(
        self, theta: np.ndarray, choices: Choices, prior: np.ndarray
    ) -> tuple[float, np.ndarray]:
        value, gradient = loss(theta, choices)
        if self.spread is None:
            return value, gradient
        away = (theta - prior) / (self.scale_ * self.spread) ** 2
        return value + float(away @ (theta - prior)) / 2, gradient + away


def best_scale(weights: np.ndarray, choices: Choices) -> float:
    """Find the utility per unit of score that makes the choices most likely."""
    low, high = np.log(SCALES)
    found = minimize_scalar(
        lambda at: loss(np.exp(at) * weights, choices)[0], bounds=(low, high), method="bounded"
    )
    return float(np.exp(found.x))
