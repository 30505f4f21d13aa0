"""The checker sees each broken rule, and nothing where none is broken."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from matcher.planner.checking import check, forgotten, mistakes, quality, require_sound
from matcher.planner.mistakes import UnsoundError, require_whole
from matcher.planner.plan import LeftOut, Placed, Plan, Quality
from matcher.planner.problem import Meeting, Participant, Problem, Resource, Slot, Table

NINE = datetime(2026, 11, 25, 9)


def slot(slot_id, days, minutes, length=20):
    starts = NINE + timedelta(days=days, minutes=minutes)
    return Slot(slot_id, starts, starts + timedelta(minutes=length))


# Two days: T1 T2 T3 and, after a night, T4 T5. X sends two people, Y meets groups of two.
PROBLEM = Problem(
    slots=(
        slot("T1", 0, 0),
        slot("T2", 0, 25),
        slot("T3", 0, 50),
        slot("T4", 1, 0),
        slot("T5", 1, 25),
    ),
    tables=(Table("1", frozenset({"layar"})), Table("2"), Table("3")),
    participants=(
        Participant("a", "CV A", "supplier"),
        Participant("b", "CV B", "supplier", frozenset({"T1", "T2", "T3"})),
        Participant("c", "CV C", "supplier"),
        Participant("X", "PT X", "buyer", n_people=2),
        Participant("Y", "PT Y", "buyer", group_size=2),
    ),
    meetings=(
        Meeting("aX", "a", "X", locked="T1", table="1"),
        Meeting("bX", "b", "X", resources=frozenset({"juru bahasa"})),
        Meeting("cX", "c", "X", equipment=frozenset({"layar"}), minutes=20),
        Meeting("aY", "a", "Y", slots=frozenset({"T2", "T3", "T4", "T5"})),
        Meeting("bY", "b", "Y", resources=frozenset({"juru bahasa"})),
        Meeting("cY", "c", "Y"),
    ),
    resources=(Resource("juru bahasa", 1, frozenset({"T1", "T2", "T3"})),),
    precedences=(("aX", "aY"),),
    most_difference=1,
)
SOUND = {
    "aX": ("T1", "1"),
    "bX": ("T1", "2"),
    "cX": ("T2", "1"),
    "aY": ("T2", "3"),
    "bY": ("T2", "3"),
    "cY": ("T3", "3"),
}


def placed(**other):
    places = SOUND | other
    return [Placed(meeting, *place) for meeting, place in places.items() if place]


def rules(plan, problem=PROBLEM, **asked):
    return [one.rule for one in check(problem, plan, **asked)]


def changed(**fields):
    return replace(PROBLEM, **fields)


def with_meeting(meeting_id, **fields):
    some = tuple(
        replace(m, **fields) if m.meeting_id == meeting_id else m for m in PROBLEM.meetings
    )
    return changed(meetings=some)


def test_a_plan_that_keeps_every_rule_breaks_none():
    assert check(PROBLEM, placed(), require_all=True) == []


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        ({"cX": ("T2", "9")}, "exists"),
        ({"cX": ("T9", "1")}, "exists"),
        ({"zZ": ("T3", "1")}, "exists"),
        ({"bX": ("T2", "2"), "bY": ("T3", "3")}, None),
        ({"bY": ("T1", "3")}, "people"),
        ({"bX": ("T3", "2"), "cX": ("T3", "1")}, "people"),
        ({"cY": ("T1", "3"), "cX": ("T3", "1")}, None),
        ({"bY": ("T4", "2")}, "availability"),
        ({"aY": ("T1", "3")}, "allowed"),
        ({"aX": ("T3", "1")}, "lock"),
        ({"aX": ("T1", "3")}, "table_lock"),
        ({"cX": ("T3", "3")}, "table"),
        ({"cX": ("T4", "2")}, "equipment"),
        ({"bX": ("T2", "2"), "bY": ("T3", "3"), "aX": ("T1", "1")}, None),
    ],
)
def test_one_rule_broken_is_found(other, rule):
    found = set(rules(placed(**other))) - {"difference"}

    assert rule in found if rule else found == set()


def test_a_third_meeting_of_two_people_is_too_many():
    plan = [Placed("aX", "T1", "1"), Placed("bX", "T1", "2"), Placed("cX", "T1", "3")]

    assert [(b.rule, b.firms, b.meetings) for b in check(PROBLEM, plan) if b.rule == "people"] == [
        ("people", ("X",), ("aX", "bX", "cX"))
    ]


def test_a_group_at_two_tables_needs_two_people():
    assert rules(placed(bY=("T2", "2"))) == ["people"]


def test_a_group_of_three_is_larger_than_two():
    assert rules(placed(cY=("T2", "3"), cX=("T3", "1"))) == ["people", "table"]


def test_two_buyers_share_no_table_though_both_meet_groups():
    groups = tuple(
        replace(one, group_size=2) if one.firm_id == "X" else one for one in PROBLEM.participants
    )

    assert rules(placed(cY=("T1", "1")), changed(participants=groups)) == ["table"]


def test_slots_may_follow_one_another_at_once():
    first, second, *others = PROBLEM.slots
    second = replace(second, starts=first.ends)

    assert mistakes(changed(slots=(first, second, *others))) == []


def test_a_meeting_stands_once():
    assert rules([*placed(cY=None), Placed("aX", "T1", "1")])[0] == "once"


def test_only_a_full_plan_has_all_meetings():
    assert rules(placed(cY=None)) == []
    assert rules(placed(cY=None), require_all=True) == ["all"]


def test_a_slot_too_short_is_found():
    assert rules(placed(), with_meeting("cX", minutes=21)) == ["minutes"]


def test_a_resource_that_is_away_or_short_is_found():
    away = changed(resources=(Resource("juru bahasa", 1, frozenset({"T1"})),))
    short = changed(resources=(Resource("juru bahasa", 0),))

    assert rules(placed(), away) == ["resource_free"]
    assert rules(placed(), short) == ["resource", "resource"]
    assert rules(placed(bX=("T2", "2")), PROBLEM)[:2] == ["people", "resource"]


def test_a_table_that_is_away_is_found():
    tables = (*PROBLEM.tables[:2], Table("3", free=frozenset({"T2"})))

    assert [b.meetings for b in check(changed(tables=tables), placed())] == [("cY",)]


def test_the_later_meeting_starts_after_the_earlier():
    problem = changed(precedences=(("aY", "bX"), ("bX", "bY"), ("aX", "bX")))

    assert [b.meetings for b in check(problem, placed())] == [("aY", "bX"), ("aX", "bX")]


def test_idle_gaps_differ_no_more_than_allowed():
    none = changed(most_difference=0)

    assert rules(placed(), none) == []
    assert rules(placed(bY=("T3", "3")), none) == ["difference"]


def test_messages_are_one_line_with_every_value():
    found = check(
        PROBLEM, [Placed("aX", "T3", "3"), Placed("bY", "T4", "3"), Placed("q", "T", "1")]
    )

    assert [str(one) for one in found] == [
        "no meeting has the id 'q'",
        "meeting q: no slot has the id 'T'",
        "CV B is not free in slot T4",
        "CV A and PT X are locked in slot T1, not T3",
        "CV A and PT X are locked at table 1, not 3",
        "juru bahasa is not there in slot T4 (CV B and PT Y)",
    ]


def test_quality_counts_gaps_of_a_day_by_hand():
    # c: T1 and T3 (a gap of one slot, another table), then T5 alone on the next day: no gap.
    # X: T1 T3 (gap, same table), T5. a: T1. Y: T3 and T5 on different days, so no gap.
    plan = [Placed("aX", "T1", "1"), Placed("cX", "T3", "1"), Placed("cY", "T1", "3")]

    assert quality(PROBLEM, plan) == Quality(
        n_left_out=3, worst_gaps=1, n_gaps=2, n_idle_slots=2, n_table_moves=1
    )


def test_a_firm_of_two_people_moves_only_whom_it_must():
    # X sits at 1 and 2, then at 1 and 3: one of its people gets up; so do b and c.
    problem = changed(meetings=(*PROBLEM.meetings, Meeting("dX", "c", "X")))
    plan = [
        Placed("aX", "T1", "1"),
        Placed("bX", "T1", "2"),
        Placed("cX", "T2", "1"),
        Placed("bY", "T2", "3"),
        Placed("dX", "T3", "3"),
    ]

    # X: {1,2} {1} {3}: 0 + 1; b: 2 -> 3: 1; c: 1 -> 3: 1
    assert quality(problem, plan).n_table_moves == 3


def test_the_event_itself_is_sound():
    assert mistakes(PROBLEM) == []


MISTAKES = [
    (changed(slots=()), "the event has no slot; give its sessions a start and an end"),
    (changed(tables=()), "the event has no table; say how many there are"),
    (
        changed(participants=PROBLEM.participants[:1]),
        "a meeting takes two participants and the event has 1; add participants",
    ),
    (changed(meetings=()), "the event has no meetings to plan; choose pairs first"),
    (
        changed(slots=(*PROBLEM.slots, slot("T1", 2, 0))),
        "two slots have the id 'T1'; rename one",
    ),
    (changed(tables=(*PROBLEM.tables, Table("2"))), "two tables have the id '2'; rename one"),
    (
        changed(participants=(*PROBLEM.participants, PROBLEM.participants[0])),
        "participant 'a' is listed twice; remove one",
    ),
    (
        changed(meetings=(*PROBLEM.meetings, Meeting("aX", "b", "Y"))),
        "two meetings have the id 'aX'; rename one",
    ),
    (
        changed(slots=(*PROBLEM.slots, slot("T6", 1, 100, -5))),
        "slot T6 ends before it starts (10:40 to 10:35); correct its times",
    ),
    (
        changed(slots=(*PROBLEM.slots, slot("T6", 1, 890, 20))),
        "slot T6 goes past midnight (23:50 to 00:10); split it",
    ),
    (
        changed(slots=(*PROBLEM.slots, slot("T6", 1, 40))),
        "slots T5 and T6 overlap; end one before the other starts",
    ),
    (
        with_meeting("aX", supplier_id="z"),
        "meeting aX: no participant has the id 'z'; correct the id",
    ),
    (with_meeting("aX", supplier_id="X"), "meeting aX: 'X' cannot meet itself; name two firms"),
    (with_meeting("aX", locked="T9"), "aX: no slot has the id 'T9'; correct it"),
    (with_meeting("aX", table="9"), "aX: no table has the id '9'; correct it"),
    (with_meeting("aX", resources=frozenset({"q"})), "aX: no resource has the id 'q'; correct it"),
    (
        changed(precedences=(("aX", "q"),)),
        "'aX' before 'q': no meeting has the id 'q'; correct it",
    ),
    (
        changed(precedences=(("aX", "aX"),)),
        "meeting aX cannot come before itself; name two meetings",
    ),
    (
        changed(meetings=(*PROBLEM.meetings, Meeting("aX2", "a", "X"))),
        "meetings aX and aX2 are of the same pair; remove one",
    ),
    (
        changed(
            participants=(
                replace(PROBLEM.participants[0], free=frozenset()),
                *PROBLEM.participants[1:],
            )
        ),
        "CV A is free in no slot and has 2 meetings; ask when it comes",
    ),
    (
        with_meeting("aX", slots=frozenset({"T2"})),
        "CV A - PT X is locked in slot T1, which it may not have; "
        "unlock it or lock it in another slot",
    ),
    (
        with_meeting("bX", locked="T4"),
        "CV B - PT X is locked in slot T4 and CV B is not free then; "
        "unlock it or lock it in another slot",
    ),
    (
        with_meeting("bX", locked="T1", table="1"),
        "CV A - PT X and CV B - PT X are both locked at table 1 in slot T1; "
        "give one of them another table or slot",
    ),
    (
        with_meeting("aY", locked="T1", slots=None),
        "CV A has 2 meetings locked in slot T1; unlock one",
    ),
    (
        with_meeting("aY", minutes=30),
        "CV A - PT Y takes 30 minutes and the longest slot has 20; "
        "lengthen a slot or shorten the meeting",
    ),
    (
        with_meeting("aY", equipment=frozenset({"oven"})),
        "CV A - PT Y needs oven, which no table has; give it to a table",
    ),
    (
        changed(
            participants=(replace(PROBLEM.participants[0], n_people=0), *PROBLEM.participants[1:])
        ),
        "CV A comes with 0 people; at least 1 is needed",
    ),
    (
        changed(
            participants=(replace(PROBLEM.participants[0], group_size=2), *PROBLEM.participants[1:])
        ),
        "CV A is no buyer; only a buyer meets a group of 2",
    ),
]


@pytest.mark.parametrize(("problem", "line"), MISTAKES)
def test_a_mistake_is_one_clear_line(problem, line):
    assert [str(one) for one in mistakes(problem)][:1] == [line]


def test_an_unsound_event_is_refused_with_its_first_mistake():
    with pytest.raises(UnsoundError, match="no table") as caught:
        require_sound(changed(tables=(), meetings=()))

    assert str(caught.value.others[0]) == "the event has no meetings to plan; choose pairs first"


def test_two_meetings_of_a_group_may_be_locked_in_one_slot():
    both = tuple(
        replace(one, locked="T2") if one.meeting_id in ("aY", "bY") else one
        for one in PROBLEM.meetings
    )
    assert mistakes(changed(meetings=both)) == []


def test_an_event_lacks_no_part_though_its_wishes_clash():
    require_whole(with_meeting("bX", locked="T4"))

    with pytest.raises(UnsoundError, match="slots T5 and T6 overlap"):
        require_whole(changed(slots=(*PROBLEM.slots, slot("T6", 1, 40))))


def test_a_meeting_that_a_plan_neither_holds_nor_leaves_out_is_found():
    held = [Placed("aX", "T1", "1"), Placed("bX", "T2", "1")]
    left = tuple(
        LeftOut(one.meeting_id, "full", {})
        for one in PROBLEM.meetings
        if one.meeting_id not in ("aX", "bX", "bY")
    )
    plan = Plan(tuple(held), left, quality(PROBLEM, held), "bound")

    assert [(b.rule, b.meetings, b.firms) for b in forgotten(PROBLEM, plan)] == [
        ("forgotten", ("bY",), ("b", "Y"))
    ]
