"""Workbook: the plan as a planner works with it and prints it, in Excel."""

import io
from datetime import datetime
from textwrap import wrap
from typing import Any

import xlsxwriter

from features.language import translator
from matcher.agenda.about import About
from matcher.agenda.sheet import Cell, Column, Sheet
from matcher.agenda.sheets import sheets
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem

_PETROL, _MIST = "#0F5C73", "#E4EAEC"
_A4 = 9
_LETTERS_A_PAGE = 200  # what can still be read across A4
_DAY = {"id": "[$-421]ddd, d mmm yyyy", "en": "[$-409]ddd, d mmm yyyy"}
_LINE = 15  # points
_HOUR = {"id": r"hh\.mm", "en": "hh:mm"}


def workbook(problem: Problem, plan: Plan, about: About, language: str = "id") -> bytes:
    """Write the plan as an Excel workbook: meetings, tables, participants, what was left out.

    Every text is written as text, so that none runs as a formula. The same plan gives the same
    bytes.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": about.name, "created": about.issued})
        formats = _formats(book, language)
        for sheet in sheets(problem, plan, about, language):
            _write(book, sheet, formats, about, language)
    return file.getvalue()


def _formats(book: Any, language: str) -> dict[str, Any]:
    cell = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": _MIST}
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": _PETROL, "text_wrap": True}
    return {
        "head": book.add_format(head | {"valign": "vcenter"}),
        "text": book.add_format(cell),
        "first": book.add_format(cell | {"bold": True}),
        "count": book.add_format(cell | {"num_format": "0", "align": "left"}),
        "score": book.add_format(cell | {"num_format": "0.0"}),
        "day": book.add_format(cell | {"num_format": _DAY[language], "align": "left"}),
        "hour": book.add_format(cell | {"num_format": _HOUR[language], "align": "left"}),
    }


def _write(book: Any, sheet: Sheet, formats: dict[str, Any], about: About, language: str) -> None:
    page = book.add_worksheet(sheet.name)
    page.set_row(0, 2 * _LINE)
    for position, column in enumerate(sheet.columns):
        page.set_column(position, position, column.width)
        page.write_string(0, position, column.heading, formats["head"])
    for line, row in enumerate(sheet.rows, 1):
        page.set_row(line, _LINE * _n_lines(sheet, row))
        for position, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, line, position, column, cell, formats)
    if not sheet.rows:
        page.write_string(1, 0, translator(language)("none"), formats["text"])
    page.freeze_panes(1, sheet.n_frozen)
    if sheet.is_list and sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    _set_up_printing(page, sheet, about, language)


def _n_lines(sheet: Sheet, row: tuple[Cell, ...]) -> int:
    """Count the lines of the tallest cell; programs do not all stretch rows by themselves."""
    texts = zip(sheet.columns, row, strict=True)
    return max(
        (len(wrap(cell, column.width)) for column, cell in texts if isinstance(cell, str)),
        default=1,
    )


def _write_cell(
    page: Any, line: int, position: int, column: Column, cell: Cell, formats: dict[str, Any]
) -> None:
    if cell is None:
        page.write_blank(line, position, None, formats["text"])
    elif isinstance(cell, str):
        page.write_string(line, position, cell, formats["text" if position else "first"])
    elif isinstance(cell, datetime):
        shown = cell.date() if column.shown == "day" else cell.time()
        page.write_datetime(line, position, shown, formats[column.shown])
    else:
        shown_as = column.shown if column.shown in ("score", "count") else "count"
        page.write_number(line, position, cell, formats[shown_as])


def _set_up_printing(page: Any, sheet: Sheet, about: About, language: str) -> None:
    say = translator(language)
    page.set_paper(_A4)
    page.set_landscape()
    width = sum(column.width for column in sheet.columns)
    page.fit_to_pages(1 if sheet.is_list else max(1, round(width / _LETTERS_A_PAGE)), 0)
    page.repeat_rows(0)
    if sheet.n_frozen and not sheet.is_list:
        page.repeat_columns(0, sheet.n_frozen - 1)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    title = about.name.replace("&", "&&")[:100]  # a single & begins a code
    page.set_header(f"&L&B{title}&R{sheet.name}")
    page.set_footer("&L" + say("Version {n}", n=about.version) + "&R&P / &N")
