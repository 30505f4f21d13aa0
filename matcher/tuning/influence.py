"""Influence: how much of an order each criterion really decides, and why some decide nothing.

A weight on a criterion in which all candidates are alike moves nobody, however large it is.
"""

from dataclasses import dataclass

import numpy as np

from features.language import mark, percent, translator
from matcher.score import Scorer
from matcher.weights import Weights

NO_FIRM, NO_NEED, THIS_NEED = "no firm", "no need", "this need"
ALIKE, WEIGHT_0, SIDE_OFF = "alike", "weight 0", "side off"


@dataclass(frozen=True)
class Influence:
    """What one criterion does to the order of the IKM for a need, or for all needs on average.

    `share` is its part of its side's weight and `real` its part of the order, both 0 to 1.
    `why_none` says why `real` is 0 and is empty where it is not. `orders_needs` says whether it
    still tells one need from another for an IKM.
    """

    criterion: str
    share: float
    real: float
    why_none: str
    orders_needs: bool

    def text(self, language: str) -> str:
        """Say in one sentence what it does."""
        say = translator(language)
        if not self.why_none:
            least = say("less than 1%") if self.real < 0.005 else percent(self.real, language)
            return say("real influence {share}", share=least)
        cause = say(_CAUSES[self.why_none])
        if self.why_none in (WEIGHT_0, SIDE_OFF):
            return cause
        if self.why_none == THIS_NEED or not self.orders_needs:
            return say("This criterion changes no order here: {cause}.", cause=cause)
        return say(
            "This criterion changes only the order of needs for an IKM, not the order of IKM for "
            "a need: {cause}.",
            cause=cause,
        )


_CAUSES = {
    NO_FIRM: mark("no IKM has stated anything about it yet"),
    NO_NEED: mark("no need states anything about it yet"),
    THIS_NEED: mark("this need states nothing about it"),
    ALIKE: mark("all IKM are alike in it"),
    WEIGHT_0: mark("Not counted, because its weight is 0."),
    SIDE_OFF: mark("Not counted, because this side has 0% of the score."),
}


def influences(scorer: Scorer, weights: Weights, need_id: str | None = None) -> list[Influence]:
    """Say of every criterion what it does for one need, or on average over all needs.

    The influences of a need are `Scorer.effective_weights`: weight times spread among the
    candidates, normalised. They sum to 1 unless nothing tells the candidates apart.
    """
    rows = np.arange(len(scorer.needs))
    if need_id is not None:
        rows = rows[scorer.needs.index == need_id]
    spread = scorer.spread[:, rows]
    raw = np.array([[weights.in_score(name)] for name in scorer.blocks]) * spread
    total = raw.sum(axis=0)
    real = (raw / np.where(total > 0, total, 1.0)).mean(axis=1)
    differs = scorer.fits.std(axis=1).max(axis=1).round(12) > 0
    return [
        Influence(
            name,
            weights.share(name),
            float(real[k]),
            "" if real[k] else _why_none(scorer, weights, name, rows, bool(spread[k].any())),
            bool(differs[k]),
        )
        for k, name in enumerate(scorer.blocks)
    ]


def _why_none(scorer: Scorer, weights: Weights, name: str, rows: np.ndarray, spread: bool) -> str:
    if spread:
        return SIDE_OFF if weights.share(name) else WEIGHT_0
    if not scorer.is_stated_by_suppliers(name):
        return NO_FIRM
    if not scorer.stated_by_needs[list(scorer.blocks).index(name), rows].any():
        return THIS_NEED if len(rows) < len(scorer.needs) else NO_NEED
    return ALIKE
