"""The lines of a table are found whatever stands above, between, below and beside them."""

import io

import pytest
import xlsxwriter

from matcher.errors import DataError
from matcher.intake.table import Column, LeftOut, Line, read_tables

HEAD = "No;Nama Perusahaan;Produk;Tenaga Kerja"
FIRMS = "1;CV Satu;baut;3\n2;UD Dua;mur;4"


def tables(text):
    return read_tables(text.encode(), "ikm.csv")


def one(text):
    (table,) = tables(text)
    return table


def numbers(table):
    return [line.number for line in table.lines()]


def reasons(table):
    return {remark.number: remark.why for remark in table.remarks() if remark.why != "header"}


def headings(table):
    return [column.heading for column in table.columns]


def excel(cells, merges=()):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for place in merges:
            sheet.merge_range(place, "")
        for place, values in cells.items():
            sheet.write_row(place, values)
    return read_tables(buffer.getvalue(), "ikm.xlsx")


def test_lines_come_with_their_row_and_a_cell_for_every_column():
    table = one(f"{HEAD}\n1;CV Satu;baut;3\n2;UD Dua\n")

    assert (table.file, table.sheet, table.header_row, table.n_lines) == ("ikm.csv", "", 1, 2)
    assert table.columns == (
        Column(0, "No"),
        Column(1, "Nama Perusahaan"),
        Column(2, "Produk"),
        Column(3, "Tenaga Kerja"),
    )
    assert list(table.lines()) == [
        Line(2, ("1", "CV Satu", "baut", "3"), False),
        Line(3, ("2", "UD Dua", "", ""), False),
    ]
    assert table.remarks() == [LeftOut(1, "header", tuple(HEAD.split(";")))]


def test_surplus_cells_get_a_column_of_their_own():
    table = one(f"{HEAD}\n1;CV Satu;baut;3\n2;UD Dua;mur;4;;sisa\n")

    assert headings(table)[4:] == ["kolom 6"]
    assert [line.cells[4] for line in table.lines()] == ["", "sisa"]


def test_same_heading_twice_stays_two_columns():
    table = one("Nama;Telepon;Telepon;Telepon (2);Kota\nA;1;2;3;B\n")

    assert len(set(headings(table))) == 5
    assert headings(table)[:3] == ["Nama", "Telepon", "Telepon (2)"]


def test_blank_columns_without_heading_are_none():
    table = one("No;Nama;;Kota;;;\n1;A;;B;;;\n2;C;;D;;;\n")

    assert headings(table) == ["No", "Nama", "Kota"]
    assert [line.cells for line in table.lines()] == [("1", "A", "B"), ("2", "C", "D")]


def test_unnamed_column_with_cells_is_kept_with_its_place():
    table = one(";Nama Perusahaan;Kota\n1;CV Satu;Tegal\n2;CV Dua;Tegal\n")

    assert headings(table) == ["kolom 1", "Nama Perusahaan", "Kota"]


def test_titles_above_the_header_are_left_out():
    table = one(f"DATA IKM LOGAM\nKabupaten : ;Tegal\n\n{HEAD}\n{FIRMS}\n")

    assert (table.header_row, numbers(table)) == (4, [5, 6])
    assert reasons(table) == {1: "title", 2: "title", 3: "blank"}


def test_file_without_headings_loses_no_line():
    table = one("1;CV Satu;baut;3\n2;UD Dua;mur;4\n")

    assert (table.header_row, numbers(table)) == (0, [1, 2])
    assert headings(table) == ["kolom 1", "kolom 2", "kolom 3", "kolom 4"]


@pytest.mark.parametrize(
    ("upper", "lower", "joined"),
    [
        ("No;Nama;Kapasitas;;Kota", ";;Jumlah;Satuan;", "Kapasitas / Jumlah|Kapasitas / Satuan"),
        (";;Kapasitas;;Kota", "No;Nama;Jumlah;Satuan;", "Kapasitas / Jumlah|Kapasitas / Satuan"),
        ("No;Nama;Kapasitas;Berat;Kota", ";;(ton);(kg);", "Kapasitas / (ton)|Berat / (kg)"),
    ],
)
def test_header_of_two_rows_without_merged_cells_is_joined(upper, lower, joined):
    table = one(f"{upper}\n{lower}\n1;CV Satu;5;kg;Tegal\n2;UD Dua;6;kg;Tegal\n")

    assert headings(table) == ["No", "Nama", *joined.split("|"), "Kota"]
    assert numbers(table) == [3, 4]


