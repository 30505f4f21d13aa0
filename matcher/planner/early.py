"""Early: who is free of everybody else begins as early as the rules let them.

The search counts idle gaps, not the time of day, so a small event may end up in the last slots of
an empty day.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matcher.planner.checking import check
from matcher.planner.instance import slots_in_order
from matcher.planner.measuring import quality
from matcher.planner.plan import Placed, Quality
from matcher.planner.problem import Problem

Seat = Callable[[Mapping[str, str]], tuple[Placed, ...]]


def begin_early(problem: Problem, placed: tuple[Placed, ...], seat: Seat) -> tuple[Placed, ...]:
    """Move whole circles of firms that meet each other to earlier slots, as far as nothing suffers.

    A circle keeps its order and its pauses. It moves only where every rule is kept, the quality is
    at least as good and nobody comes on more days. `seat` gives a table to every meeting that has
    a slot; the result is in its order.
    """
    if check(problem, placed):
        return placed
    order = slots_in_order(problem)
    number = {slot_id: i for i, slot_id in enumerate(order)}
    worth = _worth(problem, placed)
    for circle in _circles(problem, placed):
        now = {one.meeting_id: one.slot_id for one in placed}
        first = min(number[now[m]] for m in circle)
        for by in range(first, 0, -1):
            moved = now | {m: order[number[now[m]] - by] for m in circle}
            tried = seat(moved)
            found = _worth(problem, tried)
            if found <= worth and not check(problem, tried):
                placed, worth = tried, found
                break
    return placed


def _worth(problem: Problem, placed: tuple[Placed, ...]) -> tuple[Quality, int]:
    """Give the quality and, behind it, on how many days firms come; least is best."""
    days = {
        (firm_id, problem.slot[one.slot_id].starts.date())
        for one in placed
        for firm_id in problem.meeting[one.meeting_id].firms
    }
    return quality(problem, placed), len(days)


def _circles(problem: Problem, placed: tuple[Placed, ...]) -> Iterator[list[str]]:
    """Give the meetings of firms that are linked by meetings, the earliest circle first."""
    number = {one.firm_id: i for i, one in enumerate(problem.participants)}
    ends = [[number[f] for f in problem.meeting[one.meeting_id].firms] for one in placed]
    if not ends:
        return
    left, right = np.array(ends).T
    links = coo_array((np.ones(len(ends)), (left, right)), shape=(len(number), len(number)))
    circle_of = connected_components(links, directed=False)[1][left]
    for circle in dict.fromkeys(circle_of.tolist()):
        yield [placed[i].meeting_id for i in np.flatnonzero(circle_of == circle)]
