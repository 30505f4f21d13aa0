"""What is other in one plan than in another."""

from datetime import datetime

from matcher.planner.difference import Difference, Moved, difference, told
from matcher.planner.plan import Placed, Plan, Quality
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table


def plan_of(*placed):
    return Plan(tuple(placed), (), Quality(0, 0, 0, 0, 0), "bound")


STAYS, GOES = Placed("M1", "T1", "1"), Placed("M2", "T1", "2")
HERE, THERE, NEW = Placed("M3", "T2", "1"), Placed("M3", "T3", "2"), Placed("M4", "T2", "1")
BEFORE, AFTER = plan_of(HERE, STAYS, GOES), plan_of(NEW, STAYS, THERE)


def event(**starts):
    at = {"T1": (9, 0), "T2": (9, 25), "T3": (9, 50)} | starts
    return Problem(
        tuple(
            Slot(one, datetime(2026, 11, 25, h, m), datetime(2026, 11, 25, h, m + 9))
            for one, (h, m) in at.items()
        ),
        (Table("1"), Table("2")),
        (
            *(Participant(f, f"CV {f}", "supplier") for f in "abcd"),
            Participant("X", "PT X", "buyer"),
        ),
        tuple(Meeting(f"M{i}", firm, "X") for i, firm in enumerate("abcd", start=1)),
    )


def test_two_plans_differ_in_what_moved_went_and_came():
    assert difference(BEFORE, AFTER) == Difference(
        moved=(Moved(HERE, THERE),), cancelled=(GOES,), added=(NEW,)
    )


def test_a_plan_does_not_differ_from_itself():
    assert not difference(BEFORE, BEFORE, event(), event())


def test_another_table_is_a_move():
    other = STAYS._replace(table_id="2")

    assert difference(plan_of(STAYS), plan_of(other)).moved == (Moved(STAYS, other),)


def test_a_slot_at_another_time_retimes_what_stays_in_it():
    found = difference(plan_of(STAYS), plan_of(STAYS), event(), event(T1=(9, 10)))

    assert found == Difference(retimed=(STAYS,))


def test_each_firm_is_told_in_order_of_time():
    found = told(difference(BEFORE, AFTER), event(), event())

    assert {firm: [str(line) for line in lines] for firm, lines in found.items()} == {
        "X": [
            "25/11 09:00, table 2: the meeting with CV b is cancelled",
            "25/11 09:25, table 1: a new meeting with CV d",
            "25/11 09:50, table 2: the meeting with CV c of 25/11 09:25, table 1, is held here",
        ],
        "b": ["25/11 09:00, table 2: the meeting with PT X is cancelled"],
        "c": ["25/11 09:50, table 2: the meeting with PT X of 25/11 09:25, table 1, is held here"],
        "d": ["25/11 09:25, table 1: a new meeting with PT X"],
    }


def test_who_is_absent_is_told_nothing():
    assert "b" not in told(difference(BEFORE, AFTER), event(), event(), absent={"b"})