def test_merged_header_under_a_merged_title_is_joined():
    cells = {
        "A1": ["DAFTAR IKM"],
        "A3": ["No", "Nama Perusahaan", "Kapasitas Produksi", "", "Kota"],
        "C4": ["Jumlah", "Satuan"],
        "A5": [1, "CV Satu", 5, "ton", "Tegal"],
    }
    (table,) = excel(cells, ["A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4"])

    assert (table.header_row, numbers(table)) == (3, [5])
    assert headings(table) == [
        *("No", "Nama Perusahaan", "Kapasitas Produksi / Jumlah", "Kapasitas Produksi / Satuan"),
        "Kota",
    ]


@pytest.mark.parametrize("row", ["1;2;3;4", "(1);(2);(3);(4)"])
def test_row_that_numbers_the_columns_is_part_of_the_header(row):
    assert numbers(one(f"{HEAD}\n{row}\n{FIRMS}\n")) == [3, 4]


def test_firm_merged_over_its_products_is_repeated_and_goes_on():
    cells = {
        "A1": ["No", "Nama Perusahaan", "Produk", "Mesin"],
        "A2": [1, "CV Satu", "baut", "bubut"],
        "C3": ["mur"],
        "C4": ["ring", "frais"],
        "A5": [2, "UD Dua", "pegas", ""],
    }
    (table,) = excel(cells, ["A2:A4", "B2:B4"])

    assert list(table.lines()) == [
        Line(2, (1, "CV Satu", "baut", "bubut"), False),
        Line(3, (1, "CV Satu", "mur", ""), True),
        Line(4, (1, "CV Satu", "ring", "frais"), True),
        Line(5, (2, "UD Dua", "pegas", ""), False),
    ]


def test_line_without_number_and_name_goes_on_about_the_firm_above_and_is_not_filled():
    table = one(f"{HEAD}\n1;CV Satu;baut;3\n;;mur;\n2;;ring;\n")

    assert list(table.lines()) == [
        Line(2, ("1", "CV Satu", "baut", "3"), False),
        Line(3, ("", "", "mur", ""), True),
        Line(4, ("2", "", "ring", ""), False),
    ]


def test_nameless_line_behind_a_blank_one_belongs_to_nobody():
    table = one(f"{HEAD}\n{FIRMS}\n;;;\n;;ring;7\n")

    assert list(table.lines())[-1] == Line(5, ("", "", "ring", "7"), False)


@pytest.mark.parametrize(
    "total",
    [
        *("Jumlah;;;7", ";TOTAL;;7", "Grand Total :;;;7", ";Sub Jumlah;;7", "Jml. Total;;;7"),
        *("Total Kab. Tegal;;;7 orang", ";Rata-rata;;3,5", "JUMLAH KESELURUHAN;;;Rp 7"),
    ],
)
def test_totals_are_no_firms(total):
    table = one(f"{HEAD}\n{FIRMS}\n{total}\n3;CV Tiga;ring;5\n")

    assert (numbers(table), reasons(table)) == ([2, 3, 5], {4: "total"})


@pytest.mark.parametrize("firm", ["3;CV Total;baut;4", "3;Jumlah Jaya;;9", ";Total Teknik;baut;9"])
def test_firms_named_like_totals_are_firms(firm):
    assert numbers(one(f"{HEAD}\n{FIRMS}\n{firm}\n")) == [2, 3, 4]


