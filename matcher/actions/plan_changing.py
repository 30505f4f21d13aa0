"""What a person does with a plan that stands: mend it after something happened, move by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from features.language import mark
from matcher.access import Person, allowed
from matcher.actions.planning import PLANS
from matcher.agenda.about import About
from matcher.errors import DataError
from matcher.planner.changes import Change, NoShow
from matcher.planner.checking import Broken
from matcher.planner.moving import clashes, lock, move, take_back, take_out
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem
from matcher.planner.solvers import require_solvers

if TYPE_CHECKING:
    from matcher.planner.replanning import Replanned

_TAKEN_OUT = mark("taken out by {who}")


@allowed(PLANS, planner="all")
def change_plan(
    who: Person,
    problem: Problem,
    found: Plan,
    about: About,
    now: datetime,
    changes: Sequence[Change],
    seconds: float = 2.0,
) -> "tuple[Replanned, About]":
    """Mend a plan after something happened; the waiting list fills holes, few meetings move.

    Gives also what the papers say from then on.

    Raises
    ------
    DataError
        When the event is over, or a change cannot be.
    """
    if all(slot.starts < now for slot in problem.slots):
        message = mark("at {now} no slot of the event is left to change; correct the time")
        raise DataError(message, now=f"{now:%d/%m/%Y %H:%M}")
    require_solvers()
    from matcher.planner.replanning import replan

    mended = replan(problem, found, now, changes, seconds=seconds, waiting=about.waiting)
    gone = {one.firm_id for one in changes if isinstance(one, NoShow)}
    return mended, _about_after(about, mended, gone)


def _about_after(about: About, mended: "Replanned", gone: set[str]) -> About:
    """Leave out of the waiting list who is not there and what is a meeting by now."""
    met = {frozenset(one.firms) for one in mended.problem.meetings}
    return replace(
        about,
        reserves=tuple(
            one
            for one in about.reserves
            if not gone & {one.firm_id, one.other_id}
            and frozenset((one.firm_id, one.other_id)) not in met
        ),
        waiting=tuple(
            one
            for one in about.waiting
            if not gone & set(one.firms) and frozenset(one.firms) not in met
        ),
        why=(),
        ways=(),
    )


@allowed(PLANS, planner="all")
def see_clashes(
    who: Person, problem: Problem, found: Plan, meeting_id: str
) -> dict[str, list[Broken]]:
    """Say for every slot what would break if a meeting were held there."""
    return clashes(problem, found, meeting_id)


@allowed(PLANS, planner="all")
def move_meeting(who: Person, problem: Problem, found: Plan, meeting_id: str, slot_id: str) -> Plan:
    """Put a meeting into another slot, by hand."""
    return move(problem, found, meeting_id, slot_id)


@allowed(PLANS, planner="all")
def lock_meeting(
    who: Person, problem: Problem, found: Plan, meeting_id: str, locked: bool = True
) -> Problem:
    """Settle a meeting where it is, or let it be moved again."""
    return lock(problem, found, meeting_id, locked)


@allowed(PLANS, planner="all")
def take_out_meeting(
    who: Person, problem: Problem, found: Plan, meeting_id: str
) -> tuple[Problem, Plan]:
    """Leave a meeting out of a plan, also when holes are filled later."""
    return take_out(problem, found, meeting_id, _TAKEN_OUT, {"who": who.name})


@allowed(PLANS, planner="all")
def take_back_meeting(who: Person, problem: Problem, meeting_id: str) -> Problem:
    """Let a meeting that was taken out have a place again."""
    return take_back(problem, meeting_id)
