"""Costs: what each rule of a selection costs, by choosing and planning again without it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from features.language import mark
from matcher.planner.pricing import confirm, prices
from matcher.planner.relaxing import Rule
from matcher.planner.selection import Selection

_LEAST_POINTS = 1e-6
CALLED = {
    "supplier_floor": mark("the least meetings of each IKM"),
    "buyer_floor": mark("the least meetings of each buyer"),
    "need_cap": mark("the most IKM for one need (with one more each)"),
    "supplier_cap": mark("the room of each IKM (with one meeting more each)"),
    "buyer_cap": mark("the room of each buyer (with one meeting more each)"),
    "must": mark("what must meet"),
    "never": mark("what must never meet"),
    "partners": mark("partners do not meet again"),
    "quota_floor": mark("quota {name}: at least"),
    "quota_cap": mark("quota {name}: at most"),
}
CALLED_ONE = {
    "supplier_floor": mark("the least meetings of {name}"),
    "buyer_floor": mark("the least meetings of {name}"),
    "need_cap": mark("the most IKM for the need {name} (with one more)"),
    "supplier_cap": mark("the room of {name} (with one meeting more)"),
    "buyer_cap": mark("the room of {name} (with one meeting more)"),
    "must": mark("{name} and {other} must meet"),
    "never": mark("{name} and {other} must never meet"),
    "partners": mark("{name} and {other} are partners and do not meet again"),
    "quota_floor": mark("quota {name}: at least"),
    "quota_cap": mark("quota {name}: at most"),
}


KEEPS_MORE = mark("without it more of the other wishes would be kept, at {less:.0f} points less")
SPREADS = mark("without it meetings would be spread more evenly, at {less:.0f} points less")


class Cost(NamedTuple):
    """What a selection gains without a rule: points of score, meetings, and its idle gaps then.

    `gaps` is None where nobody planned again, or where no such plan held all its meetings. Score is
    not all that a selection seeks: where it has `less` without the rule, the rule costs no points,
    and `instead`, an entry of the catalogue, says what is gained.
    """

    rule: Rule
    points: float
    meetings: int
    gaps: int | None = None
    less: float = 0.0
    instead: str = ""


def costs(
    selection: Selection,
    n_single: int = 5,
    gaps_of: Callable[[Selection], int | None] | None = None,
) -> list[Cost]:
    """Price the kinds of rule that are in force, then the dearest single rules; dearest first.

    Every figure comes from choosing again. What costs nothing stands there with 0.

    Parameters
    ----------
    n_single
        How many single rules.
    gaps_of
        Plans a selection and counts its idle gaps, None where that cannot be compared; asked only
        where the selection differs.
    """
    dearest = [price.rule for price in prices(selection)][:n_single]
    found = []
    for rules in (_kinds(selection), dearest):
        group = [_cost(selection, rule, gaps_of) for rule in rules]
        found += sorted(group, key=lambda one: (-round(one.points, 6), one.rule))
    return found


def _cost(
    selection: Selection, rule: Rule, gaps_of: Callable[[Selection], int | None] | None
) -> Cost:
    found = confirm(selection, rule)
    differs = found.after.chosen != selection.chosen
    gaps = gaps_of(found.after) if gaps_of and differs else None
    meetings = len(found.after.chosen) - len(selection.chosen)
    if found.points > -_LEAST_POINTS:
        return Cost(rule, max(0.0, found.points), meetings, gaps)
    instead = KEEPS_MORE if _n_short(found.after) < _n_short(selection) else SPREADS
    return Cost(rule, 0.0, meetings, gaps, -found.points, instead)


def _n_short(selection: Selection) -> int:
    return sum(one.wanted - one.got for one in selection.unmet)


def _kinds(selection: Selection) -> Iterator[Rule]:
    """Name the kinds of rule that the selection was asked to keep."""
    terms = selection.asked.terms
    for kind, side in (("supplier", terms.supplier), ("buyer", terms.buyer)):
        if side.floor.any():
            yield Rule(f"{kind}_floor")
        yield Rule(f"{kind}_cap")
    if terms.need_cap.min() < len(selection.asked.pool.supplier_ids):
        yield Rule("need_cap")
    for kind, there in (
        ("must", bool(terms.must)),
        ("never", bool(terms.never.any())),
        ("partners", bool(terms.partners.any()) and not terms.partners_meet),
    ):
        if there:
            yield Rule(kind)
    for group in terms.groups:
        if group.quota.at_least:
            yield Rule("quota_floor", (group.quota.name,))
        if group.quota.at_most is not None:
            yield Rule("quota_cap", (group.quota.name,))
