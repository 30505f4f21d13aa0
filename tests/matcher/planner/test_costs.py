"""What rules cost, by hand on small grids, and beside choosing again."""

import pytest

from matcher.planner.candidates import Candidate
from matcher.planner.costs import CALLED, CALLED_ONE, KEEPS_MORE, SPREADS, costs
from matcher.planner.limits import Limits, Quota
from matcher.planner.relaxing import Rule
from matcher.planner.selection import select


def grid(scores):
    return [
        Candidate(f"S-{i}", f"B-{j}", f"N-{j}", score)
        for i, row in enumerate(scores)
        for j, score in enumerate(row)
    ]


def by_rule(found):
    return {one.rule: one for one in found}


def test_floor_costs_what_it_displaces_and_a_cap_what_it_keeps_out():
    limits = Limits(supplier_cap=2, buyer_cap=1, supplier_floor={"S-1": 1})
    selection = select(grid([[90, 80], [50, 20]]), limits)  # S-1 has B-0 (50), S-0 has B-1 (80)

    found = by_rule(costs(selection))

    assert found[Rule("supplier_floor")][1:4] == (40.0, 0, None)  # S-0 would have both: 170
    assert found[Rule("buyer_cap")][1:4] == (110.0, 2, None)  # all four meet: 240
    assert found[Rule("supplier_cap")][1:4] == (0.0, 0, None)


def test_rules_of_no_force_are_not_asked_about():
    selection = select(grid([[90]]), Limits(supplier_cap=1, buyer_cap=1))

    assert {one.rule.kind for one in costs(selection)} == {"supplier_cap", "buyer_cap"}


@pytest.mark.parametrize(("need_cap", "asked"), [(1, True), (2, False)])
def test_a_cap_that_all_suppliers_together_do_not_reach_is_not_asked_about(need_cap, asked):
    limits = Limits(supplier_cap=1, buyer_cap=2, need_cap=need_cap)
    selection = select(grid([[90], [80]]), limits)

    assert ("need_cap" in {one.rule.kind for one in costs(selection)}) == asked


def test_partners_decisions_and_quotas_are_priced_by_name():
    quota = Quota("sentra", frozenset({"S-0"}), at_most=0)
    limits = Limits(
        supplier_cap=2,
        buyer_cap=2,
        partners=frozenset({("S-1", "B-0")}),
        never=frozenset({("S-1", "B-1")}),
        quotas=(quota,),
    )
    selection = select(grid([[90, 80], [50, 20], [10, 10]]), limits)

    found = by_rule(costs(selection, n_single=0))

    assert found[Rule("partners")].points == 50.0
    assert found[Rule("never")].points == 20.0
    assert found[Rule("quota_cap", ("sentra",))].points == 170.0  # 90 + 80


def test_gaps_are_asked_for_only_where_the_choice_differs():
    asked = []
    selection = select(grid([[90], [80]]), Limits(supplier_cap=1, buyer_cap=1))

    found = by_rule(costs(selection, 0, lambda one: asked.append(len(one.chosen)) or 7))

    assert asked == [2]
    assert (found[Rule("buyer_cap")].gaps, found[Rule("supplier_cap")].gaps) == (7, None)


def test_a_rule_that_makes_meetings_less_even_costs_no_points_and_says_what_it_keeps_out():
    # S-0 has both meetings: 100 + 90. Without the quota, evenness gives B-1 to S-1: 100 + 85.
    quota = Quota("sentra", frozenset({"S-1"}), at_most=0)
    limits = Limits(supplier_cap=2, buyer_cap=1, quotas=(quota,))
    selection = select(grid([[100, 90], [20, 85]]), limits, evenness=1.0)

    found = by_rule(costs(selection))[Rule("quota_cap", ("sentra",))]

    assert (found.points, found.meetings, found.less, found.instead) == (0.0, 0, 5.0, SPREADS)


def test_a_rule_that_keeps_a_floor_from_being_kept_costs_no_points_and_says_so():
    # The floor of S-1 would take B-0 from S-0, at 70 points less; the quota forbids it.
    quota = Quota("sentra", frozenset({"S-1"}), at_most=0)
    limits = Limits(supplier_cap=1, buyer_cap=1, supplier_floor={"S-1": 1}, quotas=(quota,))
    selection = select(grid([[90], [20]]), limits)

    found = by_rule(costs(selection))[Rule("quota_cap", ("sentra",))]

    assert (found.points, found.meetings, found.less, found.instead) == (0.0, 0, 70.0, KEEPS_MORE)


def test_every_kind_of_rule_has_a_name():
    assert set(CALLED) == set(CALLED_ONE)
