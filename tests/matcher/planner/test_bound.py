"""Bounds and counting by hand."""

from datetime import datetime, timedelta

import pytest

from matcher.planner.bound import bound_alone
from matcher.planner.counting import is_too_much
from matcher.planner.instance import instance
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table

MORNING = datetime(2026, 11, 25, 8)


def one_supplier(free, n_meetings, *, n_slots=6, per_day=6, n_people=1):
    """Give a supplier, free in the slots with these numbers, that meets as many buyers."""
    starts = [MORNING + timedelta(days=i // per_day, hours=i % per_day) for i in range(n_slots)]
    slots = tuple(Slot(f"t{i}", at, at + timedelta(minutes=30)) for i, at in enumerate(starts))
    ids = frozenset(f"t{i}" for i in free)
    buyers = tuple(Participant(f"b{i}", f"b{i}", "buyer") for i in range(n_meetings))
    firms = (Participant("s", "s", "supplier", ids, n_people=n_people), *buyers)
    meetings = tuple(Meeting(b.firm_id, "s", b.firm_id) for b in buyers)
    return instance(Problem(slots, (Table("T"), Table("U")), firms, meetings))


@pytest.mark.parametrize(
    ("free", "n_meetings", "least"),
    [
        ((0, 1, 2, 3), 4, 0),
        ((0, 1, 3, 4), 2, 0),
        ((0, 1, 3, 4), 3, 1),
        ((0, 2, 4), 3, 2),
        ((0, 1, 2, 4), 4, 1),
    ],
)
def test_meetings_beyond_the_longest_free_stretch_force_gaps(free, n_meetings, least):
    assert bound_alone(one_supplier(free, n_meetings)) == (least, least, None)


def test_a_second_day_forces_no_gap():
    assert bound_alone(one_supplier((0, 1, 3, 4), 4, per_day=3)) == (0, 0, None)


def test_two_people_need_half_the_slots():
    assert bound_alone(one_supplier((0, 1, 3, 4), 4, n_people=2)) == (0, 0, None)


@pytest.mark.parametrize(("n_meetings", "too_much"), [(3, False), (4, True)])
def test_more_meetings_than_free_slots_are_too_much(n_meetings, too_much):
    assert is_too_much(one_supplier((0, 2, 4), n_meetings)) == too_much
