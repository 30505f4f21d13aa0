"""Refuting: which wishes cannot be kept together, by SAT and without CP-SAT.

Cores of CP-SAT's assumptions are unreliable with presolve; those of a SAT solver are not.
"""

from collections.abc import Iterable
from math import prod
from threading import Timer
from typing import NamedTuple, Self

from pysat.solvers import Glucose4

from matcher.planner.problem import Problem
from matcher.planner.wish_clauses import WishClauses
from matcher.planner.wishes import Wish

MOST_COUNTED = 3_000_000  # meetings x tables x slots that a sequential counter still bears


class Refutation(NamedTuple):
    """`clashes` is None when time ran out; `core` are wishes that clash by themselves."""

    clashes: bool | None
    core: tuple[Wish, ...] = ()


class Refuter:
    """A SAT solver that learns an event when first asked, and answers for choices of wishes."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._literals: dict[Wish, int] = {}
        self._solver = Glucose4()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()

    @property
    def is_able(self) -> bool:
        """Say whether the event is small enough to be written down in clauses."""
        some = (self._problem.meetings, self._problem.tables, self._problem.slots)
        return prod(len(one) for one in some) <= MOST_COUNTED

    def ask(self, wishes: Iterable[Wish], seconds: float = 10.0) -> Refutation:
        """Say whether these wishes clash; a meeting that nobody asks for may still be held."""
        if seconds <= 0 or not self.is_able:
            return Refutation(None)
        if not self._literals:
            clauses = WishClauses(self._problem)
            self._literals = clauses.asked
            self._solver.append_formula(clauses.all)
        asked = {self._literals[wish]: wish for wish in wishes}
        timer = Timer(seconds, self._solver.interrupt)
        timer.start()
        possible = self._solver.solve_limited(assumptions=list(asked), expect_interrupt=True)
        timer.cancel()
        self._solver.clear_interrupt()
        if possible is None:
            return Refutation(None)
        core = [] if possible else self._solver.get_core() or []
        return Refutation(not possible, tuple(asked[literal] for literal in core))
