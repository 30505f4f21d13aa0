"""The template with a sheet deleted or emptied: what stands in the others is taken in."""

import io

import openpyxl
import pytest

from matcher.errors import DataError
from matcher.intake.template import template

from .pipe import asked, take_in


def filled():
    """The template as somebody fills it: one line per sheet, like its example."""
    book = openpyxl.load_workbook(io.BytesIO(template()))
    for sheet in book.worksheets[1:]:
        sheet.append(["1", *(cell.value for cell in sheet[2][1:])])
    return book


def written(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


SHEETS = [sheet.title for sheet in filled().worksheets[1:]]
# a need is named by its requirement, a wish and an outcome; firms come in with who takes part
IN_VAIN = {"Kebutuhan": 3}


def test_filled_template_is_taken_in_whole(store):
    _, counts = take_in(store, written(filled()), "isian.xlsx")

    assert (counts["imported"], counts["quarantined"]) == (len(SHEETS), 0)


@pytest.mark.parametrize("how", ["deleted", "emptied"])
@pytest.mark.parametrize("gone", SHEETS)
def test_template_without_one_of_its_sheets_is_taken_in(store, gone, how):
    book = filled()
    if how == "deleted":
        del book[gone]
    else:
        book[gone].delete_rows(1, book[gone].max_row)
    in_vain = IN_VAIN.get(gone, 0)

    _, counts = take_in(store, written(book), "isian.xlsx")

    ended = (counts["imported"], counts["quarantined"])
    assert ended == (len(SHEETS) - 1 - in_vain, in_vain)
    assert len(asked(store)) == in_vain


def test_template_without_any_sheet_to_fill_is_refused(store):
    book = filled()
    for sheet in SHEETS:
        del book[sheet]

    with pytest.raises(DataError):
        take_in(store, written(book), "isian.xlsx")
