"""Details: what both sides of a pair have in common in one criterion, in words.

One function per criterion; a criterion without one names the terms that make up its fit.
"""

from collections.abc import Callable, Mapping
from textwrap import shorten
from typing import Any

from features import CRITERIA
from features.envelope import ASPECTS, Measure, demand, limit
from features.language import day_text, mark, number, percent, translator
from features.mentions import Mention
from features.places import nearest_km
from features.quality import STEPS, level, maturity
from features.reading import REGENCIES
from features.taxonomy import TaxonomyMixin
from features.vocabulary import vocabulary
from matcher.score import Scorer, Share
from matcher.shortlisting import Candidate

N_TERMS = 3
LEAST = 0.01  # part of a fit below which a term is no reason
MAX_LETTERS = 60  # of a term: a past need can be a sentence

Row = Mapping[str, Any]
Detail = Callable[[Row, Row, str], str]


def detail(scorer: Scorer, candidate: Candidate, share: Share, language: str) -> str:
    """Say what a criterion's stated part of the score rests on, in `id` or `en`."""
    if share.criterion == "envelope":
        return _envelope(scorer, candidate, language)
    need, supplier = scorer.needs.loc[candidate.need_id], scorer.suppliers.loc[candidate.row_id]
    rows = need.to_dict(), supplier.to_dict()
    if share.criterion in _TREES:
        return _nodes(*rows, share, language)
    if share.criterion in _DETAILS:
        return _DETAILS[share.criterion](*rows, language)
    told = [part for part in share.parts if part.amount >= LEAST]
    # whole words say more than similar spelling, and that more than "8" or "m"
    named_first = sorted(told, key=lambda part: (_is_piece(part.term.key), not part.term.key))
    labels = dict.fromkeys(part.term.label(language) for part in named_first)
    return ", ".join(shorten(label, MAX_LETTERS, placeholder=" …") for label in [*labels][:N_TERMS])


def _is_piece(key: str) -> bool:
    return len(key) == 1 or key.isdecimal()


def _nodes(need: Row, supplier: Row, share: Share, language: str) -> str:
    """List the narrowest nodes in common; what is only implied says from what."""
    say, tree = translator(language), _TREES[share.criterion]
    keys = [part.term.key for part in share.parts]
    wider = {above for key in keys if key for above in vocabulary().lineage(tree.kind, key)[1:]}
    found = []
    for part in [p for p in share.parts if p.term.key and p.term.key not in wider][:N_TERMS]:
        sides = need[tree.need_column], supplier[tree.supplier_column]
        presumed = [_presumed(side, tree.kind, part.term.key, language) for side in sides]
        source = next((found for found in presumed if found), "")
        label = part.term.label(language)
        if source:
            label = say("{term} (presumed from {source})", term=label, source=source)
        found.append(label)
    return ", ".join(found)


def _presumed(mentions: list[Mention], kind: str, node_id: str, language: str) -> str:
    """Name what implies a node or can mean it, or '' when the row states the node itself."""
    within = [m for m in mentions if vocabulary().is_within(kind, m.node, node_id)]
    if not within or any(m.how == "stated" for m in within):
        return ""
    say, implied = translator(language), [m.because for m in within if m.because]
    if implied:
        return _source(*implied[0], language)
    return say("one meaning of “{phrase}”", phrase=within[0].phrase)


def _source(kind: str, node_id: str, language: str) -> str:
    label = vocabulary().node(kind, node_id).label(language)
    return f"KBLI {node_id}, {label}" if kind == "kbli" else label


def _distance(need: Row, supplier: Row, language: str) -> str:
    """Say how far apart the two are, as the crow flies."""
    km = nearest_km(supplier[REGENCIES], need[REGENCIES])
    say, place = translator(language), supplier["place"]
    if km < 1:
        return say("{place}, in the same regency", place=place)
    return say("{place}, about {km} km away", place=place, km=round(km))


