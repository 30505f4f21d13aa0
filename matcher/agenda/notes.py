"""Notes: what each participant is asked to bring."""

from features.language import Translate, mark, translator
from matcher.dataset import Dataset
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem

_ALWAYS = {
    "supplier": (
        mark("Samples or photos of what you make, your company profile, copies of certificates"),
        mark("What you can make in a month, for each product"),
    ),
    "buyer": (mark("Drawing, material, volume and target date of each need"),),
}


def usual_notes(
    problem: Problem, plan: Plan, dataset: Dataset, language: str = "id"
) -> dict[str, tuple[str, ...]]:
    """Tell each participant what to bring; an IKM also what the buyers that it meets ask for."""
    say = translator(language)
    placed = {one.meeting_id for one in plan.placed}
    found = {
        one.firm_id: [say(message) for message in _ALWAYS[one.side]] for one in problem.participants
    }
    for meeting in problem.meetings:
        if meeting.meeting_id in placed and meeting.need_id in dataset.asked.index:
            buyer = problem.participant[meeting.buyer_id].name
            asked = dataset.asked.at[meeting.need_id, "certificates"]
            found[meeting.supplier_id] += _certificates(asked, buyer, say)
    return {firm_id: tuple(dict.fromkeys(notes)) for firm_id, notes in found.items()}


def _certificates(asked: object, buyer: str, say: Translate) -> list[str]:
    if not isinstance(asked, str):
        return []
    return [
        say("{buyer} asks for: {certificates}", buyer=buyer, certificates=asked.replace(";", ", "))
    ]
