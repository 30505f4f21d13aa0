"""Coverage: which needs have a fitting IKM, which IKM a fitting need, and why the others do not.

A pair that fits passes four gates: enough is known, the score is high enough, both sides gain,
and no must-have fails. The reason names the gate at which the nearest pairs stop.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.overrides import NEVER_MEET
from matcher.overview.stated import in_score, most_helpful, stated_by_firms
from matcher.pairs import ALMOST, LISTS, Pairs
from matcher.requirements import FAIL
from matcher.score import Scorer

EMPTY = "empty"  # it says less than half of what is enough
VAGUE = "vague"  # it says less than is enough
TO_COMPLETE = "to complete"  # good enough as an average, were more known of the other side too
MUST_HAVE, ONE_SIDED, TRADE = "must-have", "one-sided", "trade"

Obstacle = tuple[str, str]  # kind and value of a must-have


@dataclass(frozen=True)
class NeedCoverage:
    """One need: the firms that fit it, best first, and what stands in the way when none does.

    `n_one_missing` counts the firms that fail exactly one must-have and `obstacle` is the one
    they fail most often; `n_if_answered` counts those that would fit if what they did not state
    turned out as the average.
    """

    need_id: str
    fitting: tuple[str, ...]
    reason: str = ""
    n_one_missing: int = 0
    obstacle: Obstacle | None = None
    n_if_answered: int = 0


@dataclass(frozen=True)
class Unmatched:
    """A supplier without a fitting need.

    `n_if_answered` counts the needs that would fit if what it did not state turned out as the
    average; `obstacle` is the must-have that it fails most often where only must-haves stand in
    the way.
    """

    supplier_id: str
    reason: str
    n_if_answered: int = 0
    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class Coverage:
    """Every need and every supplier without a fitting need, both by id.

    `ask_firms` and `ask_buyers` name the criteria that would tell most of the suppliers and of
    the needs that say too little. `n_known_*` counts those with a pair of which enough is known.
    """

    needs: tuple[NeedCoverage, ...]
    unmatched: tuple[Unmatched, ...]
    ask_firms: tuple[str, ...]
    ask_buyers: tuple[str, ...]
    n_known_needs: int
    n_known_firms: int


def cover(scorer: Scorer, pairs: Pairs) -> Coverage:
    """Say for all needs and all suppliers whether something fits, and why not."""
    gates = _Gates(scorer, pairs)
    unmatched = np.flatnonzero(~pairs.fitting.any(axis=0))
    thin_firms = gates.firms_say[:, gates.firm_share < pairs.weights.enough]
    thin_needs = gates.needs_say[:, gates.need_share < pairs.weights.enough]
    wanted, anything = gates.needs_say.mean(axis=1), np.ones(len(scorer.blocks))
    return Coverage(
        needs=tuple(_need(gates, i) for i in range(len(scorer.needs))),
        unmatched=tuple(_firm(gates, int(j)) for j in unmatched),
        ask_firms=most_helpful(scorer, pairs.weights, thin_firms, wanted),
        ask_buyers=most_helpful(scorer, pairs.weights, thin_needs, anything),
        n_known_needs=int(gates.known.any(axis=1).sum()),
        n_known_firms=int(gates.known.any(axis=0).sum()),
    )


class _Gates:
    """The gates as arrays of shape (n_needs, n_firms), and what each record says itself."""

    def __init__(self, scorer: Scorer, pairs: Pairs) -> None:
        self.scorer, self.pairs = scorer, pairs
        self.known = pairs.met & ~pairs.thin
        self.good = pairs.met & (pairs.scores.score >= pairs.weights.minimum)
        self.both = ~pairs.below_floor
        self.allowed = pairs.listed < LISTS.index(ALMOST)
        self.needs_say, self.firms_say = scorer.stated_by_needs, stated_by_firms(scorer)
        weight = in_score(scorer, pairs.weights)
        self.need_share, self.firm_share = weight @ self.needs_say, weight @ self.firms_say

    @cached_property
    def only_must_haves(self) -> np.ndarray:
        """Where nothing but must-haves stands in the way."""
        return np.asarray(self.known & self.good & self.both & ~self.allowed)

    @cached_property
    def only_answers(self) -> np.ndarray:
        """Where nothing but the firm's missing data stands in the way."""
        need_says_enough = (self.need_share >= self.pairs.weights.enough)[:, None]
        return np.asarray(~self.known & self.good & self.both & self.allowed & need_says_enough)

    def reason(self, row: int | slice, column: int | slice, share: float) -> str:
        """Name the gate at which the nearest pairs of a record stop; `share` is what it says."""
        at, enough = (row, column), self.pairs.weights.enough
        if share < enough:
            return EMPTY if share < enough / 2 else VAGUE
        if self.only_answers[at].any():
            return TO_COMPLETE
        if self.only_must_haves[at].any():
            return MUST_HAVE
        return ONE_SIDED if (self.known & self.good & ~self.both)[at].any() else TRADE


def _need(gates: _Gates, i: int) -> NeedCoverage:
    pairs, need_id = gates.pairs, str(gates.scorer.needs.index[i])
    if pairs.fitting[i].any():
        order = np.argsort(-pairs.scores.score[i].round(9), kind="stable")  # firms stand by id
        fitting = tuple(str(pairs.firm_ids[j]) for j in order if pairs.fitting[i, j])
        return NeedCoverage(need_id, fitting)
    missing_one = np.flatnonzero(pairs.met[i] & (pairs.listed[i] == LISTS.index(ALMOST)))
    return NeedCoverage(
        need_id,
        fitting=(),
        reason=gates.reason(i, slice(None), float(gates.need_share[i])),
        n_one_missing=len(missing_one),
        obstacle=_commonest(gates, [(i, int(j)) for j in missing_one]),
        n_if_answered=int(gates.only_answers[i].sum()),
    )


def _firm(gates: _Gates, j: int) -> Unmatched:
    stopped = np.flatnonzero(gates.only_must_haves[:, j])
    return Unmatched(
        str(gates.pairs.firm_ids[j]),
        reason=gates.reason(slice(None), j, float(gates.firm_share[j])),
        n_if_answered=int(gates.only_answers[:, j].sum()),
        obstacle=_commonest(gates, [(int(i), j) for i in stopped]),
    )


def _commonest(gates: _Gates, chosen: Sequence[tuple[int, int]]) -> Obstacle | None:
    """Name the must-have that most of some pairs fail; ties by kind and value."""
    failed = Counter(
        (verdict.kind, verdict.value)
        for i, j in chosen
        for verdict in gates.scorer.verdicts(i)[gates.pairs.row[i, j]]
        if verdict.status == FAIL
    )
    failed.update((NEVER_MEET, "") for i, j in chosen if gates.pairs.never[i, j])
    return min(failed, key=lambda asked: (-failed[asked], asked), default=None)
