"""Difference: what is other in one plan than in another, and who is told what."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from features.language import mark
from matcher.planner.plan import Placed, Plan
from matcher.planner.problem import Problem


class Moved(NamedTuple):
    """A meeting with another slot or table than before."""

    was: Placed
    now: Placed


@dataclass(frozen=True)
class Difference:
    """What changed from one plan to the next, each in the order of meeting ids.

    `retimed` are meetings that keep slot and table while the slot itself has another time.
    """

    moved: tuple[Moved, ...] = ()
    cancelled: tuple[Placed, ...] = ()
    added: tuple[Placed, ...] = ()
    retimed: tuple[Placed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moved or self.cancelled or self.added or self.retimed)


class Told(NamedTuple):
    """A line for one participant: `message` is an entry of the catalogue that `values` fill."""

    message: str
    values: dict[str, object]

    def __str__(self) -> str:
        return self.message.format(**self.values)


def difference(
    before: Plan, after: Plan, was: Problem | None = None, now: Problem | None = None
) -> Difference:
    """Compare two plans by their meetings; with both events also the times of their slots."""
    old = {one.meeting_id: one for one in before.placed}
    new = {one.meeting_id: one for one in after.placed}
    both = [(old[one], new[one]) for one in sorted(old.keys() & new.keys())]
    return Difference(
        moved=tuple(Moved(a, b) for a, b in both if a != b),
        cancelled=tuple(old[one] for one in sorted(old.keys() - new.keys())),
        added=tuple(new[one] for one in sorted(new.keys() - old.keys())),
        retimed=tuple(b for a, b in both if a == b and _other_time(b.slot_id, was, now)),
    )


def _other_time(slot_id: str, was: Problem | None, now: Problem | None) -> bool:
    if was is None or now is None:
        return False
    a, b = was.slot[slot_id], now.slot[slot_id]
    return (a.starts, a.ends) != (b.starts, b.ends)


def told(
    what: Difference, was: Problem, now: Problem, absent: Collection[str] = ()
) -> dict[str, tuple[Told, ...]]:
    """Give for each participant what it is told, in order of time; nothing to those absent.

    `was` and `now` are the events of both plans.
    """
    lines: dict[str, list[tuple[object, str, Told]]] = defaultdict(list)
    for firm_id, place, line in _lines(what, was, now):
        if firm_id not in absent:
            slot = now.slot.get(place.slot_id) or was.slot[place.slot_id]
            lines[firm_id].append((slot.starts, place.meeting_id, line))
    return {
        firm_id: tuple(line for *_, line in sorted(some, key=lambda one: one[:2]))
        for firm_id, some in sorted(lines.items())
    }


def _lines(what: Difference, was: Problem, now: Problem) -> Iterator[tuple[str, Placed, Told]]:
    instead = _instead(what, was, now)
    for one in what.cancelled:
        message = mark("{at:%d/%m %H:%M}, table {table}: the meeting with {partner} is cancelled")
        for firm_id, place, line in _to_both(message, was, one, {}):
            if (firm_id, one.slot_id) not in instead:
                yield firm_id, place, line
    for one in what.added:
        message = mark("{at:%d/%m %H:%M}, table {table}: a new meeting with {partner}")
        for firm_id, place, line in _to_both(message, now, one, {}):
            if (gone := instead.get((firm_id, one.slot_id))) is None:
                yield firm_id, place, line
            else:
                swapped = mark("{at:%d/%m %H:%M}, table {table}: {partner} instead of {gone}")
                yield firm_id, place, Told(swapped, line.values | {"gone": gone})
    for old, new in what.moved:
        message = mark(
            "{at:%d/%m %H:%M}, table {table}: the meeting with {partner} of "
            "{before:%d/%m %H:%M}, table {left}, is held here"
        )
        before = was.slot[old.slot_id].starts
        yield from _to_both(message, now, new, {"before": before, "left": old.table_id})
    for one in what.retimed:
        message = mark(
            "{at:%d/%m %H:%M}, table {table}: the meeting with {partner} begins at this time "
            "instead of {before:%H:%M}"
        )
        yield from _to_both(message, now, one, {"before": was.slot[one.slot_id].starts})


def _instead(what: Difference, was: Problem, now: Problem) -> dict[tuple[str, str], str]:
    """Name whose meeting fell out where a firm has a new one in the same slot: one for one."""
    gone, came = _partners(what.cancelled, was), _partners(what.added, now)
    return {
        key: was.participant[some[0]].name
        for key, some in gone.items()
        if len(some) == 1 and len(came.get(key, ())) == 1
    }


def _partners(places: Iterable[Placed], problem: Problem) -> dict[tuple[str, str], list[str]]:
    """Give by firm and slot whom it meets there."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in places:
        firms = problem.meeting[one.meeting_id].firms
        for firm_id, partner_id in (firms, firms[::-1]):
            found[firm_id, one.slot_id].append(partner_id)
    return found


def _to_both(
    message: str, problem: Problem, place: Placed, more: dict[str, object]
) -> Iterator[tuple[str, Placed, Told]]:
    meeting = problem.meeting[place.meeting_id]
    at = problem.slot[place.slot_id].starts
    for firm_id, partner_id in (meeting.firms, meeting.firms[::-1]):
        values = {"at": at, "table": place.table_id, **more}
        values["partner"] = problem.participant[partner_id].name
        yield firm_id, place, Told(message, values)
