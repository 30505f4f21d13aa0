"""Re-planning: the past and locks stay, few are moved, holes are filled, everybody is told."""

import runpy
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import DataError, NotFoundError
from matcher.planner.changes import (
    Delayed,
    EarlyLeaving,
    LateArrival,
    MeetingAdded,
    NoShow,
    SessionShortened,
    TableLost,
    WalkIn,
)
from matcher.planner.checking import check, quality
from matcher.planner.plan import LeftOut, Placed, Plan
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.planner.replanning import replan

GENERATOR = Path(__file__).parents[3] / "benchmarks/make/planner_events.py"
NINE = datetime(2026, 11, 25, 9)


def slots_of(n):
    starts = [NINE + timedelta(minutes=25 * i) for i in range(n)]
    return tuple(
        Slot(f"T{i + 1}", start, start + timedelta(minutes=20), "pagi")
        for i, start in enumerate(starts)
    )


def event_of(n_slots, n_tables, meetings, **free):
    """Suppliers are small letters, buyers capital ones; `free` names slots by firm."""
    firms = sorted({firm for one in meetings for firm in one.firms})
    people = [Participant(f, f, "buyer" if f.isupper() else "supplier", free.get(f)) for f in firms]
    tables = tuple(Table(f"t{i + 1}") for i in range(n_tables))
    return Problem(slots_of(n_slots), tables, tuple(people), tuple(meetings))


def plan_of(problem, **places):
    """Places as 'T1 t1' by meeting; a meeting without one is left out."""
    placed = tuple(Placed(one, *place.split()) for one, place in places.items())
    out = tuple(LeftOut(one, "why", {}) for one in problem.meeting if one not in places)
    return Plan(placed, out, quality(problem, placed), "bound")


def places(replanned):
    return {one.meeting_id: f"{one.slot_id} {one.table_id}" for one in replanned.plan.placed}


def minutes(n):
    return NINE + timedelta(minutes=n)


PAIRS = [Meeting(pair, *pair) for pair in ("aX", "bX", "aY", "bY")]
EVENT = event_of(4, 2, PAIRS)
PLAN = plan_of(EVENT, aX="T1 t1", bY="T1 t2", bX="T2 t1", aY="T2 t2")


def test_a_no_show_cancels_its_meetings_and_moves_nobody():
    found = replan(EVENT, PLAN, NINE, [NoShow("a")])

    assert places(found) == {"bY": "T1 t2", "bX": "T2 t1"}
    assert [one.meeting_id for one in found.difference.cancelled] == ["aX", "aY"]
    assert found.difference.moved == found.difference.added == ()
    assert [one.meeting_id for one in found.plan.left_out] == ["aX", "aY"]


def test_those_who_came_are_told_and_those_who_did_not_are_not():
    found = replan(EVENT, PLAN, NINE, [NoShow("a")])

    assert {firm: [str(line) for line in lines] for firm, lines in found.told.items()} == {
        "X": ["25/11 09:00, table t1: the meeting with a is cancelled"],
        "Y": ["25/11 09:25, table t2: the meeting with a is cancelled"],
    }


def test_what_is_past_stays_though_the_firm_is_gone():
    found = replan(EVENT, PLAN, minutes(1), [NoShow("a"), TableLost("t1")])

    assert places(found) == {"aX": "T1 t1", "bY": "T1 t2", "bX": "T2 t2"}
    assert check(found.problem, found.plan.placed) == []


def test_a_late_firm_gets_a_later_slot_and_nobody_else_is_moved():
    found = replan(EVENT, PLAN, NINE, [LateArrival("a", minutes(5))])

    assert places(found) == PLACES | {"aX": "T3 t1"}


PLACES = {"aX": "T1 t1", "bY": "T1 t2", "bX": "T2 t1", "aY": "T2 t2"}


