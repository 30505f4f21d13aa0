"""Decisions of the organisers about pairs, as they count at an event; what cannot is told."""

from copy import copy
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from features.language import mark
from matcher.overrides import MUST_MEET, NEVER_MEET
from matcher.planner.limits import Named
from matcher.planner.said import Said
from matcher.planner.wanted import Wanted
from matcher.score import Scorer


class Decided(NamedTuple):
    """Pairs that must and never meet, and what is said of those that cannot count here."""

    must: frozenset[Named]
    never: frozenset[Named]
    remarks: tuple[Said, ...]


def at_event(scorer: Scorer, event_id: str | None) -> Scorer:
    """Give the scorer that knows the decisions for one event only; None for those of all."""
    if event_id is None:
        return scorer
    found, overrides = copy(scorer), scorer.data.overrides
    found.data = replace(scorer.data, overrides=overrides[overrides["event_id"] == event_id])
    return found


def decided(scorer: Scorer, wanted: Wanted, candidates: pd.DataFrame) -> Decided:
    """Join what is wanted now with what stands in the records."""
    columns = ["supplier_id", "buyer_id", "need_id"]
    known: set[Named] = set(candidates[columns].itertuples(index=False, name=None))
    known |= set(candidates[columns[:2]].itertuples(index=False, name=None))
    must = wanted.must | _kept(scorer, MUST_MEET)
    never = wanted.never | _kept(scorer, NEVER_MEET)
    return Decided(
        must=frozenset(must & known),
        never=frozenset(never & known),
        remarks=tuple(_no_pair(scorer, named) for named in sorted(must - known)),
    )


def _kept(scorer: Scorer, kind: str) -> set[Named]:
    table = scorer.data.overrides
    own = table[(table["kind"] == kind) & table["withdrawn"].map(lambda one: one is not True)]
    return {
        (row.supplier_id, row.buyer_id, row.need_id)
        if isinstance(row.need_id, str)
        else (row.supplier_id, row.buyer_id)
        for row in own.itertuples()
    }


def _no_pair(scorer: Scorer, named: Named) -> Said:
    return Said(
        mark(
            "{supplier} and {buyer} were to meet and cannot: one of them takes no part, or the "
            "buyer has no such open need"
        ),
        {
            "supplier": scorer.data.firm_name(named[0]) or named[0],
            "buyer": scorer.data.firm_name(named[1]) or named[1],
        },
    )
