"""Causes: why a pair stands elsewhere in one run than in another, from what both runs kept.

A change of score is split by criterion: what the weights did, at the fits of the first run, and
what the facts did, at the weights of the second. The two sum to the change.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from features.language import decimal, mark, percent, translator
from matcher.explain import amount, title_of
from matcher.freezing import FrozenPair, Run
from matcher.overrides import PairRule
from matcher.pairs import OUT
from matcher.requirements import FAIL, NAMES, PASS, UNKNOWN, Verdict
from matcher.weights import SIDE

BY_WEIGHTS, BY_FACTS, BY_BOTH, BY_METHOD = "weights", "facts", "both", "method"
LEAST = 5e-4  # change of a score that nobody sees at one place of 100


@dataclass(frozen=True)
class Cause:
    """One reason for a change, as a message with its values; `kind` tells them apart.

    `verdict` is the answer to a must-have as it is now, `rule` a decision made or withdrawn.
    """

    kind: str
    message: str
    verdict: Verdict | None = None
    rule: PairRule | None = None
    status: str = ""
    split: "Split | None" = None

    def text(self, language: str) -> str:
        """Say it in one sentence."""
        say = translator(language)
        if self.rule:
            return say(self.message, rule=self.rule.text(language))
        if self.verdict:
            asked = amount(self.verdict.kind, self.verdict.value, language)
            status = say(_STATUS[self.status]) if self.status else ""
            name = say(NAMES[self.verdict.kind])
            now = say(_STATUS[self.verdict.status])
            return say(self.message, name=name, value=asked, before=status, now=now)
        return say(self.message, **self.split.values(language)) if self.split else say(self.message)


@dataclass(frozen=True)
class Split:
    """What weights and facts did to a score, in points of 100, and the criterion that did most."""

    criterion: str
    weights_before: float
    weights_now: float
    fit_before: float
    fit_now: float
    all_by_weights: float
    all_by_facts: float

    @property
    def by_weights(self) -> float:
        """Points of the criterion through its weight."""
        return 100 * (self.weights_now - self.weights_before) * self.fit_before

    @property
    def by_facts(self) -> float:
        """Points of the criterion through what it covers."""
        return 100 * self.weights_now * (self.fit_now - self.fit_before)

    def values(self, language: str) -> dict[str, str]:
        """Write the numbers for a sentence."""
        points = {
            "points": self.by_weights + self.by_facts,
            "by_weights": self.by_weights,
            "by_facts": self.by_facts,
            "all_by_weights": self.all_by_weights,
            "all_by_facts": self.all_by_facts,
        }
        shares = {
            "weight_before": self.weights_before,
            "weight": self.weights_now,
            "fit_before": self.fit_before,
            "fit": self.fit_now,
        }
        written = {name: signed(value, language) for name, value in points.items()}
        written |= {name: percent(value, language) for name, value in shares.items()}
        return written | {"criterion": title_of(self.criterion, language)}


def signed(points: float, language: str) -> str:
    """Write points with their sign, one place."""
    text = decimal(abs(points), language)
    return f"-{text}" if points < 0 else f"+{text}"


def causes_of(before: FrozenPair, after: FrozenPair, then: Run, now: Run) -> Iterator[Cause]:
    """Say what changed for a pair that both runs know: decisions, must-haves, score, the rest."""
    yield from _decisions(before, after)
    yield from _answers(before, after)
    if OUT in (before.listed, after.listed):
        return
    yield from _measured(before, after, then, now)
    if before.facts["below_floor"] != after.facts["below_floor"]:
        yield Cause("floor", _FLOOR[after.facts["below_floor"]])


def _measured(before: FrozenPair, after: FrozenPair, then: Run, now: Run) -> Iterator[Cause]:
    """Say what changed the score, or which other capability stands for the firm."""
    split = split_of(before, after, then, now)
    same_score = abs(after.score - before.score) < LEAST
    if before.row_id != after.row_id:
        yield Cause("capability", _OTHER_ROW[same_score], split=split)
    elif not same_score or abs(split.all_by_weights) >= 100 * LEAST:
        kind = _kind(split, then, now)
        if kind == BY_FACTS and _newly_stated(split.criterion, before, after):
            yield Cause("stated", _NOW_STATED, split=split)
        else:
            yield Cause(kind, _MESSAGES[kind], split=split)


def split_of(before: FrozenPair, after: FrozenPair, then: Run, now: Run) -> Split:
    """Split the change of a score by criterion, and name the one whose share changed most."""
    old, new = before.facts["fits"], after.facts["fits"]
    weighed, weighs = then.weights, now.weights
    found = [
        (
            name,
            weighed.in_score(name),
            weighs.in_score(name),
            old.get(name, 0.0),
            new.get(name, 0.0),
        )
        for name in dict.fromkeys([*old, *new])
        if name in SIDE
    ]
    by_weights = sum(100 * (w1 - w0) * f0 for _, w0, w1, f0, _ in found)
    by_facts = sum(100 * w1 * (f1 - f0) for _, _, w1, f0, f1 in found)
    most = max(found, key=lambda one: (round(abs(one[2] * one[4] - one[1] * one[3]), 9), one[0]))
    return Split(*most, by_weights, by_facts)


def _kind(split: Split, then: Run, now: Run) -> str:
    weights = abs(split.all_by_weights) >= 1e-6 or abs(split.by_weights) >= 1e-6
    facts = abs(split.all_by_facts) >= 1e-6 or abs(split.by_facts) >= 1e-6
    if facts and then.data_version == now.data_version:
        return BY_METHOD
    if weights and facts:
        return BY_BOTH
    return BY_WEIGHTS if weights else BY_FACTS


def _newly_stated(criterion: str, before: FrozenPair, after: FrozenPair) -> bool:
    return criterion in after.facts["stated"] and criterion not in before.facts["stated"]


def _decisions(before: FrozenPair, after: FrozenPair) -> Iterator[Cause]:
    then, now = ([PairRule(**said) for said in pair.facts["rules"]] for pair in (before, after))
    for rule in now:
        if rule not in then:
            yield Cause("decided", mark("Decided or known since: {rule}."), rule=rule)
    for rule in then:
        if rule not in now:
            yield Cause("withdrawn", mark("No longer so: {rule}."), rule=rule)


def _answers(before: FrozenPair, after: FrozenPair) -> Iterator[Cause]:
    """Compare the must-haves; pairs out of all lists kept only those that failed."""
    then, now = ({(v.kind, v.value): v for v in pair.verdicts} for pair in (before, after))
    for key in dict.fromkeys([*then, *now]):
        was, is_ = then.get(key), now.get(key)
        if was is None and is_ is not None and (before.listed != OUT or is_.status == FAIL):
            message = _NEW_MUST if before.listed != OUT else _FAILS
            yield Cause("must-have", message, verdict=is_)
        elif was is not None and is_ is None and after.listed != OUT:
            yield Cause("must-have", _DROPPED, verdict=was)
        elif was is not None and is_ is not None and was.status != is_.status:
            yield Cause("answer", _ANSWERED, verdict=is_, status=was.status)


_STATUS = {
    PASS: mark("met"),
    FAIL: mark("not met"),
    UNKNOWN: mark("not known"),
}
_NEW_MUST = mark("The must-have {name} {value} is new: {now}.")
_FAILS = mark("The must-have {name} {value}: {now}.")
_DROPPED = mark("The must-have {name} {value} is no longer asked.")
_ANSWERED = mark("The must-have {name} {value} was {before} and is {now}.")
_NOW_STATED = mark(
    "The facts changed: {criterion} changed most ({points} points), because it is known now."
)
_MESSAGES = {
    BY_WEIGHTS: mark(
        "The weights changed: {criterion} changed most ({points} points), its weight went from "
        "{weight_before} to {weight}."
    ),
    BY_FACTS: mark(
        "The facts changed: {criterion} changed most ({points} points), it covers {fit} of what "
        "is asked instead of {fit_before}."
    ),
    BY_BOTH: mark(
        "Weights and facts changed: {all_by_weights} points by weights, {all_by_facts} by facts; "
        "{criterion} changed most ({by_weights} and {by_facts})."
    ),
    BY_METHOD: mark(
        "The data are the same, but linkmatch computes otherwise since then: {criterion} changed "
        "most ({points} points)."
    ),
}
_OTHER_ROW = {
    True: mark("Another capability of the firm stands for it now."),
    False: mark(
        "Another capability of the firm stands for it now: {all_by_weights} points by weights, "
        "{all_by_facts} by what it covers; {criterion} changed most ({points} points)."
    ),
}
_FLOOR = {
    True: mark("One side gains too little now."),
    False: mark("Both sides gain enough now."),
}
