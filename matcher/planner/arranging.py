"""Arranging: from scored pairs to what is to be planned, as the organisers want it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from matcher.overrides import MUST_MEET, NEVER_MEET
from matcher.pairs import Pairs, all_pairs
from matcher.planner.attendance import EventTables, participants_of
from matcher.planner.event_problem import problem_of
from matcher.planner.limits import Limits, caps_of
from matcher.planner.problem import Participant, Problem
from matcher.planner.programme import Programme, slots_of
from matcher.planner.selection import Selection, select
from matcher.planner.wanted import Named, Wanted
from matcher.score import Scorer
from matcher.weights import Weights


@dataclass(frozen=True)
class Arranged:
    """Who meets whom, and the timetable problem that follows from it."""

    selection: Selection
    problem: Problem
    candidates: pd.DataFrame = field(repr=False, compare=False)


def arrange(
    scorer: Scorer,
    programme: Programme,
    wanted: Wanted | None = None,
    tables: EventTables | None = None,
    weights: Weights | None = None,
) -> Arranged:
    """Choose the meetings of an event and put together what is to be planned.

    Raises
    ------
    DataError
        When the programme, the participants or the decisions contradict themselves.
    """
    wanted = wanted or Wanted()
    participants = participants_of(programme, scorer.data, tables)
    candidates = candidates_of(scorer, all_pairs(scorer, weights), participants)
    limits = limits_of(scorer, programme, participants, wanted, candidates)
    selection = select(candidates, limits, evenness=wanted.evenness)
    problem = problem_of(programme, participants, selection.chosen, locks=wanted.locks)
    return Arranged(selection, problem, candidates)


def candidates_of(
    scorer: Scorer, pairs: Pairs, participants: Iterable[Participant]
) -> pd.DataFrame:
    """Give every supplier that takes part with every need of a buyer that does, scored 0 to 100.

    A pair that does not fit (a must-have fails, a side gains too little, too little is known)
    counts as failing: nobody gets it to fill a floor.
    """
    sides = {one.firm_id: one.side for one in participants}
    buyers = scorer.needs["firm_id"].to_numpy()
    asks = np.array([sides.get(firm_id) == "buyer" for firm_id in buyers], dtype=bool)
    offers = np.array([sides.get(i) == "supplier" for i in pairs.firm_ids], dtype=bool)
    need, firm = np.nonzero(asks[:, None] & offers[None, :] & pairs.met)
    return pd.DataFrame(
        {
            "supplier_id": pairs.firm_ids[firm],
            "buyer_id": buyers[need],
            "need_id": scorer.needs.index.to_numpy()[need],
            "score": 100 * pairs.scores.score[need, firm],
            "fails_requirement": ~pairs.fitting[need, firm],
        }
    )


def limits_of(
    scorer: Scorer,
    programme: Programme,
    participants: tuple[Participant, ...],
    wanted: Wanted,
    candidates: pd.DataFrame,
) -> Limits:
    """Turn what is wanted and decided into limits; what names nobody here is left out."""
    caps = caps_of(participants, slots_of(programme), programme.reserve_slots)
    of_side = {
        side: {one.firm_id: caps[one.firm_id] for one in participants if one.side == side}
        for side in ("supplier", "buyer")
    }
    there = {
        name: {i: cap for i, cap in of_side[side].items() if i in set(candidates[name])}
        for name, side in (("supplier_id", "supplier"), ("buyer_id", "buyer"))
    }
    pairs = set(zip(candidates["supplier_id"], candidates["buyer_id"], strict=True))
    about = set(candidates[["supplier_id", "buyer_id", "need_id"]].itertuples(False, None))
    must = (wanted.must | _decided(scorer, MUST_MEET)) & pairs
    declined = {one for one in wanted.declined & about if one[:2] not in must}
    never = (wanted.never | _decided(scorer, NEVER_MEET)) & pairs
    return Limits(
        supplier_cap=there["supplier_id"],
        buyer_cap=there["buyer_id"],
        supplier_floor=_floors(there["supplier_id"], wanted.supplier_floor),
        buyer_floor=_floors(there["buyer_id"], wanted.buyer_floor),
        need_cap=wanted.need_cap,
        must=frozenset(must),
        never=frozenset(never | declined),
        partners=scorer.data.partners & pairs,
        partners_meet=wanted.partners_meet,
        quotas=wanted.quotas,
    )


def _floors(caps: dict[str, int], floor: int) -> dict[str, int]:
    """Ask nobody for more meetings than it has room for: the bus may come late."""
    return {firm_id: min(cap, floor) for firm_id, cap in caps.items()}


def _decided(scorer: Scorer, kind: str) -> set[Named]:
    table = scorer.data.overrides
    own = table[(table["kind"] == kind) & (table["withdrawn"].map(lambda one: one is not True))]
    return set(zip(own["supplier_id"], own["buyer_id"], strict=True))
