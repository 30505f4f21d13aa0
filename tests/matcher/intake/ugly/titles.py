"""Ugly above the data: titles, headers of two rows, numbered columns, a table far from A1."""

from pathlib import Path

from .firms import HEADINGS, MAKERS, cells, listed, records
from .outcome import Case, Made, one, row
from .writers import Grid, plain, text, workbook


def title_rows(folder: Path) -> Made:
    """Three title rows merged over the whole table, then a blank one."""
    rows = [
        ["DAFTAR IKM KOMPONEN CONTOH", *[None] * 4],
        ["DINAS PERINDUSTRIAN KABUPATEN CONTOH", *[None] * 4],
        ["TAHUN 2025", *[None] * 4],
        [],
        list(HEADINGS),
        *listed(),
    ]
    merges = tuple((line, 0, line, 4) for line in range(3))
    path = workbook(folder / "title_rows.xlsx", Grid(rows, "IKM", merges=merges))
    read = [row(6 + i, *records(maker)) for i, maker in enumerate(MAKERS)]
    return path, one(read, dict.fromkeys((1, 2, 3), "title"))


def titles_in_csv(folder: Path) -> Made:
    """Title lines saved from Excel as CSV, padded with separators."""
    lines = ["Rekap IKM Contoh;;;;", "Semester I 2025;;;;", ";;;;", ";".join(HEADINGS)]
    lines += [";".join(map(str, line)) for line in listed()]
    path = text(folder / "titles_in_csv.csv", "\n".join(lines) + "\n")
    read = [row(5 + i, *records(maker)) for i, maker in enumerate(MAKERS)]
    return path, one(read, {1: "title", 2: "title"})


def two_row_header(folder: Path) -> Made:
    """One group heading over two columns; the other headings are merged downwards."""
    stated = (5000, 1200, 300)
    rows = [
        ["No", "Nama Perusahaan", "Kab/Kota", "Jenis Produk", "Kapasitas Produksi", None],
        [None, None, None, None, "Jumlah", "Satuan"],
    ]
    for number, (maker, amount) in enumerate(zip(MAKERS, stated, strict=False), 1):
        rows.append([number, *maker[:3], amount, "pcs/bulan"])
    merges = (*((0, column, 1, column) for column in range(4)), (0, 4, 0, 5))
    path = workbook(folder / "two_row_header.xlsx", Grid(rows, merges=merges))
    read = [
        row(
            3 + i,
            ("firm", {"name": maker.name, "place": maker.place}),
            ("capability", {"product": maker.product, "capacity_per_month": amount}),
        )
        for i, (maker, amount) in enumerate(zip(MAKERS, stated, strict=False))
    ]
    return path, one(read)


def yearly_unit_of_its_own_column(folder: Path) -> Made:
    """The unit beside the figure says tons a year: no monthly count may come of it."""
    rows = [
        ["Nama Perusahaan", "Jenis Produk", "Kapasitas Produksi", None],
        [None, None, "Volume", "Satuan"],
        ["UD Contoh Cor Satu", "blok rem", 60, "ton/tahun"],
        ["CV Contoh Bubut Dua", "flensa", 24000, "pcs/tahun"],
    ]
    merges = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3))
    path = workbook(folder / "yearly_unit.xlsx", Grid(rows, merges=merges))
    read = [
        row(
            3,
            ("firm", {"name": "UD Contoh Cor Satu"}),
            ("capability", {"product": "blok rem", "capacity_per_month": None}),
            may_ask="capacity",
        ),
        row(
            4,
            ("firm", {"name": "CV Contoh Bubut Dua"}),
            ("capability", {"product": "flensa", "capacity_per_month": None}),
            may_ask="capacity",
        ),
    ]
    return path, one(read)


def column_numbers(folder: Path) -> Made:
    """A row (1) (2) (3) under the header, as in every official form."""
    rows = [list(HEADINGS), [f"({n})" for n in range(1, 6)], *listed()]
    path = plain(folder / "column_numbers.xlsx", rows)
    read = [row(3 + i, *records(maker)) for i, maker in enumerate(MAKERS)]
    return path, one(read, {2: "header"})


def bare_column_numbers(folder: Path) -> Made:
    """The same with true numbers: 1 2 3 4 5."""
    rows = [list(HEADINGS), [1, 2, 3, 4, 5], *listed()]
    path = plain(folder / "bare_column_numbers.xlsx", rows)
    read = [row(3 + i, *records(maker)) for i, maker in enumerate(MAKERS)]
    return path, one(read, {2: "header"})


def far_from_the_corner(folder: Path) -> Made:
    """The table starts at column D, row 7."""
    grid = Grid([list(HEADINGS), *listed()], top=6, left=3)
    path = workbook(folder / "starts_at_d7.xlsx", grid)
    return path, one([row(8 + i, *records(maker)) for i, maker in enumerate(MAKERS)])


def header_after_page_break(folder: Path) -> Made:
    """The header stands again where a page was printed to its end."""
    first, second = MAKERS[:3], MAKERS[3:]
    rows = [list(HEADINGS), *listed(first), list(HEADINGS)]
    rows += [cells(number, maker) for number, maker in enumerate(second, 4)]
    path = plain(folder / "page_break.xlsx", rows)
    read = [row(2 + i, *records(maker)) for i, maker in enumerate(first)]
    read += [row(6 + i, *records(maker)) for i, maker in enumerate(second)]
    return path, one(read, {5: "header"})


def english_headings(folder: Path) -> Made:
    """A trade association writes in English, with units in the headings."""
    rows = [
        ["No.", "Company Name", "Regency/City", "Main Product", "Production Capacity (pcs/month)"],
        [1, "PT Sample Stamping Six", "Kab. Bekasi", "bracket", 15000],
        [2, "CV Sample Turning Seven", "Kota Semarang", "shaft", 2500],
    ]
    rows[0] += ["Number of Employees", "E-mail"]
    rows[1] += [61, "six@contoh.example"]
    rows[2] += [14, "seven@contoh.example"]
    path = plain(folder / "english.xlsx", rows)
    read = [
        row(
            line,
            ("firm", {"name": r[1], "place": r[2], "workers": r[5], "email": r[6]}),
            ("capability", {"product": r[3], "capacity_per_month": r[4]}),
        )
        for line, r in enumerate(rows[1:], 2)
    ]
    return path, one(read)


CASES: tuple[Case, ...] = (
    title_rows,
    titles_in_csv,
    two_row_header,
    yearly_unit_of_its_own_column,
    column_numbers,
    bare_column_numbers,
    far_from_the_corner,
    header_after_page_break,
    english_headings,
)
