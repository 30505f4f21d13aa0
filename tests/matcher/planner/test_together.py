"""The bound that sees all participants, by hand and against every timetable of small events."""

import itertools
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matcher.planner.bound import bound_alone
from matcher.planner.instance import instance
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.planner.standing import measure
from matcher.planner.together import bound_together

MORNING = datetime(2026, 11, 25, 8)


def event(pairs, n_slots, n_tables, free=(), *, per_day=9, at_once=()):
    """Make an event of pairs such as 'ax'; `free` gives numbers of slots by firm."""
    starts = [MORNING + timedelta(days=i // per_day, hours=i % per_day) for i in range(n_slots)]
    slots = tuple(Slot(f"t{i}", at, at + timedelta(minutes=30)) for i, at in enumerate(starts))
    sides = [*((a, "supplier") for a, _ in pairs), *((x, "buyer") for _, x in pairs)]
    firms = tuple(
        Participant(
            firm,
            firm,
            side,
            frozenset(f"t{i}" for i in dict(free)[firm]) if firm in dict(free) else None,
            n_people=dict(at_once).get(firm, 1),
        )
        for firm, side in dict(sides).items()
    )
    tables = tuple(Table(f"T{i}") for i in range(n_tables))
    return instance(Problem(slots, tables, firms, tuple(Meeting(a + x, a, x) for a, x in pairs)))


@pytest.mark.parametrize("with_meetings", [False, True])
def test_only_table_taken_in_the_middle_forces_a_gap(with_meetings):
    inst = event(["ax", "ay", "bz"], 3, 1, {"b": [1]})

    assert bound_alone(inst) == (0, 0, None)
    assert bound_together(inst, with_meetings=with_meetings) == 1


@pytest.mark.parametrize("with_meetings", [False, True])
def test_night_between_two_meetings_is_no_gap(with_meetings):
    inst = event(["ax", "ay", "bz"], 3, 1, {"b": [1]}, per_day=2)

    assert bound_together(inst, with_meetings=with_meetings) == 0


def fewest_gaps(inst):
    """Count the gaps of every timetable; None when none holds all meetings."""
    choices = [[s for s in range(inst.n_slots) if row[s]] for row in inst.domain]
    found = [measure(inst, np.array(one, np.int64)) for one in itertools.product(*choices)]
    return min((one.gaps for one in found if not one.n_clashes), default=None)


@st.composite
def events(draw):
    n_slots = draw(st.integers(2, 5))
    some = st.sets(st.integers(0, n_slots - 1), min_size=1)
    pairs = draw(
        st.sets(st.sampled_from(["ax", "ay", "az", "bx", "by", "bz"]), min_size=1, max_size=5)
    )
    free = {firm: draw(some) for firm in "abxyz" if draw(st.booleans())}
    people = {firm: draw(st.integers(1, 2)) for firm in "ax"}
    per_day = draw(st.sampled_from([2, 9]))
    n_tables = draw(st.integers(1, 3))
    return event(sorted(pairs), n_slots, n_tables, free, per_day=per_day, at_once=people)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(events())
def test_no_timetable_has_fewer_gaps_than_any_bound(inst):
    fewest = fewest_gaps(inst)
    assume(fewest is not None)

    balance, meetings = (bound_together(inst, with_meetings=one) for one in (False, True))

    assert bound_alone(inst)[1] <= balance <= meetings <= fewest
