"""Wanted: what the organisers want of the meetings of an event."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from matcher.planner.event_problem import Lock
from matcher.planner.groups import GroupQuota
from matcher.planner.limits import Named, Quota


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
    to_ask
        Whether pairs are met too of which too little is known, or whose score is low, while no
        must-have is known to fail.
    only_confirmed
        Whether only firms come that confirmed or are there; else all that did not cancel.
    groups, quotas
        Meetings that a sentra or the first-timers should have together; or firms by their ids.
    declined
        What a side said no to, by IKM, buyer and need; it holds unless the two must meet.
    """

    supplier_floor: int = 1
    buyer_floor: int = 1
    need_cap: int | None = None
    evenness: float = 0.5
    partners_meet: bool = False
    to_ask: bool = False
    only_confirmed: bool = False
    groups: tuple[GroupQuota, ...] = ()
    quotas: tuple[Quota, ...] = ()
    must: frozenset[Named] = frozenset()
    never: frozenset[Named] = frozenset()
    locks: tuple[Lock, ...] = ()
    declined: frozenset[tuple[str, str, str]] = frozenset()


_WANTED = TypeAdapter(Wanted)


def wanted_as_json(wanted: Wanted) -> dict[str, Any]:
    """Write what is wanted as plain values, for a job."""
    found: dict[str, Any] = _WANTED.dump_python(wanted, mode="json")
    return found


def read_wanted(plain: dict[str, Any]) -> Wanted:
    """Read what `wanted_as_json` wrote."""
    return _WANTED.validate_python(plain)