def test_a_firm_that_leaves_early_keeps_what_it_can_by_moving_one():
    # a leaves after T2 while aX is in T3: X has b in T1 and a third in T2, which moves.
    problem = event_of(3, 2, [Meeting(pair, *pair) for pair in ("aX", "bX", "cX")])
    plan = plan_of(problem, bX="T1 t1", cX="T2 t1", aX="T3 t1")

    found = replan(problem, plan, minutes(1), [EarlyLeaving("a", minutes(50))])

    assert places(found) == {"bX": "T1 t1", "aX": "T2 t1", "cX": "T3 t1"}


def test_a_lost_table_sends_its_meetings_to_another_in_the_same_slot():
    problem = replace(EVENT, tables=(*EVENT.tables, Table("t3")))

    found = replan(problem, PLAN, NINE, [TableLost("t1")])

    assert places(found) == PLACES | {"aX": "T1 t3", "bX": "T2 t3"}
    assert len(found.difference.moved) == 2


def test_a_walk_in_gets_its_meetings():
    walk_in = WalkIn(Participant("c", "CV C", "supplier"), (Meeting("cX", "c", "X"),))

    found = replan(EVENT, PLAN, minutes(1), [walk_in])

    assert places(found) == PLACES | {"cX": "T3 t1"}
    assert [str(line) for line in found.told["c"]] == [
        "25/11 09:50, table t1: a new meeting with X"
    ]


def test_a_meeting_added_by_hand_may_move_another():
    # Only T2 is left to a and Z: Z's meeting with b goes to T3.
    problem = event_of(3, 1, [Meeting("aX", "a", "X"), Meeting("bZ", "b", "Z")])
    plan = plan_of(problem, aX="T1 t1", bZ="T2 t1")
    extra = Meeting("aZ", "a", "Z", slots=frozenset({"T2"}))

    found = replan(problem, plan, NINE, [MeetingAdded(extra)])

    assert places(found) == {"aX": "T1 t1", "aZ": "T2 t1", "bZ": "T3 t1"}


def test_a_lock_is_not_moved_for_a_meeting_added_by_hand():
    problem = event_of(3, 1, [Meeting("aX", "a", "X"), Meeting("bZ", "b", "Z", locked="T2")])
    plan = plan_of(problem, aX="T1 t1", bZ="T2 t1")
    extra = Meeting("aZ", "a", "Z", slots=frozenset({"T2"}))

    found = replan(problem, plan, NINE, [MeetingAdded(extra)])

    assert places(found) == {"aX": "T1 t1", "bZ": "T2 t1"}
    assert [str(one.message.format(**one.values)) for one in found.plan.left_out] == [
        "every slot of a and Z that is left is taken"
    ]


def test_a_delay_moves_nobody_and_tells_the_new_times():
    found = replan(EVENT, PLAN, minutes(1), [Delayed(10)])

    assert places(found) == PLACES
    assert [one.meeting_id for one in found.difference.retimed] == ["aY", "bX"]
    assert [str(line) for line in found.told["X"]] == [
        "25/11 09:35, table t1: the meeting with b begins at this time instead of 09:25"
    ]


def test_a_shortened_session_loses_its_last_slots():
    plan = plan_of(EVENT, aX="T1 t1", bY="T1 t2", bX="T4 t1", aY="T2 t2")

    found = replan(EVENT, plan, minutes(1), [SessionShortened("pagi", minutes(60))])

    assert places(found) == {"aX": "T1 t1", "bY": "T1 t2", "bX": "T2 t1", "aY": "T2 t2"}
    assert [slot.slot_id for slot in found.problem.slots] == ["T1", "T2"]


def test_a_meeting_locked_in_a_cancelled_slot_is_cancelled_not_moved():
    meetings = [replace(m, locked="T4") if m.meeting_id == "bX" else m for m in PAIRS]
    problem = event_of(4, 2, meetings)
    plan = plan_of(problem, aX="T1 t1", bY="T1 t2", bX="T4 t1", aY="T2 t2")

    found = replan(problem, plan, NINE, [SessionShortened("pagi", minutes(60))])

    assert [one.meeting_id for one in found.difference.cancelled] == ["bX"]


