"""Explain: why an event has no timetable with all its meetings, in the planner's words.

What is found is minimal: without any one of its wishes the others can be kept together.
Counting finds the usual causes; what it cannot see is found by SAT. CP-SAT confirms either.
"""

import time
from dataclasses import dataclass

from features.language import mark
from matcher.errors import LinkmatchError
from matcher.planner.clashes import say_clash
from matcher.planner.deciding import decide
from matcher.planner.overloads import overloads
from matcher.planner.problem import Problem
from matcher.planner.refuting import Refutation, Refuter
from matcher.planner.wishes import Wish, keep_only, wishes_of

FIRST_TO_GO = (
    "equipment",
    "minutes",
    "difference",
    "precedence",
    "resource",
    "session",
    "tables",
    "availability",
    "lock",
    "meeting",
)


SEARCH_SHARE = 0.75  # of the time, after which what was found is confirmed as it stands
SAT_SECONDS = 4.0  # for one question to SAT, which is slow where it must count


class UndecidedError(LinkmatchError):
    """Neither a timetable nor a reason against one was found in time."""


@dataclass(frozen=True)
class Conflict:
    """Wishes that cannot all be kept.

    `message` is an entry of the catalogue that `values` fill. `proved_by` are the routes that
    agree: "counting", "cp-sat", "sat"; fewer than two only when time ran out. `minimal` is False
    only when it did before every wish was tried without.
    """

    wishes: tuple[Wish, ...]
    message: str
    values: dict[str, object]
    proved_by: tuple[str, ...]
    minimal: bool = True

    def __str__(self) -> str:
        return self.message.format(**self.values)


def explain(problem: Problem, seconds: float = 20.0, seed: int = 0) -> Conflict | None:
    """Give a minimal set of wishes that clash, None if every meeting can be held.

    Raises
    ------
    UndecidedError
        When neither is known after `seconds`.
    """
    until = time.monotonic() + seconds
    search_until = until - (1 - SEARCH_SHARE) * seconds
    for overload in overloads(problem):
        wishes = _about(problem, frozenset(overload.meetings))
        return _conflict(problem, *minimal(problem, wishes, None, search_until, seed), None, until)
    with Refuter(problem) as refuter:
        clashing = _clashing(problem, refuter, seconds, seed)
        if clashing is None:
            return None
        few = minimal(problem, clashing, refuter, search_until, seed)
        return _conflict(problem, *few, refuter, until)


def _conflict(
    problem: Problem, wishes: list[Wish], sure: bool, refuter: Refuter | None, until: float
) -> Conflict:
    """Put a clash into words, and see by which routes it is proved."""
    left = max(until - time.monotonic(), 1.0)
    part, required = keep_only(problem, wishes)
    routes = []
    if any(True for _ in overloads(part, required)):
        routes.append("counting")
    elif _refuted(problem, wishes, refuter, left):
        routes.append("sat")
    if decide(part, required, left).feasible is False:
        routes.append("cp-sat")
    message, values = say_clash(problem, wishes)
    return Conflict(tuple(wishes), message, values, tuple(routes), sure)


def _refuted(problem: Problem, wishes: list[Wish], refuter: Refuter | None, seconds: float) -> bool:
    """Ask SAT, by the part of the event that the wishes are about where the whole is too large."""
    if refuter is not None and refuter.is_able:
        return refuter.ask(wishes, seconds).clashes is True
    part, required = keep_only(problem, wishes)
    asked = [one for one in wishes_of(part) if one.kind != "meeting" or one.ids[0] in required]
    with Refuter(part) as fresh:
        return fresh.ask(asked, seconds).clashes is True


def _clashing(problem: Problem, refuter: Refuter, seconds: float, seed: int) -> list[Wish] | None:
    """Find wishes that clash, not yet few; None when none do.

    Without the limit on idle gaps first: a reason that does without it is the simpler one.
    """
    given, wishes = seconds, wishes_of(problem)
    found: list[Wish] | None = []
    if problem.most_difference is not None:
        unlimited = [one for one in wishes if one.kind != "difference"]
        seconds /= 2
        found = _searched(problem, unlimited, refuter, seconds, seed)
    found = found or _searched(problem, wishes, refuter, seconds, seed)
    if found is None:
        raise UndecidedError(
            mark("no plan with all {n} meetings was found in {seconds:g} s, nor a reason why not"),
            n=len(problem.meetings),
            seconds=given,
        )
    return found or None


def _searched(
    problem: Problem, wishes: list[Wish], refuter: Refuter, seconds: float, seed: int
) -> list[Wish] | None:
    """Search for a timetable and for a proof that there is none, by turns and ever longer.

    Gives no wishes when there is one, None when neither was found.
    """
    part, required = keep_only(problem, wishes)
    for share in (0.15, 0.35):
        feasible = decide(part, required, share * seconds, seed).feasible
        if feasible:
            return []
        refuted = refuter.ask(wishes, share * seconds)
        if refuted.clashes:
            return list(refuted.core)
        if feasible is False:
            return wishes
        if refuted.clashes is False:
            return []
    return None


def _about(problem: Problem, meetings: frozenset[str]) -> list[Wish]:
    """Give up the meetings outside, and with them what concerns nobody else.

    Where the difference of idle gaps is limited, everything concerns everybody.
    """
    if problem.most_difference is not None:
        outside = {Wish("meeting", (one,)) for one in problem.meeting.keys() - meetings}
        return [wish for wish in wishes_of(problem) if wish not in outside]
    firms = {firm for one in meetings for firm in problem.meeting[one].firms}
    inside = {
        "availability": firms,
        "precedence": meetings,
        "resource": {one for m in meetings for one in problem.meeting[m].resources},
    }
    of_meetings = {"meeting", "lock", "session", "minutes", "equipment"}
    inside |= dict.fromkeys(of_meetings, meetings)
    return [wish for wish in wishes_of(problem) if set(wish.ids) <= inside.get(wish.kind, set())]


def minimal(
    problem: Problem, wishes: list[Wish], refuter: Refuter | None, until: float, seed: int = 0
) -> tuple[list[Wish], bool]:
    """Leave out wishes, ever smaller parts at once, as long as the rest still clashes.

    Gives those left in the order of `wishes_of`, and whether each was shown to be needed.
    """
    order = {wish: i for i, wish in enumerate(wishes_of(problem))}
    kept = sorted(wishes, key=lambda wish: (FIRST_TO_GO.index(wish.kind), order[wish]))
    sure = True
    size = max(len(kept) // 2, 1)
    while size:
        sure = True
        first = 0
        while first < len(kept):
            rest = kept[:first] + kept[first + size :]
            tried = _ask(problem, rest, refuter, until, seed)
            sure = sure and tried.clashes is not None
            if tried.clashes:
                core = set(tried.core or rest)
                first = sum(wish in core for wish in kept[:first])
                kept = [wish for wish in rest if wish in core]
            else:
                first += size
        size //= 2
    return sorted(kept, key=lambda wish: order[wish]), sure


def _ask(
    problem: Problem, wishes: list[Wish], refuter: Refuter | None, until: float, seed: int
) -> Refutation:
    """Ask by counting, then by SAT where it has learnt the event, then by CP-SAT."""
    part, required = keep_only(problem, wishes)
    if any(True for _ in overloads(part, required)):
        return Refutation(True)
    if refuter:
        answer = refuter.ask(wishes, min(SAT_SECONDS, until - time.monotonic()))
        if answer.clashes is not None:
            return answer
    feasible = decide(part, required, until - time.monotonic(), seed).feasible
    return Refutation(None if feasible is None else not feasible)