def _envelope(scorer: Scorer, candidate: Candidate, language: str) -> str:
    """Set each measure that both sides have beside what is asked."""
    say, found = translator(language), []
    need = scorer.needs.loc[[candidate.need_id]]
    supplier = scorer.suppliers.loc[[candidate.row_id]]
    for aspect in ASPECTS:
        asked, able = demand(need, aspect), limit(supplier, aspect)
        if not asked.sureness[0] or not able.sureness[0]:
            continue
        message, unit = _MEASURES[aspect.need_column]
        found.append(
            say(message, able=_amount(able, unit, language), asked=_amount(asked, unit, language))
        )
    return ", ".join(found)


def _amount(measure: Measure, unit: str, language: str) -> str:
    """Write an amount with its unit; a presumed one says so itself."""
    say, amount = translator(language), measure.amounts.iloc[0]
    text = f"{number(float(f'{amount:.3g}'), language)} {unit}"
    return text if measure.sureness[0] == 1 else say("{term} (presumed)", term=text)


def _capacity(need: Row, supplier: Row, language: str) -> str:
    say = translator(language)
    return say(
        "makes {able} a month, {asked} asked",
        able=number(supplier["capacity_per_month"], language),
        asked=number(need["volume_per_month"], language),
    )


def _workload(need: Row, supplier: Row, language: str) -> str:
    share = need["volume_per_month"] / supplier["capacity_per_month"]
    say = translator(language)
    if share >= 10:  # nobody reads 96,667 percent
        return say("is {n} times its capacity", n=number(round(share), language))
    return say("fills {share} of its capacity", share=percent(share, language))


def _quality(need: Row, supplier: Row, language: str) -> str:
    """Name the step reached, the step asked for, and other certificates in common."""
    say, found = translator(language), []
    step, sureness = maturity(dict(supplier))
    asked = max((level(m.node) for m in need["certificate_mentions"]), default=0)
    if asked and sureness:
        reached = STEPS[step - 1].label(language) if step else say("none")
        if sureness < 1:
            source = say("coached by {name}", name=supplier["coached_by"])
            reached = say("{term} (presumed from {source})", term=reached, source=source)
        wanted = STEPS[asked - 1].label(language)
        found.append(say("{able}, asked {asked}", able=reached, asked=wanted))
    held = {m.node for m in supplier["certificate_mentions"]}
    both = [m.node for m in need["certificate_mentions"] if m.node in held and not level(m.node)]
    return ", ".join([*found, *[vocabulary().node("certificate", n).label(language) for n in both]])


def _reliability(need: Row, supplier: Row, language: str) -> str:  # noqa: ARG001
    return _kept(supplier, language)


def _record(need: Row, supplier: Row, language: str) -> str:  # noqa: ARG001
    return _kept(need, language)


def _kept(row: Row, language: str) -> str:
    counts = {"kept": row["kept"], "total": row["kept"] + row["broken"]}
    say = translator(language)
    if row["last_kept"] is None:
        return say("{kept} of {total} steps kept", **counts)
    day = day_text(row["last_kept"], language)
    return say("{kept} of {total} steps kept, the last on {day}", **counts, day=day)


def _payment(need: Row, supplier: Row, language: str) -> str:
    say = translator(language)
    return say(
        "pays after {asked} days, the IKM can wait {able}",
        asked=number(need["payment_days"], language),
        able=number(supplier["payment_days_max"], language),
    )


_TREES = {c.name: c for c in CRITERIA if issubclass(c, TaxonomyMixin)}
_DETAILS: dict[str, Detail] = {
    "distance": _distance,
    "capacity": _capacity,
    "workload": _workload,
    "quality": _quality,
    "reliability": _reliability,
    "record": _record,
    "payment": _payment,
}
_MEASURES = {
    "part_weight_kg": (mark("up to {able}, asked {asked}"), "kg"),
    "part_length_mm": (mark("up to {able}, asked {asked}"), "mm"),
    "tolerance_mm": (mark("keeps {able}, asked {asked}"), "mm"),
}
