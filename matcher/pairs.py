"""Pairs: every need with every firm at once, each firm with its best capability, as arrays."""

from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from matcher.overrides import MUST_MEET, NEVER_MEET
from matcher.requirements import FAIL, UNKNOWN, Verdict
from matcher.score import Scorer, Scores
from matcher.weights import Weights

READY, TO_ASK, ALMOST, OUT = "ready", "to_ask", "almost", "out"
LISTS = (READY, TO_ASK, ALMOST, OUT)
STRONG, TO_CHECK, THIN = "strong", "to check", "thin"
NOBODY = -1
_ONE_MORE_FAILS = np.array([LISTS.index(name) for name in (ALMOST, ALMOST, OUT, OUT)])


@dataclass(frozen=True)
class Pairs:
    """Arrays of shape (n_needs, n_firms); firms in the order of `firm_ids`.

    `row` is the position of the firm's best capability for the need, and NOBODY where the firm is
    the need's own buyer; the other arrays hold what they hold for that row. `listed` counts
    through LISTS. `never` says where the organisers decided against a meeting.
    """

    firm_ids: np.ndarray
    row: np.ndarray
    listed: np.ndarray
    scores: Scores
    weights: Weights
    never: np.ndarray = field(default_factory=lambda: np.array(False))

    @property
    def met(self) -> np.ndarray:
        """Where there is a pair at all: a firm does not meet itself."""
        return np.asarray(self.row != NOBODY)

    @cached_property
    def below_floor(self) -> np.ndarray:
        """Where the weaker side gains too little."""
        weaker = np.minimum(self.scores.buyer_fit, self.scores.supplier_fit)
        return np.asarray(weaker < self.weights.floor)

    @cached_property
    def thin(self) -> np.ndarray:
        """Where too little is stated to trust the score."""
        return np.asarray(self.scores.completeness < self.weights.enough)

    @cached_property
    def fitting(self) -> np.ndarray:
        """Where a meeting makes sense: no must-have fails, both sides gain, enough is known."""
        fails_none = self.listed < LISTS.index(ALMOST)
        good = self.scores.score >= self.weights.minimum
        return np.asarray(self.met & fails_none & ~self.below_floor & ~self.thin & good)

    @cached_property
    def rank(self) -> np.ndarray:
        """Rank of each firm for each need through all lists, from 1; ties by id."""
        keys = (-self.scores.score.round(9), self.below_floor, self.listed, ~self.met)
        order = np.lexsort(keys, axis=1)  # stable, and firms stand by id
        return np.argsort(order, axis=1) + 1


def all_pairs(scorer: Scorer, weights: Weights | None = None) -> Pairs:
    """Give each firm's best capability for each need: by list, floor and score, ties by id.

    The last few are kept for each scorer: a page asks for the same ones at every click.
    """
    weights = weights or scorer.weights
    if len(scorer.needs) * len(scorer.suppliers) > _MOST_KEPT:
        return _all_pairs(scorer, weights)
    kept, key = _KEPT.setdefault(scorer, {}), (id(scorer.data), repr(weights))
    found = kept.get(key) or _all_pairs(scorer, weights)
    kept[key] = found
    while len(kept) > _N_KEPT:
        kept.pop(next(iter(kept)), None)
    return found


_MOST_KEPT, _N_KEPT = 1_000_000, 4  # needs x capabilities; pairs of one scorer
_KEPT: WeakKeyDictionary[Scorer, dict[tuple[int, str], Pairs]] = WeakKeyDictionary()
_LISTED: WeakKeyDictionary[Scorer, np.ndarray] = WeakKeyDictionary()


def _all_pairs(scorer: Scorer, weights: Weights) -> Pairs:
    scores, listed = scorer.scores(weights), listed_rows(scorer)
    firms = scorer.suppliers["firm_id"].to_numpy()
    firm_ids, firm_of_row = np.unique(firms.astype(str), return_inverse=True)
    weaker = np.minimum(scores.buyer_fit, scores.supplier_fit)
    keys = (-scores.score.round(9), weaker < weights.floor, listed)
    best = np.full((len(scorer.needs), len(firm_ids)), NOBODY)
    for i, order in enumerate(np.lexsort(keys, axis=1)):
        best[i, firm_of_row[order[::-1]]] = order[::-1]  # the best is written last
    taken = Scores(*(_take(getattr(scores, name), best) for name in Scores.__dataclass_fields__))
    buyers = scorer.needs["firm_id"].to_numpy()
    own = buyers[:, None] == firm_ids[None, :]
    never, lists = _ruled(scorer, firm_ids, _take(listed, best))
    return Pairs(firm_ids, np.where(own, NOBODY, best), lists, taken, weights, never)


def _ruled(
    scorer: Scorer, firm_ids: np.ndarray, listed: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Let the organisers' decisions count: where a pair shall never meet, and the lists then.

    Never to meet counts as one more must-have that fails. Who must meet is listed, whatever fails.
    """
    never = _where(scorer, firm_ids, NEVER_MEET)
    must = _where(scorer, firm_ids, MUST_MEET) & ~never & (listed == LISTS.index(OUT))
    listed = np.where(never, _ONE_MORE_FAILS[listed], listed)
    return never, np.where(must, LISTS.index(ALMOST), listed)


def _where(scorer: Scorer, firm_ids: np.ndarray, kind: str) -> np.ndarray:
    """Mark the pairs for which something was decided, (n_needs, n_firms)."""
    rules = scorer.data.pair_rules
    keys = [key for key, found in rules.items() if any(rule.kind == kind for rule in found)]
    marked = np.zeros((len(scorer.needs), len(firm_ids)), dtype=bool)
    if keys:
        firms = pd.Index(firm_ids).get_indexer([supplier for _, supplier in keys])
        needs = scorer.needs.index.get_indexer([need for need, _ in keys])
        there = (needs >= 0) & (firms >= 0)
        marked[needs[there], firms[there]] = True
    return marked


def listed_rows(scorer: Scorer) -> np.ndarray:
    """Say in which list each capability stands for each need, as positions in LISTS."""
    found = _LISTED.get(scorer)
    if found is None:
        needs = range(len(scorer.needs))
        found = np.array([[LISTS.index(list_of(v)) for v in scorer.verdicts(i)] for i in needs])
        found.setflags(write=False)
        _LISTED[scorer] = found
    return found


def list_of(verdicts: tuple[Verdict, ...]) -> str:
    """Say in which list a capability stands with these answers."""
    n_failed = sum(verdict.status == FAIL for verdict in verdicts)
    if n_failed:
        return ALMOST if n_failed == 1 else OUT
    return TO_ASK if any(verdict.status == UNKNOWN for verdict in verdicts) else READY


def band(completeness: float, low: float, weights: Weights) -> str:
    """Name a pair's band from how much is stated and the lowest the score could be."""
    if completeness < weights.enough:
        return THIN
    return STRONG if low >= weights.strong else TO_CHECK


def _take(values: np.ndarray, rows: np.ndarray) -> np.ndarray:
    return np.asarray(np.take_along_axis(values, rows, axis=1))
