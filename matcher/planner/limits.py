"""Limits: what a selection of meetings has to keep, as the planner says it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from matcher.planner.problem import Participant, Slot

Numbers = int | Mapping[str, int]
Named = tuple[str, str] | tuple[str, str, str]
Range = tuple[int, int | None]  # at least, at most


@dataclass(frozen=True)
class Quota:
    """A group of firms of one side (a sentra, the first-timers) and how many of them, or of their
    meetings, are wanted; `at_most` None for no limit.
    """

    name: str
    members: frozenset[str]
    at_least: int = 0
    at_most: int | None = None
    counts: Literal["meetings", "firms"] = "meetings"


@dataclass(frozen=True)
class Limits:
    """What holds for a selection.

    Caps and floors are numbers of meetings, one for all firms of a side or by firm; a firm that a
    mapping of floors leaves out has none, a need that `need_cap` leaves out has no cap. `must`,
    `never` and `partners` name (supplier, buyer), or (supplier, buyer, need) where only one need
    is meant. Firms that are partners already do not meet again, unless `partners_meet`: then they
    count as any other pair. What must meet does so even where it does not fit, where it failed a
    requirement, or where the two are partners.
    """

    supplier_cap: Numbers
    buyer_cap: Numbers
    supplier_floor: Numbers = 0
    buyer_floor: Numbers = 0
    need_cap: Numbers | None = None
    must: frozenset[Named] = frozenset()
    never: frozenset[Named] = frozenset()
    partners: frozenset[Named] = frozenset()
    partners_meet: bool = False
    quotas: tuple[Quota, ...] = ()


def caps_of(
    participants: Sequence[Participant], slots: Iterable[Slot], reserve: int = 0
) -> dict[str, int]:
    """Count the meetings that each participant has room for when `reserve` of its slots stay free.

    >>> from datetime import datetime
    >>> at = [datetime(2026, 5, 6, hour) for hour in (8, 9, 10)]
    >>> morning = [Slot("1", at[0], at[1]), Slot("2", at[1], at[2])]
    >>> caps_of([Participant("S-1", "Cor Jaya", "supplier", n_people=2)], morning, reserve=1)
    {'S-1': 2}
    """
    known = {slot.slot_id for slot in slots}
    usable = {
        one.firm_id: len(known if one.free is None else known & one.free) for one in participants
    }
    return {
        one.firm_id: max(usable[one.firm_id] - reserve, 0) * one.at_once for one in participants
    }
