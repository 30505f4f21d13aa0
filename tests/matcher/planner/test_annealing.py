"""A first timetable and its annealing, on made-up events with groups, interpreters and locks."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from matcher.planner import kernel
from matcher.planner.anneal import anneal, fixed_part, start, weights
from matcher.planner.checking import check
from matcher.planner.greedy import greedy
from matcher.planner.instance import instance, slots_in_order
from matcher.planner.plan import Placed
from matcher.planner.seating import seat
from matcher.planner.standing import measure
from matcher.planner.tempering import temper

GENERATOR = Path(__file__).parents[3] / "benchmarks/make/planner_events.py"
SPEC = importlib.util.spec_from_file_location("planner_events", GENERATOR)
MAKE = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(MAKE)
EVENTS = [
    (n_suppliers, n_buyers, seed)
    for n_suppliers, n_buyers in ((12, 8), (40, 25))
    for seed in range(4)
]


def broken_rules(problem, slot):
    """Seat a timetable and name the rules it breaks, by the checker that knows no solver."""
    order = slots_in_order(problem)
    slot_of = {m.meeting_id: order[s] for m, s in zip(problem.meetings, slot, strict=True)}
    table = seat(problem, slot_of).table
    placed = [Placed(m, s, table[m]) for m, s in slot_of.items()]
    return [one.rule for one in check(problem, placed)]


@pytest.mark.parametrize("event", EVENTS)
def test_first_timetable_holds_every_meeting_and_breaks_no_rule(event):
    problem = MAKE.event(*event)

    slot = greedy(instance(problem))

    assert broken_rules(problem, slot) == []


def test_first_timetable_is_the_same_for_the_same_seed():
    inst = instance(MAKE.event(40, 25))

    assert greedy(inst, seed=3).tolist() == greedy(inst, seed=3).tolist()


def test_first_timetable_ends_when_it_is_stopped():
    assert greedy(instance(MAKE.event(40, 25)), stop=lambda: True) is None


@pytest.mark.parametrize("event", EVENTS)
def test_annealing_keeps_the_rules_and_only_improves(event):
    problem = MAKE.event(*event)
    inst = instance(problem)
    first = greedy(inst)

    slot = anneal(inst, first, length=200_000)

    assert broken_rules(problem, slot) == []
    assert measure(inst, slot) <= measure(inst, first)


@pytest.mark.parametrize("event", EVENTS)
def test_tempering_keeps_the_rules_and_is_the_same_for_the_same_seed(event):
    problem = MAKE.event(*event)
    inst = instance(problem)
    first = greedy(inst)

    slot = temper(inst, first, n_moves=2_000_000, seed=1)

    assert broken_rules(problem, slot) == []
    assert measure(inst, slot) <= measure(inst, first)
    assert slot.tolist() == temper(inst, first, n_moves=2_000_000, seed=1).tolist()


@pytest.mark.parametrize("event", EVENTS)
def test_counts_that_change_move_by_move_agree_with_counting_anew(event):
    inst = instance(MAKE.event(*event))
    fixed, slot = fixed_part(inst), greedy(inst)
    state = start(inst, fixed, slot, seed=1)

    kernel.run(fixed, state, weights(inst, True, 0), 1.0, 0.5, 50_000, slot.copy(), 2**62)

    anew = start(inst, fixed, state.slot, seed=1)
    counted = measure(inst, state.slot)
    assert (state.slot != slot).any()
    assert counted.n_clashes == state.numbers[3] + state.numbers[4]  # it may pass through some
    assert (counted.gaps, counted.idle) == (state.numbers[0], state.numbers[2])
    for name in ("n_there", "busy", "gaps_of", "idle_of", "gaps", "idle", "used", "grouped"):
        assert np.array_equal(getattr(state, name), getattr(anew, name)), name
    assert state.numbers[7:].tolist() == anew.numbers[7:].tolist()
