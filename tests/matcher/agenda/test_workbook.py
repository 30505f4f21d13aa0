"""The workbook is read back with openpyxl."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime, time

import openpyxl
import pytest

from matcher.agenda import Reserve, Unmet, workbook


@pytest.fixture
def book(event):
    about = replace(
        event.about,
        reserves=(
            Reserve("I-2", 2, "B-9", "N-9", 20.0),
            Reserve("I-2", 1, "B-2", "N-2", 33.0),
            Reserve("B-2", 1, "I-1", "N-2", 50.0),
        ),
        unmet=(Unmet("B-2", "none", {}), Unmet("Ceper", "'{what}'", {"what": 3})),
    )
    return openpyxl.load_workbook(io.BytesIO(workbook(event.problem, event.plan, about)))


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def test_sheets_stand_in_the_order_of_the_work(book):
    assert book.sheetnames == [
        "Ringkasan",
        "Pertemuan",
        "Per meja",
        "Per peserta",
        "Meja dan sesi",
        "Peserta dan sesi",
        "Tidak terjadwal",
        "Cadangan",
    ]


def test_meetings_hold_times_names_and_scores(event, book):
    first, _, last = rows(book["Pertemuan"])

    assert first[:4] == [datetime(2026, 12, 9), time(13, 25), time(13, 45), "A01"]
    assert first[4:] == [
        event.problem.participant["I-1"].name,
        "I-1",
        event.problem.participant["B-1"].name,
        *("B-1", "rem blok", "N-1", 81.5, None),
    ]
    assert (last[1], last[3], last[11]) == (time(8, 30), "A02", "ya")


def test_every_participant_stands_with_its_meetings_or_without(event, book):
    found = [(row[1], row[7]) for row in rows(book["Per peserta"])]

    names = {one.firm_id: one.name for one in event.problem.participants}
    assert sorted(found) == sorted(
        [
            *(("B-1", names["I-1"]), ("B-1", names["I-2"]), ("B-2", names["I-1"])),
            *(("I-1", names["B-1"]), ("I-1", names["B-2"]), ("I-2", names["B-1"])),
        ]
    )


def test_who_has_no_meeting_is_told_so(event):
    empty = replace(event.plan, placed=())

    book = openpyxl.load_workbook(io.BytesIO(workbook(event.problem, empty, event.about, "en")))

    assert [row[7] for row in rows(book["By participant"])] == ["no meeting"] * 4


def test_grids_show_who_sits_where(event, book):
    names = {one.firm_id: one.name for one in event.problem.participants}

    assert rows(book["Meja dan sesi"]) == [
        ["A01", names["B-1"], None, f"{names['I-1']}, {names['I-2']}", None],
        ["A02", "PT Motor", None, None, names["I-1"]],
    ]
    assert [row[2:] for row in rows(book["Peserta dan sesi"]) if row[0] == names["I-1"]] == [
        [None, "A01", "A02"]
    ]


def test_left_out_and_unmet_stand_with_their_reason(book):
    left, unmet, quota = rows(book["Tidak terjadwal"])

    assert left[1:] == ["PT Motor", "knalpot #1", 33, "There is no worker 'A03'."]
    assert unmet == [None, "PT Motor", None, None, "tidak ada"]
    assert quota == ["Ceper", None, None, None, "'3'"]


def test_waiting_list_stands_by_participant_and_rank(event, book):
    names = {one.firm_id: one.name for one in event.problem.participants}

    assert rows(book["Cadangan"]) == [
        ["PT Motor", "Pembeli", 1, names["I-1"], "knalpot #1", 50],
        [names["I-2"], "IKM", 1, "PT Motor", "knalpot #1", 33],
        [names["I-2"], "IKM", 2, "B-9", "N-9", 20],
    ]


def test_no_cell_is_a_formula_or_a_link(event):
    archive = zipfile.ZipFile(io.BytesIO(workbook(event.problem, event.plan, event.about)))
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]

    assert len(sheets) == 8
    assert [name for name in sheets if b"<f>" in archive.read(name)] == []
    assert [name for name in sheets if b"hyperlink" in archive.read(name)] == []


def test_pages_print_landscape_on_a4_with_their_headings(book):
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes is not None
        assert sheet.oddHeader.left.text == "&BLink && Match"


def test_same_plan_gives_the_same_bytes(event):
    first, second = (workbook(event.problem, event.plan, event.about) for _ in range(2))

    assert first == second
