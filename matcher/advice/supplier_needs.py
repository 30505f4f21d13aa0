"""Supplier needs: the needs that suit one IKM, told so that the IKM itself may read it.

Nothing here carries a score or a rank, the IKM's own neither: who knows its own can work out
where others stand. Other firms occur as buyers of a need only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from features.language import LANGUAGES, day_text, mark, translator
from features.quality import NONE_AT_ALL
from matcher.advice.profile import FIELDS, blank_fields
from matcher.advice.release import FAMILY, family_of, step_for
from matcher.dataset import STORED
from matcher.errors import NotFoundError
from matcher.explain import amount, question
from matcher.pairs import ALMOST, READY, THIN
from matcher.requirements import FAIL, NAMES, UNKNOWN, Verdict
from matcher.score import Scorer
from matcher.shortlisting import Candidate, shortlist
from matcher.weights import Weights

FITS, TO_ANSWER, ONE_SHORT = "fits", "to_answer", "one_short"
GROUPS = (FITS, TO_ANSWER, ONE_SHORT)


@dataclass(frozen=True)
class NeedForSupplier:
    """One need as its IKM reads it; `row_id` is the capability it would serve it with.

    `blanks` names what the need asks and the IKM left blank, as in `matcher.advice.profile`;
    `thin` says that too little is stated on both sides to tell whether it fits. `step` says how
    much of the need is released to this IKM; before the details are, `component`, `buyer` and
    `place` are ''.
    """

    need_id: str
    row_id: str
    group: str
    thin: bool
    component: str
    buyer: str  # '' when the need does not say
    place: str
    verdicts: tuple[Verdict, ...]
    blanks: tuple[str, ...]
    step: str
    family: tuple[str, ...]  # in Indonesian and English

    def part(self, language: str) -> str:
        """Name the part, or the kind of part where no more is released."""
        return self.component or self.family[LANGUAGES.index(language)]

    def band(self, language: str) -> str:
        """Say in words how well it fits."""
        say = translator(language)
        if self.group == ONE_SHORT:
            return say("one must-have short")
        if self.thin:
            return say("not enough known yet")
        return say("fits") if self.group == FITS else say("may fit")

    def failed(self, language: str) -> list[str]:
        """Say of each must-have that is not met what is asked and what the IKM stated."""
        return [_failed(v, language) for v in self.verdicts if v.status == FAIL]

    def questions(self, language: str) -> list[str]:
        """Ask for each must-have that is not known yet."""
        return [question(v, language) for v in self.verdicts if v.status == UNKNOWN]

    def unwritten(self, language: str) -> list[str]:
        """Name what the need asks and the IKM has not written."""
        return [translator(language)(FIELDS[name].title) for name in self.blanks]


def needs_for(
    scorer: Scorer,
    supplier_id: str,
    weights: Weights | None = None,
    meets: frozenset[str] = frozenset(),
) -> tuple[NeedForSupplier, ...]:
    """List the needs that suit one IKM, by group and the most suitable first.

    A need fits when no must-have fails or is open, enough is known and a meeting makes sense
    (`Pairs.fitting`); it may fit when an answer is missing, or when too little is known; it is one
    short when exactly one must-have fails. Needs that gain either side too little are left out.
    `meets` are the needs that it meets about in a released plan.

    Raises
    ------
    NotFoundError
        When the id is no supplier's.
    """
    weights = weights or scorer.weights
    found = candidates_of(scorer, supplier_id, weights)
    good = told(scorer, tuple(one for one in found if worth_meeting(one, weights)), meets)
    return tuple(sorted(good, key=lambda need: GROUPS.index(need.group)))


def candidates_of(scorer: Scorer, supplier_id: str, weights: Weights) -> tuple[Candidate, ...]:
    """Give all listed needs of an IKM, also those that gain too little; no organisers' decision.

    Raises
    ------
    NotFoundError
        When the id is no supplier's.
    """
    what = scorer.data.require(supplier_id, "supplier")
    if what != "supplier":
        raise NotFoundError(
            mark("'{id}' is a {what}, not an IKM; list the IKM with: linkmatch list suppliers"),
            id=supplier_id,
            what=what,
        )
    found = shortlist(scorer, supplier_id, weights, "supplier").candidates
    return tuple(one for one in found if not one.never_meet and _at_most_one_short(one))


def _at_most_one_short(one: Candidate) -> bool:
    """Whether it would be listed without the organisers, who list whoever must meet."""
    return sum(verdict.status == FAIL for verdict in one.verdicts) <= 1


def worth_meeting(one: Candidate, weights: Weights) -> bool:
    """Say whether both sides would gain enough from a meeting."""
    return one.score >= weights.minimum and not one.below_floor


def group_of(one: Candidate) -> str:
    """Say in which group a listed candidate stands."""
    if one.listed == ALMOST:
        return ONE_SHORT
    return FITS if one.listed == READY and one.band != THIN else TO_ANSWER


def told(
    scorer: Scorer, candidates: tuple[Candidate, ...], meets: frozenset[str] = frozenset()
) -> tuple[NeedForSupplier, ...]:
    """Keep of each candidate of one IKM what the IKM may read, in the same order."""
    needs: Any = scorer.needs[_NEED_COLUMNS].to_dict("index")
    own: Any = scorer.suppliers.loc[sorted({one.row_id for one in candidates})].to_dict("index")
    return tuple(
        _told(scorer, one, needs[one.need_id], own[one.row_id], meets) for one in candidates
    )


def step_of(scorer: Scorer, need_id: str, meets: frozenset[str]) -> str:
    """Say how much of a need is released to an IKM that meets about these needs."""
    is_public = scorer.data.folder != STORED
    return step_for(scorer.needs.at[need_id, "released"], need_id in meets, is_public)


def _told(
    scorer: Scorer,
    one: Candidate,
    need: Mapping[str, Any],
    own: Mapping[str, Any],
    meets: frozenset[str],
) -> NeedForSupplier:
    step = step_of(scorer, one.need_id, meets)
    whole = step != FAMILY
    return NeedForSupplier(
        need_id=one.need_id,
        row_id=one.row_id,
        group=group_of(one),
        thin=one.band == THIN,
        component=need["component"] if whole else "",
        buyer=scorer.data.firm_name(one.buyer_id) if whole else "",
        place=need["place"] or "" if whole else "",
        verdicts=one.verdicts,
        blanks=blank_fields(need, own),
        step=step,
        family=(family_of(need["component"], "id"), family_of(need["component"], "en")),
    )


def _failed(verdict: Verdict, language: str) -> str:
    say, evidence = translator(language), verdict.evidence
    asked, stated = (amount(verdict.kind, text, language) for text in (verdict.value, evidence))
    if verdict.kind == "certificate":
        stated = _certificate(evidence, language)
    name = say(NAMES[verdict.kind])
    return say("{name}: {asked} asked, you stated {stated}", name=name, asked=asked, stated=stated)


def _certificate(evidence: str, language: str) -> str:
    """Say why a certificate does not count: it ended, or the IKM said it holds none."""
    say, ended = translator(language), _ENDED.fullmatch(evidence)
    if ended:
        day = day_text(date.fromisoformat(ended["day"]), language)
        return say("{name}, ended on {day}", name=ended["name"], day=day)
    return say("no certificate") if evidence == NONE_AT_ALL else say("not held")


_ENDED = re.compile(r"(?P<name>.*) \((?P<day>\d{4}-\d\d-\d\d)\)")
_NEED_COLUMNS = sorted({"component", "place", *(field.asked_in for field in FIELDS.values())})
