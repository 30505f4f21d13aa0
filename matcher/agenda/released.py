"""Released: the plan that all go by at each event, and who meets whom in it."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from matcher.agenda.about import About
from matcher.agenda.bookings import Booking, bookings
from matcher.agenda.document import read_document
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem
from matcher.store import Store
from matcher.store.plans import PlanVersion, plan_document, plan_versions


class Released(NamedTuple):
    """One released version of a plan with what its papers say."""

    version: PlanVersion
    problem: Problem
    plan: Plan
    about: About

    def booked(self, firm_id: str) -> list[Booking]:
        """Give the meetings of a firm by time."""
        found = bookings(self.problem, self.plan, self.about)
        return [one for one in found if firm_id in one.meeting.firms]


def released_plans(store: Store) -> list[Released]:
    """Give the plan released last for each event, the latest first."""
    last: dict[str | None, PlanVersion] = {}
    for version in plan_versions(store):
        at, there = version.released_at, last.get(version.event_id)
        if at and (there is None or there.released_at is None or at > there.released_at):
            last[version.event_id] = version
    ordered = sorted(last.values(), key=lambda one: (one.released_at, one.plan_id), reverse=True)
    return [_read(_Key(store, one)) for one in ordered]


def meets(store: Store, firm_id: str, other_id: str) -> bool:
    """Tell whether two firms meet in a plan that is released."""
    return other_id in partners(store, firm_id)


def partners(store: Store, firm_id: str) -> frozenset[str]:
    """Give whom a firm meets in the plans that are released."""
    return frozenset(
        one.partner_of(firm_id).firm_id
        for plan in released_plans(store)
        for one in plan.booked(firm_id)
    )


def needs_met(store: Store, firm_id: str) -> frozenset[str]:
    """Give the needs that a firm meets about in the plans that are released."""
    return frozenset(
        one.meeting.need_id
        for plan in released_plans(store)
        for one in plan.booked(firm_id)
        if one.meeting.need_id
    )


class _Key:
    """A version of a store, told from others by what it is, so that it is read once."""

    def __init__(self, store: Store, version: PlanVersion) -> None:
        self.store, self.version = store, version
        self._is = (store.url, version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._is == other._is

    def __hash__(self) -> int:
        return hash(self._is)


@lru_cache(maxsize=8)
def _read(key: _Key) -> Released:
    plan_id = key.version.plan_id
    _, document = plan_document(key.store, plan_id)
    problem, plan, about = read_document(document["plan"].encode(), f"plan {plan_id}")
    return Released(key.version, problem, plan, replace(about, version=plan_id))
