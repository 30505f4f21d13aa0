"""Whatever a firm is called, every paper is made and the name comes back as it was."""

import csv
import io
from dataclasses import replace

import openpyxl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from matcher.agenda import (
    agendas_pdf,
    calendar_of,
    plan_csv,
    read_document,
    read_plan_csv,
    to_document,
    wall_plan_pdf,
    workbook,
)

PRINTED = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")))
ONCE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def named(event, name):
    firms = tuple(
        replace(one, name=name) if one.firm_id == "I-1" else one
        for one in event.problem.participants
    )
    return replace(event.problem, participants=firms)


@ONCE
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))  # no file brings one
@example("\\u{0} #{panic()} `$` // /* ]")
@example("日本部品 \N{ZERO WIDTH SPACE}مصنع")
@example("\x01\x1b\r\n")
def test_papers_are_made(event, name):
    problem = named(event, name)

    for made in (agendas_pdf, wall_plan_pdf):
        assert made(problem, event.plan, event.about).startswith(b"%PDF")
    assert read_document(to_document(problem, event.plan, event.about).encode(), "p")[0] == problem
    assert read_plan_csv(plan_csv(problem, event.plan, event.about), "p", problem)


@ONCE
@given(PRINTED.filter(lambda text: text.strip() == text and text))
@example("=HYPERLINK(0)")
@example("{=1+1}")
@example("https://example.org")
def test_names_come_back_from_workbook_csv_and_calendar(event, name):
    problem = named(event, name)

    book = openpyxl.load_workbook(io.BytesIO(workbook(problem, event.plan, event.about)))
    text = plan_csv(problem, event.plan, event.about).decode("utf-8-sig")
    found = Calendar.from_ical(calendar_of(problem, event.plan, event.about, "B-2", "en"))

    cell = book["Pertemuan"]["E4"]
    assert (cell.value, cell.data_type) == (name, "s")
    told = {row["supplier"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert told & {" ".join(name.split()), "'" + " ".join(name.split())}
    assert [str(one["summary"]) for one in found.walk("VEVENT")] == [f"Meeting with {name}"]
