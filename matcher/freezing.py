"""Freezing: every pair of a run as rows that can be kept and compared, shares and answers with it.

A frozen pair tells all that its place rests on, so that it can be explained years later without
the data of that day. Pairs out of all lists keep only what rules them out.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np

from matcher.pairs import OUT, all_pairs
from matcher.requirements import FAIL, Verdict
from matcher.score import Scorer
from matcher.shortlisting import Candidate, ranked_lists
from matcher.weights import Weights, read_weights

DIGITS = 9  # of shares and fits; a score is a sum of twenty


@dataclass(frozen=True)
class Run:
    """A frozen run: by whom, when, with which weights, on which state of the data."""

    run_id: int
    name: str
    event_id: str | None
    who: str
    at: datetime
    data_version: int
    toml: str
    note: str | None = None

    @property
    def weights(self) -> Weights:
        """The weights as they were."""
        return read_weights(self.toml.encode(), self.name)


@dataclass(frozen=True)
class FrozenPair:
    """One pair of a run.

    `rank` counts within its list and is None out of all lists. `shares` maps each criterion to
    its part of the score and sums to it. `facts` holds the `fits` behind them, the criteria that
    both sides `stated`, the `verdicts` on the must-haves, the `rules` that the organisers made,
    and `below_floor`, `low`, `band`, `partners` as in a candidate.
    """

    need_id: str
    supplier_id: str
    buyer_id: str | None
    row_id: str | None
    listed: str
    rank: int | None
    score: float
    buyer_fit: float
    supplier_fit: float
    completeness: float
    shares: dict[str, float]
    facts: dict[str, Any]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The answers to the must-haves."""
        return tuple(Verdict(**said) for said in self.facts["verdicts"])


def frozen_pairs(scorer: Scorer, weights: Weights | None = None) -> Iterator[FrozenPair]:
    """Give every pair of every need: need by need, list by list, best first."""
    weights = weights or scorer.weights
    pairs = all_pairs(scorer, weights)
    total = np.array([weights.in_score(name) for name in scorer.blocks])
    for need_id in scorer.needs.index:
        lists = ranked_lists(scorer, pairs, need_id, "need")
        for candidate in (one for found in lists.values() for one in found):
            yield _frozen(scorer, candidate, total)


def _frozen(scorer: Scorer, one: Candidate, total: np.ndarray) -> FrozenPair:
    listed = one.listed != OUT
    shares, facts = _measured(scorer, one, total) if listed else ({}, {})
    kept = [v for v in one.verdicts if listed or v.status == FAIL]
    return FrozenPair(
        need_id=one.need_id,
        supplier_id=one.supplier_id,
        buyer_id=one.buyer_id or None,
        row_id=one.row_id,
        listed=one.listed,
        rank=one.rank if listed else None,
        score=one.score,
        buyer_fit=one.buyer_fit,
        supplier_fit=one.supplier_fit,
        completeness=one.completeness,
        shares=shares,
        facts=facts
        | {"verdicts": [asdict(v) for v in kept], "rules": [asdict(rule) for rule in one.rules]},
    )


def _measured(
    scorer: Scorer, one: Candidate, total: np.ndarray
) -> tuple[dict[str, float], dict[str, Any]]:
    """Give the shares of the score, and what stands behind them."""
    i, j = scorer.needs.index.get_loc(one.need_id), scorer.suppliers.index.get_loc(one.row_id)
    names, fits = list(scorer.blocks), scorer.fits[:, i, j]
    stated = scorer.stated[:, i, j] > 0
    facts = {
        "fits": _rounded(names, fits),
        "stated": [name for name, known in zip(names, stated, strict=True) if known],
        "below_floor": one.below_floor,
        "partners": one.partners,
        "band": one.band,
        "low": round(one.low, DIGITS),
    }
    return _rounded(names, total * fits), facts


def _rounded(names: list[str], values: np.ndarray) -> dict[str, float]:
    return dict(zip(names, values.round(DIGITS).tolist(), strict=True))
