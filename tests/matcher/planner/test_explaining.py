"""What is said when there is no timetable: minimal, true, and in the planner's words."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.planner.explaining import UndecidedError, explain
from matcher.planner.problem import Meeting, Participant, Problem, Resource, Slot, Table
from matcher.planner.ways import ways_out
from matcher.planner.wishes import keep_only, wishes_of

NINE = datetime(2026, 11, 25, 9)


def slots_of(n, a_day=9):
    return tuple(
        Slot(f"T{i + 1}", start, start + timedelta(minutes=20))
        for i in range(n)
        for start in [NINE + timedelta(days=i // a_day, minutes=25 * (i % a_day))]
    )


def problem_of(n_slots, n_tables, suppliers, buyers, meetings, **more):
    """Free slots by firm, None for all; a meeting is 'a1 X' or a Meeting."""
    people = [
        Participant(f, f, "supplier", free and frozenset(free)) for f, free in suppliers.items()
    ]
    people += [Participant(f, f, "buyer", free and frozenset(free)) for f, free in buyers.items()]
    some = [
        one if isinstance(one, Meeting) else Meeting(one.replace(" ", ""), *one.split())
        for one in meetings
    ]
    tables = tuple(Table(f"t{i + 1}") for i in range(n_tables))
    return Problem(slots_of(n_slots), tables, tuple(people), tuple(some), **more)


# Brute force, from the rules as problem.py says them ---------------------------------------------


def gaps(problem, seats, firm_id):
    n = 0
    for day in {slot.starts.date() for slot in problem.slots}:
        of_day = [slot.slot_id for slot in problem.slots if slot.starts.date() == day]
        mine = [s for m, s, _ in seats if firm_id in m.firms and s in of_day]
        used = sorted({of_day.index(slot_id) for slot_id in mine})
        n += sum(b - a > 1 for a, b in pairwise(used))
    return n


def rules_hold(problem, seats):
    """Rules that no further meeting can mend."""
    for firm in problem.participants:
        for slot in problem.slots:
            now = [(m, t) for m, s, t in seats if s == slot.slot_id and firm.firm_id in m.firms]
            if len({t for _, t in now}) > firm.n_people or len(now) > firm.at_once:
                return False
    at = Counter((s, t) for _, s, t in seats)
    for place, n in at.items():
        buyers = {m.buyer_id for m, s, t in seats if (s, t) == place}
        if len(buyers) > 1 or n > problem.participant[min(buyers)].group_size:
            return False
    for one in problem.resources:
        used = Counter(s for m, s, _ in seats if one.resource_id in m.resources)
        if any(n > one.n_at_once for n in used.values()):
            return False
    starts = {m.meeting_id: problem.slot[s].starts for m, s, _ in seats}
    return all(starts[b] > starts[a] for a, b in problem.precedences if a in starts and b in starts)


def even(problem, seats):
    if problem.most_difference is None:
        return True
    n = [
        gaps(problem, seats, f) for f in problem.participant if any(f in m.firms for m, *_ in seats)
    ]
    return not n or max(n) - min(n) <= problem.most_difference


def alone(problem, meeting, slot, table):
    limits = [problem.participant[firm].free for firm in meeting.firms]
    limits += [one.free for one in problem.resources if one.resource_id in meeting.resources]
    limits += [meeting.slots, table.free]
    return (
        all(limit is None or slot.slot_id in limit for limit in limits)
        and meeting.locked in (None, slot.slot_id)
        and meeting.table in (None, table.table_id)
        and meeting.equipment <= table.equipment
        and meeting.minutes <= slot.minutes
    )


def possible(problem, required):
    """Try every place of every meeting; those not required may be left out."""

    def extend(rest, seats):
        if not rules_hold(problem, seats):
            return False
        if not rest:
            return even(problem, seats)
        first, *others = rest
        here = [
            (first, slot.slot_id, table.table_id)
            for slot, table in product(problem.slots, problem.tables)
            if alone(problem, first, slot, table)
        ]
        may_miss = first.meeting_id not in required and extend(others, seats)
        return may_miss or any(extend(others, [*seats, seat]) for seat in here)

    return extend(list(problem.meetings), [])


def possible_with(problem, wishes):
    return possible(*keep_only(problem, wishes))


def is_minimal(problem, conflict):
    """The wishes clash, and without any one of them they do not."""
    wishes = set(conflict.wishes)
    return not possible_with(problem, wishes) and all(
        possible_with(problem, wishes - {one}) for one in wishes
    )


@st.composite
def small_events(draw):
    slots = slots_of(draw(st.integers(1, 4)), a_day=draw(st.sampled_from([2, 9])))
    some = st.none() | st.frozensets(st.sampled_from([s.slot_id for s in slots]), min_size=1)
    tables = [
        Table(f"t{i}", draw(st.sampled_from([frozenset(), frozenset({"p"})])))
        for i in range(draw(st.integers(1, 2)))
    ]
    suppliers = [Participant(f, f, "supplier", draw(some)) for f in "abc"]
    one_to_two = st.integers(1, 2)
    buyers = [
        Participant(f, f, "buyer", draw(some), draw(one_to_two), draw(one_to_two)) for f in "XY"
    ]
    pairs = draw(
        st.lists(
            st.sampled_from(["aX", "aY", "bX", "bY", "cX", "cY"]),
            min_size=1,
            max_size=5,
            unique=True,
        )
    )
    rarely = st.integers(0, 5).map(lambda n: n == 0)
    meetings = [
        Meeting(
            pair,
            *pair,
            score=float(i),
            slots=draw(some) if draw(rarely) else None,
            locked=draw(st.sampled_from(slots)).slot_id if draw(rarely) else None,
            table=draw(st.sampled_from(tables)).table_id if draw(rarely) else None,
            equipment=frozenset({"p"}) if draw(rarely) else frozenset(),
            resources=frozenset({"r"}) if draw(rarely) else frozenset(),
            minutes=30 if draw(rarely) and draw(rarely) else 0,
        )
        for i, pair in enumerate(pairs)
    ]
    precedences = [(a, b) for a, b in pairwise(pairs) if draw(rarely)]
    return Problem(
        slots,
        tuple(tables),
        (*suppliers, *buyers),
        tuple(meetings),
        (Resource("r", draw(one_to_two), draw(some)),),
        tuple(precedences),
        draw(st.sampled_from([None, None, 0, 1])),
    )


@settings(max_examples=150, deadline=None)
@given(small_events())
def test_an_event_has_a_plan_or_a_minimal_reason_why_not(problem):
    conflict = explain(problem)

    if conflict is None:
        assert possible(problem, problem.meeting.keys())
    else:
        assert is_minimal(problem, conflict)
        assert conflict.minimal
        assert len(conflict.proved_by) > 1


def kinds(conflict):
    return Counter(wish.kind for wish in conflict.wishes)


OVERBOOKED = problem_of(
    4,
    3,
    {"a": None, "b": None, "c": None, "d": None},
    {"X": ["T1", "T2"]},
    ["a X", "b X", "c X"],
)


def test_a_buyer_with_more_meetings_than_free_slots():
    conflict = explain(OVERBOOKED)

    assert str(conflict) == "X is free 2 slots and has 3 meetings; 2 fit"
    assert kinds(conflict) == {"meeting": 3, "availability": 1}
    assert conflict.proved_by == ("counting", "cp-sat")


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            problem_of(2, 1, {"a": ["T1"]}, {"X": ["T2"]}, ["a X"]),
            "a and X are never free in the same slot",
        ),
        (
            problem_of(
                2,
                1,
                {"a": None, "b": None, "c": None},
                {"X": None, "Y": None, "Z": None},
                ["a X", "b Y", "c Z"],
            ),
            "3 meetings need a table in 2 slots; 1 tables hold 2",
        ),
        (
            problem_of(1, 2, {"a": None}, {"X": None, "Y": None}, ["a X", "a Y"]),
            "the event has 1 slots and a 2 meetings; 1 fit",
        ),
        (
            problem_of(
                3,
                2,
                {"a": None},
                {"X": None, "Y": None},
                [Meeting("aX", "a", "X", locked="T1"), Meeting("aY", "a", "Y", locked="T1")],
            ),
            "a has 2 meetings locked in slot T1; 1 fit",
        ),
        (
            problem_of(
                3,
                2,
                {"a": None, "b": None},
                {"X": None, "Y": None},
                [
                    Meeting("aX", "a", "X", locked="T1", table="t1"),
                    Meeting("bY", "b", "Y", locked="T1", table="t1"),
                ],
            ),
            "meetings aX, bY are locked at table t1 in slot T1",
        ),
        (
            problem_of(
                3,
                2,
                {"a": None, "b": None},
                {"X": None, "Y": None},
                ["a X", "b Y"],
                precedences=(("aX", "bY"), ("bY", "aX")),
            ),
            "meetings aX, bY cannot come in the order asked for",
        ),
        (
            problem_of(
                2,
                2,
                {"a": None, "b": None, "c": None},
                {"X": None, "Y": None, "Z": None},
                [
                    Meeting(f"{s}{b}", s, b, resources=frozenset({"juru bahasa"}))
                    for s, b in ("aX", "bY", "cZ")
                ],
                resources=(Resource("juru bahasa"),),
            ),
            "3 meetings need juru bahasa in 2 slots; 2 fit",
        ),
        (
            problem_of(
                2,
                2,
                {"a": None},
                {"X": None},
                [Meeting("aX", "a", "X", equipment=frozenset({"layar"}))],
            ),
            "meetings aX need layar, which too few tables have",
        ),
        (
            # a must wait between T1 and T3, X never waits
            problem_of(
                3, 2, {"a": ["T1", "T3"]}, {"X": None, "Y": None}, ["a X", "a Y"], most_difference=0
            ),
            "idle gaps cannot differ by at most 0 with these 3 wishes",
        ),
        (
            problem_of(
                2,
                2,
                {"a": None, "b": None},
                {"X": None, "Y": None},
                [
                    Meeting("aX", "a", "X"),
                    Meeting("aY", "a", "Y", locked="T1"),
                    Meeting("bX", "b", "X", locked="T2"),
                ],
            ),
            "a and X have no slot left beside 2 locked meetings",
        ),
    ],
)
def test_common_causes_have_their_words(problem, line):
    conflict = explain(problem)

    assert str(conflict) == line
    assert is_minimal(problem, conflict)


def test_only_one_of_two_conflicts_is_told():
    problem = problem_of(
        2, 2, {"a": ["T1"], "b": ["T2"]}, {"X": ["T2"], "Y": ["T1"]}, ["a X", "b Y"]
    )

    conflict = explain(problem)

    assert kinds(conflict) == {"meeting": 1, "availability": 2}


def test_every_way_out_of_an_overbooked_buyer_is_found_and_solved():
    conflict = explain(OVERBOOKED)

    found = ways_out(OVERBOOKED, conflict)

    assert sorted(str(way) for way in found) == [
        "X comes in slot T3 too",
        "X comes in slot T4 too",
        "a and X do not meet (score 0)",
        "b and X do not meet (score 0)",
        "c and X do not meet (score 0)",
    ]
    assert all(way.solves_all for way in found)
    assert all(possible(way.problem, way.problem.meeting.keys()) for way in found)


def test_the_meeting_of_least_score_is_given_up_first():
    scores = {"a": 70.0, "b": 40.0, "c": 55.0}
    meetings = tuple(replace(m, score=scores[m.supplier_id]) for m in OVERBOOKED.meetings)
    problem = replace(OVERBOOKED, slots=OVERBOOKED.slots[:2], meetings=meetings)
    problem = replace(
        problem, participants=tuple(replace(p, free=None) for p in problem.participants)
    )

    found = ways_out(problem, explain(problem))

    assert [(str(way), way.lost_score) for way in found] == [
        ("the last day goes on for one slot more, 09:50 to 10:10", 0.0),
        ("b and X do not meet (score 40)", 40.0),
        ("c and X do not meet (score 55)", 55.0),
        ("a and X do not meet (score 70)", 70.0),
    ]


def test_a_way_out_of_one_conflict_says_that_another_is_left():
    problem = problem_of(
        2, 2, {"a": ["T1"], "b": ["T2"]}, {"X": ["T2"], "Y": ["T1"]}, ["a X", "b Y"]
    )

    found = ways_out(problem, explain(problem))

    assert {way.solves_all for way in found} == {False}


OF_MEETINGS = ("meeting", "lock", "session", "minutes", "equipment", "precedence")


@settings(max_examples=40, deadline=None)
@given(small_events())
def test_ways_out_resolve_the_conflict_they_are_for(problem):
    conflict = explain(problem)

    for way in ways_out(problem, conflict) if conflict else ():
        kept = {wish for wish in conflict.wishes if wish.kind not in OF_MEETINGS}
        kept |= set(conflict.wishes) & set(wishes_of(way.problem))
        assert possible_with(way.problem, kept)
        assert way.solves_all == possible(way.problem, way.problem.meeting.keys())


def test_a_buyer_far_too_full_can_do_without_its_meetings_of_least_score():
    scores = {"a": 70.0, "b": 40.0, "c": 55.0}
    meetings = tuple(replace(m, score=scores[m.supplier_id]) for m in OVERBOOKED.meetings)
    firms = OVERBOOKED.participants
    full = tuple(replace(f, free=f.free and frozenset({"T1"})) for f in firms)
    problem = replace(OVERBOOKED, meetings=meetings, participants=full)

    found = ways_out(problem, explain(problem))

    assert [str(way) for way in found if way.solves_all] == [
        "X does without 2 meetings: bX, cX (score 95)"
    ]


def test_as_many_tables_are_offered_as_it_takes():
    suppliers, buyers = dict.fromkeys("abcde"), dict.fromkeys("VWXYZ")
    pairs = [f"{s} {b}" for s, b in zip(suppliers, buyers, strict=True)]
    problem = problem_of(2, 1, suppliers, buyers, pairs)

    found = ways_out(problem, explain(problem))

    assert [str(way) for way in found if way.solves_all] == [
        "2 more tables, with what is needed on them"
    ]


def test_neither_plan_nor_reason_in_no_time_is_an_error_of_one_line():
    problem = problem_of(
        3, 2, {"a": None, "b": None}, {"X": None, "Y": None}, ["a X", "b Y", "a Y"]
    )

    with pytest.raises(UndecidedError) as caught:
        explain(problem, seconds=0.0)

    assert str(caught.value) == (
        "no plan with all 3 meetings was found in 0 s, nor a reason why not"
    )
