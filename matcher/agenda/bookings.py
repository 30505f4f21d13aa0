"""Bookings: the meetings of a plan with everything that its papers say of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from matcher.agenda.about import About
from matcher.planner.plan import Plan
from matcher.planner.problem import Meeting, Participant, Problem, Slot


class Booking(NamedTuple):
    """A meeting with its slot, its table and both sides."""

    slot: Slot
    table_id: str
    meeting: Meeting
    supplier: Participant
    buyer: Participant
    need: str

    def partner_of(self, firm_id: str) -> Participant:
        """Give whom a firm meets in it."""
        return self.buyer if firm_id == self.supplier.firm_id else self.supplier


def bookings(problem: Problem, plan: Plan, about: About) -> list[Booking]:
    """Give what was placed by time, then table, then supplier."""
    found = []
    for one in plan.placed:
        meeting = problem.meeting[one.meeting_id]
        supplier, buyer = (problem.participant[firm_id] for firm_id in meeting.firms)
        slot = problem.slot[one.slot_id]
        need = about.need(meeting.need_id)
        found.append(Booking(slot, one.table_id, meeting, supplier, buyer, need))
    return sorted(found, key=lambda one: (one.slot.starts, one.table_id, one.supplier.firm_id))


def by_firm(booked: Iterable[Booking]) -> dict[str, list[Booking]]:
    """Give the bookings of each firm, in their order."""
    found: dict[str, list[Booking]] = {}
    for one in booked:
        for firm_id in one.meeting.firms:
            found.setdefault(firm_id, []).append(one)
    return found


def by_table(booked: Iterable[Booking]) -> dict[str, list[Booking]]:
    """Give the bookings at each table, tables by id."""
    found: dict[str, list[Booking]] = {}
    for one in booked:
        found.setdefault(one.table_id, []).append(one)
    return dict(sorted(found.items()))


def host(held: Sequence[Booking]) -> Participant:
    """Give the buyer that sits most at a table with these bookings."""
    counts = Counter(one.buyer for one in held)
    return min(counts, key=lambda one: (-counts[one], one.firm_id))


def at_table(held: Iterable[Booking], usual: Participant) -> tuple[str, str]:
    """Name the suppliers of one table and slot, and the buyers other than the usual one."""
    some = list(held)
    others = dict.fromkeys(one.buyer.name for one in some if one.buyer != usual)
    return ", ".join(one.supplier.name for one in some), ", ".join(others)
