"""Walking in: firms that nobody expected and meetings added by hand, from what a desk knows."""

from collections.abc import Iterable, Sequence
from itertools import count

from features.language import mark
from matcher.errors import DataError, NotFoundError
from matcher.planner.changes import MeetingAdded, WalkIn
from matcher.planner.event_problem import meeting_id
from matcher.planner.problem import Meeting, Participant, Problem, Side

NEWCOMER = "BARU-"


def walk_in(problem: Problem, name: str, partners: Sequence[str]) -> WalkIn:
    """Let a firm of this name come, with the meetings it is to have; its side is the other one.

    Raises
    ------
    NotFoundError
        When a partner takes no part.
    DataError
        When there is no partner, or some buy and some supply.
    """
    sides = {_known(problem, one).side for one in partners}
    if len(sides) != 1:
        raise DataError(
            mark("'{name}' is to meet buyers only, or IKM only; correct whom it meets"), name=name
        )
    firm_id = next(one for i in count(1) if (one := f"{NEWCOMER}{i}") not in problem.participant)
    side: Side = "buyer" if sides == {"supplier"} else "supplier"
    pairs = [(firm_id, one) if side == "supplier" else (one, firm_id) for one in partners]
    meetings = tuple(_meeting(problem, pair) for pair in dict.fromkeys(pairs))
    return WalkIn(Participant(firm_id, name, side), meetings)


def added_by_hand(
    problem: Problem, firms: tuple[str, str], waiting: Iterable[Meeting] = ()
) -> MeetingAdded:
    """Add a meeting of two participants, named in any order; as the waiting list has it, if it has.

    Raises
    ------
    NotFoundError
        When one of them takes no part.
    DataError
        When both buy or both supply.
    """
    by_side = {_known(problem, one).side: one for one in firms}
    if len(by_side) != 2:
        raise DataError(
            mark("'{one}' and '{other}' are on the same side; name an IKM and a buyer"),
            one=firms[0],
            other=firms[1],
        )
    pair = (by_side["supplier"], by_side["buyer"])
    return MeetingAdded(
        next((one for one in waiting if one.firms == pair), None) or _meeting(problem, pair)
    )


def _known(problem: Problem, firm_id: str) -> Participant:
    if firm_id not in problem.participant:
        raise NotFoundError(mark("no participant has the id '{id}'; correct the id"), id=firm_id)
    return problem.participant[firm_id]


def _meeting(problem: Problem, pair: tuple[str, str]) -> Meeting:
    """Ask for what all meetings of a firm ask for: its equipment, its interpreter, its minutes."""
    own = [some for one in pair if (some := problem.of_firm.get(one))]
    return Meeting(
        meeting_id(*pair),
        *pair,
        equipment=frozenset().union(
            *(frozenset.intersection(*(m.equipment for m in some)) for some in own)
        ),
        resources=frozenset().union(
            *(frozenset.intersection(*(m.resources for m in some)) for some in own)
        ),
        minutes=max((min(m.minutes for m in some) for some in own), default=0),
    )
