"""Files are read back with an independent reader."""

import io

import pandas as pd
import python_calamine

from matcher.export import neutral, to_csv, to_excel

UGLY = pd.DataFrame(
    {
        "=name": ["=1+1", "+62", "@x", "-5", "<b>PT</b>", "PT 'A', \"B\""],
        "score": [1, -2, 3, 4, 5, 6],
    }
)


def test_no_text_starts_a_formula_in_csv():
    back = pd.read_csv(io.BytesIO(to_csv(UGLY)), encoding="utf-8-sig")

    assert back.columns[0] == "'=name"
    assert list(back["'=name"])[:4] == ["'=1+1", "'+62", "'@x", "'-5"]
    assert list(back["score"]) == [1, -2, 3, 4, 5, 6]


def test_excel_holds_text_and_no_formula():
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(to_excel(UGLY, "Daftar")))

    rows = book.get_sheet_by_name("Daftar").to_python()

    assert rows[0] == ["=name", "score"]
    assert [row[0] for row in rows[1:]] == list(UGLY["=name"])


def test_excel_has_no_formula_element():
    import zipfile

    archive = zipfile.ZipFile(io.BytesIO(to_excel(UGLY, "Daftar")))

    assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_numbers_are_left_alone():
    assert list(neutral(UGLY)["score"]) == [1, -2, 3, 4, 5, 6]


def test_empty_table_is_a_workbook_too():
    assert to_excel(UGLY.iloc[:0], "Kosong").startswith(b"PK")
