"""Situation: where every meeting of a plan stands once something has changed."""

from collections.abc import Collection
from dataclasses import dataclass

from matcher.planner.changing import Changed
from matcher.planner.plan import Placed, Plan
from matcher.planner.problem import Problem
from matcher.planner.usable import usable


@dataclass(frozen=True)
class Situation:
    """Meetings by what may happen to them, each in the order of ids.

    `settled` are past, or locked where they stand; `held` stand and may be moved; `lost` had a
    place or were added by hand, and need one; `waiting` may fill a hole. `slots` are those from now
    on that each of them can have by itself, `own` the places of the plan so far.
    """

    problem: Problem
    own: dict[str, Placed]
    settled: tuple[str, ...]
    held: tuple[str, ...]
    lost: tuple[str, ...]
    waiting: tuple[str, ...]
    slots: dict[str, list[str]]
    substitutes: frozenset[str] = frozenset()

    @property
    def fallen(self) -> tuple[str, ...]:
        """Give the meetings that had a place and have lost it, whether or not they find another."""
        kept = {*self.settled, *self.held}
        return tuple(sorted(self.own.keys() - kept))


def situation(
    before: Problem,
    after: Changed,
    plan: Plan,
    by_hand: Collection[str],
    substitutes: Collection[str] = (),
) -> Situation:
    """Sort the meetings of the event as it is now.

    `by_hand` are meetings that were added and are as good as those in the plan. Of the others
    without a place only those can fill a hole of which a firm is touched by the changes.
    """
    problem = after.problem
    own = {one.meeting_id: one for one in plan.placed if one.meeting_id in problem.meeting}
    past = {one for one, place in own.items() if place.slot_id in after.past}
    slots = {
        one.meeting_id: [s.slot_id for s in usable(problem, one) if s.slot_id not in after.past]
        for one in problem.meetings
        if one.meeting_id not in past
    }
    stand = {one for one in own.keys() - past if _stands(problem, own[one], slots[one])}
    locked = {one for one in stand if problem.meeting[one].locked is not None}
    lost = (own.keys() - past - stand) | set(by_hand)
    touched = {firm for one in lost for firm in problem.meeting[one].firms}
    touched |= {
        one.firm_id for one in problem.participants if before.participant.get(one.firm_id) != one
    }
    bereft = {firm for one in own.keys() - past - stand for firm in problem.meeting[one].firms}
    waiting = {
        one.meeting_id
        for one in problem.meetings
        if one.meeting_id not in own.keys() | lost
        and (bereft if one.meeting_id in substitutes else touched) & set(one.firms)
    }
    return Situation(
        problem=problem,
        own=own,
        settled=tuple(sorted(past | locked)),
        held=tuple(sorted(stand - locked)),
        lost=tuple(sorted(one for one in lost if slots[one])),
        waiting=tuple(sorted(one for one in waiting if slots[one])),
        slots=slots,
        substitutes=frozenset(substitutes),
    )


def _stands(problem: Problem, place: Placed, slots: list[str]) -> bool:
    """Say whether a place can be kept: its slot, its firms and its table are still there."""
    tables = {table.table_id: table for table in problem.tables}
    if place.slot_id not in slots or place.table_id not in tables:
        return False
    free = tables[place.table_id].free
    return free is None or place.slot_id in free
