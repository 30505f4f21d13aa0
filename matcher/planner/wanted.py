"""Wanted: what the organisers want of the meetings of an event."""

from dataclasses import dataclass

from matcher.planner.event_problem import Lock
from matcher.planner.limits import Quota

Named = tuple[str, str]


@dataclass(frozen=True)
class Wanted:
    """What the organisers want of the meetings.

    Parameters
    ----------
    supplier_floor, buyer_floor
        Meetings that every IKM and every buyer should have at least; only fitting ones count.
    need_cap
        Most IKMs that meet about one need; None for no limit.
    evenness
        From 0 to 1: how much meetings are spread over the firms of either side.
    partners_meet
        Whether firms that are partners already count like all others.
    declined
        What a side said no to, by IKM, buyer and need; it holds unless the two must meet.
    """

    supplier_floor: int = 1
    buyer_floor: int = 1
    need_cap: int | None = None
    evenness: float = 0.5
    partners_meet: bool = False
    quotas: tuple[Quota, ...] = ()
    must: frozenset[Named] = frozenset()
    never: frozenset[Named] = frozenset()
    locks: tuple[Lock, ...] = ()
    declined: frozenset[tuple[str, str, str]] = frozenset()
