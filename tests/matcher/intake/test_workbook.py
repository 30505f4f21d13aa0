"""Bytes become sheets of cells, or one line that says why not."""

import datetime as dt
import io
import random
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import DataError
from matcher.intake import markup
from matcher.intake.sheets import clean
from matcher.intake.table import read_tables
from matcher.intake.workbook import read_sheets


def rows(content, name="x.csv"):
    return [(number, list(cells)) for number, cells in read_sheets(content, name)[0].rows()]


def refusal(content, name="x.csv"):
    with pytest.raises(DataError) as refused:
        read_tables(content, name)
    return str(refused.value)


def workbook(write):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        write(book)
    return buffer.getvalue()


TEXT = "Nama;Kota\nCV Café Ø;Tegal\n"
READ = [(1, ["Nama", "Kota"]), (2, ["CV Café Ø", "Tegal"])]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"],
)
def test_text_is_read_in_the_encoding_it_is_written_in(encoding):
    assert rows(TEXT.encode(encoding)) == READ


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_any_system_ends_them(newline):
    assert rows(TEXT.replace("\n", newline).encode()) == READ


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_the_one_that_makes_rows_of_one_width(delimiter):
    lines = [["Nama", "Isi"], ["A, B; C", "1,5"], ["D, E", "2,5"], ["F", "3|5"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)

    assert [cells for _, cells in rows(text.encode())] == lines


def test_decimal_commas_in_every_line_are_no_delimiters():
    text = "Nama;Berat\nA;1,5\nB;2,5\nC;3,5\n"

    assert [len(cells) for _, cells in rows(text.encode())] == [2, 2, 2, 2]


def test_delimiter_may_be_stated_as_excel_states_it():
    assert rows(b"sep=#\nNama#Kota\nA;B;C#D\n") == [(2, ["Nama", "Kota"]), (3, ["A;B;C", "D"])]


def test_row_over_several_lines_has_the_number_of_its_first():
    text = 'Nama,Alamat\nA,"satu\r\ndua\ntiga"\nB,empat\n'

    assert rows(text.encode()) == [
        (1, ["Nama", "Alamat"]),
        (2, ["A", "satu\ndua\ntiga"]),
        (5, ["B", "empat"]),
    ]


def test_path_is_streamed_and_can_be_read_again(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(TEXT.encode())
    sheet = read_sheets(path, "x.csv")[0]

    assert [list(sheet.rows()), list(sheet.rows())] == [READ, READ]


@pytest.mark.parametrize(
    "padded",
    [" A ;B", "A ;B", "A; B", "A;B ", 'A;" B"', '"A ";B', "\u00a0A;B", "A\u200b;B", "\tA;B"],
)
def test_cells_are_rid_of_padding_and_unseen_characters(padded):
    assert rows(f"Nama;Kota\n{padded}\nC;D\n".encode())[1] == (2, ["A", "B"])


def test_joiners_inside_a_text_shape_letters_and_stay():
    family = "\U0001f468\u200d\U0001f469"

    assert (clean(f"\u200d{family}\u200c"), clean("a\u00adb")) == (family, "ab")


def test_damaged_letter_in_utf_8_is_told_with_its_line_and_not_read_as_another():
    content = "Nama;Kota\nCafé;Tegal\n".encode() + b"Caf\xe9;Tegal\n"

    assert refusal(content) == (
        "x.csv, row 3: a letter is damaged in this UTF-8 text; save it as 'CSV UTF-8'"
    )


@pytest.mark.parametrize("ending", ["", "\n"])
def test_quotation_mark_left_open_is_told_with_its_line(ending):
    many = "\n".join(f"CV {i},Tegal" for i in range(300))

    far = refusal(f'Nama,Kota\nA,"B\n{many}\n'.encode())
    near = refusal(f'Nama,Kota\nA,B\nC,"D\nE,F\nG,H{ending}'.encode())

    assert "a quotation mark is opened and never closed" in far
    assert near.startswith("x.csv, row 3: a quotation mark is opened")


def test_cell_longer_than_csv_bears_is_told_in_one_line():
    assert "row 2" in refusal(b"Nama,Kota\nA," + b"x" * 200_000 + b"\n")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n ", "is empty"),
        (b"%PDF-1.7 ...", "no spreadsheet but PDF"),
        (b"MZ\x90\x00" + bytes(64), "no spreadsheet but EXE"),
        (b"\x89PNG\r\n", "no spreadsheet but PNG"),
        (b"Nama,Kota\nA,\x00B\n", "neither text nor a workbook"),
        (bytes(range(1, 256)) * 3, "neither text nor a workbook|is not text"),
        (b"PK\x03\x04 cut", "damaged or cut short"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "cannot be read as a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"<html><body>halo</body></html>", "web page without a table"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_one_line(content, reason):
    message = refusal(content, "daftar.xlsx")

    assert (any(word in message for word in reason.split("|")), message.count("\n")) == (True, 0)


def test_missing_file_is_told_by_name(tmp_path):
    assert refusal(tmp_path / "tiada.csv", "tiada.csv").startswith("tiada.csv cannot be opened")


def test_archive_of_letters_is_no_workbook():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert "no spreadsheet but DOCX" in refusal(buffer.getvalue(), "surat.xlsx")


def test_archive_that_unpacks_to_a_bomb_is_refused_unread():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(60_000_000))

    assert "too large once unpacked" in refusal(buffer.getvalue(), "bom.xlsx")


def test_cell_at_the_far_corner_does_not_fill_the_memory():
    def write(book):
        sheet = book.add_worksheet()
        sheet.write("A1", "Nama")
        sheet.write("XFD1048576", "x")

    assert "too large once unpacked" in refusal(workbook(write), "jauh.xlsx")


def test_values_of_excel_keep_their_kind():
    day, moment, clock = dt.date(2025, 3, 4), dt.datetime(2025, 3, 4, 5, 6), dt.time(8, 30)

    def write(book):
        sheet = book.add_worksheet()
        form = book.add_format
        sheet.write_row(0, 0, ["Nama", 5, 1.5, True, 9120000000017])
        sheet.write_datetime("F1", day, form({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime("G1", moment, form({"num_format": "dd/mm/yyyy hh:mm"}))
        sheet.write_datetime("H1", clock, form({"num_format": "hh:mm"}))
        sheet.write("I1", 1.25, form({"num_format": "[h]:mm"}))
        sheet.write_formula("J1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("K1", "=A1", None, "Nama")
        sheet.write("L1", " \u00a0a\r\nb\u200b")

    cells = rows(workbook(write), "x.xlsx")[0][1]

    assert cells == [
        *("Nama", 5, 1.5, True, 9120000000017, day, moment, clock, "30:00:00", "#DIV/0!", "Nama"),
        "a\nb",
    ]
    assert [type(cell) for cell in cells[1:5]] == [int, float, bool, int]


def test_hidden_columns_rows_and_sheets_are_marked():
    def write(book):
        book.add_worksheet("Lihat").write("A1", "x")
        sheet = book.add_worksheet("Sembunyi & lama")
        sheet.hide()
        sheet.write_row("C2", ["No", "Nama", "NIK"])
        sheet.write_row("C3", [1, "CV A", "3"])
        sheet.set_column("E:E", 9, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})

    shown, hidden = read_sheets(workbook(write), "x.xlsx")

    assert (shown.hidden, shown.hidden_columns, shown.hidden_rows) == (False, set(), set())
    assert (hidden.name, hidden.hidden, hidden.left) == ("Sembunyi & lama", True, 2)
    assert (hidden.hidden_columns, hidden.hidden_rows) == ({2}, {3})


def test_workbook_of_openpyxl_is_marked_as_one_of_excel():
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Nama", "Kota", "#REF!"])
    book.active["C1"].data_type = "e"
    book.active.column_dimensions["B"].hidden = True
    book.save(buffer)

    sheet = read_sheets(buffer.getvalue(), "x.xlsx")[0]

    assert sheet.hidden_columns == {1}
    assert list(sheet.rows()) == [(1, ["Nama", "Kota", "#REF!"])]


def test_marks_are_found_across_the_parts_in_which_a_large_sheet_is_read(monkeypatch):
    def write(book):
        sheet = book.add_worksheet()
        for row in range(200):
            sheet.write_formula(row, 1, "=1/0", None, "#DIV/0!")
        sheet.set_row(150, None, None, {"hidden": True})

    content = workbook(write)
    monkeypatch.setattr(markup, "_CHUNK", 37)

    marks = markup.read_marks(content, "x.xlsx")["Sheet1"]

    assert marks.hidden_rows == {151}
    assert marks.errors == {row: {1: "#DIV/0!"} for row in range(1, 201)}


def test_web_page_named_xls_is_read_with_its_spans():
    page = """<html><body><table>
      <tr><th rowspan=2>Nama&nbsp;Usaha<th colspan=2>Kapasitas</tr>
      <tr><th>Jumlah<th>Satuan</tr>
      <tr><td>CV A &amp; B<td>12<br>13<td>pcs</table></body></html>"""

    sheet = read_sheets(page.encode(), "data.xls")[0]

    assert [cells for _, cells in sheet.rows()] == [
        ["Nama Usaha", "Kapasitas", ""],
        ["", "Jumlah", "Satuan"],
        ["CV A & B", "12\n13", "pcs"],
    ]
    assert [(s.top, s.left, s.bottom, s.right) for s in sheet.merged] == [
        (1, 0, 2, 0),
        (1, 1, 1, 2),
    ]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_tables_or_our_error(content):
    _tables_or_error(content)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='Namo,;\t|"\n\r 12=()<>\u00a0\u200b', max_size=200))
def test_any_text_is_tables_or_our_error(text):
    _tables_or_error(text.encode())


@pytest.mark.parametrize("seed", range(40))
def test_damaged_workbook_is_tables_or_our_error(seed):
    chance = random.Random(seed)
    content = bytearray(WORKBOOK)
    for _ in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)

    _tables_or_error(bytes(content[: chance.randint(100, len(content))]))
    _tables_or_error(bytes(content))


def _tables_or_error(content):
    try:
        tables = read_tables(content, "x")
    except DataError as error:
        assert str(error).count("\n") == 0
        return
    for table in tables:
        lines = list(table.lines())
        assert len(lines) == table.n_lines
        assert {len(line.cells) for line in lines} <= {len(table.columns)}
        assert {line.number for line in lines}.isdisjoint(r.number for r in table.remarks())


def _write_small(book):
    sheet = book.add_worksheet("IKM")
    sheet.write_row(0, 0, ["No", "Nama Perusahaan", "Kota"])
    for row in range(1, 9):
        sheet.write_row(row, 0, [row, f"CV Contoh {row}", "Tegal"])
    sheet.merge_range("A11:C11", "Sumber: contoh")


WORKBOOK = workbook(_write_small)
