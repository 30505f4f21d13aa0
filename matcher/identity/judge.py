"""Judge: same firm, different firms, or a question for a person, with the evidence."""

from math import fsum
from typing import Literal, NamedTuple

from features.language import mark
from matcher.identity.evidence import Evidence
from matcher.identity.facts import Facts, read_facts
from matcher.identity.limits import LIMITS, Limits
from matcher.identity.name_evidence import compare_names
from matcher.identity.names import Name
from matcher.identity.rarity import Rarity
from matcher.identity.second_signs import agrees, contacts, contradictions, registered
from matcher.identity.signs import Signs

ENOUGH_CONTACTS = 3  # of phone, e-mail, address and owner, to outweigh a further word

NameEvidence = tuple[Evidence, ...]


class Judgement(NamedTuple):
    """A verdict and the lines it rests on.

    `score` is the sum of the points, held between 0 and 1, and below `same` where a line bars it.
    `link` is `same_owner` where a contact, the owner or the taxpayer agrees and the firms are not
    plainly one: sister companies are linked, not merged.
    """

    verdict: Literal["same", "ask", "different"]
    score: float
    evidence: tuple[Evidence, ...]
    link: Literal["same_owner"] | None = None


def judge(a: Signs, b: Signs, rarity: Rarity, limits: Limits = LIMITS) -> Judgement:
    """Judge whether two records mean one firm; in either order with the same result.

    Parameters
    ----------
    rarity
        Counts of the firms at hand; `Rarity()` knows only the words that are common anywhere.

    >>> known = judge(Signs("1", "CV Karya Logam"), Signs("2", "CV Karya Manunggal"), Rarity())
    >>> known.verdict, str(known.evidence[0])
    ('different', 'the names differ in words that tell (logam/manunggal)')
    """
    return judge_facts(read_facts(a), read_facts(b), rarity, limits)


def judge_facts(a: Facts, b: Facts, rarity: Rarity, limits: Limits = LIMITS) -> Judgement:
    """Judge two firms whose signs have been read."""
    names = best_names(a.names, b.names, rarity, limits)
    if a.is_only_a_name or b.is_only_a_name:
        return weigh(names, (), (), limits)
    against = tuple(contradictions(a, b))
    beside = (*registered(a, b), *contacts(a, b, rarity))
    return weigh(names, beside, against, limits)


def best_names(
    first: tuple[Name, ...], second: tuple[Name, ...], rarity: Rarity, limits: Limits
) -> NameEvidence:
    """Give the evidence of the two most alike of all names and aliases."""
    found = [compare_names(one, other, rarity, limits) for one in first for other in second]
    if len(found) == 1:
        return found[0]
    return max(found, key=lambda lines: (points(lines), -_n_bars(lines), str(lines)))


def weigh(
    names: NameEvidence, beside: NameEvidence, against: NameEvidence, limits: Limits = LIMITS
) -> Judgement:
    """Sum the points of all lines and say what they come to."""
    link = any(agrees(line) or line.text == _BRANCH_OF_ONE for line in beside)
    if beside and points(names) < limits.ask:
        beside = tuple(_worthless(line) if agrees(line) else line for line in beside)
    lines = names + beside + against
    score = round(min(1.0, max(0.0, points(lines))), 4)
    if score >= limits.same and _is_barred(lines):
        score = limits.same - 0.01
    verdict: Literal["same", "ask", "different"] = (
        "same" if score >= limits.same else "ask" if score >= limits.ask else "different"
    )
    return Judgement(verdict, score, lines, "same_owner" if link and verdict != "same" else None)


def points(lines: NameEvidence) -> float:
    """Sum the points of some lines, in whatever order."""
    return fsum(line.points for line in lines)


def _is_barred(lines: NameEvidence) -> bool:
    """A register's number outweighs every bar but another number; contacts only further words."""
    bars = [line for line in lines if line.bars]
    agreed = sum(line.text in _REGISTERED for line in lines)
    contradicted = any(line.text in _CONTRADICTED for line in bars)
    if agreed and not contradicted:
        return False
    n_contacts = sum(agrees(line) and line.points > 0 for line in lines)
    further_words = all(line.text == _FURTHER_WORDS for line in bars)
    return bool(bars) and not (further_words and n_contacts >= ENOUGH_CONTACTS)


def _n_bars(lines: NameEvidence) -> int:
    return sum(line.bars for line in lines)


def _worthless(line: Evidence) -> Evidence:
    return Evidence(line.text, line.values)


_BRANCH_OF_ONE = mark("same taxpayer, other branch (NPWP)")
_FURTHER_WORDS = mark("one name has more words ({words})")
_REGISTERED = (mark("same NIB"), mark("same NPWP"))
_CONTRADICTED = (mark("other NIB"), mark("other NPWP"), _BRANCH_OF_ONE)
