"""Counting the meetings of a slot by one side, against every timetable of small events."""

import itertools
from datetime import datetime, timedelta

import numpy as np
import pytest
from pysat.solvers import Solver

from matcher.planner.clauses import clauses
from matcher.planner.instance import instance
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.planner.sides import two_sides
from matcher.planner.standing import measure

MORNING = datetime(2026, 11, 25, 8)


def event(pairs, n_slots=3, n_tables=1):
    """Make an event of firms that meet firms, from pairs such as 'ab'."""
    starts = [MORNING + timedelta(hours=i) for i in range(n_slots)]
    slots = tuple(Slot(f"t{i}", at, at + timedelta(minutes=30)) for i, at in enumerate(starts))
    firms = tuple(Participant(one, one, "supplier") for one in sorted(set("".join(pairs))))
    tables = tuple(Table(f"T{i}") for i in range(n_tables))
    return instance(Problem(slots, tables, firms, tuple(Meeting(a + b, a, b) for a, b in pairs)))


def within(pairs):
    """Name the pairs of which both are on one side."""
    is_first = dict(zip(sorted(set("".join(pairs))), two_sides(event(pairs)).tolist(), strict=True))
    return [a + b for a, b in pairs if is_first[a] == is_first[b]]


@pytest.mark.parametrize(
    "pairs",
    [
        ["ax", "ay", "bx", "cy"],
        ["ax", "by"],
        ["ab", "bc", "cd", "da"],
    ],
)
def test_nobody_meets_within_a_side_where_two_sides_meet(pairs):
    assert within(pairs) == []


def test_one_meeting_of_three_who_meet_each_other_is_within_a_side():
    assert len(within(["ab", "bc", "ca", "cd", "de"])) == 1


def test_two_of_four_who_all_meet_are_on_each_side():
    assert len(within(["ab", "ac", "ad", "bc", "bd", "cd"])) == 2


@pytest.mark.parametrize("n_tables", [1, 2])
@pytest.mark.parametrize(
    "pairs",
    [
        ["ax", "ay", "bx", "cz"],
        ["ab", "bc", "ca", "cd", "ef"],
        ["ab", "bc", "ca", "ad", "be", "cf"],
        ["ab", "ac", "ad", "bc", "bd", "cd"],
    ],
)
def test_clauses_allow_just_the_timetables_that_the_tables_do(pairs, n_tables):
    inst = event(pairs, 3, n_tables)
    made = clauses(inst, None)
    with Solver(name="cd15", bootstrap_with=made.wcnf.hard) as solver:
        for slots in itertools.product(range(3), repeat=len(pairs)):
            allowed = solver.solve(assumptions=[made.at[m, s] for m, s in enumerate(slots)])
            assert allowed == _is_possible(inst, slots, n_tables)


def _is_possible(inst, slots, n_tables):
    for slot in set(slots):
        there = inst.sides[np.array(slots) == slot]
        if len(there) > n_tables or len(np.unique(there)) < there.size:
            return False
    return measure(inst, np.array(slots)).n_clashes == 0
