"""The report: one page whatever it holds, the same bytes again, and every pair in the workbook."""

import io
import re
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from matcher import Scorer, load
from matcher.explain import explain
from matcher.outcomes.pairing import Pairing, Planned, Step
from matcher.overview import overview
from matcher.report import PairLine, report, report_pdf, report_picture, report_workbook

MADE = date(2026, 12, 20)


@pytest.fixture
def scorer(folder):
    return Scorer(load(folder))


def step(name, day, **said):
    blank = dict.fromkeys(Step._fields)
    return Step(**blank | {"step": name, "date": date(2026, 12, day), "outcome_id": "O"} | said)


ORDERED = Pairing("N-1", "S-1", "B-1", "E-1", None, (step("purchase_order", 9, realised_idr=7e6),))
STOPPED = Pairing("N-2", "S-2", "B-2", "E-1", None, (step("stopped", 10, reason="harga"),))
TO_MEET = Pairing("N-2", "S-1", "B-2", "E-1", Planned("N-2", "S-1", "E-1", MADE), ())


@pytest.fixture
def found(scorer):
    pairs = [STOPPED, TO_MEET, ORDERED]
    return report(
        scorer, overview(scorer), pairs, "Temu <Tegal>", "Tegal", MADE, 1, "en", made=MADE
    )


def n_pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_pairs_stand_by_how_far_they_came_and_those_that_ended_last(found):
    assert [(one.supplier, one.stage) for one in found.pairs] == [
        ("CV Cor Ceper", "order"),
        ("CV Cor Ceper", "planned"),
        ("PT Knalpot Tegal", "planned"),
    ]
    assert [one.followed for one in found.pairs] == [
        "order (09/12/2026)",
        "no result told yet",
        "it ended (10/12/2026): harga",
    ]


def test_reason_is_what_the_score_rests_on_most(found, scorer):
    lines = explain(scorer, "N-1", "S-1").lines("en")
    stated = sorted((one for one in lines if one.basis == "stated"), key=lambda one: -one.points)

    assert found.pairs[0].why == "; ".join(f"{one.title}: {one.reason}" for one in stated[:2])


def test_closed_need_has_no_reason(scorer):
    gone = replace(ORDERED, need_id="N-9")

    made = report(scorer, overview(scorer), [gone], "x", language="en", made=MADE)

    assert (made.pairs[0].why, made.pairs[0].component) == ("", "N-9")


def test_report_is_one_page_and_the_same_again(found):
    pdf = report_pdf(found)

    assert pdf.startswith(b"%PDF") and n_pages(pdf) == 1
    assert report_pdf(found) == pdf


def test_full_report_with_long_names_is_still_one_page(found):
    long = PairLine(*["Nama " * 40] * 4, "order", 1e9, 2e9, 3e9, "sebab " * 60, "lalu " * 40)
    full = replace(found, title="Judul " * 30, pairs=(long,) * 300, places=found.places * 20)

    assert n_pages(report_pdf(full)) == 1


def test_report_of_nothing_is_a_page_too(scorer):
    empty = report(scorer, overview(scorer), [], "x", made=MADE)

    assert n_pages(report_pdf(empty)) == 1
    assert report_picture(empty).startswith(b"\x89PNG")


def test_workbook_holds_every_pair_and_three_values_apart(found):
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(found)))

    assert book.sheetnames == ["Summary", "Pairs", "By place"]
    rows = list(book["Pairs"].iter_rows(values_only=True))
    assert rows[0][5:8] == ("Promised (Rp)", "Signed (Rp)", "Realised (Rp)")
    assert rows[1][:8] == (
        "CV Cor Ceper",
        "PT Kereta",
        "rem block cast iron",
        "N-1",
        "ordered",
        None,
        None,
        7_000_000,
    )
    assert len(rows) == 4
    cells = {row[0]: row[1] for row in book["Summary"].iter_rows(max_col=2, values_only=True)}
    assert (cells["ordered"], cells["realised"], cells["signed"]) == (1, 7_000_000, None)


def test_no_text_of_the_workbook_runs_as_a_formula(found):
    evil = replace(found, pairs=(replace_pair(found.pairs[0], supplier="=1+1"),), title="=2+2")

    book = openpyxl.load_workbook(io.BytesIO(report_workbook(evil)))

    assert {cell.data_type for row in book["Pairs"] for cell in row} == {"s", "n"}
    assert book["Pairs"]["A2"].value == "=1+1" and book["Pairs"]["A2"].data_type == "s"


def replace_pair(one, **changed):
    return one._replace(**changed)
