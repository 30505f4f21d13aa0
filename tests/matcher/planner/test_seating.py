"""Tables after the timetable: buyers stay, groups share, what is settled is kept."""

from datetime import datetime, timedelta

from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.planner.seating import seat

MORNING = datetime(2026, 11, 25, 8)


def problem(meetings, *, n_slots=2, tables=("T0", "T1"), **of_buyer):
    slots = tuple(
        Slot(f"t{i}", MORNING + timedelta(hours=i), MORNING + timedelta(hours=i, minutes=30))
        for i in range(n_slots)
    )
    firms = sorted({m.supplier_id for m in meetings}), sorted({m.buyer_id for m in meetings})
    people = [Participant(one, one, "supplier") for one in firms[0]]
    people += [Participant(one, one, "buyer", **of_buyer) for one in firms[1]]
    return Problem(slots, tuple(map(Table, tables)), tuple(people), tuple(meetings))


def meeting(pair, **more):
    return Meeting(pair, pair[0], pair[1], **more)


def test_each_buyer_keeps_its_table():
    event = problem([meeting(pair) for pair in ("ax", "by", "bx", "ay")])

    seating = seat(event, {"ax": "t0", "by": "t0", "bx": "t1", "ay": "t1"})

    assert seating.without == ()
    assert seating.table["ax"] == seating.table["bx"] != seating.table["ay"]
    assert seating.table["by"] == seating.table["ay"]


def test_locked_table_makes_the_other_buyer_sit_elsewhere():
    event = problem([meeting("ax", table="T1"), meeting("by")])

    seating = seat(event, {"ax": "t0", "by": "t0"})

    assert seating.table == {"ax": "T1", "by": "T0"}


def test_group_with_two_settled_tables_sits_at_both():
    meetings = [meeting("ax", table="T0"), meeting("bx", table="T1"), meeting("cx")]
    event = problem(meetings, n_people=2, group_size=2)

    seating = seat(event, {"ax": "t0", "bx": "t0", "cx": "t0"})

    assert (seating.table["ax"], seating.table["bx"]) == ("T0", "T1")
    assert seating.without == ()


def test_too_few_tables_are_told():
    event = problem([meeting("ax"), meeting("by")], tables=("T0",))

    seating = seat(event, {"ax": "t0", "by": "t0"})

    assert len(seating.table) == len(seating.without) == 1