@pytest.mark.parametrize(
    "note",
    [
        *("Sumber: Dinas Contoh;;;", "*) angka sementara;;;", ";Catatan : diolah;;", "Ket: -;;;"),
        *(";;;Mengetahui,", ";;Contoh, 12 Mei 2025;", ";;Kepala Dinas Contoh;", ";;NIP. 1965;"),
        *(";;;(...............)", "Mengetahui,;;;Contoh, 12 Mei 2025"),
    ],
)
@pytest.mark.parametrize("gap", ["", ";;;\n"])
def test_notes_and_signatures_are_no_lines(note, gap):
    table = one(f"{HEAD}\n{FIRMS}\n{gap}{note}\n;;;\n;;Drs. Nama Contoh;\n")

    assert numbers(table) == [2, 3]
    assert set(reasons(table).values()) == {"note", "blank"}


def test_group_rows_between_the_lines_are_titles():
    table = one(f"{HEAD}\nA. KAB. TEGAL;;;\n{FIRMS}\nII;KAB. KLATEN;;\n3;CV Tiga;ring;5\n")

    assert (numbers(table), reasons(table)) == ([3, 4, 6], {2: "title", 5: "title"})


def test_header_repeated_after_a_page_break_is_left_out():
    many = "\n".join(f"{i};CV Satu {i};baut;3" for i in range(1, 21))
    table = one(f"{HEAD}\n{many}\n{HEAD}\n21;CV Akhir;mur;4\n")

    assert table.n_lines == 21
    assert [remark.number for remark in table.remarks()] == [1, 22]


def test_example_of_the_template_is_left_out():
    table = one(f"Contoh;{HEAD}\nCONTOH;1;CV Misal;baut;3\n;1;CV Satu;baut;3\n")

    assert (numbers(table), reasons(table)) == ([3], {2: "example"})


def test_another_header_below_starts_another_table():
    text = (
        f"{HEAD}\n{FIRMS}\n;;;\nKEBUTUHAN;;;\nKode;Nama Komponen;Material;Volume\nK-1;baut;S45C;9\n"
    )
    first, second = tables(text)

    assert (numbers(first), numbers(second)) == ([2, 3], [7])
    assert (second.header_row, headings(second)[1]) == (6, "Nama Komponen")
    assert reasons(first) == {4: "blank", 5: "note"}


def test_tables_beside_each_other_are_two():
    row = "No;Nama;Kota;;No;Nama;Kota"
    first, second = tables(f"{row}\n1;CV A;Tegal;;3;CV C;Klaten\n2;CV B;Tegal;;;;\n")

    assert [headings(first), headings(second)] == [["No", "Nama", "Kota"]] * 2
    assert [line.cells for line in first.lines()] == [
        ("1", "CV A", "Tegal"),
        ("2", "CV B", "Tegal"),
    ]
    assert [line.cells for line in second.lines()] == [("3", "CV C", "Klaten")]


def test_every_row_of_a_file_is_a_line_or_a_remark():
    text = f"JUDUL\n\n{HEAD}\n1;2;3;4\n{FIRMS}\n;;;\nJumlah;;;7\nSumber: contoh;;;"
    table = one(text)

    told = sorted([*numbers(table), *(remark.number for remark in table.remarks())])

    assert told == list(range(1, 10))


def test_empty_rows_below_the_table_are_not_told():
    assert reasons(one(f"{HEAD}\n{FIRMS}\n" + ";;;\n" * 500)) == {}


def test_sheet_of_prose_is_no_table():
    with pytest.raises(DataError) as refused:
        tables("Petunjuk\nIsilah lembar berikut\n")

    assert str(refused.value) == (
        "ikm.csv holds no table; its columns need a row of headings above the lines"
    )


def test_list_of_names_under_one_heading_is_a_table():
    assert [line.cells for line in one("Nama Perusahaan\nCV A\nCV B\n").lines()] == [
        ("CV A",),
        ("CV B",),
    ]


def test_a_firm_named_like_headings_is_a_line_and_no_header():
    lines = [
        "Nama,Jenis,Kabupaten/Kota,KBLI",
        *(f"CV Contoh {i},IKM,Kota Tegal,25920" for i in range(9)),
    ]
    lines.insert(6, '"Tikis Bersama, PT",IKM,Kota Padang Panjang,')

    [table] = read_tables("\n".join(lines).encode(), "daftar.csv")

    assert [line.number for line in table.lines()] == list(range(2, 12))
