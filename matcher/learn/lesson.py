"""Lesson: weights learned from outcomes, with everything somebody needs to accept or refuse them.

A lesson changes nothing. Its figures come from leaving out one event (or year) after the other:
the weights that rank an event have not seen it.
"""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import numpy as np
from sklearn.base import clone
from threadpoolctl import threadpool_limits

from matcher.dataset import Dataset
from matcher.learn.choices import Choices
from matcher.learn.learner import WeightLearner, of_sets
from matcher.learn.logit import ConditionalLogit
from matcher.learn.outcomes import NOT_LEARNED, PastChoices, past_choices, scores_of
from matcher.metrics import (
    Interval,
    expected_rank,
    ndcg_at,
    paired_bootstrap,
    recall_at,
    reciprocal_rank,
)
from matcher.weights import SIDE, Weights, to_toml

MIN_NEEDS = 10  # fewer are too few to tell anything
N_RESAMPLES = 100
Told = Callable[[int, int], None]
_OF_TEN = {"recall@10": recall_at, "ndcg@10": ndcg_at}


@dataclass(frozen=True)
class Change:
    """One criterion's share of its side before and after, with a 95 percent interval.

    The interval is None where the weight stays, or the outcomes are too few to tell.
    """

    criterion: str
    before: float
    after: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Rank:
    """Where the firm that was taken stood at the last event, and where it would have stood."""

    need_id: str
    supplier_id: str
    n_there: int
    before: float
    after: float


