"""Why not all meetings have a place, and what would help, in the planner's words."""

from dataclasses import replace
from datetime import datetime, timedelta

from matcher.planner.impasse import find_impasse
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table

NINE = datetime(2026, 12, 9, 9)


def event(n_slots, n_tables, pairs):
    starts = [NINE + timedelta(minutes=25 * i) for i in range(n_slots)]
    slots = tuple(Slot(f"{i}", at, at + timedelta(minutes=20)) for i, at in enumerate(starts))
    firms = sorted({firm for pair in pairs for firm in pair})
    people = tuple(Participant(f, f, "buyer" if f.isupper() else "supplier") for f in firms)
    meetings = tuple(Meeting(pair, *pair, score=50.0) for pair in pairs)
    return Problem(slots, tuple(Table(f"t{i}") for i in range(n_tables)), people, meetings)


def lines(found):
    return [one.message.format(**one.values) for one in found.reasons]


def test_an_event_that_can_be_held_has_none():
    assert find_impasse(event(2, 2, ["aX", "bX", "aY", "bY"]), 5) is None


def test_too_few_tables_are_counted_over_the_whole_event():
    found = find_impasse(event(2, 1, ["aX", "bY", "cZ"]), 10)

    ways = {way.message.format(**way.values): effect.message for way, effect in found.ways}
    assert lines(found) == ["3 meetings are planned, and 1 tables in 2 slots hold 2"]
    assert ways["1 more tables, with what is needed on them"] == "then every meeting has a place"


def test_a_full_firm_is_named_and_every_way_out_is_one():
    problem = event(2, 9, ["aX", "bX", "cX"])

    found = find_impasse(problem, 10)

    assert "X" in lines(found)[0]
    assert found.ways
    assert all(effect.message == "then every meeting has a place" for _, effect in found.ways)


def test_groups_are_not_counted_as_single_places():
    problem = event(1, 1, ["aX", "bX"])
    people = tuple(
        replace(one, group_size=2) if one.side == "buyer" else one for one in problem.participants
    )

    assert find_impasse(replace(problem, participants=people), 5) is None
