"""Shortlist: the candidates for a need, a buyer or a supplier in three ranked lists.

Ready (all requirements pass), to ask (some unknown) and almost (exactly one fails). A firm
stands in a list once, with its best capability.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from features.language import mark
from features.mentions import Mention
from features.vocabulary import vocabulary
from matcher.errors import NotFoundError
from matcher.nearest import Nearest, is_large, nearest_of
from matcher.overrides import MUST_MEET, NEVER_MEET, PairRule
from matcher.pairs import ALMOST, LISTS, NOBODY, OUT, READY, THIN, TO_ASK, Pairs, all_pairs, band
from matcher.requirements import Verdict
from matcher.score import Scorer
from matcher.weights import Weights

MOST_LISTED = 200  # candidates of each list where there are too many to score them all


@dataclass(frozen=True)
class Candidate:
    """One pair: a need and the best capability of a supplier for it.

    `rank` counts within its list and is shared by equal scores (`tied`); `below_floor` says that
    the weaker side's fit is below the floor, so the pair stands after all others. `other_product`
    is what the capability makes where that has nothing in common with the part that is asked for;
    '' too where one of the two is not known.
    """

    need_id: str
    buyer_id: str
    supplier_id: str
    row_id: str
    listed: str
    score: float
    buyer_fit: float
    supplier_fit: float
    completeness: float
    low: float
    high: float
    band: str
    below_floor: bool
    partners: bool  # the two were reported as partners before
    verdicts: tuple[Verdict, ...]
    rank: int = 0
    tied: bool = False
    rules: tuple[PairRule, ...] = ()  # what the organisers decided, and links of the two firms
    other_product: str = ""

    @property
    def must_meet(self) -> bool:
        """Whether the organisers decided that the two meet."""
        return any(rule.kind == MUST_MEET for rule in self.rules)

    @property
    def never_meet(self) -> bool:
        """Whether the organisers decided that the two do not meet."""
        return any(rule.kind == NEVER_MEET for rule in self.rules)

    def order(self) -> tuple[object, ...]:
        """Sort key: by list, pairs above the floor first, best first, ties by id."""
        score = -round(self.score, 9)
        return (LISTS.index(self.listed), self.below_floor, score, self.supplier_id, self.need_id)


@dataclass(frozen=True)
class Shortlist:
    """Candidates of one need, buyer or supplier (`what` says which), each list best first."""

    of: str
    what: str
    ready: tuple[Candidate, ...]
    to_ask: tuple[Candidate, ...]
    almost: tuple[Candidate, ...]
    n_out: int  # candidates that fail two requirements or more

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """All listed candidates: ready, then to ask, then almost."""
        return self.ready + self.to_ask + self.almost

    @property
    def n_known(self) -> int:
        """How many candidates rest on enough stated facts to be ranked."""
        return sum(candidate.band != THIN for candidate in self.candidates)

    @property
    def too_little(self) -> bool:
        """Whether nearly everything is unknown, so that the order means nothing."""
        return self.n_known == 0

    @property
    def has_requirements(self) -> bool:
        """Whether any must-have was checked; without one everybody stands in ready."""
        return self.n_out > 0 or any(candidate.verdicts for candidate in self.candidates)

    def top(self, k: int) -> "Shortlist":
        """Keep at most `k` candidates per list, and whoever must meet."""
        ready, to_ask, almost = (_first(one, k) for one in (self.ready, self.to_ask, self.almost))
        return replace(self, ready=ready, to_ask=to_ask, almost=almost)

    def table(self) -> pd.DataFrame:
        """Give one row per candidate for a notebook or a file."""
        columns = [n for n in Candidate.__dataclass_fields__ if n not in ("verdicts", "rules")]
        rows = [[getattr(one, name) for name in columns] for one in self.candidates]
        return pd.DataFrame(rows, columns=columns)


def shortlist(
    scorer: Scorer, record_id: str, weights: Weights | None = None, side: str | None = None
) -> Shortlist:
    """Rank the candidates for a need, a buyer (its needs together) or a supplier.

    Parameters
    ----------
    scorer
        Fitted on the data.
    record_id
        Id of a need, buyer or supplier. A buyer's candidates are firms, each with the need it
        fits best; a supplier's are needs.
    weights
        Instead of the scorer's own.
    side
        For a firm that both buys and supplies: 'buyer' or 'supplier' (as it stands without).

    Raises
    ------
    NotFoundError
        When the id names nothing that can be matched.
    """
    weights = weights or scorer.weights
    what = scorer.data.require(record_id, side)
    if what == "need" and is_large(scorer):
        return first_candidates(scorer, record_id, weights)
    lists = ranked_lists(scorer, all_pairs(scorer, weights), record_id, what)
    ready, to_ask, almost = (tuple(lists[name]) for name in (READY, TO_ASK, ALMOST))
    return Shortlist(record_id, what, ready, to_ask, almost, n_out=len(lists[OUT]))


def first_candidates(
    scorer: Scorer, need_id: str, weights: Weights, k: int = MOST_LISTED
) -> Shortlist:
    """Rank the first k candidates of each list of a need, found in an index of the IKM.

    They are those that `shortlist` ranks first. All that must meet are among them; the rank of one
    that stands further down counts only those found.
    """
    need, nearest = int(scorer.needs.index.get_loc(need_id)), _index_of(scorer)
    # one more tells whether the last is tied
    firms, n_out = nearest.firms_of(scorer, need, weights, k + 1)
    suppliers = scorer.suppliers["firm_id"].to_numpy().astype(str)
    rows = np.flatnonzero(np.isin(suppliers, nearest.firm_ids[firms]))
    return of_one_need(scorer.narrowed(rows, np.array([need])), weights, n_out).top(k)


def of_one_need(scorer: Scorer, weights: Weights, n_out: int) -> Shortlist:
    """Rank the firms of a scorer of one need; `n_out` of all fail two requirements or more."""
    need_id = scorer.needs.index[0]
    lists = ranked_lists(scorer, all_pairs(scorer, weights), need_id, "need")
    ready, to_ask, almost = (tuple(lists[name]) for name in (READY, TO_ASK, ALMOST))
    return Shortlist(need_id, "need", ready, to_ask, almost, n_out)


def ranked_lists(
    scorer: Scorer, pairs: Pairs, record_id: str, what: str
) -> dict[str, list[Candidate]]:
    """Give the candidates of a need, buyer or supplier by list, those out of all lists too."""
    firms = np.arange(len(pairs.firm_ids))
    if what == "supplier":
        firms = np.flatnonzero(pairs.firm_ids == record_id)
    found = [
        _candidate(scorer, pairs, i, j)
        for i in _needs_of(scorer, record_id, what)
        for j in firms[pairs.met[i, firms]]
    ]
    best: dict[str, Candidate] = {}
    for candidate in sorted(found, key=lambda one: (not one.must_meet, one.order())):
        one_per = candidate.need_id if what == "supplier" else candidate.supplier_id
        best.setdefault(one_per, candidate)
    chosen = sorted(best.values(), key=Candidate.order)
    return {name: _ranked([one for one in chosen if one.listed == name]) for name in LISTS}


def pair(
    scorer: Scorer, need_id: str, supplier_id: str, weights: Weights | None = None
) -> Candidate:
    """Give one pair, whatever list it stands in.

    Raises
    ------
    NotFoundError
        When one of the ids names nothing, or stands on the wrong side.
    """
    for record_id, side in ((need_id, "need"), (supplier_id, "supplier")):
        what = scorer.data.require(record_id, side)
        if what != side:
            raise NotFoundError(
                mark("'{id}' is a {what}, not a {side}; a pair is a need, then a supplier"),
                id=record_id,
                what=what,
                side=side,
            )
    pairs = all_pairs(scorer, weights)
    i = int(scorer.needs.index.get_loc(need_id))
    j = int(np.flatnonzero(pairs.firm_ids == supplier_id)[0])
    if pairs.row[i, j] == NOBODY:
        raise NotFoundError(
            mark("'{id}' is itself the buyer of {need}; a firm does not meet itself"),
            id=supplier_id,
            need=need_id,
        )
    return _candidate(scorer, pairs, i, j)


@lru_cache(maxsize=1)
def _index_of(scorer: Scorer) -> Nearest:
    """Give a scorer's index, made once."""
    return nearest_of(scorer)