@dataclass(frozen=True)
class Lesson:
    """Learned weights and where they come from.

    `mrr` holds the mean reciprocal rank of the firms that were taken: `before`, `after` and the
    `gain`, each with its interval; it is empty when the needs are too few to tell. `first_ten`
    holds the same of recall@10 and NDCG@10. `kept` says that the current weights stay.
    """

    toml: str
    kept: bool
    changes: tuple[Change, ...]
    mrr: dict[str, Interval]
    last_event: str
    ranks: tuple[Rank, ...]
    data_hash: str
    first_day: str
    last_day: str
    events: tuple[str, ...]
    n_needs: int
    n_outcomes: int
    learned_on: str
    remarks: tuple[tuple[str, dict[str, Any]], ...]
    first_ten: dict[str, dict[str, Interval]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Write it so that it fits into JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Lesson":
        """Read what `to_json` wrote."""
        return cls(
            **told
            | {
                "changes": tuple(Change(**one) for one in told["changes"]),
                "ranks": tuple(Rank(**one) for one in told["ranks"]),
                "mrr": _intervals(told["mrr"]),
                "first_ten": {n: _intervals(of) for n, of in told.get("first_ten", {}).items()},
                "events": tuple(told["events"]),
                "remarks": tuple((message, values) for message, values in told["remarks"]),
            }
        )


def learn(data: Dataset, weights: Weights, today: date, told: Told | None = None) -> Lesson:
    """Learn weights from what came of past needs, as far as it is known on a day.

    Both sides are learned together; the IKM's share of the score stays as it is. Criteria that
    know the end of a need (reliability, the buyer's record) and popularity stay too.
    """
    past = past_choices(data, weights, today)
    return learn_from(past, weights, today, _digest(data), told)


def learn_from(
    past: PastChoices, weights: Weights, today: date, data_hash: str, told: Told | None = None
) -> Lesson:
    """Learn weights from choice sets; `data_hash` says of which data they are."""
    tell = told or (lambda _, __: None)
    enough = past.choices.n_sets >= MIN_NEEDS
    current = np.array([weights.in_score(name) for name in past.names])
    held = tuple(i for i, name in enumerate(past.names) if name in NOT_LEARNED)
    learner = WeightLearner(current, held=held)
    events = tuple(dict.fromkeys(past.groups))
    total = len(events) + 2
    tell(1, total)
    if not enough:
        return _lesson(data_hash, past, weights, weights, today)
    before, after = (
        _left_out(past, events, of, lambda n: tell(1 + n, total))
        for of in (clone(learner).set_params(spreads=()), learner)
    )
    now = clone(learner).fit_choices(past.choices)
    changed = weights if now.spread_ == 0 else weighed(weights, past.names, now.weights_)
    resampled = [] if now.spread_ == 0 else _resampled(past.choices, now, weights, past.names)
    tell(total, total)
    return _lesson(data_hash, past, weights, changed, today, (before, after), resampled)


def weighed(weights: Weights, names: tuple[str, ...], found: np.ndarray) -> Weights:
    """Give weights with other shares of the named criteria.

    Of each side the named ones keep what they had together, and `rho` stays.
    """
    shares = dict(zip(names, found, strict=True))
    own = {side: [n for n in names if SIDE[n] == side] for side in set(SIDE.values())}
    before = {side: sum(weights.criteria.get(n, 0.0) for n in own[side]) for side in own}
    after = {side: sum(shares[n] for n in own[side]) for side in own}
    return weights.changed(
        **{
            name: round(float(shares[name] / after[side] * before[side]), 6)
            for side in own
            for name in own[side]
            if after[side] > 0
        }
    )


def _left_out(
    past: PastChoices, events: tuple[str, ...], learner: WeightLearner, tell: Callable[[int], None]
) -> np.ndarray:
    """Score the alternatives of each event with weights learned on all others."""
    of, scores = np.array(past.groups), np.zeros(len(past.choices.sets))
    for n, event in enumerate(events):
        seen, unseen = np.flatnonzero(of != event), np.flatnonzero(of == event)
        mine = np.isin(past.choices.sets, unseen)
        learned = clone(learner)
        fits = past.choices.fits[mine]
        if len(seen):
            scores[mine] = learned.fit_choices(past.choices.take(seen)).predict(fits)
        else:
            scores[mine] = fits @ np.asarray(learner.current, dtype=float)
        tell(n)
    return scores


def _resampled(
    choices: Choices, learned: WeightLearner, weights: Weights, names: tuple[str, ...]
) -> list[dict[str, float]]:
    """Learn again from needs drawn with replacement, with the spread that was taken."""
    rng, found = np.random.default_rng(0), []
    logit = ConditionalLogit(learned.current, learned.spread_, learned.held)
    with threadpool_limits(1):
        for _ in range(N_RESAMPLES):
            drawn = choices.take(rng.integers(0, choices.n_sets, choices.n_sets))
            now = weighed(weights, names, clone(logit).fit_choices(drawn).weights_)
            found.append({name: now.share(name) for name in SIDE})
    return found


def _lesson(
    data_hash: str,
    past: PastChoices,
    before: Weights,
    after: Weights,
    today: date,
    scores: tuple[np.ndarray, np.ndarray] | None = None,
    resampled: list[dict[str, float]] | None = None,
) -> Lesson:
    days = sorted(past.days)
    last = past.groups[past.days.index(days[-1])] if days else ""
    return Lesson(
        toml=to_toml(after),
        kept=after == before,
        changes=tuple(_change(name, before, after, resampled or []) for name in before.criteria),
        mrr=_figures(past, scores, reciprocal_rank) if scores else {},
        last_event=last,
        ranks=_ranks(past, last, before, after) if scores else (),
        data_hash=data_hash,
        first_day=str(days[0]) if days else "",
        last_day=str(days[-1]) if days else "",
        events=tuple(dict.fromkeys(past.groups)),
        n_needs=past.choices.n_sets,
        n_outcomes=past.n_outcomes,
        learned_on=str(today),
        remarks=tuple((one.message, _plain(one.values)) for one in past.remarks),
        first_ten={n: _figures(past, scores, of) for n, of in _OF_TEN.items()} if scores else {},
    )


def _change(
    name: str, before: Weights, after: Weights, resampled: list[dict[str, float]]
) -> Change:
    drawn = [one[name] for one in resampled]
    moved = len(set(drawn)) > 1
    low, high = map(float, np.quantile(drawn, [0.025, 0.975])) if moved else (None, None)
    return Change(name, before.share(name), after.share(name), low, high)


def _figures(
    past: PastChoices,
    scores: tuple[np.ndarray, np.ndarray],
    figure: Callable[[np.ndarray, np.ndarray], float],
) -> dict[str, Interval]:
    before, after = (of_sets(figure, one, past.choices) for one in scores)
    return {
        "before": paired_bootstrap(before),
        "after": paired_bootstrap(after),
        "gain": paired_bootstrap(after, before),
    }


def _intervals(told: dict[str, Any]) -> dict[str, Interval]:
    return {name: Interval(**one) for name, one in told.items()}


def _ranks(past: PastChoices, event: str, before: Weights, after: Weights) -> tuple[Rank, ...]:
    """Give the rank of each firm that was taken, equal scores sharing their mean rank."""
    scores = [scores_of(past, weights) for weights in (before, after)]
    found = []
    for number, (need_id, of) in enumerate(zip(past.need_ids, past.groups, strict=True)):
        own = np.flatnonzero(past.choices.sets == number)
        for j in np.flatnonzero(past.choices.chosen[own]) if of == event else ():
            then, now = (expected_rank(one[own], int(j)) for one in scores)
            found.append(Rank(need_id, str(past.firm_ids[own[j]]), len(own), then, now))
    return tuple(found)


def _digest(data: Dataset) -> str:
    """Give a digest of what was learned from: the same data, the same digest."""
    tables = (data.needs, data.outcomes, data.participations)
    text = "".join(table.to_csv(index=False) for table in tables)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: v if isinstance(v, int) else str(v) for name, v in values.items()}
