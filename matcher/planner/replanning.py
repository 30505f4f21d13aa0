"""Re-plan: an event goes on after a change, with as few meetings moved as possible.

What is past and what is locked stays. First as many meetings as possible keep or get a place,
then as few as possible are moved, then the waiting list fills holes. Only meetings without a place
enter the model at first; it widens to those of their firms, and of the firms these meet, as long
as a meeting is without a place that counting does not rule out.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from features.language import mark
from matcher.planner.changes import Change
from matcher.planner.changing import add_meeting, changed
from matcher.planner.difference import Difference, Told, difference, told
from matcher.planner.measuring import n_gaps_of, quality
from matcher.planner.overloads import crowded
from matcher.planner.plan import LeftOut, Placed, Plan
from matcher.planner.problem import Meeting, Problem
from matcher.planner.rearranging import Arranged, rearrange
from matcher.planner.situation import Situation, situation

CHOICES_PER_SECOND = 15_000  # meetings x slots that are written down in time to be solved as well


@dataclass(frozen=True)
class Replanned:
    """The event after the changes, its plan, and what is other than before.

    `told` holds for each participant what it is told; those who did not come are told nothing.
    """

    problem: Problem
    plan: Plan
    difference: Difference
    told: dict[str, tuple[Told, ...]]


def replan(
    problem: Problem,
    plan: Plan,
    now: datetime,
    changes: Sequence[Change],
    seconds: float = 2.0,
    seed: int = 0,
    waiting: Sequence[Meeting] = (),
) -> Replanned:
    """Mend a plan after what happened on the day.

    Parameters
    ----------
    problem, plan
        The event and its plan so far.
    now
        Slots that started before this time are past.
    changes
        In the order in which they happened.
    seconds
        After which the best plan so far is taken.
    waiting
        Meetings that may fill a hole, besides those the plan left out: as many as a firm lost, one
        for a firm that lost none. Those that find none are not in the event that is given back.

    Raises
    ------
    NotFoundError, DataError
        For a change that names nobody or adds what is there already.
    """
    began = time.monotonic()
    after = changed(problem, now, changes)
    by_hand = after.problem.meeting.keys() - problem.meeting.keys()
    after = after._replace(problem=_with_waiting(after.problem, waiting))
    known = problem.meeting.keys()
    substitutes = {one.meeting_id for one in waiting if one.meeting_id not in known}
    stand = situation(problem, after, plan, by_hand, substitutes - by_hand)
    found = _search(stand, began + seconds, seed)
    final = _as_it_is(after.problem, waiting, found.placed)
    counted = quality(final, found.placed)
    mended = Plan(
        placed=tuple(sorted(found.placed)),
        left_out=_left_out(final, plan, stand, found.placed),
        quality=counted,
        status="bound" if counted.n_gaps else "proved",
        seconds=time.monotonic() - began,
        seed=seed,
        ended_by="proof" if found.proved else "time",
    )
    what = difference(plan, mended, problem, final)
    return Replanned(final, mended, what, told(what, problem, final, after.absent))


def _with_waiting(problem: Problem, waiting: Sequence[Meeting]) -> Problem:
    """Take in those of the waiting list whose firms take part and have no meeting yet."""
    pairs = {frozenset(one.firms) for one in problem.meetings}
    for one in waiting:
        known = set(one.firms) <= problem.participant.keys()
        if known and frozenset(one.firms) not in pairs and one.meeting_id not in problem.meeting:
            pairs.add(frozenset(one.firms))
            problem = add_meeting(problem, one)
    return problem


def _as_it_is(problem: Problem, waiting: Sequence[Meeting], placed: Sequence[Placed]) -> Problem:
    """Leave out who still waits; nobody is moved for even idle gaps, so their limit gives way."""
    unused = {one.meeting_id for one in waiting} - {one.meeting_id for one in placed}
    left = tuple(one for one in problem.meetings if one.meeting_id not in unused)
    problem = replace(problem, meetings=left)
    if problem.most_difference is None:
        return problem
    gaps = n_gaps_of(problem, placed).values()
    difference_now = max(gaps, default=0) - min(gaps, default=0)
    return replace(problem, most_difference=max(problem.most_difference, difference_now))


def _search(now: Situation, until: float, seed: int) -> Arranged:
    """Widen what may be moved as long as that may help and time is left."""
    stands = tuple(now.own[one] for one in (*now.settled, *now.held))
    best = Arranged(stands, now.lost, 0, proved=False)
    movable: frozenset[str] = frozenset()
    while True:
        found = rearrange(now, movable, until - time.monotonic(), seed)
        best = min(best, found or best, key=lambda one: one.rank) if movable else found or best
        wanting = [one for one in best.without if not _hopeless(now, one)]
        wider = _wider(now, movable, wanting, best.cost)
        left = until - time.monotonic() - _n_choices(now, wider) / CHOICES_PER_SECOND
        if wider == movable or left <= 0:
            return best._replace(proved=found is not None and found.proved and wider == movable)
        movable = wider


def _n_choices(now: Situation, movable: frozenset[str]) -> int:
    return sum(len(now.slots[one]) for one in (*movable, *now.lost, *now.waiting))


def _wider(
    now: Situation, movable: frozenset[str], wanting: Sequence[str], cost: int
) -> frozenset[str]:
    """Add the meetings of all firms that those wanting or movable meet; then all of them.

    One table changed is the least any meeting can be placed with once the open places are used up.
    """
    if not wanting:
        return frozenset(now.held) if cost > 1 else movable
    firms = {firm for one in (*wanting, *movable) for firm in now.problem.meeting[one].firms}
    wider = frozenset(one for one in now.held if firms & set(now.problem.meeting[one].firms))
    return wider if wider > movable else frozenset(now.held)


def _hopeless(now: Situation, meeting_id: str) -> bool:
    """Say whether counting shows that a firm is full: another meeting would have to go for it."""
    for firm_id in now.problem.meeting[meeting_id].firms:
        of_firm = {one.meeting_id for one in now.problem.of_firm[firm_id]}
        domains = {one: [now.own[one].slot_id] for one in now.settled if one in of_firm}
        domains |= {one: now.slots[one] for one in now.held if one in of_firm}
        capacity = dict.fromkeys(now.problem.slot, now.problem.participant[firm_id].at_once)
        if crowded({**domains, meeting_id: now.slots[meeting_id]}, capacity):
            return True
    return False


def _left_out(
    problem: Problem, plan: Plan, now: Situation, placed: Sequence[Placed]
) -> tuple[LeftOut, ...]:
    """Name every meeting without a place, and why; those left out before keep their reason."""
    held = {one.meeting_id for one in placed}
    before = {one.meeting_id: one for one in plan.left_out}
    return tuple(
        before.get(one.meeting_id) or _reason(problem, one, now.slots.get(one.meeting_id, []))
        for one in sorted(problem.meetings, key=lambda one: one.meeting_id)
        if one.meeting_id not in held
    )


def _reason(problem: Problem, meeting: Meeting, slots: Sequence[str]) -> LeftOut:
    values: dict[str, object] = {
        "supplier": problem.participant[meeting.supplier_id].name,
        "buyer": problem.participant[meeting.buyer_id].name,
    }
    if slots:
        message = mark("every slot of {supplier} and {buyer} that is left is taken")
    else:
        message = mark("no slot is left in which {supplier} and {buyer} can meet")
    return LeftOut(meeting.meeting_id, message, values)
