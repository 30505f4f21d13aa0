"""Steps: what to do next so that more needs and more IKM find each other, in order."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from features import Term
from features.language import mark, translator
from features.mentions import Mention
from features.reading import mentions_column
from features.vocabulary import vocabulary
from matcher.explain import TITLES
from matcher.overrides import NEVER_MEET, RULE_NAMES
from matcher.overview.coverage import (
    EMPTY,
    MUST_HAVE,
    ONE_SIDED,
    TO_COMPLETE,
    TRADE,
    VAGUE,
    Coverage,
    Obstacle,
)
from matcher.requirements import NAMES
from matcher.score import Scorer

N_TERMS = 3

# in this order: asking costs least, then changing a need, then finding firms and buyers
_MESSAGES = {
    "begin": mark("These records are only an example: take in your own lists."),
    "event": mark("There is no event yet: make one, so that firms can be invited to it."),
    "participants": mark("Nobody stands on the list of this event yet: put the firms on it."),
    "late": mark("{n} have not answered in time: call them."),
    "to_invite": mark("{n} on the list are not invited yet."),
    "waiting": mark("{n} are invited and still have time to answer."),
    "outcomes": mark("{n} pairs of earlier meetings need a call: ask what came of it."),
    "ask_firms": mark(
        "{n} needs without a candidate could get one: ask the IKM for what is not known yet."
    ),
    "ask_buyers": mark(
        "{n} needs without a candidate say too little: ask the buyers to complete them."
    ),
    "relax": mark("{n} needs fail only on a must-have: ask the buyers whether it can be relaxed."),
    "balance": mark(
        "{n} needs give one side too little: talk with the buyers about support and payment."
    ),
    "search": mark("{n} needs have no candidate in their trade: look for other IKM."),
    "spare": mark("{n} needs have one candidate only: look for another."),
    "complete": mark("{n} IKM have too little data: complete it first."),
    "coach": mark("{n} IKM fail only on a must-have: see whether coaching can help."),
    "invite": mark("{n} IKM have no need in their trade: invite other buyers."),
    "questions": mark("{n} questions about the data: answer them or mend the file."),
    "meet": mark("{n} needs have two candidates or more: choose whom to invite."),
}
_HINTS = {
    "ask_buyers": mark("What helps most: {terms}."),
    "relax": mark("Most often: {terms}."),
    "search": mark("Processes: {terms}."),
    "complete": mark("What helps most: {terms}."),
    "coach": mark("Most often: {terms}."),
}
_DATA_FIRST = ("complete", "ask_buyers", "questions")  # while too little is known to judge


@dataclass(frozen=True)
class Step:
    """One thing to do, how many records it is about, and what it starts with."""

    kind: str
    n: int
    terms: tuple[Term, ...] = ()

    def text(self, language: str) -> str:
        """Say it in `id` or `en`."""
        say = translator(language)
        said = say(_MESSAGES[self.kind], n=self.n)
        if not self.terms:
            return said
        terms = ", ".join(term.label(language) for term in self.terms)
        return said + " " + say(_HINTS[self.kind], terms=terms)


def next_steps(
    scorer: Scorer, covered: Coverage, n_problems: int, too_thin: bool
) -> tuple[Step, ...]:
    """Give what there is to do, first things first; steps about nothing are left out."""
    needs = {r: [n for n in covered.needs if n.reason == r] for r in _REASONS}
    firms = {r: [f for f in covered.unmatched if f.reason == r] for r in _REASONS}
    n_fitting = [len(need.fitting) for need in covered.needs]
    trade = [need.need_id for need in needs[TRADE]]
    steps = [
        Step("ask_firms", len(needs[TO_COMPLETE])),
        Step("ask_buyers", len(needs[EMPTY] + needs[VAGUE]), _titles(covered.ask_buyers)),
        Step("relax", *_to_help(n.obstacle for n in needs[MUST_HAVE])),
        Step("balance", len(needs[ONE_SIDED])),
        Step("search", len(trade), _processes(scorer, trade)),
        Step("spare", n_fitting.count(1)),
        Step(
            "complete",
            len(firms[EMPTY] + firms[VAGUE] + firms[TO_COMPLETE]),
            _titles(covered.ask_firms),
        ),
        Step("coach", *_to_help(f.obstacle for f in firms[MUST_HAVE])),
        Step("invite", len(firms[TRADE] + firms[ONE_SIDED])),
        Step("questions", n_problems),
        Step("meet", sum(n > 1 for n in n_fitting)),
    ]
    if too_thin:
        steps.sort(key=lambda step: step.kind not in _DATA_FIRST)
    return tuple(step for step in steps if step.n)


def first_step() -> Step:
    """Give what there is to do before there are records of one's own."""
    return Step("begin", 1)


def event_steps(states: Mapping[str, int] | None, n_late: int, n_due: int) -> tuple[Step, ...]:
    """Give what there is to do about the event itself, before anything else.

    Parameters
    ----------
    states
        How many participants are in each state; None where there is no event.
    n_late
        Participants who should have answered.
    n_due
        Pairs that need a call.
    """
    here = states or {}
    steps = [
        Step("event", int(states is None)),
        Step("participants", int(states is not None and not here)),
        Step("late", n_late),
        Step("to_invite", here.get("candidate", 0) + here.get("curated", 0)),
        Step("waiting", here.get("invited", 0) - n_late),
        Step("outcomes", n_due),
    ]
    return tuple(step for step in steps if step.n > 0)


def obstacle_term(obstacle: Obstacle) -> Term:
    """Name a must-have with its value in both languages."""
    kind, value = obstacle
    name = (NAMES | RULE_NAMES)[kind]
    in_id, in_en = (f"{translator(lang)(name)} {value}".strip() for lang in ("id", "en"))
    return Term(in_id, in_en)


_REASONS = (EMPTY, VAGUE, TO_COMPLETE, MUST_HAVE, ONE_SIDED, TRADE)


def _titles(criteria: Iterable[str]) -> tuple[Term, ...]:
    return tuple(TITLES[name] for name in criteria)


def _to_help(obstacles: Iterable[Obstacle | None]) -> tuple[int, tuple[Term, ...]]:
    """Count those whom a must-have keeps out, and name the commonest.

    Whom the organisers decided against needs neither coaching nor another requirement.
    """
    some = [one for one in obstacles if one is None or one[0] != NEVER_MEET]
    return len(some), _commonest(some)


def _commonest(obstacles: Iterable[Obstacle | None]) -> tuple[Term, ...]:
    """Name the must-haves that most records fail; ties by kind and value."""
    counted = Counter(obstacle for obstacle in obstacles if obstacle)
    ordered = sorted(counted, key=lambda obstacle: (-counted[obstacle], obstacle))
    return tuple(obstacle_term(obstacle) for obstacle in ordered[:N_TERMS])


def _processes(scorer: Scorer, need_ids: list[str]) -> tuple[Term, ...]:
    """Name the processes that most of some needs ask for or imply; ties by id."""
    column = scorer.needs[mentions_column("process")]
    mentions: Iterable[list[Mention]] = column.loc[need_ids]
    counted = Counter(node for found in mentions for node in {m.node for m in found})
    ordered = sorted(counted, key=lambda node: (-counted[node], node))[:N_TERMS]
    nodes = [vocabulary().node("process", node) for node in ordered]
    return tuple(Term(node.label("id"), node.label("en")) for node in nodes)
