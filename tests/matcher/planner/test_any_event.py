"""Any event has a plan that the checker accepts, or a clash of wishes that is one, and no larger.

The events hold all that an event can ask for, too much of it for trying every timetable: without
any one wish of a clash the rest is planned and counted again, so nothing rests on the explanation.
"""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise, product

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from matcher.planner.checking import check
from matcher.planner.explaining import explain
from matcher.planner.mistakes import mistakes
from matcher.planner.problem import Meeting, Participant, Problem, Resource, Slot, Table
from matcher.planner.timetable import plan
from matcher.planner.wishes import keep_only, wishes_of

FIRST_DAY = datetime(2026, 11, 25, 13)
SUPPLIERS, BUYERS = "abcde", "XYZ"
RARELY = st.integers(0, 4).map(lambda n: n == 0)


@st.composite
def programmes(draw):
    """One or two days with slots of 20 or 40 minutes."""
    slots = []
    for day in range(draw(st.integers(1, 2))):
        starts = FIRST_DAY + timedelta(days=day)
        for _ in range(draw(st.integers(1, 4))):
            ends = starts + timedelta(minutes=draw(st.sampled_from([20, 20, 40])))
            slots.append(Slot(f"T{len(slots) + 1}", starts, ends, f"day {day}"))
            starts = ends + timedelta(minutes=5)
    return tuple(slots)


@st.composite
def events(draw):
    """Groups, crews, buses, an interpreter, tables with equipment, locks and precedences."""
    slots = draw(programmes())
    ids = [slot.slot_id for slot in slots]
    some = st.none() | st.frozensets(st.sampled_from(ids), min_size=1)
    few = st.integers(1, 2)
    tables = tuple(
        Table(f"t{i}", frozenset({"layar"}) if draw(st.booleans()) else frozenset(), draw(some))
        for i in range(draw(st.integers(1, 3)))
    )
    people = [Participant(i, f"CV {i}", "supplier", draw(some), draw(few)) for i in SUPPLIERS]
    people += [Participant(i, f"PT {i}", "buyer", draw(some), draw(few), draw(few)) for i in BUYERS]
    every = ["".join(pair) for pair in product(SUPPLIERS, BUYERS)]
    pairs = draw(st.lists(st.sampled_from(every), min_size=2, max_size=9, unique=True))
    meetings = tuple(
        Meeting(
            pair,
            *pair,
            score=float(10 * i),
            slots=draw(some) if draw(RARELY) else None,
            locked=draw(st.sampled_from(ids)) if draw(RARELY) else None,
            table=draw(st.sampled_from(tables)).table_id if draw(RARELY) else None,
            equipment=frozenset({"layar"}) if draw(RARELY) else frozenset(),
            resources=frozenset({"juru bahasa"}) if draw(RARELY) else frozenset(),
            minutes=40 if draw(RARELY) else 0,
        )
        for i, pair in enumerate(pairs)
    )
    return Problem(
        slots,
        tables,
        tuple(people),
        meetings,
        (Resource("juru bahasa", draw(few), draw(some)),),
        tuple((a, b) for a, b in pairwise(pairs) if draw(RARELY)),
        draw(st.sampled_from([None, None, None, 0, 1])),
    )


def held(problem, required):
    """Say whether a plan with the required meetings is found, and accepted by the checker."""
    found = plan(problem, seconds=10, n_processes=1)
    broken = check(problem, found.placed)
    assert broken == []
    return set(required) <= {one.meeting_id for one in found.placed}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(events())
def test_any_event_has_a_plan_or_a_clash_that_ends_without_any_of_its_wishes(problem):
    found = plan(problem, seconds=10, n_processes=1)
    conflict = explain(problem)

    assert check(problem, found.placed) == []
    assert {one.meeting_id for one in found.placed} | {
        one.meeting_id for one in found.left_out
    } == problem.meeting.keys()
    event("a plan with all meetings" if conflict is None else "a clash")
    if conflict is None:
        assert check(problem, found.placed, require_all=True) == []
        return
    assert found.left_out
    wishes = set(conflict.wishes)
    assert wishes <= set(wishes_of(problem))
    assert not held(*keep_only(problem, wishes))
    for one in sorted(wishes):
        assert held(*keep_only(problem, wishes - {one})), one


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.data())
def _counted(counts, data):
    problem = data.draw(events())
    counts.update(
        {
            "two days": len({s.starts.date() for s in problem.slots}) == 2,
            "slots of two lengths": len({s.minutes for s in problem.slots}) == 2,
            "groups": any(p.group_size > 1 for p in problem.participants),
            "crews": any(p.n_people > 1 for p in problem.participants),
            "an interpreter": any(m.resources for m in problem.meetings),
            "equipment": any(m.equipment for m in problem.meetings),
            "locks": any(m.locked for m in problem.meetings),
            "precedence": bool(problem.precedences),
            "nothing wrong": not mistakes(problem),
        }
    )


def test_the_events_hold_what_an_event_can_ask_for():
    counts = Counter()

    _counted(counts)

    assert {name for name, n in counts.items() if n >= 20} == set(counts)
    assert len(counts) == 9
