"""What rules cost: never less than choosing again without them says, and by hand where plain."""

import random

import pytest

from matcher.errors import NotFoundError
from matcher.planner.candidates import Candidate
from matcher.planner.limits import Limits, Quota
from matcher.planner.pricing import confirm, prices
from matcher.planner.relaxing import Rule
from matcher.planner.selection import select


def grid(scores):
    return [
        Candidate(f"S-{i}", f"B-{j}", f"N-{j}", score)
        for i, row in enumerate(scores)
        for j, score in enumerate(row)
    ]


def priced(selection):
    return {price.rule: price.points for price in prices(selection)}


def test_a_floor_costs_the_better_meeting_it_displaces():
    limits = Limits(supplier_cap=2, buyer_cap=1, supplier_floor={"S-1": 1})
    rule = Rule("supplier_floor", ("S-1",))

    selection = select(grid([[90, 80], [50, 20]]), limits)

    assert priced(selection)[rule] == pytest.approx(40)
    assert confirm(selection, rule).points == pytest.approx(40)
    assert confirm(selection, Rule("supplier_floor")).after.score == 170


def test_a_cap_costs_the_next_meeting():
    selection = select(grid([[90], [80], [70]]), Limits(supplier_cap=1, buyer_cap=1))

    found = priced(selection)

    assert list(found) == [Rule("buyer_cap", ("B-0",))]
    assert 80 <= found[Rule("buyer_cap", ("B-0",))] <= 90
    assert confirm(selection, Rule("buyer_cap", ("B-0",))).points == 80


def test_a_pair_that_must_meet_costs_the_better_one():
    limits = Limits(supplier_cap=1, buyer_cap=1, must=frozenset({("S-1", "B-0")}))
    rule = Rule("must", ("S-1", "B-0"))

    selection = select(grid([[90], [50]]), limits)

    assert priced(selection)[rule] == pytest.approx(40)
    assert confirm(selection, rule).points == 40


@pytest.mark.parametrize("kind", ["never", "partners"])
def test_a_pair_that_may_not_meet_costs_what_it_would_bring(kind):
    limits = Limits(supplier_cap=1, buyer_cap=2, **{kind: frozenset({("S-0", "B-0")})})
    rule = Rule(kind, ("S-0", "B-0"))

    selection = select(grid([[90, 60]]), limits)

    assert priced(selection)[rule] == pytest.approx(30)
    assert confirm(selection, rule).points == 30
    assert confirm(selection, Rule(kind)).points == 30


def test_a_quota_costs_the_meetings_it_turns_around():
    quotas = (Quota("first", frozenset({"S-1"}), at_least=1),)
    selection = select(grid([[90], [50]]), Limits(supplier_cap=1, buyer_cap=1, quotas=quotas))

    assert priced(selection)[Rule("quota_floor", ("first",))] == pytest.approx(40)
    assert confirm(selection, Rule("quota_floor", ("first",))).points == 40


def test_a_quota_from_above_costs_what_it_keeps_out():
    quotas = (Quota("first", frozenset({"S-0"}), at_most=0, counts="firms"),)
    selection = select(grid([[90], [50]]), Limits(supplier_cap=1, buyer_cap=1, quotas=quotas))

    assert confirm(selection, Rule("quota_cap", ("first",))).points == 40


def test_a_cap_of_nought_has_a_price_too():
    limits = Limits(supplier_cap=1, buyer_cap={"B-0": 0, "B-1": 1})

    selection = select(grid([[90, 60]]), limits)

    assert priced(selection)[Rule("buyer_cap", ("B-0",))] == pytest.approx(30)


@pytest.mark.parametrize("rule", [Rule("weather"), Rule("supplier_cap", ("S-9",))])
def test_a_rule_that_is_not_there_is_refused(rule):
    selection = select(grid([[90]]), Limits(supplier_cap=1, buyer_cap=1))

    with pytest.raises(NotFoundError, match="no rule"):
        confirm(selection, rule)


def a_selection(seed):
    draw = random.Random(seed)
    suppliers, needs = range(draw.randint(2, 6)), range(draw.randint(2, 5))
    pairs = [
        Candidate(f"S-{s}", f"B-{n // 2}", f"N-{n}", draw.randint(0, 100))
        for s in suppliers
        for n in needs
    ]
    never = draw.sample([row[:2] for row in pairs], 2)
    must = {row[:2] for row in draw.sample(pairs, 1)} - set(never)
    limits = Limits(
        supplier_cap={f"S-{s}": draw.randint(1, 3) for s in suppliers},
        buyer_cap={f"B-{n // 2}": draw.randint(1, 5) for n in needs},
        supplier_floor=draw.choice([0, 1]),
        buyer_floor=draw.choice([0, 1]),
        need_cap=draw.choice([None, 2]),
        must=frozenset(must),
        never=frozenset(never),
    )
    return select(pairs, limits), limits


def rules_of(limits):
    yield from (Rule("supplier_cap", (s,)) for s in limits.supplier_cap)
    yield from (Rule("buyer_cap", (b,)) for b in limits.buyer_cap)
    yield from (Rule("supplier_floor", (s,)) for s in limits.supplier_cap if limits.supplier_floor)
    yield from (Rule("buyer_floor", (b,)) for b in limits.buyer_cap if limits.buyer_floor)
    yield from (Rule("must", pair) for pair in limits.must)
    yield from (Rule("never", pair) for pair in limits.never)


def test_no_rule_costs_more_than_its_price():
    n_that_cost = 0
    for seed in range(60):
        selection, limits = a_selection(seed)
        if selection.unmet:
            continue
        points = priced(selection)

        for rule in rules_of(limits):
            confirmed = confirm(selection, rule)

            assert confirmed.points <= points.get(rule, 0) + 1e-6, (seed, rule)
            n_that_cost += confirmed.points > 0
    assert n_that_cost > 50


def test_a_floor_kept_in_part_is_priced_by_the_meetings_it_got():
    # B-1 must meet S-0, so S-1 gets one of the two it should: B-0 for 50, where S-0 brings 90.
    limits = Limits(
        supplier_cap=2,
        buyer_cap=1,
        supplier_floor={"S-1": 2},
        must=frozenset({("S-0", "B-1")}),
    )
    selection = select(grid([[90, 80], [50, 20]]), limits)

    found = {price.rule: price.points for price in prices(selection)}

    assert found[Rule("supplier_floor", ("S-1",))] == pytest.approx(40)
