"""Explain: a pair in sentences made from the same shares that sum to its score."""

from dataclasses import dataclass

from features import CRITERIA
from features.language import Translate, decimal, mark, percent, translator
from features.mentions import Mention
from features.places import distances_km, regencies
from features.reading import REGENCIES, mentions_column
from features.vocabulary import KINDS, vocabulary
from matcher.requirements import FAIL, PASS, Verdict
from matcher.requirements import NAMES as REQUIREMENT_NAMES
from matcher.score import Scorer, Share
from matcher.shortlist import Candidate, pair
from matcher.weights import Weights

TITLES = {criterion.name: criterion.title for criterion in CRITERIA}
BAND_NAMES = {"strong": mark("strong"), "to check": mark("to check"), "thin": mark("thin data")}
N_TERMS = 3

_QUESTIONS = {
    "process": mark("Do you do {value}?"),
    "material": mark("Do you work {value}?"),
    "certificate": mark("Do you hold {value}, and until when?"),
    "region": mark("Where is your plant: {value}?"),
    "volume_per_month": mark("Can you make {value} parts a month?"),
    "part_weight_kg": mark("Can you make parts of {value} kg?"),
    "part_length_mm": mark("Can you make parts {value} mm long?"),
    "tolerance_mm": mark("Can you keep {value} mm?"),
    "lead_time_days": mark("Can you deliver within {value} days?"),
}


@dataclass(frozen=True)
class Explanation:
    """One pair with the shares of its score; `amount` over all shares sums to the score."""

    candidate: Candidate
    shares: tuple[Share, ...]
    details: dict[str, dict[str, str]]  # criterion to what both sides have in common, by language

    def sentences(self, language: str) -> list[str]:
        """Say why in `id` or `en`: the must-haves, then each criterion, largest part first."""
        return self.must_haves(language) + [
            f"{title_of(share, language)}: {points_of(share, language)}; "
            f"{self.reason(share, language)}."
            for share in self.shares
        ]

    def must_haves(self, language: str) -> list[str]:
        """Say what became of each must-have."""
        say = translator(language)
        return [_verdict(verdict, say) for verdict in self.candidate.verdicts]

    def reason(self, share: Share, language: str) -> str:
        """Say what a criterion's part of the score rests on."""
        say = translator(language)
        if not share.need_stated:
            return say("the need does not say, the same for all")
        if not share.supplier_stated:
            return say("not known yet, counted like an average firm")
        return self.details[share.criterion][language] or say("nothing in common")


def title_of(share: Share, language: str) -> str:
    """Name a share's criterion."""
    return TITLES[share.criterion].label(language).capitalize()


def points_of(share: Share, language: str) -> str:
    """Write what a criterion gives of the most it could give, in points of 100."""
    say = translator(language)
    return say(
        "{amount} of {most} points",
        amount=decimal(100 * share.amount, language),
        most=decimal(100 * share.weight, language),
    )


def explain(
    scorer: Scorer, need_id: str, supplier_id: str, weights: Weights | None = None
) -> Explanation:
    """Explain a supplier's best capability for a need.

    Raises
    ------
    NotFoundError
        When one of the ids names nothing, or stands on the wrong side.
    """
    candidate = pair(scorer, need_id, supplier_id, weights)
    shares = scorer.shares(need_id, candidate.row_id, weights)
    details = {
        share.criterion: {lang: _common(scorer, candidate, share, lang) for lang in ("id", "en")}
        for share in shares
        if share.need_stated and share.supplier_stated
    }
    return Explanation(candidate, tuple(shares), details)


def summary(candidate: Candidate, language: str) -> str:
    """Say in one sentence how good the pair is and how sure that is."""
    say = translator(language)
    return say(
        "Score {score} of 100 ({band}). {completeness} of the weight rests on stated facts; if all "
        "that is unknown turned out worst or best, the score would be {low} to {high}.",
        score=round(100 * candidate.score),
        band=say(BAND_NAMES[candidate.band]),
        completeness=percent(candidate.completeness, language),
        low=round(100 * candidate.low),
        high=round(100 * candidate.high),
    )


def question(verdict: Verdict, language: str) -> str:
    """Give the question to ask a supplier about an unknown requirement."""
    return translator(language)(_QUESTIONS[verdict.kind], value=verdict.value)


def missing(verdict: Verdict, language: str) -> str:
    """Say which requirement failed and what the record says instead."""
    return _verdict(verdict, translator(language))


def _verdict(verdict: Verdict, say: Translate) -> str:
    name = say(REQUIREMENT_NAMES[verdict.kind])
    values = {"name": name, "value": verdict.value, "evidence": verdict.evidence}
    if verdict.status == PASS:
        return say("Must-have {name} {value}: met (stated: {evidence}).", **values)
    if verdict.status == FAIL:
        return say("Must-have {name} {value}: not met (stated: {evidence}).", **values)
    if verdict.implied:
        return say("Must-have {name} {value}: presumed from {evidence}, ask first.", **values)
    return say("Must-have {name} {value}: not known yet, ask first.", **values)


def _common(scorer: Scorer, candidate: Candidate, share: Share, language: str) -> str:
    if share.criterion == "distance":
        return _distance(scorer, candidate, language)
    if share.criterion in KINDS:
        return _nodes(scorer, candidate, share, language)
    named_first = sorted(share.parts, key=lambda part: not part.term.key)
    return ", ".join(part.term.label(language) for part in named_first[:N_TERMS])


def _nodes(scorer: Scorer, candidate: Candidate, share: Share, language: str) -> str:
    """List the narrowest nodes in common; what is only implied says from what."""
    kind, say = share.criterion, translator(language)
    need = scorer.needs.at[candidate.need_id, mentions_column(kind)]
    supplier = scorer.suppliers.at[candidate.row_id, mentions_column(kind)]
    keys = [part.term.key for part in share.parts]
    wider = {above for key in keys for above in vocabulary().lineage(kind, key)[1:]}
    found = []
    for part in [part for part in share.parts if part.term.key not in wider][:N_TERMS]:
        presumed = [_presumed(side, kind, part.term.key, language) for side in (need, supplier)]
        source = next((found for found in presumed if found), "")
        label = part.term.label(language)
        if source:
            label = say("{term} (presumed from {source})", term=label, source=source)
        found.append(label)
    return ", ".join(found)


def _presumed(mentions: list[Mention], kind: str, node_id: str, language: str) -> str:
    """Name what implies a node, or '' when the row states the node itself."""
    within = [m for m in mentions if vocabulary().is_within(kind, m.node, node_id)]
    implied = [m.because for m in within if m.because]
    return vocabulary().node(*implied[0]).label(language) if len(implied) == len(within) > 0 else ""


def _distance(scorer: Scorer, candidate: Candidate, language: str) -> str:
    """Say how far apart the two are, as the crow flies."""
    position = {regency: i for i, regency in enumerate(regencies().index)}
    here = scorer.suppliers.at[candidate.row_id, REGENCIES]
    there = scorer.needs.at[candidate.need_id, REGENCIES]
    km = min(distances_km()[position[a], position[b]] for a in here for b in there)
    place = scorer.suppliers.at[candidate.row_id, "place"]
    say = translator(language)
    if km < 1:
        return say("{place}, in the same regency", place=place)
    return say("{place}, about {km} km away", place=place, km=round(km))
