"""Notes: what each participant is asked to bring."""

from features.language import mark
from matcher.dataset import Dataset
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem
from matcher.planner.said import Said

_ALWAYS = {
    "supplier": (
        mark("Samples or photos of what you make, your company profile, copies of certificates"),
        mark("What you can make in a month, for each product"),
    ),
    "buyer": (mark("Drawing, material, volume and target date of each need"),),
}
_ASKS = mark("{buyer} asks for: {certificates}")


def usual_notes(problem: Problem, plan: Plan, dataset: Dataset) -> dict[str, tuple[Said, ...]]:
    """Tell each participant what to bring; an IKM also what the buyers that it meets ask for."""
    placed = {one.meeting_id for one in plan.placed}
    found = {
        one.firm_id: [Said(message, {}) for message in _ALWAYS[one.side]]
        for one in problem.participants
    }
    for meeting in problem.meetings:
        if meeting.meeting_id in placed and meeting.need_id in dataset.asked.index:
            buyer = problem.participant[meeting.buyer_id].name
            asked = dataset.asked.at[meeting.need_id, "certificates"]
            if isinstance(asked, str):
                values: dict[str, object] = {
                    "buyer": buyer,
                    "certificates": asked.replace(";", ", "),
                }
                found[meeting.supplier_id].append(Said(_ASKS, values))
    return {firm_id: _once(notes) for firm_id, notes in found.items()}


def _once(notes: list[Said]) -> tuple[Said, ...]:
    return tuple(one for at, one in enumerate(notes) if one not in notes[:at])
