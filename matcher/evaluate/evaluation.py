"""Evaluation: every method on one split of a history, as figures that fit into JSON.

Weights are learned inside the training period only. Nothing from the split on can change a
score: the needs to rank are read for their text, buyer and date, and only one by one.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from features.language import mark
from matcher.evaluate.baselines import BASELINES
from matcher.evaluate.figures import (
    ALL,
    GROUPS,
    NEW_PAIRS,
    group,
    interval,
    measure,
    newcomers,
    spread_of,
)
from matcher.evaluate.history import History
from matcher.evaluate.ranking import MIN_NEEDS, NAMES, examples_before, fits_of, given, learned
from matcher.evaluate.split import Split, split_to_rank
from matcher.learn.remark import Remark
from matcher.metrics import Interval
from matcher.weights import Weights

OURS, LEARNED = "linkmatch", "linkmatch-learned"
PEERS = ("BM25", "nearest past need")
TOO_FEW = "too few to tell"
Told = Callable[[int, int], None]

_FEW_TO_LEARN = mark(
    "only {n} needs before {day} can teach anything ({least} are needed); the weights stay"
)
_FEW_TO_TELL = mark("only {n} needs can be measured ({group}); that is too few to tell")


@dataclass(frozen=True)
class Ranked:
    """Scores of every method on one split, by group of pairs; (n_needs, n_suppliers) each."""

    split: Split
    scores: dict[str, dict[str, np.ndarray]]
    weights: dict[str, dict[str, Any]]
    remarks: tuple[Remark, ...] = ()


def rank(history: History, day: date, weights: Weights, told: Told | None = None) -> Ranked:
    """Score all needs from a day on with every method.

    Raises
    ------
    DataError
        When nothing is known before the day, or nothing can be ranked after it.
    """
    split = split_to_rank(history, day)
    steps = _Steps(told, split, history)
    plain = {name: baseline(split) for name, baseline in BASELINES.items()}
    steps.next()
    fits, current = fits_of(split), given(weights)
    steps.next()
    examples = examples_before(history, split, lambda _: steps.next())
    scores = {name: dict.fromkeys(GROUPS, array) for name, array in plain.items()}
    scores[OURS] = dict.fromkeys(GROUPS, fits @ current)
    told_of: dict[str, dict[str, Any]] = {OURS: _named(current), LEARNED: {}}
    remarks = list(history.remarks)
    for name in (ALL, NEW_PAIRS):
        found = learned(examples, current, name == NEW_PAIRS)
        steps.next()
        now = current if found is None else found.weights_
        scores.setdefault(LEARNED, {})[name] = fits @ now
        told_of[LEARNED][name] = {
            **_named(now),
            "kept": found is None or found.spread_ == 0,
            "n": 0 if found is None else int(found.held_out_.shape[1]),
        }
        if found is None:
            n = examples.choices(name == NEW_PAIRS).n_sets
            values = {"n": n, "day": day, "least": MIN_NEEDS}
            few = Remark(_FEW_TO_LEARN, values)
            remarks += [few] if few not in remarks else []
    scores[LEARNED]["repeat_pairs"] = scores[LEARNED][ALL]
    return Ranked(split, scores, told_of, tuple(remarks))


def evaluate(ranked: Ranked, k: int = 10, groups: tuple[str, ...] = GROUPS) -> dict[str, Any]:
    """Measure every method: per group n, recall@k, mrr, ndcg@k with 95 percent intervals.

    Also per group coverage and Gini coefficient of the first k, the same figures from the
    suppliers' side, how newcomers fare, and the difference of both of ours to the best peers.
    """
    split, remarks = ranked.split, list(ranked.remarks)
    methods: dict[str, dict[str, Any]] = {name: {} for name in ranked.scores}
    differences: dict[str, dict[str, Any]] = {}
    for name in groups:
        of = group(split, name)
        if len(of.asked) < MIN_NEEDS:
            remarks.append(Remark(_FEW_TO_TELL, {"n": len(of.asked), "group": name}))
        values = {method: measure(s[name], of, k) for method, s in ranked.scores.items()}
        for method, by_group in ranked.scores.items():
            there = _cell(values[method]) | spread_of(by_group[name], of, k)
            other_side = measure(by_group[name].T, of.turned, k)
            methods[method][name] = there | {"supplier_side": _cell(other_side)}
        for ours, peer in [(OURS, p) for p in PEERS] + [(LEARNED, p) for p in (*PEERS, OURS)]:
            differences.setdefault(f"{ours} - {peer}", {})[name] = {
                figure: _told(interval(values[ours][figure], values[peer][figure]))
                for figure in values[ours]
            }
    if ALL in groups:
        for method, by_group in ranked.scores.items():
            methods[method]["newcomers"] = newcomers(by_group[ALL], split, k)
    return {
        "split": split.day.isoformat(),
        "k": k,
        "n_suppliers": len(split.suppliers),
        "n_past_needs": len(split.past),
        "cold_start": {"n": split.n_unknown, "n_scored": len(split.needs)},
        "methods": methods,
        "differences": differences,
        "weights": ranked.weights,
        "remarks": [{"message": one.message, "values": _plain(one.values)} for one in remarks],
    }


def ranked_above(
    ranked: Ranked, name: str = ALL, method: str = LEARNED, n: int = 20
) -> pd.DataFrame:
    """Say of the needs in which the true partner stands lowest what ranked above it, and why not.

    One row per need: rank of its best partner, who stands first instead, what both had served,
    and in how many needs each had been chosen before.
    """
    split, of = ranked.split, group(ranked.split, name)
    scores = np.where(of.there, ranked.scores[method][name], -np.inf)
    times = split.served.sum(axis=0)
    rows = []
    for i in of.asked:
        partner = int(np.argmax(np.where(of.won[i] & of.there[i], scores[i], -np.inf)))
        first = int(np.argmax(np.where(of.won[i], -np.inf, scores[i])))
        rows.append(
            {
                "need_id": split.needs.index[i],
                "wording": split.needs["wording"].iloc[i],
                "rank": int((scores[i] > scores[i, partner]).sum()) + 1,
                "partner": split.suppliers["firm_id"].iloc[partner],
                "partner_served": split.suppliers["wording"].iloc[partner],
                "partner_times": int(times[partner]),
                "first": split.suppliers["firm_id"].iloc[first],
                "first_served": split.suppliers["wording"].iloc[first],
                "first_times": int(times[first]),
                "met_before": bool(split.met[i, partner]),
            }
        )
    table = pd.DataFrame(rows)
    return table.sort_values(["rank", "need_id"], ascending=[False, True]).head(n)


def data_hash(history: History) -> str:
    """Give a digest of all that a history says: the same data, the same digest."""
    text = "".join(table.to_csv() for table in (history.suppliers, history.needs, history.outcomes))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class _Steps:
    """Counts the steps of an evaluation for a progress bar."""

    def __init__(self, told: Told | None, split: Split, history: History) -> None:
        years = (split.day - history.needs["date"].min()).days // 365 + 1
        self._told, self._done, self._total = told, 0, years + 4

    def next(self) -> None:
        self._done = min(self._done + 1, self._total)
        if self._told is not None:
            self._told(self._done, self._total)


def _named(weights: np.ndarray) -> dict[str, float]:
    return {name: round(float(weight), 6) for name, weight in zip(NAMES, weights, strict=True)}


def _cell(values: dict[str, np.ndarray]) -> dict[str, Any]:
    means = {name: float(array.mean()) if len(array) else None for name, array in values.items()}
    intervals = {name: _bounds(interval(array)) for name, array in values.items()}
    return {"n": len(next(iter(values.values()))), **means, "intervals": intervals}


def _bounds(found: Interval | None) -> list[float] | str:
    return TOO_FEW if found is None else [found.low, found.high]


def _told(found: Interval | None) -> dict[str, float] | str:
    return TOO_FEW if found is None else vars(found)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v if isinstance(v, (int, float)) else str(v) for k, v in values.items()}
