"""What a person does to plan an event: choose the pairs, make the plan, learn what it costs.

The solvers take seconds to import, so each action imports its own.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from features.language import mark
from matcher.access import Person, allowed
from matcher.agenda.about import About
from matcher.dataset import STORED
from matcher.errors import NotFoundError
from matcher.planner.attendance import EventTables
from matcher.planner.checking import Broken, check, forgotten
from matcher.planner.mistakes import require_sound
from matcher.planner.plan import Plan, Quality
from matcher.planner.problem import Problem
from matcher.planner.programme import Programme, tables_of
from matcher.planner.programme_file import to_json
from matcher.planner.solvers import require_solvers
from matcher.planner.standard import chosen_programme, programme_of_event, programme_of_folder
from matcher.planner.wanted import Wanted
from matcher.score import Scorer
from matcher.store import Edit, Store, edit
from matcher.store.event_tables import event_tables
from matcher.store.participants import came_to_others, events
from matcher.store.wishes import declined
from matcher.weights import Weights

if TYPE_CHECKING:
    from matcher.planner.arranging import Arranged
    from matcher.planner.costs import Cost
    from matcher.planner.impasse import Impasse

PLANS = mark("plans of an event are for planners; ask one")
Told = Callable[[Quality, int, float], None]


@allowed(PLANS, planner="all")
def propose_programme(
    who: Person,
    path: str | None = None,
    folder: str | None = None,
    store: Store | None = None,
    event_id: str | None = None,
) -> Programme:
    """Read a programme; without a path, that of the folder, else the standard one.

    For an event of the store, the standard one takes its name, days, place, tables and slots.
    """
    if path is not None or store is None or event_id is None:
        return chosen_programme(path, programme_of_folder(folder))
    return programme_of_event(_event(store, event_id))


@allowed(PLANS, planner="all")
def keep_programme(who: Person, store: Store, event_id: str, programme: Programme) -> int:
    """Keep the programme of an event, which then begins and ends with its days."""
    days = sorted(day.date for day in programme.days)
    values = {
        "event_id": event_id,
        "programme": to_json(programme),
        "date": days[0],
        "last_date": days[-1],
        "slot_minutes": programme.slot_minutes,
        "n_tables": len(tables_of(programme)),
    }
    _event(store, event_id)
    return edit(store, who, [Edit("event", values)])


def _event(store: Store, event_id: str) -> dict[str, object]:
    found = {row["event_id"]: row for row in events(store).to_dict("records")}
    if event_id not in found:
        known = ", ".join(sorted(found)) or "-"
        message = mark("there is no event '{id}'; there are: {known}")
        raise NotFoundError(message, id=event_id, known=known)
    return {str(name): value for name, value in found[event_id].items()}


@allowed(PLANS, planner="all")
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

    wanted = wanted or Wanted()
    if store is not None and scorer.data.folder == STORED:
        wanted = replace(wanted, declined=declined(store, event_id))
    tables = see_event_tables(who, store, event_id) if store and event_id else None
    return arrange(scorer, programme, wanted, tables, weights)


@allowed(PLANS, planner="all")
def see_event_tables(who: Person, store: Store, event_id: str) -> EventTables:
    """Read who takes part in an event; one on whose list nobody stands yet takes all firms."""
    others = frozenset(events(store)["event_id"]) - {event_id}
    came = came_to_others(store, event_id, date.today())
    found = event_tables(store, event_id)
    if not len(found["participants"]):
        found = {"wishes": found["wishes"]}
    return EventTables(**found, event_id=event_id, others=others, veterans=came)


@allowed(PLANS, planner="all")
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


@allowed(PLANS, planner="all")
def describe_event(
    who: Person,
    scorer: Scorer,
    arranged: "Arranged",
    found: Plan,
    programme: Programme,
    event_id: str = "",
    with_costs: bool = False,
) -> About:
    """Give what the papers of an event say beside the plan itself.

    Where meetings are without a place, also why and what would help; `with_costs` also what each
    rule costs: both take time.
    """
    from matcher.agenda.telling import about_event, with_impasse, with_rule_costs

    about = about_event(scorer.data, arranged, found, programme, event_id)
    if found.left_out:
        about = with_impasse(about, find_impasse(who, arranged.problem))
    if with_costs:
        own, others = price_rules(who, arranged, programme)
        about = with_rule_costs(about, scorer.data, own, others)
    return about


@allowed(PLANS, planner="all")
def find_impasse(who: Person, problem: Problem, seconds: float = 20.0) -> "Impasse | None":
    """Say why an event cannot hold all its meetings, and what would help; None if it can."""
    require_solvers()
    from matcher.planner.impasse import find_impasse

    require_sound(problem)
    return find_impasse(problem, seconds)


@allowed(PLANS, planner="all")
def price_rules(
    who: Person, arranged: "Arranged", programme: Programme, seconds: float = 4.0
) -> tuple[int | None, "list[Cost]"]:
    """Say what each rule costs, by choosing again and planning each choice so many seconds.

    Gives the idle gaps of a plan with all rules made in that time, and the costs. Idle gaps are
    compared only where such plans hold all their meetings.
    """
    require_solvers()
    from matcher.planner.costs import costs
    from matcher.planner.event_problem import problem_of
    from matcher.planner.selection import Selection
    from matcher.planner.timetable import plan

    people = arranged.problem.participants

    def gaps_of(selection: Selection) -> int | None:
        found = plan(problem_of(programme, people, selection.chosen), seconds=seconds)
        return None if found.left_out else found.quality.n_gaps

    usual = gaps_of(arranged.selection)
    return usual, costs(arranged.selection, gaps_of=None if usual is None else gaps_of)


@allowed(PLANS, planner="all")
def check_plan(who: Person, problem: Problem, found: Plan) -> list[Broken]:
    """Name every rule that a plan breaks, counted without the solver."""
    return [*check(problem, found.placed), *forgotten(problem, found)]
