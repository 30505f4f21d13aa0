"""Tables after the timetable: buyers stay, groups share, what is settled is kept."""

from dataclasses import replace
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


def test_where_a_buyer_cannot_sit_with_all_its_groups_the_largest_stays():
    # One person, groups of two: c at its table takes a along, and b is alone.
    event = problem([meeting("ax"), meeting("bx"), meeting("cx", table="T0")], group_size=2)

    seating = seat(event, {"ax": "t0", "bx": "t0", "cx": "t0"})

    assert seating.table == {"ax": "T0", "cx": "T0"}
    assert seating.without == ("bx",)


def test_nobody_moves_overnight_so_a_buyer_begins_the_day_at_its_own_table():
    # T0 suits three meetings of x, T1 two: T0 is its own, though it ended the first day at T1.
    needs = frozenset({"layar"})
    meetings = [meeting("ax", table="T1"), meeting("dx")]
    meetings += [meeting(pair, equipment=needs) for pair in ("bx", "cx")]
    event = problem(meetings, n_slots=4)
    night = timedelta(days=1)
    first, *others = event.slots
    moved = [replace(s, starts=s.starts + night, ends=s.ends + night) for s in others]
    event = replace(event, slots=(first, *moved), tables=(Table("T0", needs), Table("T1")))

    seating = seat(event, {"ax": "t0", "dx": "t1", "bx": "t2", "cx": "t3"})

    assert seating.table == {"ax": "T1", "dx": "T0", "bx": "T0", "cx": "T0"}


def test_who_cannot_sit_at_its_own_table_takes_one_that_is_nobodys():
    # T0 is x's own and away in t0, T1 is y's own; T2 is nobody's.
    event = problem([meeting("ax"), meeting("cx"), meeting("by")])
    tables = (Table("T0", free=frozenset({"t1"})), Table("T1"), Table("T2"))

    seating = seat(replace(event, tables=tables), {"ax": "t0"})

    assert seating.table == {"ax": "T2"}
