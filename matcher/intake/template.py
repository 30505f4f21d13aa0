"""Template: an empty workbook whose headings are the fields' own titles, so it needs no mapping."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import pandas as pd
import xlsxwriter

from features.errors import SettingsError
from features.language import LANGUAGES, mark
from features.package_data import data_table
from matcher.intake.fields import CHOICES, Field, drop_down
from matcher.intake.offered import offered

EXAMPLE = "CONTOH"  # in the first cell of a row that is not read
_LAST_ROW = 5000
_MADE = datetime(2026, 1, 1)  # fixed, so that the same template is the same file
_GUIDE = {"id": "Petunjuk", "en": "Guide"}
_AS_TEXT = {"nib", "npwp", "phone", "kbli", "clock", "key"}  # Excel would take off their zeros
_AS_NUMBER = {"count", "kg", "mm", "days", "idr", "year", "month_volume"}
_WIDTHS = {"count": 11, "kg": 11, "mm": 11, "days": 13, "year": 11, "clock": 11, "date": 13}
_WIDTHS |= {"name": 30, "firm": 30, "list": 28, "address": 30, "text": 20, "certificates": 24}
_SEVERAL = {"support"}  # a choice of which a cell may name more than one


class _Column(NamedTuple):
    field: Field
    example: str
    comment: str


def template(language: str = "id") -> bytes:
    """Write the template as an Excel workbook, its drop-downs in the words of `language`.

    Raises
    ------
    SettingsError
        For a language other than `id` and `en`.
    """
    if language not in LANGUAGES:
        raise SettingsError(
            mark("'{language}' is not a language of linkmatch; choose id or en"), language=language
        )
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": "linkmatch", "created": _MADE})
        _write_guide(book, language)
        for sheet in data_table("intake", "sheets.csv").itertuples():
            name = sheet.name_id if language == "id" else sheet.name_en
            _write_sheet(book, name, _columns(sheet.kind, language), language)
    return file.getvalue()


def _columns(kind: str, language: str) -> list[_Column]:
    fields = {field.name: field for field in offered(kind)}
    table: pd.DataFrame = data_table("intake", "template.csv")
    return [
        _Column(fields[row["field"]], row[f"example_{language}"], row[f"comment_{language}"])
        for _, row in table[table["kind"] == kind].iterrows()
    ]


def _write_guide(book: Any, language: str) -> None:
    sheet = book.add_worksheet(_GUIDE[language])
    sheet.set_column(0, 0, 100)
    lines = data_table("intake", "instructions.csv")[f"text_{language}"]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, book.add_format({"bold": row == 0, "text_wrap": True}))


def _write_sheet(book: Any, name: str, columns: Sequence[_Column], language: str) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    shown = book.add_format({"italic": True, "font_color": "#808080"})
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 0, 9)
    sheet.write_string(0, 0, "No", head)
    sheet.write_string(1, 0, EXAMPLE, shown)
    for place, column in enumerate(columns, start=1):
        width = _WIDTHS.get(column.field.reads, 18)
        sheet.set_column(place, place, width, _cell_format(book, column.field))
        sheet.write_string(0, place, column.field.title(language), head)
        _write_example(sheet, place, column, _cell_format(book, column.field, example=True))
        if column.comment:
            sheet.write_comment(0, place, column.comment, {"x_scale": 2})
        if column.field.reads in CHOICES:
            sheet.data_validation(1, place, _LAST_ROW, place, _choice(column.field, language))


def _cell_format(book: Any, field: Field, example: bool = False) -> Any:
    look = {"italic": True, "font_color": "#808080"} if example else {}
    if field.reads in _AS_TEXT:
        look["num_format"] = "@"
    if field.reads == "date":
        look["num_format"] = "dd/mm/yyyy"
    return book.add_format(look)


def _write_example(sheet: Any, place: int, column: _Column, look: Any) -> None:
    if column.field.reads == "date" and column.example:
        day = date.fromisoformat(column.example)
        sheet.write_datetime(1, place, datetime(day.year, day.month, day.day), look)
    elif column.field.reads in _AS_NUMBER and column.example:
        sheet.write_number(1, place, float(column.example), look)
    else:
        sheet.write_string(1, place, column.example, look)


def _choice(field: Field, language: str) -> dict[str, object]:
    words = list(drop_down(field.reads, language))
    kind = "information" if field.reads in _SEVERAL else "stop"
    return {"validate": "list", "source": words, "error_type": kind}
