"""What a person does with an event's plan: make it, look at it, change it, hand it out.

The solvers take seconds to import, so each action imports its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from features.language import mark
from matcher.access import Person, allowed
from matcher.agenda.about import About
from matcher.dataset import STORED
from matcher.planner.attendance import EventTables
from matcher.planner.changes import Change
from matcher.planner.checking import Broken, check
from matcher.planner.mistakes import require_sound
from matcher.planner.moving import clashes, lock, move, take_out
from matcher.planner.plan import Plan, Quality
from matcher.planner.problem import Problem
from matcher.planner.programme import Programme
from matcher.planner.solvers import require_solvers
from matcher.planner.wanted import Wanted
from matcher.score import Scorer
from matcher.store import Store
from matcher.store import plans as kept
from matcher.store.event_tables import event_tables
from matcher.store.plans import PlanVersion
from matcher.store.wishes import declined
from matcher.weights import Weights

if TYPE_CHECKING:
    from matcher.planner.arranging import Arranged
    from matcher.planner.replanning import Replanned

_PLANS = mark("plans of an event are for planners; ask one")
_TAKEN_OUT = mark("taken out by {who}")
Told = Callable[[Quality, int, float], None]


@allowed(_PLANS, planner="all")
def choose_pairs(
    who: Person,
    scorer: Scorer,
    programme: Programme,
    wanted: Wanted | None = None,
    weights: Weights | None = None,
    store: Store | None = None,
    event_id: str | None = None,
) -> "Arranged":
    """Choose who meets whom at an event; with a store and an event, among those who take part.

    What a buyer or an IKM declined there is not chosen, unless the organisers want it to be.
    """
    require_solvers()
    from matcher.planner.arranging import arrange

    tables, wanted = None, wanted or Wanted()
    if store is not None and scorer.data.folder == STORED:
        wanted = replace(wanted, declined=declined(store, event_id))
    if store is not None and event_id:
        found = event_tables(store, event_id)
        tables = EventTables(**found) if len(found["participants"]) else None
    return arrange(scorer, programme, wanted, tables, weights)


@allowed(_PLANS, planner="all")
def make_plan(
    who: Person,
    problem: Problem,
    seconds: float = 20.0,
    seed: int = 0,
    progress: Told | None = None,
    stop: Callable[[], bool] | None = None,
    iterations: int | None = None,
) -> Plan:
    """Give every meeting its time and table, as well as that is found in so many seconds.

    With `iterations`, the work is fixed instead, and the same problem gives the same plan.

    Raises
    ------
    UnsoundError
        When the event contradicts itself.
    """
    require_solvers()
    from matcher.planner.timetable import plan

    require_sound(problem)
    return plan(
        problem, seconds=seconds, seed=seed, iterations=iterations, progress=progress, stop=stop
    )


@allowed(_PLANS, planner="all")
def describe_event(
    who: Person,
    scorer: Scorer,
    arranged: "Arranged",
    found: Plan,
    programme: Programme,
    language: str = "id",
    event_id: str = "",
) -> About:
    """Give what the papers of an event say beside the plan itself."""
    from matcher.agenda.telling import about_event

    return about_event(scorer.data, arranged, found, programme, language, event_id)


@allowed(_PLANS, planner="all")
def check_plan(who: Person, problem: Problem, found: Plan) -> list[Broken]:
    """Name every rule that a plan breaks, counted without the solver."""
    return check(problem, found.placed)


@allowed(_PLANS, planner="all")
def change_plan(
    who: Person,
    problem: Problem,
    found: Plan,
    now: datetime,
    changes: Sequence[Change],
    seconds: float = 2.0,
) -> "Replanned":
    """Mend a plan after something happened, with as few moves as possible."""
    require_solvers()
    from matcher.planner.replanning import replan

    return replan(problem, found, now, changes, seconds=seconds)


@allowed(_PLANS, planner="all")
def keep_plan(
    who: Person,
    store: Store,
    problem: Problem,
    found: Plan,
    about: About,
    event_id: str | None = None,
    based_on: int | None = None,
    note: str = "",
) -> int:
    """Keep a plan as the next version; give its number."""
    from matcher.agenda.document import to_document

    document = {"plan": to_document(problem, found, about)}
    return kept.keep_plan(store, who, document, event_id, based_on, note)


@allowed(_PLANS, planner="all")
def list_plans(who: Person, store: Store, event_id: str | None = None) -> list[PlanVersion]:
    """List the versions of plans, the latest first."""
    return kept.plan_versions(store, event_id)


@allowed(_PLANS, planner="all")
def see_plan(who: Person, store: Store, plan_id: int) -> tuple[PlanVersion, Problem, Plan, About]:
    """Give one version of a plan with what its papers say."""
    from matcher.agenda.document import read_document

    version, document = kept.plan_document(store, plan_id)
    problem, found, about = read_document(document["plan"].encode(), f"plan {plan_id}")
    return version, problem, found, replace(about, version=plan_id)


@allowed(_PLANS, planner="all")
def release_plan(who: Person, store: Store, plan_id: int) -> None:
    """Say that all go by this plan from now on."""
    kept.release_plan(store, who, plan_id)


@allowed(_PLANS, planner="all")
def see_clashes(
    who: Person, problem: Problem, found: Plan, meeting_id: str
) -> dict[str, list[Broken]]:
    """Say for every slot what would break if a meeting were held there."""
    return clashes(problem, found, meeting_id)


@allowed(_PLANS, planner="all")
def move_meeting(who: Person, problem: Problem, found: Plan, meeting_id: str, slot_id: str) -> Plan:
    """Put a meeting into another slot, by hand."""
    return move(problem, found, meeting_id, slot_id)


@allowed(_PLANS, planner="all")
def lock_meeting(
    who: Person, problem: Problem, found: Plan, meeting_id: str, locked: bool = True
) -> Problem:
    """Settle a meeting where it is, or let it be moved again."""
    return lock(problem, found, meeting_id, locked)


@allowed(_PLANS, planner="all")
def take_out_meeting(who: Person, problem: Problem, found: Plan, meeting_id: str) -> Plan:
    """Leave a meeting out of a plan."""
    return take_out(problem, found, meeting_id, _TAKEN_OUT, {"who": who.name})


@allowed(_PLANS, planner="all")
def paper(
    who: Person, problem: Problem, found: Plan, about: About, what: str, language: str = "id"
) -> tuple[str, Callable[[], bytes]]:
    """Name a paper of a plan and give what writes it: one of `PAPERS`."""
    from matcher.agenda.papers import PAPERS

    name, write = PAPERS[what]
    return name, lambda: write(problem, found, about, language)


@allowed(_PLANS, planner="all")
def write_papers(
    who: Person, problem: Problem, found: Plan, about: About, language: str = "id"
) -> dict[str, bytes]:
    """Write every paper of a plan, by file name; calendars one by one."""
    from matcher.agenda.papers import written

    return written(problem, found, about, language)
