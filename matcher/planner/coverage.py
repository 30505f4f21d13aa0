"""Coverage: how well a set of firms serves the needs, each further candidate being worth less.

A need counts the score of its best candidate whole, of the next by half, then by a quarter, and so
on up to `n_each` of them: returns diminish (the function is submodular), as in facility location.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.planner.candidates import Array


@dataclass(frozen=True, eq=False)
class Coverage:
    """Pairs that fit, by firm: `firm`, `need` and `score` have shape (n_pairs,)."""

    firm: Array
    need: Array
    score: Array
    n_firms: int
    n_needs: int
    n_each: int

    @cached_property
    def weights(self) -> Array:
        """Give what the first, second... candidate of a need counts, shape (n_each,)."""
        return np.asarray(0.5 ** np.arange(self.n_each))

    @cached_property
    def starts(self) -> Array:
        """Where the pairs of each firm start and the last ones end, shape (n_firms + 1,)."""
        return np.searchsorted(self.firm, np.arange(self.n_firms + 1))

    def best(self, invited: Array) -> Array:
        """Give each need's best scores among the invited, shape (n_needs, n_each + 1), else 0."""
        rows = np.flatnonzero(invited[self.firm])
        rows = rows[np.lexsort((-self.score[rows], self.need[rows]))]
        need = self.need[rows]
        nth = np.arange(len(rows)) - np.searchsorted(need, need)
        kept = nth <= self.n_each
        best = np.zeros((self.n_needs, self.n_each + 1))
        best[need[kept], nth[kept]] = self.score[rows[kept]]
        return best

    def joined(self, best: Array, firm: int) -> Array:
        """Give the best scores of the needs once a firm is invited too."""
        rows = slice(self.starts[firm], self.starts[firm + 1])
        need, score = self.need[rows], self.score[rows]
        grown = np.column_stack([best[need], score])
        best[need] = -np.sort(-grown, axis=1)[:, :-1]
        return best

    def value(self, invited: Array) -> float:
        """Give what a set of firms is worth."""
        return float((self.best(invited)[:, : self.n_each] @ self.weights).sum())

    def entering(self, rows: Array, best: Array) -> Array:
        """Give what each pair adds to the `best` scores of its need, shape (n_needs, >= n_each)."""
        scores, need = self.score[rows], self.need[rows]
        steps = self.weights - np.append(self.weights[1:], 0.0)
        pushed = np.cumsum((best[:, : self.n_each] * steps)[:, ::-1], axis=1)[:, ::-1]
        pushed = np.column_stack([pushed, np.zeros(self.n_needs)])
        rank = (best[need, : self.n_each] >= scores[:, None]).sum(axis=1)
        weight = np.append(self.weights, 0.0)[rank]
        return np.asarray(weight * scores - pushed[need, rank])

    def per_firm(self, worth: Array) -> Array:
        """Sum the worth of pairs for each firm."""
        return np.bincount(self.firm, worth, minlength=self.n_firms)

    def losses(self, invited: Array) -> Array:
        """Give what is lost when an invited firm stays away, 0 for the others."""
        best = self.best(invited)
        lost = np.zeros(len(self.firm))
        for nth in range(self.n_each):
            rest = np.delete(best, nth, axis=1)
            rows = np.flatnonzero(self.ranks(invited) == nth)
            lost[rows] = self.entering(rows, rest)
        return self.per_firm(lost)

    def ranks(self, invited: Array) -> Array:
        """Give the rank of each pair at its need among the invited, from 0; -1 for the others."""
        rows = np.flatnonzero(invited[self.firm])
        rows = rows[np.lexsort((self.firm[rows], -self.score[rows], self.need[rows]))]
        need = self.need[rows]
        ranks = np.full(len(self.firm), -1)
        ranks[rows] = np.arange(len(rows)) - np.searchsorted(need, need)
        return ranks

    def stand_ins(self, invited: Array) -> Array:
        """Give what each firm adds on average when one of the invited, any, stays away."""
        best, rows, n_invited = self.best(invited), np.arange(len(self.firm)), int(invited.sum())
        n_held = (best[:, : self.n_each] > 0).sum(axis=1)[self.need]
        total = (n_invited - n_held) * self.entering(rows, best)
        for nth in range(self.n_each):
            gain = self.entering(rows, np.delete(best, nth, axis=1))
            total += np.where(nth < n_held, gain, 0.0)
        return np.where(invited, 0.0, self.per_firm(total) / max(n_invited, 1))
