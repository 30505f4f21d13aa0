"""The page of one participant: what its agenda says, ready to be set."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

import segno

from features.language import mark, translator
from matcher.agenda.about import About
from matcher.agenda.bookings import Booking
from matcher.agenda.hours import clock, hours, long_day
from matcher.planner.problem import Participant

_ROLES = {"supplier": mark("Prospective supplier (IKM)"), "buyer": mark("Buyer (large industry)")}
_MOST_IN_QR = 650  # bytes; beyond that a phone cannot read it off four centimetres of paper
_NAMES_IN_QR = (60, 20)  # letters of a partner's name: all that fit, else the first


def person_page(
    person: Participant, own: list[Booking], about: About, language: str
) -> dict[str, Any]:
    """Give the page of a participant as plain values; without scores, without contacts."""
    say = translator(language)
    link = about.links.get(person.firm_id, "")
    held = link or _as_text(person, own, language)
    return {
        "name": person.name,
        "role": say(_ROLES[person.side]),
        "attendees": ", ".join(about.attendees.get(person.firm_id, ())),
        "summary": _summary(own, about, language),
        "qr": _qr(held) if held else "",
        "qr_cm": 2.8 if link else 3.6,
        "qr_says": say("opens this agenda") if link else say("this agenda as text"),
        "days": [
            {"day": long_day(day, language), "rows": _rows(person, some, about, language)}
            for day, some in _by_day(own)
        ],
        "notes": [
            one if isinstance(one, str) else say(one.message, **one.values)
            for one in about.notes.get(person.firm_id, ())
        ],
    }


def _summary(own: list[Booking], about: About, language: str) -> str:
    if not own:
        return ""
    say = translator(language)
    first = own[0].slot.starts
    return say(
        "Meetings: {n}. The first: {day}, {time} {zone}",
        n=len(own),
        day=long_day(first.date(), language),
        time=clock(first, language),
        zone=about.zone_name(first),
    )


def _rows(
    person: Participant, some: Iterable[Booking], about: About, language: str
) -> list[dict[str, Any]]:
    """Give a row per slot and table; those who meet as a group stand in one."""
    together = groupby(some, key=lambda one: (one.slot, one.table_id))
    found = []
    for (slot, table_id), ones in together:
        group = list(ones)
        found.append(
            {
                "time": hours(slot, language),
                "table": table_id,
                "hall": about.halls.get(table_id, ""),
                "partners": [one.partner_of(person.firm_id).name for one in group],
                "needs": list(dict.fromkeys(one.need for one in group if one.need)),
            }
        )
    return found


def _by_day(own: Iterable[Booking]) -> Iterable[tuple[date, Iterable[Booking]]]:
    return groupby(own, key=lambda one: one.slot.starts.date())


def _as_text(person: Participant, own: list[Booking], language: str) -> str:
    """Write the agenda for a phone that has no link to open, as much as a QR can hold."""
    for letters in _NAMES_IN_QR:
        text = "\n".join(_lines(person, own, language, letters))
        if own and len(text.encode()) <= _MOST_IN_QR:
            return text
    return ""


def _lines(person: Participant, own: list[Booking], language: str, letters: int) -> Iterator[str]:
    yield person.name
    for day, some in _by_day(own):
        yield f"{day:%d/%m}"
        for one in some:
            partner = one.partner_of(person.firm_id).name[:letters].strip()
            yield f"{clock(one.slot.starts, language)} {one.table_id} {partner}"


@lru_cache(maxsize=1000)
def _qr(content: str) -> str:
    drawn = io.BytesIO()
    segno.make(content, error="l", micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()
