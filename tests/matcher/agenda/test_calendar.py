"""Calendars are read back with icalendar."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from matcher.agenda import calendar_of
from matcher.errors import NotFoundError
from matcher.planner.plan import Placed


def events(content):
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_times_are_those_of_jakarta(event):
    first, second = events(calendar_of(event.problem, event.plan, event.about, "I-1"))

    assert first.decoded("dtstart").utcoffset() == timedelta(hours=7)
    assert first.decoded("dtstart").astimezone(UTC) == datetime(2026, 12, 9, 6, 25, tzinfo=UTC)
    assert first.decoded("dtend").astimezone(UTC) == datetime(2026, 12, 9, 6, 45, tzinfo=UTC)
    assert second.decoded("dtstart").astimezone(UTC) == datetime(2026, 12, 10, 1, 30, tzinfo=UTC)


def test_event_elsewhere_has_its_own_zone(event):
    about = replace(event.about, zone="Asia/Makassar")

    first, _ = events(calendar_of(event.problem, event.plan, about, "I-1"))

    assert first.decoded("dtstart").astimezone(UTC) == datetime(2026, 12, 9, 5, 25, tzinfo=UTC)


def test_zone_is_in_the_file(event):
    calendar = Calendar.from_ical(calendar_of(event.problem, event.plan, event.about, "I-1"))

    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "Asia/Jakarta"


def test_partner_need_table_and_place_are_told(event):
    _, second = events(calendar_of(event.problem, event.plan, event.about, "I-1", "en"))

    assert second["summary"] == "Meeting with PT Motor"
    assert second["location"] == "Table A02, Aula, Balai Kota"
    assert second["description"] == "About the need: knalpot #1"
    assert (second["sequence"], second["status"]) == (3, "CONFIRMED")


def test_uid_stays_when_the_meeting_moves_and_the_sequence_rises(event):
    moved = replace(event.plan, placed=(Placed("I-1|B-1", "D1-1300", "A02"),))

    before = events(calendar_of(event.problem, event.plan, event.about, "I-1"))[0]
    after = events(calendar_of(event.problem, moved, replace(event.about, version=4), "I-1"))[0]

    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") != before.decoded("dtstart")


def test_each_meeting_and_each_reader_has_its_own_uid(event):
    ids = [
        one["uid"]
        for firm_id in ("I-1", "I-2", "B-1", "B-2")
        for one in events(calendar_of(event.problem, event.plan, event.about, firm_id))
    ]

    assert len(set(ids)) == len(ids) == 6


def test_dropped_meeting_is_cancelled_with_its_old_uid(event):
    fewer = replace(event.plan, placed=event.plan.placed[:1])
    new = replace(event.about, version=4)

    old = events(calendar_of(event.problem, event.plan, event.about, "I-1"))
    kept, gone = events(
        calendar_of(event.problem, fewer, new, "I-1", earlier=[(event.problem, event.plan)])
    )

    assert [one["status"] for one in (kept, gone)] == ["CONFIRMED", "CANCELLED"]
    assert [one["uid"] for one in (kept, gone)] == [one["uid"] for one in old]


def test_meeting_that_comes_back_is_not_cancelled(event):
    none = replace(event.plan, placed=())
    earlier = [(event.problem, event.plan), (event.problem, none)]

    found = events(calendar_of(event.problem, event.plan, event.about, "I-1", earlier=earlier))

    assert [one["status"] for one in found] == ["CONFIRMED", "CONFIRMED"]


def test_any_name_comes_back_as_it_was(event):
    found = events(calendar_of(event.problem, event.plan, event.about, "B-1", "en"))

    names = {f"Meeting with {event.problem.participant[i].name}" for i in ("I-1", "I-2")}
    assert {str(one["summary"]) for one in found} == names


def test_nobody_is_one_line(event):
    with pytest.raises(NotFoundError, match="'I-9' takes no part in this event; check the id"):
        calendar_of(event.problem, event.plan, event.about, "I-9")
