"""PDF: an agenda per participant on one page, and the plan on the wall, set by typst.

Whatever a firm is called reaches typst as JSON and is shown, never run.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from features.language import Translate, mark, translator
from matcher.agenda.about import About
from matcher.agenda.bookings import bookings, by_firm
from matcher.agenda.hours import clock
from matcher.agenda.person import person_page
from matcher.agenda.wall import sheets_of
from matcher.errors import NotFoundError
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem

_FONTS = ("Libertinus Serif", "New Computer Modern")  # typst brings these along
_LATIN = 0x250  # letters from here on may stand in no font that typst brings along


def agendas_pdf(
    problem: Problem,
    plan: Plan,
    about: About,
    language: str = "id",
    firm_ids: Sequence[str] | None = None,
) -> bytes:
    """Write the agendas of participants as one PDF, a page each, by name.

    Without `firm_ids` these are all that have a meeting.

    Raises
    ------
    NotFoundError
        When nobody of that id takes part, or nobody has a meeting.
    """
    people = [page for _, page in _people(problem, plan, about, language, firm_ids)]
    return _agenda(people, about, language)


def agendas_pdf_each(
    problem: Problem,
    plan: Plan,
    about: About,
    language: str = "id",
    firm_ids: Sequence[str] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Write one PDF per participant: its firm id and the file, by name.

    Raises
    ------
    NotFoundError
        When nobody of that id takes part, or nobody has a meeting.
    """
    for firm_id, page in _people(problem, plan, about, language, firm_ids):
        yield firm_id, _agenda([page], about, language)


def wall_plan_pdf(problem: Problem, plan: Plan, about: About, language: str = "id") -> bytes:
    """Write the whole plan for the wall: A3, tables down and slots across, a day or half a page.

    It names firms only: no need, no score.
    """
    say = translator(language)
    content = {
        "sheets": sheets_of(problem, bookings(problem, plan, about), language),
        "corner": say("Table and buyer"),
        "nothing": say("No meeting has a place yet."),
    }
    return _compiled("wall.typ", content | _frame(about, language), about)


def _people(
    problem: Problem, plan: Plan, about: About, language: str, firm_ids: Sequence[str] | None
) -> list[tuple[str, dict[str, Any]]]:
    own = by_firm(bookings(problem, plan, about))
    wanted = sorted(own) if firm_ids is None else list(firm_ids)
    for firm_id in wanted:
        if firm_id not in problem.participant:
            raise NotFoundError(
                mark("'{firm}' takes no part in this event; check the id"), firm=firm_id
            )
    if not wanted:
        raise NotFoundError(mark("no meeting has a place yet, so there is no agenda; plan first"))
    firms = sorted(
        (problem.participant[firm_id] for firm_id in wanted),
        key=lambda one: (one.name, one.firm_id),
    )
    return [
        (one.firm_id, person_page(one, own.get(one.firm_id, []), about, language)) for one in firms
    ]


def _agenda(people: list[dict[str, Any]], about: About, language: str) -> bytes:
    say = translator(language)
    content = {
        "people": people,
        "headings": [say("Time"), say("Table no."), say("You meet"), say("About the need")],
        "notes": say("Please bring and note"),
        "nothing": say("No meeting has a place yet."),
    }
    return _compiled("agenda.typ", content | _frame(about, language), about)


def _frame(about: About, language: str) -> dict[str, Any]:
    say = translator(language)
    return {
        "lang": language,
        "title": about.name,
        "event": about.name,
        "place": about.place,
        "foot": say("All times are {zone}.", zone=about.zone_name(about.issued)),
        "version": _version(about, say, language),
        "warning": say("Synthetic data: firms, needs and outcomes are made up.")
        if about.synthetic
        else "",
    }


def _version(about: About, say: Translate, language: str) -> str:
    return say(
        "Version {n}, {day} {time}",
        n=about.version,
        day=f"{about.issued:%d/%m/%Y}",
        time=clock(about.issued, language),
    )


def _compiled(template: str, content: dict[str, Any], about: About) -> bytes:
    text = json.dumps(content | {"fonts": _FONTS}, ensure_ascii=False)
    beyond_latin = any(ord(letter) >= _LATIN for letter in text if letter.isalpha())
    made: bytes = typst.compile(
        files("matcher.agenda").joinpath(template).read_bytes(),
        font_paths=_fonts(beyond_latin),
        sys_inputs={"data": text},
        format="pdf",
        timestamp=about.zoned(about.issued).astimezone(UTC),
    )
    return made


@cache
def _fonts(of_system: bool) -> typst.Fonts:
    """Give typst's own fonts; the same paper looks the same on every machine.

    Names in other scripts borrow a font of the system.
    """
    return typst.Fonts(include_system_fonts=of_system)
