"""Invitation: whom to invite and why each, as it is told to the planner."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matcher.planner.candidates import Array
from matcher.planner.coverage import Coverage
from matcher.planner.guests import Seating
from matcher.planner.shortfalls import TOO_FEW, Unmet


class Guest(NamedTuple):
    """A firm of the registry that could be invited."""

    firm_id: str
    province: str = ""
    first_timer: bool = False


class Invited(NamedTuple):
    """A firm to invite and why.

    `worth` is what would be lost without it; `serves` are the needs whose best candidates it is
    among, `alone_for` those that nobody else invited serves; `quotas` those that would not be kept
    without it.
    """

    firm_id: str
    worth: float
    serves: tuple[str, ...]
    alone_for: tuple[str, ...]
    quotas: tuple[str, ...]


class Reserve(NamedTuple):
    """A firm to ask when an invited one stays away.

    `worth` is what it then adds, averaged over who it is that stays away; `serves` the needs where
    it would be among the best candidates, `alone_for` those that no invited firm serves. With
    `only_within` it can stand in for members of these quotas only, which are full.
    """

    firm_id: str
    worth: float
    serves: tuple[str, ...]
    alone_for: tuple[str, ...]
    only_within: tuple[str, ...]


@dataclass(frozen=True)
class Invitation:
    """Whom to invite, dearest to lose first, and whom to ask next.

    `value` is the worth of the set and `bound` the most any set could have: it is `proved` where
    the two are one. `unserved` are needs that no firm of the registry fits, `uncovered` those that
    some would fit and none invited does; `without_buyer` the firms that fit no need.
    """

    invited: tuple[Invited, ...]
    reserves: tuple[Reserve, ...]
    unmet: tuple[Unmet, ...]
    unserved: tuple[str, ...]
    uncovered: tuple[str, ...]
    without_buyer: tuple[str, ...]
    value: float
    bound: float

    @property
    def proved(self) -> bool:
        """Tell whether no other set is worth more."""
        return self.bound <= self.value * (1 + 1e-9) + 1e-6


class Telling:
    """What a set of firms means in names: firms, needs and quotas."""

    def __init__(
        self,
        coverage: Coverage,
        seating: Seating,
        invited: Array,
        names: tuple[list[str], list[str], list[str]],
    ) -> None:
        self._coverage, self._seating, self._in = coverage, seating, invited
        self._firms, self._needs, self._quotas = names
        self._n_serving = np.bincount(
            coverage.need[invited[coverage.firm]], minlength=coverage.n_needs
        )

    def invited(self, least: Array) -> tuple[Invited, ...]:
        """Tell whom to invite, dearest to lose first, equal ones by id."""
        losses = self._coverage.losses(self._in)
        ranks = self._coverage.ranks(self._in)
        among = (ranks >= 0) & (ranks < self._coverage.n_each)
        tight = (self._seating.member @ self._in <= least) & (least > 0)
        return tuple(
            Invited(
                self._firms[at],
                float(losses[at]),
                self._needs_of(at, among),
                self._needs_of(at, self._n_serving[self._coverage.need] == 1),
                self._quotas_of(at, tight),
            )
            for at in _ranked(self._in, losses)
        )

    def reserves(self, n: int) -> tuple[Reserve, ...]:
        """Tell the first `n` to ask when somebody stays away."""
        coverage, seating = self._coverage, self._seating
        worth = coverage.stand_ins(self._in)
        last = coverage.best(self._in)[coverage.need, coverage.n_each - 1]
        full = seating.member @ self._in >= seating.most
        waiting = ~self._in & seating.may_come & (worth > 0)
        return tuple(
            Reserve(
                self._firms[at],
                float(worth[at]),
                self._needs_of(at, coverage.score > last),
                self._needs_of(at, self._n_serving[coverage.need] == 0),
                self._quotas_of(at, full),
            )
            for at in _ranked(waiting, worth)[:n]
        )

    def unmet(self) -> tuple[Unmet, ...]:
        """Tell the quotas from below that are not kept."""
        got = (self._seating.member @ self._in).tolist()
        wanted = zip(self._quotas, self._seating.least.tolist(), got, strict=True)
        return tuple(
            Unmet("quota", (name,), least, held, TOO_FEW, {})
            for name, least, held in wanted
            if held < least
        )

    def _needs_of(self, firm: int, marked: Array) -> tuple[str, ...]:
        rows = slice(*self._coverage.starts[firm : firm + 2].tolist())
        return tuple(self._needs[at] for at in np.sort(self._coverage.need[rows][marked[rows]]))

    def _quotas_of(self, firm: int, marked: Array) -> tuple[str, ...]:
        return tuple(
            self._quotas[at] for at in np.flatnonzero(marked & (self._seating.member[:, firm] > 0))
        )


def _ranked(among: Array, worth: Array) -> list[int]:
    found = np.flatnonzero(among)
    return list(found[np.argsort(-np.round(worth[found], 9), kind="stable")].tolist())
