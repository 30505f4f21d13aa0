"""Wishes: the single demands of an event, each of which can be given up by itself.

What is nobody's wish always holds: slots follow each other, and a participant has no more meetings
at once than it has people.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from features.language import mark
from matcher.planner.problem import Meeting, Problem, Resource, Table

Kind = Literal[
    "meeting",
    "lock",
    "session",
    "minutes",
    "equipment",
    "availability",
    "tables",
    "resource",
    "precedence",
    "difference",
]


class Wish(NamedTuple):
    """One demand; `ids` are the meeting, participant, resource or pair of meetings it is about."""

    kind: Kind
    ids: tuple[str, ...] = ()


def wishes_of(problem: Problem) -> list[Wish]:
    """List the demands of an event; what asks for nothing (free all day) is none."""
    return [
        *(Wish("meeting", (one.meeting_id,)) for one in problem.meetings),
        *_of_meetings(problem),
        *(
            Wish("availability", (one.firm_id,))
            for one in problem.participants
            if one.free is not None and not problem.slot.keys() <= one.free
        ),
        Wish("tables"),
        *(Wish("resource", (one.resource_id,)) for one in problem.resources),
        *(Wish("precedence", pair) for pair in problem.precedences),
        *([] if problem.most_difference is None else [Wish("difference")]),
    ]


def _of_meetings(problem: Problem) -> Iterator[Wish]:
    for one in problem.meetings:
        if one.locked is not None or one.table is not None:
            yield Wish("lock", (one.meeting_id,))
        if one.slots is not None:
            yield Wish("session", (one.meeting_id,))
        if any(slot.minutes < one.minutes for slot in problem.slots):
            yield Wish("minutes", (one.meeting_id,))
        if one.equipment:
            yield Wish("equipment", (one.meeting_id,))


class Relaxed(NamedTuple):
    """An event with fewer demands, and the meetings it still has to hold."""

    problem: Problem
    required: frozenset[str]


def keep_only(problem: Problem, wishes: Collection[Wish]) -> Relaxed:
    """Give the event with no demands but these.

    A meeting nobody asks for may still be held where the difference of idle gaps is limited, since
    it can fill a gap; otherwise it is not in the event. So giving up a wish never makes a plan
    impossible.
    """
    kept = set(wishes)
    required = frozenset(wish.ids[0] for wish in kept if wish.kind == "meeting")
    limited = Wish("difference") in kept
    meetings = tuple(
        _less(one, kept) for one in problem.meetings if limited or one.meeting_id in required
    )
    return Relaxed(_about(problem, kept, meetings), required)


def _about(problem: Problem, kept: set[Wish], meetings: tuple[Meeting, ...]) -> Problem:
    ids = {one.meeting_id for one in meetings}
    firms = {firm for one in meetings for firm in one.firms}
    return replace(
        problem,
        meetings=meetings,
        participants=tuple(
            one if Wish("availability", (one.firm_id,)) in kept else replace(one, free=None)
            for one in problem.participants
            if one.firm_id in firms
        ),
        tables=problem.tables if Wish("tables") in kept else _enough(problem, meetings),
        resources=tuple(
            one if Wish("resource", (one.resource_id,)) in kept else _ample(one, len(meetings))
            for one in problem.resources
        ),
        precedences=tuple(
            pair
            for pair in problem.precedences
            if Wish("precedence", pair) in kept and set(pair) <= ids
        ),
        most_difference=problem.most_difference if Wish("difference") in kept else None,
    )


def _less(meeting: Meeting, kept: set[Wish]) -> Meeting:
    which = (meeting.meeting_id,)
    locked = Wish("lock", which) in kept
    return replace(
        meeting,
        locked=meeting.locked if locked else None,
        table=meeting.table if locked else None,
        slots=meeting.slots if Wish("session", which) in kept else None,
        minutes=meeting.minutes if Wish("minutes", which) in kept else 0,
        equipment=meeting.equipment if Wish("equipment", which) in kept else frozenset(),
    )


def _enough(problem: Problem, meetings: tuple[Meeting, ...]) -> tuple[Table, ...]:
    """Give the known tables and one for each meeting, with whatever is needed on all of them."""
    equipment = frozenset(item for one in meetings for item in one.equipment)
    known = {table.table_id for table in problem.tables}
    more = (f"+{i}" for i in range(len(meetings) + len(known)))
    fresh = [table_id for table_id in more if table_id not in known][: len(meetings)]
    return tuple(Table(table_id, equipment) for table_id in [*sorted(known), *fresh])


def _ample(resource: Resource, n: int) -> Resource:
    return replace(resource, n_at_once=max(n, resource.n_at_once), free=None)


def say_wish(problem: Problem, wish: Wish) -> tuple[str, dict[str, object]]:
    """Give a wish in the planner's words: an entry of the catalogue and what fills it."""
    if wish.kind == "difference":
        return mark("idle gaps differ by at most {n}"), {"n": problem.most_difference}
    if wish.kind == "tables":
        return mark("there are {n} tables"), {"n": len(problem.tables)}
    if wish.kind == "availability":
        return _say_free(problem, wish.ids[0])
    if wish.kind == "resource":
        known = {one.resource_id: one for one in problem.resources}
        message = mark("{resource} is there for {n} meetings at once")
        return message, {"resource": wish.ids[0], "n": known[wish.ids[0]].n_at_once}
    if wish.kind == "precedence":
        message = mark("meeting {earlier} comes before meeting {later}")
        return message, {"earlier": wish.ids[0], "later": wish.ids[1]}
    return _say_meeting(problem, wish)


def _say_free(problem: Problem, firm_id: str) -> tuple[str, dict[str, object]]:
    firm = problem.participant[firm_id]
    message = mark("{firm} is free in {n} of {of} slots")
    return message, {"firm": firm.name, "n": len(firm.free or ()), "of": len(problem.slots)}


def _say_meeting(problem: Problem, wish: Wish) -> tuple[str, dict[str, object]]:
    meeting = problem.meeting[wish.ids[0]]
    values: dict[str, object] = {
        "supplier": problem.participant[meeting.supplier_id].name,
        "buyer": problem.participant[meeting.buyer_id].name,
    }
    if wish.kind == "session":
        message = mark("{supplier} and {buyer} may meet in {n} slots only")
        return message, values | {"n": len(meeting.slots or ())}
    if wish.kind == "minutes":
        return mark("{supplier} and {buyer} need {n} minutes"), values | {"n": meeting.minutes}
    if wish.kind == "equipment":
        message = mark("{supplier} and {buyer} need {equipment}")
        return message, values | {"equipment": ", ".join(sorted(meeting.equipment))}
    if wish.kind == "meeting":
        return mark("{supplier} and {buyer} meet"), values
    return _say_lock(meeting, values)


def _say_lock(meeting: Meeting, values: dict[str, object]) -> tuple[str, dict[str, object]]:
    if meeting.table is None:
        return mark("{supplier} and {buyer} are locked in slot {slot}"), values | {
            "slot": meeting.locked
        }
    if meeting.locked is None:
        message = mark("{supplier} and {buyer} are locked at table {table}")
        return message, values | {"table": meeting.table}
    message = mark("{supplier} and {buyer} are locked in slot {slot} at table {table}")
    return message, values | {"slot": meeting.locked, "table": meeting.table}