def _needs_of(scorer: Scorer, record_id: str, what: str) -> list[int]:
    needs = scorer.needs
    if what == "supplier":
        return list(range(len(needs)))
    chosen = needs.index == record_id if what == "need" else needs["firm_id"] == record_id
    return [int(i) for i in np.flatnonzero(chosen)]


def _candidate(scorer: Scorer, pairs: Pairs, i: int, j: int) -> Candidate:
    row, scores = int(pairs.row[i, j]), pairs.scores
    verdicts = scorer.verdicts(i)[row]
    buyer_id, supplier_id = scorer.needs["firm_id"].iat[i] or "", str(pairs.firm_ids[j])
    completeness, low = float(scores.completeness[i, j]), float(scores.low[i, j])
    return Candidate(
        need_id=scorer.needs.index[i],
        buyer_id=buyer_id,
        supplier_id=supplier_id,
        row_id=scorer.suppliers.index[row],
        listed=LISTS[pairs.listed[i, j]],
        score=float(scores.score[i, j]),
        buyer_fit=float(scores.buyer_fit[i, j]),
        supplier_fit=float(scores.supplier_fit[i, j]),
        completeness=completeness,
        low=low,
        high=float(scores.high[i, j]),
        band=band(completeness, low, pairs.weights),
        below_floor=bool(pairs.below_floor[i, j]),
        partners=(supplier_id, buyer_id) in scorer.data.partners,
        verdicts=verdicts,
        rules=scorer.data.pair_rules.get((scorer.needs.index[i], supplier_id), ()),
        other_product=_other_product(scorer, i, row),
    )


def _other_product(scorer: Scorer, i: int, row: int) -> str:
    asked = _families(scorer.needs["component_mentions"].iat[i])
    made = _families(scorer.suppliers["component_mentions"].iat[row])
    if not asked or not made or asked & made:
        return ""
    return str(scorer.suppliers["product"].iat[row] or "")


def _families(mentions: list[Mention]) -> set[str]:
    """Give the components that somebody names, with all families above them."""
    named = [mention.node for mention in mentions if not mention.presumed]
    return {above for node in named for above in vocabulary().lineage("component", node)}


def _first(candidates: tuple[Candidate, ...], k: int) -> tuple[Candidate, ...]:
    return candidates[:k] + tuple(one for one in candidates[k:] if one.must_meet)


def _ranked(candidates: list[Candidate]) -> list[Candidate]:
    """Give equal scores one rank, so that nobody reads an order out of a tie."""
    ranked: list[Candidate] = []
    scores = [(c.below_floor, round(c.score, 9)) for c in candidates]
    for candidate, score in zip(candidates, scores, strict=True):
        rank = scores.index(score) + 1
        ranked.append(replace(candidate, rank=rank, tied=scores.count(score) > 1))
    return ranked
