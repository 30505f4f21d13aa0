import io

import openpyxl
import pytest

from features.errors import SettingsError
from features.package_data import data_table
from matcher.intake.fields import CHOICES, drop_down
from matcher.intake.offered import offered
from matcher.intake.proposal import propose
from matcher.intake.table import read_tables
from matcher.intake.template import EXAMPLE, template

KINDS = list(data_table("intake", "sheets.csv")["kind"])


@pytest.fixture(scope="module", params=["id", "en"])
def language(request):
    return request.param


def filled(language):
    """The template as somebody fills it: one line per sheet, below the example and like it."""
    book = openpyxl.load_workbook(io.BytesIO(template(language)))
    for sheet in book.worksheets[1:]:
        sheet.append(["1", *(cell.value for cell in sheet[2][1:])])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def tables(language):
    return read_tables(filled(language), "template.xlsx")


def test_the_filled_template_needs_no_mapping(tables):
    mappings = [propose(table) for table in tables]

    assert [mapping.kind for mapping in mappings] == KINDS
    assert {column.confidence for mapping in mappings for column in mapping.columns} == {1.0}


def test_only_the_number_of_the_line_is_left_out(tables):
    columns = [column for table in tables for column in propose(table).columns]

    assert {column.heading for column in columns if not column.kind} == {"No"}


def test_the_example_is_not_read(tables):
    assert [[line.cells[0] for line in table.lines()] for table in tables] == [["1"]] * len(KINDS)
    assert [[r.why for r in table.remarks()] for table in tables] == [["header", "example"]] * 9


def test_an_empty_template_holds_no_line(language):
    tables = read_tables(template(language), "template.xlsx")

    assert [list(table.lines()) for table in tables] == [[]] * len(KINDS)


def test_headings_are_the_titles_of_the_fields(language):
    book = openpyxl.load_workbook(io.BytesIO(template(language)))

    for kind, sheet in zip(KINDS, book.worksheets[1:], strict=True):
        titles = {each.title(language) for each in offered(kind) if not each.personal}
        assert {cell.value for cell in sheet[1][1:]} <= titles


def test_drop_downs_are_in_the_words_of_the_reader(language):
    book = openpyxl.load_workbook(io.BytesIO(template(language)))
    needs = book.worksheets[KINDS.index("need") + 1]

    offered_words = {rule.formula1.strip('"') for rule in needs.data_validations.dataValidation}

    assert ",".join(drop_down("period", language)) in offered_words


def test_drop_downs_fit_what_excel_takes():
    assert [r for r in CHOICES if len(",".join(drop_down(r, "id"))) > 255] == []
    assert [r for r in CHOICES if any("," in word for word in drop_down(r, "id"))] == []


def test_identifiers_are_text_so_that_zeros_stay():
    sheet = openpyxl.load_workbook(io.BytesIO(template()))["IKM"]
    place = [cell.value for cell in sheet[1]].index("NIB") + 1

    assert sheet.cell(2, place).value == "0000000000001"
    assert sheet.cell(2, place).number_format == "@"
    assert sheet.column_dimensions[sheet.cell(1, place).column_letter].width > 0


def test_the_header_stays_in_sight_and_the_example_is_marked():
    for sheet in openpyxl.load_workbook(io.BytesIO(template())).worksheets[1:]:
        assert (sheet.freeze_panes, sheet["A2"].value) == ("C2", EXAMPLE)


def test_the_same_template_is_the_same_file():
    assert template() == template()


def test_another_language_is_refused():
    with pytest.raises(SettingsError, match="'fr' is not a language"):
        template("fr")