def test_the_waiting_list_fills_holes_and_moves_nobody():
    more = [Meeting("cX", "c", "X", score=50.0), Meeting("dX", "d", "X", score=80.0)]
    problem = event_of(2, 2, [*PAIRS, *more])
    plan = plan_of(problem, **PLACES)

    found = replan(problem, plan, NINE, [NoShow("a")])

    assert places(found) == {"bY": "T1 t2", "bX": "T2 t1", "dX": "T1 t1"}
    assert [one.meeting_id for one in found.difference.added] == ["dX"]


def test_a_waiting_list_beside_the_event_leaves_no_trace_of_who_still_waits():
    problem = event_of(2, 2, PAIRS)
    problem = replace(
        problem,
        participants=(*problem.participants, *(Participant(f, f, "supplier") for f in "cd")),
    )
    waiting = [Meeting("cX", "c", "X", score=50.0), Meeting("dX", "d", "X", score=80.0)]

    found = replan(problem, plan_of(problem, **PLACES), NINE, [NoShow("a")], waiting=waiting)

    assert set(found.problem.meeting) == {*PLACES, "dX"}
    assert check(found.problem, found.plan.placed) == []


@pytest.mark.parametrize(
    ("change", "error", "line"),
    [
        (NoShow("z"), NotFoundError, "no participant has the id 'z'; correct the id"),
        (TableLost("t9"), NotFoundError, "no table has the id 't9'; correct the id"),
        (
            SessionShortened("sore", NINE),
            NotFoundError,
            "no session is called 'sore'; there are: pagi",
        ),
        (
            Delayed(-5),
            DataError,
            "a delay of -5 minutes would begin slots early; write 0 or more",
        ),
        (
            WalkIn(Participant("a", "CV A", "supplier")),
            DataError,
            "CV A takes part already; add its meetings one by one",
        ),
        (
            MeetingAdded(Meeting("aX", "b", "Y")),
            DataError,
            "there is a meeting 'aX' already; give the new one another id",
        ),
        (MeetingAdded(Meeting("q", "a", "X")), DataError, "a and X have meeting aX already"),
        (
            MeetingAdded(Meeting("q", "q", "X")),
            NotFoundError,
            "no participant has the id 'q'; correct the id",
        ),
    ],
)
def test_a_change_that_cannot_be_is_one_line(change, error, line):
    with pytest.raises(error) as caught:
        replan(EVENT, PLAN, NINE, [change])

    assert str(caught.value) == line


# Against brute force ------------------------------------------------------------------------------


@st.composite
def planned_events(draw):
    """A small plan that keeps all rules, drawn place by place."""
    n_slots, n_tables = draw(st.integers(2, 4)), draw(st.integers(1, 2))
    pairs = ["aX", "aY", "bX", "bY", "cX"]
    problem = event_of(n_slots, n_tables, [Meeting(pair, *pair) for pair in pairs])
    problem = replace(
        problem,
        participants=tuple(
            replace(one, group_size=2) if one.firm_id == "X" and draw(st.booleans()) else one
            for one in problem.participants
        ),
    )
    every = [(s.slot_id, t.table_id) for s, t in product(problem.slots, problem.tables)]
    placed = []
    for meeting in problem.meetings:
        for place in draw(st.permutations(every)):
            if not check(problem, [*placed, Placed(meeting.meeting_id, *place)]):
                placed.append(Placed(meeting.meeting_id, *place))
                break
    held = {one.meeting_id: one for one in placed}
    locked = draw(st.sets(st.sampled_from(sorted(held)), max_size=1))
    problem = replace(
        problem,
        meetings=tuple(
            replace(m, locked=held[m.meeting_id].slot_id) if m.meeting_id in locked else m
            for m in problem.meetings
            if m.meeting_id in held
        ),
    )
    return problem, Plan(tuple(placed), (), quality(problem, placed), "bound")


