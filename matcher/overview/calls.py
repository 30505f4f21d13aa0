"""Calls: whom to call first, and the three questions whose answers would tell most of each firm."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from features.language import mark, translator
from matcher.overview.stated import ASKABLE, in_score, stated_by_firms
from matcher.pairs import Pairs
from matcher.score import Scorer

N_QUESTIONS = 3
QUESTIONS: Mapping[str, str] = {
    "component": mark("Which parts do you make?"),
    "process": mark("Which processes do you have: casting, turning, pressing ...?"),
    "material": mark("Which materials and grades do you work?"),
    "envelope": mark("How heavy, how long and how precise can a part be?"),
    "capacity": mark("How many pieces can you make a month, and how many are still free?"),
    "quality": mark("Which certificates do you hold, and until when?"),
    "industry": mark("Which industry do you work for?"),
    "distance": mark("In which kabupaten or kota is your plant?"),
    "support": mark("What help do you need: material, tooling, coaching, financing, or none?"),
    "payment": mark("How many days can you wait for payment?"),
}


@dataclass(frozen=True)
class Call:
    """One firm to be asked.

    `completeness` is how much of what the needs ask it states, 0 to 1; `gain` how much of it the
    answers to its questions would add.
    """

    supplier_id: str
    completeness: float
    gain: float
    questions: tuple[str, ...]

    def texts(self, language: str) -> list[str]:
        """Give the questions in `id` or `en`."""
        say = translator(language)
        return [say(QUESTIONS[name]) for name in self.questions]


def calls(scorer: Scorer, pairs: Pairs) -> tuple[Call, ...]:
    """Say of every firm how complete it is and what to ask, whose answers would tell most first.

    A criterion counts with its weight and with how many of the needs ask for it; what no need asks
    is not missing. A firm that has stated all has no question, and stands last.
    """
    weight = in_score(scorer, pairs.weights) * scorer.stated_by_needs.mean(axis=1)
    weight = weight / (weight.sum() or 1.0)
    stated = stated_by_firms(scorer)
    missing = weight[:, None] * (1.0 - stated)
    place = {name: i for i, name in enumerate(scorer.blocks)}
    served = [[place[c] for c in names if c in place] for names in ASKABLE.values()]
    gains = np.array([missing[rows].sum(axis=0) for rows in served])
    askable = weight[sorted({row for rows in served for row in rows})].sum() or 1.0
    found = [
        _call(str(firm_id), gains[:, j], float(askable)) for j, firm_id in enumerate(pairs.firm_ids)
    ]
    return tuple(sorted(found, key=lambda one: (-round(one.gain, 9), one.supplier_id)))


def _call(firm_id: str, gains: np.ndarray, askable: float) -> Call:
    names = list(ASKABLE)
    order = sorted(range(len(names)), key=lambda i: (-round(float(gains[i]), 9), names[i]))
    asked = [i for i in order[:N_QUESTIONS] if gains[i] > 1e-9]
    return Call(
        supplier_id=firm_id,
        completeness=max(0.0, 1.0 - float(gains.sum()) / askable),  # sums may round past it
        gain=float(gains[asked].sum()) / askable,
        questions=tuple(names[i] for i in asked),
    )
