"""A plan of one table, released for the event E-1."""

from matcher import actions
from matcher.agenda import About
from matcher.people import LOCAL_PLANNER
from matcher.planner.plan import Placed, Plan, Quality
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table


def release(store, suppliers, buyers, meetings, title="Temu Tegal", needs=None):
    """Release it; firms are names by id, a meeting is (supplier, buyer, need, starts, ends)."""
    sides = [(suppliers, "supplier"), (buyers, "buyer")]
    problem = Problem(
        participants=tuple(
            Participant(firm_id, name, side)
            for firms, side in sides
            for firm_id, name in firms.items()
        ),
        slots=tuple(Slot(f"s{n}", *one[3:]) for n, one in enumerate(meetings)),
        tables=(Table("A1"),),
        meetings=tuple(Meeting(f"m{n}", *one[:3]) for n, one in enumerate(meetings)),
    )
    placed = tuple(Placed(f"m{n}", f"s{n}", "A1") for n in range(len(meetings)))
    plan = Plan(placed, (), Quality(0, 0, 0, 0, 0), "proved", 0)
    about = About(title, meetings[0][3], needs=needs or {})
    plan_id = actions.keep_plan(LOCAL_PLANNER, store, problem, plan, about, "E-1")
    actions.release_plan(LOCAL_PLANNER, store, plan_id)
