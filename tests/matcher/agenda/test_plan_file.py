"""A plan goes out as CSV, is edited in a spreadsheet, and comes back or is refused in one line."""

import csv
import io
from dataclasses import replace

import pytest

from matcher.agenda import plan_csv, read_plan_csv
from matcher.errors import DataError
from matcher.planner.plan import Placed


@pytest.fixture
def cells(event):
    """The rows of the file as a spreadsheet has them, and back."""
    text = plan_csv(event.problem, event.plan, event.about).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def written(rows, delimiter=","):
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def test_plan_comes_back_equal(event):
    content = plan_csv(event.problem, event.plan, event.about)

    assert read_plan_csv(content, "plan.csv", event.problem) == event.plan.placed


def test_rows_say_what_a_person_needs(event, cells):
    third, last = cells[2], cells[3]

    assert list(third.values()) == [
        *("I-1", "'" + event.problem.participant["I-1"].name, "B-2", "PT Motor"),
        *("N-2", "knalpot #1", "60.25", "lock", "D2-0830", "2026-12-10", "08:30", "08:50", "A02"),
    ]
    assert [last[name] for name in ("supplier_id", "slot_id", "date", "table_id")] == [
        "I-2",
        *[""] * 3,
    ]


def test_ids_that_look_like_formulas_come_back_as_they_were(event):
    firms = tuple(
        replace(one, firm_id="=1+1") if one.firm_id == "I-1" else one
        for one in event.problem.participants
    )
    meeting = replace(event.problem.meetings[0], supplier_id="=1+1")
    problem = replace(event.problem, participants=firms, meetings=(meeting,))
    plan = replace(event.plan, placed=event.plan.placed[:1], left_out=())

    content = plan_csv(problem, plan, event.about)

    assert b"\n'=1+1," in content
    assert read_plan_csv(content, "plan.csv", problem) == plan.placed


@pytest.mark.parametrize(
    ("date", "starts"),
    [("2026-12-09", "13:00"), ("09/12/2026", "13.00"), ("12/9/2026", "13:00:00")],
)
def test_meeting_moves_by_date_and_hour_as_excel_writes_them(event, cells, date, starts):
    cells[0] |= {"slot_id": "", "date": date, "starts": starts, "table_id": "A02"}

    placed = read_plan_csv(written(cells), "plan.csv", event.problem)

    assert placed[0] == Placed("I-1|B-1", "D1-1300", "A02")


def test_excel_with_indonesian_settings_writes_semicolons(event, cells):
    assert read_plan_csv(written(cells, ";"), "x.csv", event.problem) == event.plan.placed


def test_row_taken_out_or_emptied_has_no_place(event, cells):
    cells[1] |= {"slot_id": "", "date": "", "starts": "", "ends": "", "table_id": ""}

    placed = read_plan_csv(written(cells[1:]), "plan.csv", event.problem)

    assert [one.meeting_id for one in placed] == ["I-1|B-2"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"supplier_id": "I-9"}, "plan.csv, row 2: 'I-9' and 'B-1' are no pair of this event"),
        ({"table_id": "Z9"}, "plan.csv, row 2: 'Z9' is no table of this event; correct table_id"),
        ({"table_id": ""}, "plan.csv, row 2: there is a slot but no table; write which"),
        (
            {"slot_id": "", "date": "", "starts": ""},
            "plan.csv, row 2: there is a table but no slot; write when",
        ),
        (
            {"slot_id": "D9"},
            "plan.csv, row 2: 'D9 2026-12-09 13:25' is not one slot of this event; correct "
            "slot_id, or leave it blank and write date and starts",
        ),
        (
            {"starts": "13:26"},
            "plan.csv, row 2: 'D1-1325 2026-12-09 13:26' is not one slot of this event; correct "
            "slot_id, or leave it blank and write date and starts",
        ),
        (
            {"slot_id": "", "date": "", "starts": "25.00"},
            "plan.csv, row 2: '25.00' is not one slot of this event; correct "
            "slot_id, or leave it blank and write date and starts",
        ),
    ],
)
def test_wrong_edit_is_one_line_with_its_row(event, cells, change, line):
    cells[0] |= change

    with pytest.raises(DataError) as caught:
        read_plan_csv(written(cells), "plan.csv", event.problem)

    assert str(caught.value) == line


def test_pair_that_stands_twice_is_one_line(event, cells):
    with pytest.raises(DataError, match="row 6: 'I-1' and 'B-1' stand twice; take one row out"):
        read_plan_csv(written([*cells, cells[0]]), "plan.csv", event.problem)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "x.csv is empty"),
        (b"a,b\n1,2\n", "row 1: the column 'supplier_id' is missing"),
        (b"\xff\xfe\x00", "is not CSV text in UTF-8"),
    ],
)
def test_no_csv_is_one_line(event, content, line):
    with pytest.raises(DataError, match=line):
        read_plan_csv(content, "x.csv", event.problem)
