"""What a person hands out of a plan: its papers, one by one or all at once."""

from collections.abc import Callable, Sequence

from matcher.access import Person, allowed
from matcher.actions.planning import PLANS
from matcher.agenda.about import About
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem

Earlier = Sequence[tuple[Problem, Plan]]


@allowed(PLANS, planner="all")
def paper(
    who: Person,
    problem: Problem,
    found: Plan,
    about: About,
    what: str,
    language: str = "id",
    earlier: Earlier = (),
) -> tuple[str, Callable[[], bytes]]:
    """Name a paper of a plan and give what writes it: one of `PAPERS`.

    With versions released `earlier`, calendars cancel the meetings that they held.
    """
    from matcher.agenda.papers import PAPERS

    name, write = PAPERS[what]
    return name, lambda: write(problem, found, about, language, earlier)


@allowed(PLANS, planner="all")
def write_papers(
    who: Person,
    problem: Problem,
    found: Plan,
    about: About,
    language: str = "id",
    earlier: Earlier = (),
) -> dict[str, bytes]:
    """Write every paper of a plan, by file name; calendars one by one."""
    from matcher.agenda.papers import written

    return written(problem, found, about, language, earlier)
