"""Calendar: the meetings of one participant as iCalendar, which a phone keeps up to date.

A meeting keeps its UID in every version, so that a later file changes it instead of adding one.
"""

from collections.abc import Sequence
from functools import cache
from uuid import UUID, uuid5

from icalendar import Calendar, Event, Timezone

from features.language import mark, translator
from matcher.agenda.about import About
from matcher.agenda.bookings import Booking, bookings, by_firm
from matcher.errors import NotFoundError
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem

_OURS = UUID("5b0f3a0e-6d57-5a44-9d1e-0a6c9f2f7c11")


def calendar_of(
    problem: Problem,
    plan: Plan,
    about: About,
    firm_id: str,
    language: str = "id",
    earlier: Sequence[tuple[Problem, Plan]] = (),
) -> bytes:
    """Write the calendar of one participant.

    Parameters
    ----------
    earlier
        Versions released before, oldest first: meetings that they held and this one does not are
        in the file as cancelled.

    Raises
    ------
    NotFoundError
        When nobody of that id takes part now or took part before.
    """
    if not any(firm_id in one.participant for one in (problem, *(old for old, _ in earlier))):
        raise NotFoundError(
            mark("'{firm}' takes no part in this event; check the id"), firm=firm_id
        )
    held = {one.meeting.meeting_id: one for one in _own(problem, plan, about, firm_id)}
    dropped: dict[str, Booking] = {}
    for old_problem, old_plan in earlier:
        dropped |= {
            one.meeting.meeting_id: one
            for one in _own(old_problem, old_plan, about, firm_id)
            if one.meeting.meeting_id not in held
        }
    calendar = Calendar()
    calendar.add("prodid", "-//linkmatch//agenda//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", about.name)
    calendar.add("x-wr-timezone", about.zone)
    calendar.add_component(_zone(about.zone))
    for one in held.values():
        calendar.add_component(_event(one, about, firm_id, language, cancelled=False))
    for _, one in sorted(dropped.items()):
        calendar.add_component(_event(one, about, firm_id, language, cancelled=True))
    return bytes(calendar.to_ical())


@cache
def _zone(name: str) -> Timezone:
    """Give the zone as calendars carry it; working it out takes longer than all meetings do."""
    return Timezone.from_tzid(name)


def _own(problem: Problem, plan: Plan, about: About, firm_id: str) -> list[Booking]:
    return by_firm(bookings(problem, plan, about)).get(firm_id, [])


def _event(one: Booking, about: About, firm_id: str, language: str, cancelled: bool) -> Event:
    say = translator(language)
    event = Event()
    hall = about.halls.get(one.table_id, "")
    where = [say("Table {table}", table=one.table_id), hall, about.place]
    event.add("uid", _uid(one, about, firm_id))
    event.add("dtstamp", about.zoned(about.issued))
    event.add("sequence", about.version)
    event.add("dtstart", about.zoned(one.slot.starts))
    event.add("dtend", about.zoned(one.slot.ends))
    event.add("summary", say("Meeting with {name}", name=one.partner_of(firm_id).name))
    event.add("location", ", ".join(text for text in where if text))
    if one.need:
        event.add("description", say("About the need: {need}", need=one.need))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return event


def _uid(one: Booking, about: About, firm_id: str) -> str:
    """Give an id that is the same in every version and names nobody."""
    key = "\x1f".join((about.event_id or about.name, one.meeting.meeting_id, firm_id))
    return f"{uuid5(_OURS, key)}@linkmatch"
