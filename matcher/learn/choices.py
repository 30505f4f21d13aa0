"""Choices: what the likelihood needs of every choice set, computed for all of them at once.

A choice set is one need with the firms that could have been chosen; a firm that was not there is
in no set, so it is never a negative. Of several chosen for one need, each won against those that
were not chosen, and together they count as one need.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np


@dataclass(frozen=True)
class Choices:
    """Alternatives, stacked set by set.

    Parameters
    ----------
    fits
        Shape (n_alternatives, n_criteria), in [0, 1].
    chosen
        Shape (n_alternatives,), True where the alternative was chosen.
    sets
        Shape (n_alternatives,): the number of the choice set, ascending.
    """

    fits: np.ndarray
    chosen: np.ndarray
    sets: np.ndarray

    @classmethod
    def of(cls, fits: np.ndarray, chosen: np.ndarray, sets: np.ndarray) -> Self:
        """Order the alternatives by set and leave out sets that cannot teach anything.

        That is a set in which nothing, or everything, was chosen.

        Raises
        ------
        ValueError
            When the shapes differ or a fit is not a number.
        """
        fits, chosen = np.asarray(fits, dtype=float), np.asarray(chosen, dtype=bool)
        sets = np.asarray(sets)
        if not len(fits) == len(chosen) == len(sets) or fits.ndim != 2:
            raise ValueError(f"{fits.shape} fits, {chosen.shape} chosen and {sets.shape} sets")
        if not np.isfinite(fits).all():
            raise ValueError("a fit is not a number")
        _, sets = np.unique(sets, return_inverse=True)
        n, won = np.bincount(sets), np.bincount(sets, weights=chosen)
        teaches = ((won > 0) & (won < n))[sets]
        order = np.flatnonzero(teaches)[np.argsort(sets[teaches], kind="stable")]
        _, sets = np.unique(sets[order], return_inverse=True)
        return cls(fits[order], chosen[order], sets)

    @property
    def n_sets(self) -> int:
        """How many needs something can be learned from."""
        return int(self.sets[-1]) + 1 if len(self.sets) else 0

    def take(self, wanted: np.ndarray) -> Self:
        """Give some of the sets, by number; one named twice counts twice."""
        starts = np.searchsorted(self.sets, np.arange(self.n_sets + 1))
        rows = [np.arange(starts[i], starts[i + 1]) for i in wanted]
        index = np.concatenate(rows) if rows else np.zeros(0, dtype=int)
        sets = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        return type(self)(self.fits[index], self.chosen[index], sets)


def loss(theta: np.ndarray, choices: Choices) -> tuple[float, np.ndarray]:
    """Negative log-likelihood of a conditional logit, and its gradient.

    P(j) = exp(theta x_j) / sum over j and all that were not chosen (McFadden 1974). Every need
    counts once: its winners share its weight.

    Parameters
    ----------
    theta
        Utility per unit of fit, shape (n_criteria,).
    choices
        At least one set.
    """
    utility = choices.fits @ theta
    starts = np.searchsorted(choices.sets, np.arange(choices.n_sets))
    utility -= np.maximum.reduceat(utility, starts)[choices.sets]
    odds = np.exp(utility)
    others = odds * ~choices.chosen
    rest = np.add.reduceat(others, starts)
    pull = np.add.reduceat(others[:, None] * choices.fits, starts)
    at = choices.sets[choices.chosen]
    share = (1.0 / np.add.reduceat(choices.chosen.astype(float), starts))[at]
    total = rest[at] + odds[choices.chosen]
    fits = choices.fits[choices.chosen]
    lost = share @ (np.log(total) - utility[choices.chosen])
    expected = (pull[at] + odds[choices.chosen, None] * fits) / total[:, None]
    return float(lost), np.asarray(share @ (expected - fits))
