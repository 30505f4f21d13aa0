"""Contents: everything that a report says, in words and numbers, ready to be set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from features.language import mark, translator
from matcher.explain import STATED, explain
from matcher.outcomes import STAGES, STEP_NAMES, VALUES, Pairing, Reached, reached, reached_by
from matcher.outcomes.value import value_of
from matcher.overview import Overview
from matcher.overview.summary import LEVELS
from matcher.routes import place_name
from matcher.score import Scorer
from matcher.weights import Weights

N_REASONS = 2


class Place(NamedTuple):
    """How far the pairs of the IKM of one place came."""

    name: str
    reached: Reached


class PairLine(NamedTuple):
    """One pair: who, about what, how far, what it is worth, why they were matched, what followed.

    The three values are None where nobody told one; `why` is '' where the need is closed.
    """

    supplier: str
    buyer: str
    component: str
    need_id: str
    stage: str
    promised: float | None
    signed: float | None
    realised: float | None
    why: str
    followed: str


@dataclass(frozen=True)
class Report:
    """What is reported of one event, or of all.

    `coverage` counts the open needs with two candidates or more, one, and none; `n_late` the pairs
    that need a call. Pairs stand by how far they came, then by what they are worth.
    """

    title: str
    place: str
    day: date | None
    made: date
    language: str
    synthetic: bool
    n_suppliers: int
    n_buyers: int
    n_needs: int
    n_unmatched: int
    n_late: int
    coverage: dict[str, int]
    reached: Reached
    places: tuple[Place, ...]
    pairs: tuple[PairLine, ...]


def report(
    scorer: Scorer,
    found: Overview,
    pairs: Iterable[Pairing],
    title: str,
    place: str = "",
    day: date | None = None,
    n_late: int = 0,
    language: str = "id",
    made: date | None = None,
    weights: Weights | None = None,
) -> Report:
    """Gather what is known: who finds whom, how far the pairs came, and why they were matched."""
    some = sorted(pairs, key=_furthest)
    places = dict(zip(scorer.data.firms["firm_id"], scorer.data.firms["place"], strict=True))
    nowhere = translator(language)("place not known")
    by_place = reached_by(some, lambda one: place_name(places.get(one.supplier_id)) or nowhere)
    return Report(
        title=title,
        place=place,
        day=day,
        made=made or date.today(),
        language=language,
        synthetic=scorer.data.synthetic,
        n_suppliers=found.n_suppliers,
        n_buyers=found.n_buyers,
        n_needs=found.n_needs,
        n_unmatched=len(found.coverage.unmatched),
        n_late=n_late,
        coverage={level: len(found.needs_with(level)) for level in LEVELS},
        reached=reached(some),
        places=tuple(Place(*both) for both in by_place.items()),
        pairs=tuple(_line(scorer, one, language, weights) for one in some),
    )


def _furthest(one: Pairing) -> tuple[int, bool, float, tuple[str, str]]:
    """Sort by stage, those that go on first, then by the highest of the later values."""
    worth = value_of(one, "realised") or value_of(one, "signed") or value_of(one, "promised") or 0.0
    return -STAGES.index(one.stage), one.ended is not None, -worth, one.key


def _line(scorer: Scorer, one: Pairing, language: str, weights: Weights | None) -> PairLine:
    data, say = scorer.data, translator(language)
    needs = data.needs.loc[data.needs["need_id"] == one.need_id, "component"]
    return PairLine(
        supplier=data.firm_name(one.supplier_id) or one.supplier_id,
        buyer=data.firm_name(one.buyer_id) or say("buyer not named"),
        component=str(needs.iat[0]) if len(needs) else one.need_id,
        need_id=one.need_id,
        stage=one.stage,
        **{value: value_of(one, value) for value in VALUES},
        why=why(scorer, one, language, weights),
        followed=_followed(one, language),
    )


def why(scorer: Scorer, one: Pairing, language: str, weights: Weights | None = None) -> str:
    """Say what the two have in common, most telling first; '' for a need that is closed."""
    if one.need_id not in scorer.data.asked.index:
        return ""
    if one.supplier_id not in set(scorer.data.suppliers["firm_id"]):
        return ""
    lines = explain(scorer, one.need_id, one.supplier_id, weights).lines(language)
    told = [line for line in lines if line.basis == STATED and line.points > 0]
    best = sorted(told, key=lambda line: -line.points)[:N_REASONS]
    return "; ".join(f"{line.title}: {line.reason}" for line in best)


def _followed(one: Pairing, language: str) -> str:
    say, latest = translator(language), one.latest
    if latest is None:
        return say(_NOT_TOLD)
    step = say(STEP_NAMES[latest.step])
    if latest.date:
        step += f" ({latest.date:%d/%m/%Y})"
    return f"{step}: {latest.reason}" if latest.reason else step


_NOT_TOLD = mark("no result told yet")
