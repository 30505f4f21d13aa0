"""Arranging: from scored pairs to what is to be planned, as the organisers want it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from features.language import mark
from matcher.errors import DataError
from matcher.pairs import ALMOST, LISTS, Pairs, all_pairs
from matcher.planner.attendance import EventTables, participants_of
from matcher.planner.decisions import Decided, at_event, decided
from matcher.planner.event_problem import problem_of
from matcher.planner.groups import quotas_of
from matcher.planner.limits import Limits, caps_of
from matcher.planner.problem import Participant, Problem, Side
from matcher.planner.programme import Programme, slots_of
from matcher.planner.said import Said
from matcher.planner.selection import Chosen, Selection, select
from matcher.planner.unmatched import no_meeting, unmatched
from matcher.planner.wanted import Wanted
from matcher.planner.wished import with_wishes
from matcher.score import Scorer
from matcher.weights import Weights

_TOO_HIGH: dict[Side, str] = {
    "supplier": mark(
        "each IKM is to have at least {floor} meetings and the programme has room for {most}; "
        "lower the floor, or give more slots"
    ),
    "buyer": mark(
        "each buyer is to have at least {floor} meetings and the programme has room for {most}; "
        "lower the floor, or give more slots"
    ),
}


_NOBODY = {
    "": mark(
        "no IKM that takes part can be matched with an open need of a buyer that does: one side "
        "is missing or nothing is known of it; import firms, what they make and what they look for"
    ),
    "buyer": mark(
        "no buyer stands on the list of {event}; put some on it (page Undangan, or: "
        "linkmatch invite --event {event} --buyers)"
    ),
    "ikm": mark(
        "no IKM stands on the list of {event}; put some on it (page Undangan, or: "
        "linkmatch invite --event {event} --add)"
    ),
}


@dataclass(frozen=True)
class Arranged:
    """Who meets whom, the timetable problem that follows from it, and what to know of the choice.

    The score of a meeting is that of the pair; the selection counts wishes too.
    """

    selection: Selection
    problem: Problem
    candidates: pd.DataFrame = field(repr=False, compare=False)
    remarks: tuple[Said, ...] = ()


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
    event = tables or EventTables()
    scorer = at_event(scorer, event.event_id)
    people = participants_of(programme, scorer.data, tables, wanted.only_confirmed)
    pairs = all_pairs(scorer, weights)
    scored = candidates_of(scorer, pairs, people, event.others, wanted.to_ask)
    if scored.empty:
        raise DataError(_NOBODY[_absent(tables)], event=event.event_id)
    candidates = with_wishes(scored, event.wishes)
    decisions = decided(scorer, wanted, candidates)
    groups = quotas_of(wanted.groups, scorer.data, set(candidates["supplier_id"]), event.veterans)
    wanted = replace(wanted, quotas=(*wanted.quotas, *groups))
    limits = limits_of(scorer, programme, people, wanted, candidates, decisions)
    selection = select(candidates, limits, evenness=wanted.evenness)
    if not selection.chosen:
        raise no_meeting(scorer, scored, wanted)
    meetings = _with_scores(selection.chosen, scored)
    problem = problem_of(programme, people, meetings, locks=wanted.locks)
    remarks = (*decisions.remarks, *unmatched(people, scored), *_unsure(selection, scored))
    return Arranged(selection, problem, scored, remarks)


def _absent(tables: EventTables | None) -> str:
    """Say which side is missing on the list of an event; '' when both are there, or all firms."""
    if tables is None or tables.participants is None or not len(tables.participants):
        return ""
    there = set(tables.participants["role"])
    return next((side for side in ("buyer", "ikm") if side not in there), "")


def _unsure(selection: Selection, scored: pd.DataFrame) -> Iterator[Said]:
    """Tell how many meetings rest on too little."""
    sure = scored[scored["sure"]]
    known = set(zip(sure["supplier_id"], sure["need_id"], strict=True))
    n = sum((one.supplier_id, one.need_id) not in known for one in selection.chosen)
    if n:
        message = mark(
            "{n} of {of} meetings rest on too little: ask before the event what is not known"
        )
        yield Said(message, {"n": n, "of": len(selection.chosen)})


def _with_scores(chosen: Iterable[Chosen], scored: pd.DataFrame) -> list[Chosen]:
    """Give each meeting its own score, without what wishes add."""
    keys = zip(scored["supplier_id"], scored["need_id"], strict=True)
    own = dict(zip(keys, scored["score"].tolist(), strict=True))
    return [one._replace(score=own[one.supplier_id, one.need_id]) for one in chosen]


def candidates_of(
    scorer: Scorer,
    pairs: Pairs,
    participants: Iterable[Participant],
    other_events: Collection[str] = (),
    to_ask: bool = False,
) -> pd.DataFrame:
    """Give every supplier that takes part with every need of a buyer that does, scored 0 to 100.

    What a buyer asked for at one of the `other_events` is left out. With `to_ask`, whatever fails
    no must-have fits.

    A pair that does not fit (a must-have fails, a side gains too little, too little is known)
    counts as failing: nobody gets it to fill a floor.
    """
    sides = {one.firm_id: one.side for one in participants}
    buyers = scorer.needs["firm_id"].to_numpy()
    asks = np.array([sides.get(firm_id) == "buyer" for firm_id in buyers], dtype=bool)
    asks &= ~scorer.needs["event_id"].isin(list(other_events)).to_numpy()
    offers = np.array([sides.get(i) == "supplier" for i in pairs.firm_ids], dtype=bool)
    may = pairs.listed < LISTS.index(ALMOST)
    fits = (may & ~pairs.below_floor & ~pairs.never) if to_ask else pairs.fitting
    need, firm = np.nonzero(asks[:, None] & offers[None, :] & pairs.met)
    return pd.DataFrame(
        {
            "supplier_id": pairs.firm_ids[firm],
            "buyer_id": buyers[need],
            "need_id": scorer.needs.index.to_numpy()[need],
            "score": 100 * pairs.scores.score[need, firm],
            "fails_requirement": ~fits[need, firm],
            "sure": pairs.fitting[need, firm],
        }
    )


def limits_of(
    scorer: Scorer,
    programme: Programme,
    participants: tuple[Participant, ...],
    wanted: Wanted,
    candidates: pd.DataFrame,
    decisions: Decided,
) -> Limits:
    """Turn what is wanted and decided into limits."""
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
    wished = {one[:2] for one in decisions.must}
    about = set(candidates[["supplier_id", "buyer_id", "need_id"]].itertuples(False, None))
    declined = {one for one in wanted.declined & about if one[:2] not in wished}
    return Limits(
        supplier_cap=there["supplier_id"],
        buyer_cap=there["buyer_id"],
        supplier_floor=_floors(there["supplier_id"], wanted.supplier_floor, "supplier"),
        buyer_floor=_floors(there["buyer_id"], wanted.buyer_floor, "buyer"),
        need_cap=wanted.need_cap,
        must=decisions.must,
        never=decisions.never | declined,
        partners=scorer.data.partners & pairs,
        partners_meet=wanted.partners_meet,
        quotas=wanted.quotas,
    )


def _floors(caps: dict[str, int], floor: int, side: Side) -> dict[str, int]:
    """Ask nobody for more meetings than it has room for: the bus may come late."""
    most = max(caps.values(), default=0)
    if floor > most:
        raise DataError(_TOO_HIGH[side], floor=floor, most=most)
    return {firm_id: min(cap, floor) for firm_id, cap in caps.items()}
