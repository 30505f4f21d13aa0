"""Workbook: the report in Excel: figures with a chart, places, and every pair with its reasons."""

import io
from datetime import datetime
from typing import Any

import xlsxwriter

from features.language import translator
from matcher.outcomes import STAGE_NAMES, STAGES, VALUE_NAMES, VALUES
from matcher.overview.summary import COVERED, NONE, ONE_ONLY
from matcher.report.contents import Report

_PETROL, _MIST = "#0F5C73", "#E4EAEC"
_A4 = 9
_Cell = str | float | int | None


def report_workbook(found: Report) -> bytes:
    """Write the report as an Excel workbook; every text as text, so that none runs as a formula.

    The same report gives the same bytes.
    """
    say, buffer = translator(found.language), io.BytesIO()
    made = datetime(found.made.year, found.made.month, found.made.day)
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": found.title, "created": made})
        looks = _looks(book)
        _summary(book, book.add_worksheet(say("Summary")), found, looks)
        _sheet(book.add_worksheet(say("Pairs")), *_pairs(found), looks)
        _sheet(book.add_worksheet(say("By place")), *_places(found), looks)
    return buffer.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    cell = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": _MIST}
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": _PETROL, "text_wrap": True}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "head": book.add_format(head),
        "text": book.add_format(cell),
        "count": book.add_format(cell | {"num_format": "#,##0"}),
    }


def _summary(book: Any, sheet: Any, found: Report, looks: dict[str, Any]) -> None:
    """Write the figures in one column of names and one of numbers, the funnel with a chart."""
    say = translator(found.language)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 22)
    sheet.write_string(0, 0, found.title, looks["title"])
    told = " · ".join(t for t in (found.place, f"{found.day:%d/%m/%Y}" if found.day else "") if t)
    sheet.write_string(1, 0, told)
    if found.synthetic:
        sheet.write_string(2, 0, say("Synthetic data: firms, needs and outcomes are made up."))
    funnel = [(say(STAGE_NAMES[one]), found.reached.n_at_least[one]) for one in STAGES]
    line = _block(sheet, 4, say("How far the pairs came"), funnel, looks)
    chart = book.add_chart({"type": "bar"})
    first, last = line - len(funnel), line - 1
    chart.add_series(
        {
            "categories": [sheet.get_name(), first, 0, last, 0],
            "values": [sheet.get_name(), first, 1, last, 1],
            "fill": {"color": _PETROL},
            "data_labels": {"value": True},
            "gap": 40,
        }
    )
    chart.set_title({"name": say("How far the pairs came"), "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    sheet.insert_chart(4, 3, chart, {"x_scale": 1.1, "y_scale": 1.1})
    for title, rows in _blocks(found):
        line = _block(sheet, line + 1, title, rows, looks)
    _print_setup(sheet, found)


def _blocks(found: Report) -> list[tuple[str, list[tuple[str, _Cell]]]]:
    say, worth = translator(found.language), found.reached.values
    values: list[tuple[str, _Cell]] = [(say(VALUE_NAMES[v]), worth[v].idr) for v in VALUES]
    covered: list[tuple[str, _Cell]] = [
        (say("two candidates or more"), found.coverage[COVERED]),
        (say("one candidate only"), found.coverage[ONE_ONLY]),
        (say("no candidate"), found.coverage[NONE]),
    ]
    others: list[tuple[str, _Cell]] = [
        (say("IKM on record"), found.n_suppliers),
        (say("buyers on record"), found.n_buyers),
        (say("open needs"), found.n_needs),
        (say("IKM without a fitting need"), found.n_unmatched),
        (say("memoranda"), found.reached.n_mou),
        (say("did not come"), found.reached.n_no_show),
        (say("ended with a reason"), found.reached.n_stopped),
        (say("need a call"), found.n_late),
    ]
    return [
        (say("Value in rupiah (three figures, not to be added up)"), values),
        (say("Do the needs find an IKM?"), covered),
        (say("Figures"), others),
    ]


def _block(
    sheet: Any, line: int, title: str, rows: list[tuple[str, Any]], looks: dict[str, Any]
) -> int:
    """Write a titled block; give the line after it."""
    sheet.merge_range(line, 0, line, 1, title, looks["head"])
    for at, (name, value) in enumerate(rows, line + 1):
        sheet.write_string(at, 0, name, looks["text"])
        _write(sheet, at, 1, value, looks)
    return line + 1 + len(rows)


def _pairs(found: Report) -> tuple[list[tuple[str, int]], list[list[_Cell]]]:
    say = translator(found.language)
    columns = [
        ("IKM", 30),
        (say("Buyer"), 30),
        (say("Component"), 26),
        (say("Need"), 10),
        (say("How far"), 18),
        *((say("{value} (Rp)", value=say(VALUE_NAMES[v]).capitalize()), 18) for v in VALUES),
        (say("Why they were matched"), 50),
        (say("What followed"), 34),
    ]
    rows: list[list[_Cell]] = [
        [
            one.supplier,
            one.buyer,
            one.component,
            one.need_id,
            say(STAGE_NAMES[one.stage]),
            *(getattr(one, value) for value in VALUES),
            one.why,
            one.followed,
        ]
        for one in found.pairs
    ]
    return columns, rows


def _places(found: Report) -> tuple[list[tuple[str, int]], list[list[_Cell]]]:
    say = translator(found.language)
    columns = [
        (say("Place"), 30),
        *((say(STAGE_NAMES[one]), 15) for one in STAGES),
        *((say("{value} (Rp)", value=say(VALUE_NAMES[v]).capitalize()), 20) for v in VALUES),
    ]
    rows: list[list[_Cell]] = [
        [
            one.name,
            *(one.reached.n_at_least[stage] for stage in STAGES),
            *(one.reached.values[value].idr for value in VALUES),
        ]
        for one in found.places
    ]
    return columns, rows


def _sheet(
    sheet: Any, columns: list[tuple[str, int]], rows: list[list[_Cell]], looks: dict[str, Any]
) -> None:
    for at, (heading, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading, looks["head"])
    for line, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            _write(sheet, line, at, cell, looks)
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Any, line: int, at: int, cell: _Cell, looks: dict[str, Any]) -> None:
    if cell is None:
        sheet.write_blank(line, at, None, looks["text"])
    elif isinstance(cell, str):
        sheet.write_string(line, at, cell, looks["text"])
    else:
        sheet.write_number(line, at, cell, looks["count"])


def _print_setup(sheet: Any, found: Report) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 1)
    sheet.set_footer("&L" + found.title.replace("&", "&&")[:100] + "&R&P / &N")
