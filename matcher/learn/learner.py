"""Learner: how far the weights may move is decided by what they predict, not by how they fit."""

from collections.abc import Callable
from typing import Self

import numpy as np
from sklearn.base import BaseEstimator, clone
from threadpoolctl import threadpool_limits

from matcher.learn.choices import Choices
from matcher.learn.logit import ConditionalLogit
from matcher.metrics import reciprocal_rank

KEEP = 0.0
SPREADS = (KEEP, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


class WeightLearner(BaseEstimator):
    """Learns weights, or keeps the current ones where outcomes do not clearly speak against them.

    Every spread of the prior, keeping the current weights among them, predicts needs that it has
    not seen (cross-validation by need). The best one is taken, but only if it beats the current
    weights by more than `margin` standard errors of the difference (after Breiman et al. 1984);
    else the current weights stay.

    Parameters
    ----------
    current
        Current weights, shape (n_criteria,); None means even weights.
    spreads
        Standard deviations of the prior to choose from, in shares of the score.
    margin
        By how many standard errors a change must be better.
    n_folds
        Into how many parts the needs are divided.
    held
        Positions of criteria whose weight stays as it is.
    seed
        Which needs come into which part.

    Attributes
    ----------
    weights_ : ndarray of shape (n_criteria,)
        Learned weights; they sum to 1.
    spread_ : float
        The spread that was taken; 0 when the current weights stay.
    held_out_ : ndarray of shape (n_spreads, n_sets)
        Reciprocal rank of every need under weights that have not seen it.
    """

    def __init__(
        self,
        current: np.ndarray | None = None,
        spreads: tuple[float, ...] = SPREADS,
        margin: float = 1.5,
        n_folds: int = 5,
        held: tuple[int, ...] = (),
        seed: int = 0,
    ) -> None:
        self.current = current
        self.spreads = spreads
        self.margin = margin
        self.n_folds = n_folds
        self.held = held
        self.seed = seed

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
        logit = ConditionalLogit(self.current, held=self.held)
        spreads = tuple(dict.fromkeys((KEEP, *self.spreads)))
        with threadpool_limits(1):  # these matrices are narrow: more threads only wait
            self.held_out_ = self._held_out(logit, spreads, choices)
            self.spread_ = self._taken(spreads)
            self.logit_ = clone(logit).set_params(spread=self.spread_).fit_choices(choices)
        self.weights_ = self.logit_.weights_
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:  # noqa: N803
        """Score alternatives, shape (n_alternatives,)."""
        return np.asarray(self.logit_.predict(X))

    def _taken(self, spreads: tuple[float, ...]) -> float:
        gain = self.held_out_ - self.held_out_[0]
        error = gain.std(axis=1, ddof=1) / np.sqrt(gain.shape[1]) if gain.shape[1] > 1 else np.inf
        clear = gain.mean(axis=1) > self.margin * error
        best = np.argmax(np.where(clear, gain.mean(axis=1), -np.inf)) if clear.any() else 0
        return spreads[int(best)]

    def _held_out(
        self, logit: ConditionalLogit, spreads: tuple[float, ...], choices: Choices
    ) -> np.ndarray:
        n_folds = min(self.n_folds, choices.n_sets)
        part = np.random.default_rng(self.seed).permutation(choices.n_sets) % n_folds
        found = np.zeros((len(spreads), choices.n_sets))
        if n_folds < 2:
            return found
        for fold in range(n_folds):
            seen, unseen = np.flatnonzero(part != fold), np.flatnonzero(part == fold)
            known, new = choices.take(seen), choices.take(unseen)
            scale = clone(logit).set_params(spread=KEEP).fit_choices(known).scale_
            for k, spread in enumerate(spreads):
                settings = {"spread": spread, "scale": scale}  # the same for every spread
                learned = clone(logit).set_params(**settings).fit_choices(known)
                found[k, unseen] = reciprocal_ranks(learned.predict(new.fits), new)
        return found


def reciprocal_ranks(scores: np.ndarray, choices: Choices) -> np.ndarray:
    """Reciprocal rank of the first chosen alternative of every set, shape (n_sets,)."""
    return of_sets(reciprocal_rank, scores, choices)


def of_sets(
    figure: Callable[[np.ndarray, np.ndarray], float], scores: np.ndarray, choices: Choices
) -> np.ndarray:
    """Give a figure of the scores and of who was chosen for every set, shape (n_sets,)."""
    ends = np.searchsorted(choices.sets, np.arange(1, choices.n_sets))
    parts = zip(np.split(scores, ends), np.split(choices.chosen, ends), strict=True)
    return np.array([figure(of, chosen) for of, chosen in parts])
