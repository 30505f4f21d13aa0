"""A plan changed by hand: moved, locked, taken out; the checker says what that breaks."""

from datetime import datetime

import pytest

from matcher.planner.changes import NoShow
from matcher.planner.checking import check
from matcher.planner.measuring import quality
from matcher.planner.moving import by_hand, clashes, lock, move, take_back, take_out
from matcher.planner.plan import Placed, Plan
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.planner.replanning import replan

SLOTS = tuple(
    Slot(name, datetime(2026, 12, 9, 13, minute), datetime(2026, 12, 9, 13, minute + 19))
    for name, minute in (("1", 0), ("2", 20), ("3", 40))
)


@pytest.fixture
def problem():
    """Two IKM and two buyers; the pump needs the projector, which stands at table A2."""
    return Problem(
        slots=SLOTS,
        tables=(Table("A1"), Table("A2", frozenset({"proyektor"}))),
        participants=(
            Participant("S-1", "CV Satu", "supplier"),
            Participant("S-2", "CV Dua", "supplier"),
            Participant("B-1", "PT Motor", "buyer"),
            Participant("B-2", "PT Kereta", "buyer", group_size=2),
        ),
        meetings=(
            Meeting("a", "S-1", "B-1"),
            Meeting("b", "S-2", "B-1", equipment=frozenset({"proyektor"})),
            Meeting("c", "S-1", "B-2"),
            Meeting("d", "S-2", "B-2"),
        ),
    )


@pytest.fixture
def plan(problem):
    placed = (
        Placed("a", "1", "A1"),
        Placed("d", "1", "A2"),
        Placed("b", "2", "A2"),
        Placed("c", "3", "A1"),
    )
    return Plan(placed, (), quality(problem, placed), "proved")


def at(plan, meeting_id):
    return next(one for one in plan.placed if one.meeting_id == meeting_id)


def test_moved_meeting_keeps_its_table_where_that_is_free(problem, plan):
    found = move(problem, plan, "c", "2")

    assert at(found, "c") == Placed("c", "2", "A1")
    assert check(problem, found.placed) == []


def test_moved_meeting_joins_the_table_of_the_buyers_group(problem, plan):
    assert at(move(problem, plan, "c", "1"), "c") == Placed("c", "1", "A2")


def test_moved_meeting_takes_only_a_table_with_what_it_needs(problem, plan):
    assert at(move(problem, plan, "b", "3"), "b") == Placed("b", "3", "A2")


def test_clashes_name_the_firm_that_is_taken_and_nothing_where_it_is_free(problem, plan):
    found = clashes(problem, plan, "c")

    assert {slot: [one.firms for one in some] for slot, some in found.items()} == {
        "1": [("S-1",)],
        "2": [],
        "3": [],
    }


def test_moving_counts_anew_and_no_longer_claims_a_proof(problem, plan):
    apart = move(problem, plan, "b", "3")

    assert (plan.quality.n_gaps, apart.quality.n_gaps) == (2, 4)
    assert (apart.status, apart.ended_by) == ("bound", "by hand")


def test_locked_meeting_stays_where_it_is_until_it_is_unlocked(problem, plan):
    settled = lock(problem, plan, "c")

    assert (settled.meeting["c"].locked, settled.meeting["c"].table) == ("3", "A1")
    assert lock(settled, plan, "c", locked=False) == problem
    assert [one.meetings for one in check(settled, move(settled, plan, "c", "2").placed)] == [
        ("c",)
    ]


def test_meeting_taken_out_is_named_with_who_did_it(problem, plan):
    changed, found = take_out(problem, plan, "a", "taken out by {who}", {"who": "Ani"})

    assert [one.meeting_id for one in found.placed] == ["d", "b", "c"]
    assert [(one.meeting_id, one.values) for one in found.left_out] == [("a", {"who": "Ani"})]
    assert check(changed, found.placed) == []


def test_what_was_taken_out_fills_no_hole_until_it_is_taken_back(problem, plan):
    own = problem.meeting["a"]
    changed, found = take_out(problem, plan, "a", "out", {})
    other = next(
        m for m in problem.meetings if m.meeting_id != "a" and set(m.firms) & set(own.firms)
    )
    away = next(firm for firm in other.firms if firm not in own.firms)
    early = min(slot.starts for slot in problem.slots)

    stays = replan(changed, found, early, [NoShow(away)])
    back = replan(take_back(changed, "a"), found, early, [NoShow(away)])

    assert "a" not in {one.meeting_id for one in stays.plan.placed}
    assert "a" in {one.meeting_id for one in back.plan.placed}


def test_places_given_by_hand_name_what_has_none_any_more(problem, plan):
    kept = tuple(one for one in plan.placed if one.meeting_id != "a")

    found = by_hand(problem, plan, kept)

    assert found.placed == by_hand(problem, plan, tuple(reversed(kept))).placed
    assert [one.meeting_id for one in found.left_out] == ["a"]
