"""Reasons: why a meeting that was left out found no place, in one line."""

from features.language import mark
from matcher.planner.instance import Instance, suitable_tables
from matcher.planner.plan import LeftOut
from matcher.planner.problem import Problem

NO_COMMON_SLOT = mark("{supplier} and {buyer} have no slot in common that suits their meeting")
NO_TABLE = mark("no table has what {supplier} and {buyer} need")
FIRM_IS_FULL = mark("{firm} has {n} meetings and room for {n_free}")
NO_ROOM = mark("no free slot is left that suits both {supplier} and {buyer}")


def reason(problem: Problem, inst: Instance, meeting: int) -> LeftOut:
    """Say why a meeting, by its number, has no place."""
    one = problem.meetings[meeting]
    both: dict[str, object] = {
        "supplier": problem.participant[one.supplier_id].name,
        "buyer": problem.participant[one.buyer_id].name,
    }
    if not suitable_tables(problem, one):
        return LeftOut(one.meeting_id, NO_TABLE, both)
    if not inst.domain[meeting].any():
        return LeftOut(one.meeting_id, NO_COMMON_SLOT, both)
    for participant in inst.sides[meeting].tolist():
        wanted = inst.meetings_of[participant]
        n_free = int(inst.at_once[participant] * inst.domain[wanted].any(axis=0).sum())
        if len(wanted) > n_free:
            name = problem.participants[participant].name
            values: dict[str, object] = {"firm": name, "n": len(wanted), "n_free": n_free}
            return LeftOut(one.meeting_id, FIRM_IS_FULL, values)
    return LeftOut(one.meeting_id, NO_ROOM, both)
