"""What a person does with the versions of a plan: keep, look at, compare, release one."""

from dataclasses import replace

from matcher.access import Person, allowed
from matcher.actions.planning import PLANS
from matcher.agenda.about import About
from matcher.planner.difference import Difference, Told, difference, told
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem
from matcher.store import Store
from matcher.store import plans as kept
from matcher.store.plans import PlanVersion

Earlier = tuple[Problem, Plan]


@allowed(PLANS, planner="all")
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


@allowed(PLANS, planner="all")
def list_plans(who: Person, store: Store, event_id: str | None = None) -> list[PlanVersion]:
    """List the versions of plans, the latest first."""
    return kept.plan_versions(store, event_id)


@allowed(PLANS, planner="all")
def see_plan(who: Person, store: Store, plan_id: int) -> tuple[PlanVersion, Problem, Plan, About]:
    """Give one version of a plan with what its papers say."""
    from matcher.agenda.document import read_document

    version, document = kept.plan_document(store, plan_id)
    problem, found, about = read_document(document["plan"].encode(), f"plan {plan_id}")
    return version, problem, found, replace(about, version=plan_id)


@allowed(PLANS, planner="all")
def earlier_releases(who: Person, store: Store, plan_id: int) -> list[tuple[PlanVersion, Earlier]]:
    """Give the released versions that a version goes back to, the oldest first."""
    found: list[tuple[PlanVersion, Earlier]] = []
    version = see_plan(who, store, plan_id)[0]
    while version.based_on is not None:
        version, problem, plan, _ = see_plan(who, store, version.based_on)
        if version.released_by:
            found.append((version, (problem, plan)))
    return found[::-1]


@allowed(PLANS, planner="all")
def compare_plans(
    who: Person, before: Earlier, after: Earlier
) -> tuple[Difference, dict[str, tuple[Told, ...]]]:
    """Say what is other in a plan than in an earlier one, and who is told what."""
    (was, old), (now, new) = before, after
    what = difference(old, new, was, now)
    return what, told(what, was, now)


@allowed(PLANS, planner="all")
def release_plan(who: Person, store: Store, plan_id: int) -> None:
    """Say that all go by this plan from now on."""
    kept.release_plan(store, who, plan_id)
