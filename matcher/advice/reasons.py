"""Reasons: why a need suits an IKM, in the IKM's own terms and without points.

What speaks of other firms or of how a firm kept its word stays out, and so does likeness of
mere words.
"""

from collections.abc import Callable
from dataclasses import dataclass

from features.block import NEED_UNKNOWN, SUPPLIER_UNKNOWN
from features.language import number, percent, translator
from features.places import nearest_km
from features.reading import REGENCIES
from matcher.advice.release import FAMILY
from matcher.advice.supplier_needs import step_of
from matcher.details import Row, detail
from matcher.explain import title_of
from matcher.score import Scorer, Share
from matcher.shortlisting import Candidate, pair
from matcher.weights import Weights

UNTOLD = (
    *("partners", "popularity", "precedent", "record", "reliability", "similar_partners"),
    "wording",
)
_NOT_STATED = (SUPPLIER_UNKNOWN, NEED_UNKNOWN)
# fit below which a criterion in degrees is rather something to look at; 1 covers all that is asked
ENOUGH = {
    "capacity": 1.0,
    "envelope": 1.0,
    "quality": 1.0,
    "payment": 1.0,
    "workload": 0.8,
    "distance": 0.5,
}


@dataclass(frozen=True)
class Reasons:
    """What speaks for a need and what to look at, each as (title, text), the weightiest first."""

    speaks_for: tuple[tuple[str, str], ...]
    look_at: tuple[tuple[str, str], ...]


def reasons(
    scorer: Scorer,
    need_id: str,
    supplier_id: str,
    weights: Weights | None = None,
    language: str = "id",
    meets: frozenset[str] = frozenset(),
) -> Reasons:
    """Say what both sides stated that speaks for a need, and what falls short in degrees.

    Where only the kind of part is released, it names the criteria and no more.

    Raises
    ------
    NotFoundError
        When one of the ids names nothing, or stands on the wrong side.
    """
    candidate = pair(scorer, need_id, supplier_id, weights)
    found = [
        (share, title_of(share.criterion, language), _text(scorer, candidate, share, language))
        for share in scorer.shares(need_id, candidate.row_id, weights)
        if share.need_stated and share.supplier_stated and share.criterion not in UNTOLD
    ]
    told = [(_short(scorer, candidate, share), title, text) for share, title, text in found if text]
    if step_of(scorer, need_id, meets) == FAMILY:
        say = translator(language)
        words = {False: say("suits"), True: say("falls short")}
        told = [(short, title, words[short]) for short, title, _ in told]
    return Reasons(
        tuple((title, text) for short, title, text in told if not short),
        tuple((title, text) for short, title, text in told if short),
    )


def _short(scorer: Scorer, candidate: Candidate, share: Share) -> bool:
    """Judge by what both sides stated alone, not by the averages beside it."""
    if share.criterion not in ENOUGH:
        return False
    k = list(scorer.blocks).index(share.criterion)
    i = scorer.needs.index.get_loc(candidate.need_id)
    j = scorer.suppliers.index.get_loc(candidate.row_id)
    fit = sum(part.amount for part in share.parts if part.term not in _NOT_STATED)
    return bool(fit < ENOUGH[share.criterion] * scorer.stated[k, i, j] - 1e-9)


def _text(scorer: Scorer, candidate: Candidate, share: Share, language: str) -> str:
    """Speak to the IKM where the planner's words speak about it."""
    if share.criterion not in _TO_THE_IKM:
        return detail(scorer, candidate, share, language)
    need = scorer.needs.loc[candidate.need_id].to_dict()
    supplier = scorer.suppliers.loc[candidate.row_id].to_dict()
    return _TO_THE_IKM[share.criterion](need, supplier, language)


def _capacity(need: Row, supplier: Row, language: str) -> str:
    say = translator(language)
    return say(
        "you make {able} a month, {asked} asked",
        able=number(round(supplier["capacity_per_month"]), language),
        asked=number(round(need["volume_per_month"]), language),
    )


def _workload(need: Row, supplier: Row, language: str) -> str:
    share = need["volume_per_month"] / supplier["capacity_per_month"]
    say = translator(language)
    if share >= 10:  # nobody reads 96,667 percent
        return say("is {n} times your capacity", n=number(round(share), language))
    return say("fills {share} of your capacity", share=percent(share, language))


def _payment(need: Row, supplier: Row, language: str) -> str:
    say = translator(language)
    return say(
        "pays after {asked} days, you can wait {able}",
        asked=number(need["payment_days"], language),
        able=number(supplier["payment_days_max"], language),
    )


def _distance(need: Row, supplier: Row, language: str) -> str:
    km = nearest_km(supplier[REGENCIES], need[REGENCIES])
    say, place = translator(language), need["place"]
    if km < 1:
        return say("{place}, in your own regency", place=place)
    return say("{place}, about {km} km from you", place=place, km=round(km))


_TO_THE_IKM: dict[str, Callable[[Row, Row, str], str]] = {
    "capacity": _capacity,
    "workload": _workload,
    "payment": _payment,
    "distance": _distance,
}
