"""Outcomes as choices: for each past need, the firms that were there and the one that was taken.

There at an event is who stands as present in its list, or has any outcome of it but a no-show;
apart from an event, who was known by the day of the need. Who was not there is in no choice set:
nobody turned it down.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from features.language import mark
from matcher.dataset import Dataset
from matcher.learn.choices import Choices
from matcher.learn.learner import reciprocal_ranks
from matcher.learn.remark import Remark
from matcher.pairs import NOBODY, all_pairs
from matcher.score import Scorer
from matcher.sides import SERVED
from matcher.weights import Weights

ENDED = ("stopped",)
_PAIR = ["event_id", "supplier_id"]
# steps are counted up to today, so they would show what came of the need itself
NOT_LEARNED = ("reliability", "record", "popularity")

_CONTRADICTS = mark(
    "{n} pairs were taken and then stopped for the same need ({need_id}, {supplier_id} ...); they "
    "count neither for nor against"
)
_NO_DATE = mark("{n} outcomes have no date ({need_id} ...); they are left out")
_LATER = mark("{n} outcomes are dated after {day} ({need_id} ...); they are left out")
_NOT_KNOWN = mark("{n} outcomes name a need or an IKM that is not loaded ({need_id} ...)")
_ONE_BUYER = mark("all outcomes come from one buyer, {buyer}; they say nothing of others")
_ONE_ONLY = mark("there is one outcome only; that is too few to tell")


@dataclass(frozen=True)
class PastChoices:
    """Choice sets of past needs; `need_ids` and `groups` name each set and its event or year.

    `firm_ids` has shape (n_alternatives,); `names` are the criteria of the columns.
    """

    choices: Choices
    need_ids: tuple[str, ...]
    groups: tuple[str, ...]
    days: tuple[date, ...]
    firm_ids: np.ndarray
    names: tuple[str, ...]
    n_outcomes: int
    remarks: tuple[Remark, ...]


def past_choices(data: Dataset, weights: Weights, today: date) -> PastChoices:
    """Give the choice sets that the outcomes up to a day hold, each need as of its own day."""
    remarks: list[Remark] = []
    taken = _taken(data, today, remarks)
    past = data.needs["need_id"].isin(taken["need_id"]) & data.needs["date"].notna()
    if not past.any() or data.suppliers.empty:
        return _nothing(tuple(remarks))
    needs = data.needs.assign(status=np.where(past, "open", "closed"))
    scorer = Scorer(replace(data, needs=needs), weights)
    pairs = all_pairs(scorer, weights)
    names = tuple(name for name in scorer.blocks if weights.in_score(name) or _may_learn(name))
    rows = [list(scorer.blocks).index(name) for name in names]
    best = np.where(pairs.row == NOBODY, 0, pairs.row)
    fits = np.stack([np.take_along_axis(scorer.fits[r], best, axis=1) for r in rows], axis=-1)
    there = _there(data, scorer, pairs.firm_ids) & pairs.met
    won = np.zeros_like(there)
    at = scorer.needs.index.get_indexer(taken["need_id"])
    firm = pd.Index(pairs.firm_ids).get_indexer(taken["supplier_id"])
    known = (at >= 0) & (firm >= 0)
    won[at[known], firm[known]] = True
    if not known.all():
        lost = taken["need_id"][~known]
        remarks.append(Remark(_NOT_KNOWN, {"n": len(lost), "need_id": lost.iloc[0]}))
    there |= won
    teaches = won.any(axis=1) & (there & ~won).any(axis=1)
    set_of, alternative = np.nonzero(there & teaches[:, None])
    asked = scorer.needs[teaches]
    _say_if_few(asked, remarks, data)
    return PastChoices(
        Choices.of(fits[set_of, alternative], won[set_of, alternative], set_of),
        tuple(asked.index),
        tuple(_group(row) for row in asked[["event_id", "date"]].to_dict("records")),
        tuple(asked["date"]),
        pairs.firm_ids[alternative],
        names,
        int(won[teaches].sum()),
        tuple(remarks),
    )


def scores_of(past: PastChoices, weights: Weights) -> np.ndarray:
    """Score every alternative under some weights, shape (n_alternatives,)."""
    return np.asarray(past.choices.fits @ [weights.in_score(name) for name in past.names])


def mrr(past: PastChoices, weights: Weights) -> float:
    """Give the mean reciprocal rank of who was taken, under some weights."""
    return float(reciprocal_ranks(scores_of(past, weights), past.choices).mean())


def _may_learn(name: str) -> bool:
    return name in ("partners", "similar_partners")


def _taken(data: Dataset, today: date, remarks: list[Remark]) -> pd.DataFrame:
    """Give the pairs (need_id, supplier_id) that led to something, without what contradicts."""
    found = data.outcomes[data.outcomes["step"].isin(SERVED)]
    undated = found["date"].isna()
    _left_out(found[undated], _NO_DATE, remarks)
    found = found[~undated]
    later = pd.Series([day > today for day in found["date"]], index=found.index, dtype=bool)
    _left_out(found[later], _LATER, remarks, day=today)
    pairs = found[~later][["need_id", "supplier_id"]].drop_duplicates()
    ended = data.outcomes[data.outcomes["step"].isin(ENDED)][["need_id", "supplier_id"]]
    both = pairs.merge(ended.drop_duplicates(), how="left", indicator=True)["_merge"] == "both"
    lost = pairs[both.to_numpy()]
    if len(lost):
        first = dict(lost.iloc[0])
        remarks.append(Remark(_CONTRADICTS, {"n": len(lost), **first}))
    return pairs[~both.to_numpy()]


def _left_out(lost: pd.DataFrame, message: str, remarks: list[Remark], **values: object) -> None:
    if len(lost):
        first = {"n": len(lost), "need_id": lost["need_id"].iloc[0]}
        remarks.append(Remark(message, first | values))


def _there(data: Dataset, scorer: Scorer, firm_ids: np.ndarray) -> np.ndarray:
    """Mark who was at the event of each need, or known by its day, (n_needs, n_firms)."""
    asked_at = data.outcomes["need_id"].map(data.needs.set_index("need_id")["event_id"])
    seen = data.outcomes.assign(event_id=data.outcomes["event_id"].fillna(asked_at))
    came = seen[seen["step"] != "no_show"]
    present = data.participations.query("state == 'present'").rename(
        columns={"firm_id": "supplier_id"}
    )
    both = pd.concat([came[_PAIR], present[_PAIR]])
    at_event = {event: set(own["supplier_id"]) for event, own in both.groupby("event_id")}
    since = _known_since(data)
    rows = []
    for event, day in zip(scorer.needs["event_id"], scorer.needs["date"], strict=True):
        there = at_event.get(event)
        rows.append([f in there if there else since.get(f, date.max) <= day for f in firm_ids])
    return np.array(rows, dtype=bool).reshape(len(scorer.needs), len(firm_ids))


def _known_since(data: Dataset) -> Mapping[str, date]:
    """Give the first day on which anything is recorded of each firm."""
    dated = [
        *zip(data.firms["firm_id"], data.firms["as_of"], strict=True),
        *zip(data.outcomes["supplier_id"], data.outcomes["date"], strict=True),
    ]
    found: dict[str, date] = {}
    for firm, day in dated:
        if isinstance(day, date) and day is not pd.NaT:
            found[firm] = min(day, found.get(firm, day))
    return found


def _group(need: Mapping[str, object]) -> str:
    """Name the event of a need, or the year of its day."""
    return str(need["event_id"] or str(need["date"])[:4])


def _say_if_few(asked: pd.DataFrame, remarks: list[Remark], data: Dataset) -> None:
    buyers = asked["firm_id"].dropna().unique()
    if len(asked) == 1:
        remarks.append(Remark(_ONE_ONLY))
    elif len(buyers) == 1:
        remarks.append(Remark(_ONE_BUYER, {"buyer": data.firm_name(buyers[0])}))


def _nothing(remarks: tuple[Remark, ...]) -> PastChoices:
    empty = np.zeros(0)
    nobody = Choices.of(np.zeros((0, 1)), empty, empty)
    return PastChoices(nobody, (), (), (), np.zeros(0, dtype=object), (), 0, remarks)
