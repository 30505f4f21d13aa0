"""Explain: a pair in sentences made from the same shares that sum to its score."""

from dataclasses import dataclass

from features import CRITERIA
from features.language import decimal, mark, number, percent, translator
from matcher.details import detail
from matcher.records import NUMERIC_REQUIREMENTS
from matcher.requirements import FAIL, PASS, Verdict
from matcher.requirements import NAMES as REQUIREMENT_NAMES
from matcher.score import Scorer, Share
from matcher.shortlisting import Candidate, pair
from matcher.weights import Weights

TITLES = {criterion.name: criterion.title for criterion in CRITERIA}
BAND_NAMES = {"strong": mark("strong"), "to check": mark("to check"), "thin": mark("thin data")}

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


STATED, UNKNOWN, SILENT = "stated", "unknown", "silent"


@dataclass(frozen=True)
class Line:
    """One line of an explanation: what gives how many points of 100, of how many, and why.

    `basis` says what it rests on: facts that both sides stated, what is unknown of the supplier,
    or what the need does not say. The points of all lines sum to the score.
    """

    title: str
    basis: str
    points: float
    most: float
    reason: str

    def text(self, language: str) -> str:
        """Write the line as a sentence."""
        return f"{self.title}: {self.points_text(language)}; {self.reason}."

    def points_text(self, language: str) -> str:
        """Write what it gives of the most it could give."""
        say = translator(language)
        return say(
            "{amount} of {most} points",
            amount=decimal(self.points, language),
            most=decimal(self.most, language),
        )


@dataclass(frozen=True)
class Explanation:
    """One pair with the shares of its score; `amount` over all shares sums to the score."""

    candidate: Candidate
    shares: tuple[Share, ...]
    details: dict[str, dict[str, str]]  # criterion to what both sides have in common, by language

    def sentences(self, language: str) -> list[str]:
        """Say why in `id` or `en`: the must-haves, then each line."""
        return self.must_haves(language) + [line.text(language) for line in self.lines(language)]

    def must_haves(self, language: str) -> list[str]:
        """Say what became of each must-have, and what the organisers decided."""
        decided = [rule.text(language) for rule in self.candidate.rules]
        said = [_verdict(verdict, language) for verdict in self.candidate.verdicts]
        return said + [f"{text[:1].upper()}{text[1:]}." for text in decided]

    def lines(self, language: str) -> list[Line]:
        """Give a line for each criterion that both sides stated, then what is not known.

        A criterion without weight says nothing.
        """
        say, counted = translator(language), [share for share in self.shares if share.weight]
        stated = [
            Line(
                title_of(share.criterion, language),
                STATED,
                100 * share.amount,
                100 * share.weight,
                self.details[share.criterion][language] or say("nothing in common"),
            )
            for share in counted
            if share.criterion in self.details
        ]
        rest = [share for share in counted if share.criterion not in self.details]
        unknown = [share for share in rest if share.need_stated]
        silent = [share for share in rest if not share.need_stated]
        return [
            *stated,
            *_together(unknown, UNKNOWN, say("Not known yet"), _LIKE_AVERAGE, language),
            *_together(silent, SILENT, say("The need does not say"), _SAME_FOR_ALL, language),
        ]


def title_of(criterion: str, language: str) -> str:
    """Name a criterion."""
    label = TITLES[criterion].label(language)
    return label[:1].upper() + label[1:]


def _together(
    shares: list[Share], basis: str, title: str, reason: str, language: str
) -> list[Line]:
    """Join criteria that rest on nothing stated in one line."""
    if not shares:
        return []
    names = ", ".join(TITLES[share.criterion].label(language) for share in shares)
    points, most = (100 * sum(getattr(s, name) for s in shares) for name in ("amount", "weight"))
    return [Line(title, basis, points, most, translator(language)(reason, names=names))]


_LIKE_AVERAGE = mark("{names}, counted like an average firm")
_SAME_FOR_ALL = mark("{names}, the same for all")


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
        share.criterion: {lang: detail(scorer, candidate, share, lang) for lang in ("id", "en")}
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
    return translator(language)(
        _QUESTIONS[verdict.kind], value=amount(verdict.kind, verdict.value, language)
    )


def missing(verdict: Verdict, language: str) -> str:
    """Say which requirement failed and what the record says instead."""
    return _verdict(verdict, language)


def amount(kind: str, text: str, language: str) -> str:
    """Write what a must-have asks or meets; a number in the reader's notation."""
    return number(float(text), language) if text and kind in NUMERIC_REQUIREMENTS else text


def _verdict(verdict: Verdict, language: str) -> str:
    say = translator(language)
    value, evidence = (
        amount(verdict.kind, text, language) for text in (verdict.value, verdict.evidence)
    )
    values = {"name": say(REQUIREMENT_NAMES[verdict.kind]), "value": value, "evidence": evidence}
    if verdict.status == PASS:
        return say("Must-have {name} {value}: met (stated: {evidence}).", **values)
    if verdict.status == FAIL:
        return say("Must-have {name} {value}: not met (stated: {evidence}).", **values)
    if verdict.implied:
        return say("Must-have {name} {value}: presumed from {evidence}, ask first.", **values)
    return say("Must-have {name} {value}: not known yet, ask first.", **values)
