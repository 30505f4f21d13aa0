"""Moves: who moves up and down the lists when weights change."""

from dataclasses import dataclass

import numpy as np

from matcher.pairs import LISTS, OUT, Pairs

NOT_LISTED = -1


@dataclass(frozen=True)
class Move:
    """One IKM in the first places of a need, with its rank through all lists then and now.

    Equal IKM share a rank (`tied`), so that nobody reads a move out of a tie. `is_new` says that
    it did not stand in the first places before; `predecessor` is who stood at this place before,
    or blank.
    """

    supplier_id: str
    rank: int
    tied: bool
    before: int
    is_new: bool
    predecessor: str
    listed: str
    score: float
    fitting: bool  # a meeting makes sense

    @property
    def up(self) -> int:
        """By how many places it rose; below 0 it fell."""
        return self.before - self.rank


@dataclass(frozen=True)
class Moves:
    """The same pairs under two sets of weights."""

    before: Pairs
    after: Pairs

    def first(self, i: int, k: int = 10) -> tuple[Move, ...]:
        """Give the first `k` listed IKM of need number `i` as they stand now."""
        then, now = (_first(pairs, k)[i] for pairs in (self.before, self.after))
        ranks = [_shared_ranks(pairs, i) for pairs in (self.before, self.after)]
        names = [*self.before.firm_ids.tolist(), ""]  # NOT_LISTED is the last
        return tuple(
            Move(
                supplier_id=names[j],
                rank=int(ranks[1][j]),
                tied=bool((ranks[1] == ranks[1][j]).sum() > 1),
                before=int(ranks[0][j]),
                is_new=bool(ranks[0][j] > k),
                predecessor=names[was],
                listed=LISTS[self.after.listed[i, j]],
                score=float(self.after.scores.score[i, j]),
                fitting=bool(self.after.fitting[i, j]),
            )
            for j, was in zip(now, then, strict=True)
            if j != NOT_LISTED
        )

    def n_changed(self, k: int = 5) -> int:
        """Count the needs whose first `k` are others, or stand in another order."""
        return int((_first(self.before, k) != _first(self.after, k)).any(axis=1).sum())


def moves(before: Pairs, after: Pairs) -> Moves:
    """Compare the ranks of the same needs and firms under two sets of weights.

    Raises
    ------
    ValueError
        When the two hold other needs or firms.
    """
    if before.rank.shape != after.rank.shape or (before.firm_ids != after.firm_ids).any():
        raise ValueError("moves compares the same needs and firms under two sets of weights")
    return Moves(before, after)


def _first(pairs: Pairs, k: int) -> np.ndarray:
    """Positions of the first `k` firms of each need, NOT_LISTED where fewer are listed."""
    order = np.argsort(pairs.rank, axis=1)[:, :k]
    listed = pairs.met & (pairs.listed != LISTS.index(OUT))
    return np.where(np.take_along_axis(listed, order, axis=1), order, NOT_LISTED)


def _shared_ranks(pairs: Pairs, i: int) -> np.ndarray:
    """Rank of each firm for one need, shared where list, floor and score are equal."""
    order = np.argsort(pairs.rank[i])
    score = pairs.scores.score[i].round(9)
    keys = np.stack([pairs.met[i], pairs.listed[i], pairs.below_floor[i], score])[:, order]
    other = np.append(True, (keys[:, 1:] != keys[:, :-1]).any(axis=0))
    ranks = np.empty(len(order), dtype=int)
    ranks[order] = np.maximum.accumulate(np.where(other, np.arange(1, len(order) + 1), 0))
    return ranks
