"""Moving: a plan changed by hand, one meeting at a time; the checker says what that breaks."""

from collections.abc import Sequence
from dataclasses import replace

from features.language import mark
from matcher.planner.checking import Broken, check, quality
from matcher.planner.plan import LeftOut, Placed, Plan, Status
from matcher.planner.problem import Meeting, Problem

BY_HAND = "by hand"
_MOVED_OUT = mark("left without a place by hand")


def move(problem: Problem, plan: Plan, meeting_id: str, slot_id: str) -> Plan:
    """Put a meeting into another slot, at its own table if that is free, else at the first free.

    The plan may break rules: `check` names them.
    """
    others = tuple(one for one in plan.placed if one.meeting_id != meeting_id)
    own = next((one.table_id for one in plan.placed if one.meeting_id == meeting_id), "")
    table_id = _table(problem, others, problem.meeting[meeting_id], slot_id, own)
    left = tuple(one for one in plan.left_out if one.meeting_id != meeting_id)
    return _by_hand(problem, plan, (*others, Placed(meeting_id, slot_id, table_id)), left)


def take_out(
    problem: Problem, plan: Plan, meeting_id: str, message: str, values: dict[str, object]
) -> tuple[Problem, Plan]:
    """Leave a meeting out, for a reason; it has no slot from then on, so that none fills it in."""
    kept = tuple(one for one in plan.placed if one.meeting_id != meeting_id)
    left = tuple(one for one in plan.left_out if one.meeting_id != meeting_id)
    out = replace(problem.meeting[meeting_id], locked=None, table=None, slots=frozenset())
    changed = _with(problem, out)
    return changed, _by_hand(changed, plan, kept, (*left, LeftOut(meeting_id, message, values)))


def take_back(problem: Problem, meeting_id: str) -> Problem:
    """Let a meeting that was taken out have a place again."""
    return _with(problem, replace(problem.meeting[meeting_id], slots=None))


def lock(problem: Problem, plan: Plan, meeting_id: str, locked: bool = True) -> Problem:
    """Settle a meeting where it is, or let it be moved again."""
    at = next((one for one in plan.placed if one.meeting_id == meeting_id), None)
    own = problem.meeting[meeting_id]
    settled = locked and at is not None
    slot_id, table_id = (at.slot_id, at.table_id) if at and settled else (None, None)
    return _with(problem, replace(own, locked=slot_id, table=table_id))


def _with(problem: Problem, changed: Meeting) -> Problem:
    """Give the event with a meeting in place of the one with its id."""
    some = (changed if m.meeting_id == changed.meeting_id else m for m in problem.meetings)
    return replace(problem, meetings=tuple(some))


def clashes(problem: Problem, plan: Plan, meeting_id: str) -> dict[str, list[Broken]]:
    """Say for every slot which rules break that the plan keeps now, if a meeting goes there."""
    before = {str(one) for one in check(problem, plan.placed)}
    return {
        slot.slot_id: [
            one
            for one in check(problem, move(problem, plan, meeting_id, slot.slot_id).placed)
            if str(one) not in before
        ]
        for slot in problem.slots
    }


def by_hand(problem: Problem, plan: Plan, placed: Sequence[Placed]) -> Plan:
    """Give the plan that has these places; what has none any more was left out by hand."""
    held = {one.meeting_id for one in placed}
    before = {one.meeting_id: one for one in plan.left_out}
    left = [
        before.get(one.meeting_id) or LeftOut(one.meeting_id, _MOVED_OUT, {})
        for one in problem.meetings
        if one.meeting_id not in held
    ]
    return _by_hand(problem, plan, placed, left)


def _by_hand(
    problem: Problem, plan: Plan, placed: Sequence[Placed], left: Sequence[LeftOut]
) -> Plan:
    order = {slot.slot_id: i for i, slot in enumerate(problem.slots)}
    found = tuple(sorted(placed, key=lambda one: (order[one.slot_id], one.meeting_id)))
    counted = quality(problem, found)
    least = not counted.n_gaps or (plan.status == "proved" and counted == plan.quality)
    status: Status = "proved" if least else "bound"
    return replace(
        plan,
        placed=found,
        left_out=tuple(left),
        quality=counted,
        status=status,
        ended_by=BY_HAND,
    )


def _table(
    problem: Problem, others: Sequence[Placed], meeting: Meeting, slot_id: str, own: str
) -> str:
    """Give the table of the buyer's group in that slot, else the own one, else the first free."""
    buyer = problem.participant[meeting.buyer_id]
    here = [one for one in others if one.slot_id == slot_id]
    group = [
        one.table_id for one in here if problem.meeting[one.meeting_id].buyer_id == buyer.firm_id
    ]
    shared = [table for table in group if group.count(table) < buyer.group_size]
    if shared:
        return shared[0]
    taken = {one.table_id for one in here}
    fitting = [
        table.table_id
        for table in problem.tables
        if meeting.equipment <= table.equipment and table.table_id not in taken
    ]
    if own in fitting or not fitting:
        return own or problem.tables[0].table_id
    return fitting[0]