@st.composite
def happenings(draw):
    firm = draw(st.sampled_from("abcXY"))
    at = minutes(draw(st.integers(0, 100)))
    extra = Meeting("cY", "c", "Y", slots=frozenset({draw(st.sampled_from(["T1", "T2"]))}))
    return draw(
        st.sampled_from(
            [
                NoShow(firm),
                LateArrival(firm, at),
                EarlyLeaving(firm, at),
                TableLost("t1"),
                Delayed(7),
                SessionShortened("pagi", at),
                MeetingAdded(extra),
                MeetingAdded(extra),
            ]
        )
    )


def moves(before, placed):
    """Another slot costs 2, another table of the slot 1."""
    was = {one.meeting_id: one for one in before}
    return sum(
        (was[one.meeting_id].slot_id != one.slot_id) + (was[one.meeting_id] != one)
        for one in placed
    )


def best_by_trying(problem, past, plan):
    """Most meetings held, then fewest moves, among all plans that keep who can stay in place."""
    stand = {one.meeting_id: one for one in plan.placed if not check(problem, [one])}
    fixed = [
        one
        for one in stand.values()
        if one.slot_id in past or problem.meeting[one.meeting_id].locked
    ]
    rest = problem.meeting.keys() - {one.meeting_id for one in fixed}
    every = [(s.slot_id, t.table_id) for s, t in product(problem.slots, problem.tables)]
    found = []

    def extend(left, placed):
        if check(problem, placed):
            return
        if not left:
            still = [one for one in placed if one.meeting_id in stand]
            found.append((-len(placed), moves(stand.values(), still)))
            return
        first, *others = left
        for place in every:
            if place[0] not in past:
                extend(others, [*placed, Placed(first, *place)])
        if first not in stand:
            extend(others, placed)

    extend(sorted(rest), fixed)
    return min(found)


@settings(max_examples=150, deadline=None)
@given(
    planned_events(), st.lists(happenings(), min_size=1, max_size=2), st.sampled_from([0, 0, 1, 26])
)
def test_most_meetings_are_held_with_fewest_moves(planned, some, begun):
    problem, plan = planned
    now = minutes(begun)
    past = {slot.slot_id for slot in problem.slots if slot.starts < now}
    if len({type(one) for one in some}) < len(some):
        some = some[:1]  # a session can be cancelled once, a meeting added once

    found = replan(problem, plan, now, some)

    was = {one.meeting_id: one for one in plan.placed}
    stand = [one for one in plan.placed if one.meeting_id in found.problem.meeting]
    stand = [one for one in stand if not check(found.problem, [one])]
    ours = [one for one in found.plan.placed if was.get(one.meeting_id) in stand]
    assert check(found.problem, found.plan.placed) == []
    assert [one for one in found.plan.placed if one.slot_id in past] == sorted(
        one for one in plan.placed if one.slot_id in past
    )
    assert all(
        one.slot_id == found.problem.meeting[one.meeting_id].locked
        for one in found.plan.placed
        if found.problem.meeting[one.meeting_id].locked
    )
    assert (-len(found.plan.placed), moves(stand, ours)) == best_by_trying(
        found.problem, past, plan
    )


@pytest.mark.parametrize("n", [1, 3, 10])
def test_no_show_at_a_large_event_moves_nobody(n):
    problem, placed = runpy.run_path(str(GENERATOR))["planted"](60, 40)
    plan = Plan(placed, (), quality(problem, placed), "bound")
    gone = [one.firm_id for one in problem.participants[::9]][:n]

    found = replan(problem, plan, problem.slots[3].starts, [NoShow(firm) for firm in gone])

    expected = {
        one.meeting_id
        for one in placed
        if set(problem.meeting[one.meeting_id].firms) & set(gone)
        and problem.slot[one.slot_id].starts >= problem.slots[3].starts
    }
    assert {one.meeting_id for one in found.difference.cancelled} == expected
    assert found.difference.moved == found.difference.added == ()
    assert check(found.problem, found.plan.placed) == []
