"""Proof: how few gaps are possible, by MaxSAT (core-guided, so that the bound rises on the way)."""

from collections.abc import Callable
from typing import Any

import numpy as np
from pysat.examples.rc2 import RC2

from matcher.planner.bound import bound_alone
from matcher.planner.clauses import Clauses, can_write, clauses
from matcher.planner.instance import Array, Instance
from matcher.planner.together import bound_together, is_two_sided

SOLVER = "cd15"
MOST_LITERALS = 12_000  # beyond that the bound does not rise within minutes


class _Rising(RC2):
    """RC2 that tells every rise of its lower bound."""

    def __init__(self, formula: Any, tell: Callable[[int], None]) -> None:
        self._tell = tell
        super().__init__(formula, solver=SOLVER)

    def process_core(self) -> None:
        """Take a core in, and tell the bound."""
        super().process_core()
        self._tell(self.cost)


def prove(inst: Instance, report: Callable[..., None], *, worst_first: bool) -> bool:
    """Report rising lower bounds, and the best timetable if it is found.

    Parameters
    ----------
    inst
        The event.
    report
        Called with "bound" (worst, gaps, within), "better" (slot) or "impossible".
    worst_first
        Whether the worst participant counts before the sum of all.

    Returns
    -------
    Whether it was brought to an end: an event may be too large for a proof.
    """
    worst, gaps, _ = bound_alone(inst)
    report("bound", worst=worst, gaps=gaps)
    is_small = int(inst.domain.sum()) <= MOST_LITERALS
    for with_meetings in (False, True) if is_two_sided(inst) else ():
        if is_small or not with_meetings:
            gaps = max(gaps, bound_together(inst, with_meetings=with_meetings))
            report("bound", worst=max(worst, min(gaps, 1)), gaps=gaps)
    if not is_small or not can_write(inst):
        return False
    most = _most_gaps(inst)
    within = min(most, max(1, worst))
    while True:
        cost = _prove_within(inst, report, within)
        if cost is None and within >= most:
            report("impossible")
            return True
        if cost is None:
            within += 1
            report("bound", worst=within, gaps=within)
        elif worst_first or cost <= within + 1 or within >= most:
            return True
        else:
            within = min(most, cost - 1)


def _most_gaps(inst: Instance) -> int:
    """Bound anybody's gaps by the limit on the difference: who has one meeting has no gap."""
    has_none = any(len(meetings) == 1 for meetings in inst.meetings_of)
    limited = has_none and inst.most_difference is not None
    return int(inst.most_difference or 0) if limited else inst.n_slots


def _prove_within(inst: Instance, report: Callable[..., None], within: int) -> int | None:
    """Find the fewest gaps if nobody may have more than `within`; None if nothing is possible.

    Whoever has more than `within` has more gaps alone, so that a bound up to there holds for all.
    """
    is_all = within == _most_gaps(inst)

    def tell(cost: int) -> None:
        report("bound", worst=min(cost, 1), gaps=cost if is_all else min(cost, within + 1))
        if not is_all:
            report("bound", gaps=cost, within=within)

    made = clauses(inst, within)
    with _Rising(made.wcnf, tell) as solver:
        model = solver.compute()
        if model is None:
            return None
        report("better", slot=_timetable(inst, made, model))
        tell(solver.cost)
        return int(solver.cost)


def _timetable(inst: Instance, made: Clauses, model: list[int]) -> Array:
    slot = np.full(inst.n_meetings, -1, np.int64)
    true = {one for one in model if one > 0}
    for (meeting, s), literal in made.at.items():
        if literal in true:
            slot[meeting] = s
    return slot
