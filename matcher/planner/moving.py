"""Moving: a plan changed by hand, one meeting at a time; the checker says what that breaks."""

from collections.abc import Sequence
from dataclasses import replace

from matcher.planner.checking import Broken, check, quality
from matcher.planner.plan import LeftOut, Placed, Plan, Status
from matcher.planner.problem import Meeting, Problem

BY_HAND = "by hand"


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
) -> Plan:
    """Leave a meeting out, for a reason."""
    kept = tuple(one for one in plan.placed if one.meeting_id != meeting_id)
    left = (*plan.left_out, LeftOut(meeting_id, message, values))
    return _by_hand(problem, plan, kept, left)


def lock(problem: Problem, plan: Plan, meeting_id: str, locked: bool = True) -> Problem:
    """Settle a meeting where it is, or let it be moved again."""
    at = next((one for one in plan.placed if one.meeting_id == meeting_id), None)
    own = problem.meeting[meeting_id]
    settled = locked and at is not None
    slot_id, table_id = (at.slot_id, at.table_id) if at and settled else (None, None)
    changed = replace(own, locked=slot_id, table=table_id)
    return replace(
        problem,
        meetings=tuple(changed if one is own else one for one in problem.meetings),
    )


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


def _by_hand(
    problem: Problem, plan: Plan, placed: Sequence[Placed], left: Sequence[LeftOut]
) -> Plan:
    order = {slot.slot_id: i for i, slot in enumerate(problem.slots)}
    found = tuple(sorted(placed, key=lambda one: (order[one.slot_id], one.meeting_id)))
    counted = quality(problem, found)
    status: Status = "proved" if plan.status == "proved" and counted == plan.quality else "bound"
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
