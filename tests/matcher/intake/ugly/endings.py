"""Ugly below and between the data: totals, signatures, notes, blank lines, headings of groups."""

from pathlib import Path

from .firms import HEADINGS, MAKERS, cells, listed, records
from .outcome import Case, Made, one, row
from .writers import Formula, Grid, plain, text, workbook


def totals_and_subtotals(folder: Path) -> Made:
    """A subtotal after each regency and a grand total, both of them formulas."""
    one_two, three_four = MAKERS[:2], MAKERS[2:4]
    rows = [
        list(HEADINGS),
        *(cells(n, maker) for n, maker in enumerate(one_two, 1)),
        [None, "Sub Jumlah", None, None, Formula("=SUM(E2:E3)", 37)],
        *(cells(n, maker) for n, maker in enumerate(three_four, 3)),
        [None, "Sub Total", None, None, Formula("=SUM(E5:E6)", 47)],
        ["JUMLAH TOTAL", None, None, None, Formula("=E4+E7", 84)],
    ]
    merge = (7, 0, 7, 3)
    path = workbook(folder / "totals.xlsx", Grid(rows, merges=(merge,)))
    read = [row(2 + i, *records(maker)) for i, maker in enumerate(one_two)]
    read += [row(5 + i, *records(maker)) for i, maker in enumerate(three_four)]
    return path, one(read, {4: "total", 7: "total", 8: "total"})


def firm_named_total(folder: Path) -> Made:
    """A firm may be called Total or Jumlah; the last line is a total all the same."""
    rows = [
        list(HEADINGS),
        [1, "CV Total Contoh Teknik", "Kab. Tegal", "flensa", 9],
        [2, "UD Jumlah Contoh Rejeki", "Kab. Tegal", "baut", 4],
        ["Jumlah", None, None, None, 13],
    ]
    path = plain(folder / "firm_named_total.xlsx", rows)
    read = [
        row(
            line,
            ("firm", {"name": r[1], "place": r[2], "workers": r[4]}),
            ("capability", {"product": r[3]}),
        )
        for line, r in enumerate(rows[1:3], 2)
    ]
    return path, one(read, {4: "total"})


def signature_block(folder: Path) -> Made:
    """The head of the office signs below the table, in its right half."""
    rows = [
        list(HEADINGS),
        *listed(),
        [],
        [None, None, None, "Contoh, 27 November 2025", None],
        [None, None, None, "Mengetahui,", None],
        [None, None, None, "Kepala Dinas Perindustrian Contoh", None],
        [],
        [],
        [None, None, None, "Drs. Nama Contoh, M.Si.", None],
        [None, None, None, "NIP. 19700101 199001 1 001", None],
    ]
    path = plain(folder / "signature.xlsx", rows)
    read = [row(2 + i, *records(maker)) for i, maker in enumerate(MAKERS)]
    return path, one(read, dict.fromkeys((8, 9, 10, 13, 14), "note"))


def notes_below(folder: Path) -> Made:
    """Source and footnotes below the table of a CSV file."""
    lines = [",".join(HEADINGS), *(",".join(map(str, line)) for line in listed())]
    lines += ["", "Sumber: Dinas Contoh (diolah),,,,", "*) angka sementara,,,,"]
    lines += ["Catatan: data per Juni 2025,,,,"]
    path = text(folder / "notes_below.csv", "\n".join(lines) + "\n")
    read = [row(2 + i, *records(maker)) for i, maker in enumerate(MAKERS)]
    return path, one(read, dict.fromkeys((8, 9, 10), "note"))


def blank_rows_between(folder: Path) -> Made:
    """A blank row after every firm, some of them holding only white space."""
    rows: list[list[object]] = [list(HEADINGS)]
    for number, maker in enumerate(MAKERS, 1):
        rows += [cells(number, maker), [] if number % 2 else [None, "  ", "\u00a0", None, None]]
    path = plain(folder / "blank_rows.xlsx", rows)
    return path, one([row(2 + 2 * i, *records(maker)) for i, maker in enumerate(MAKERS)])


def groups_of_regencies(folder: Path) -> Made:
    """The regency stands in a line of its own above its firms; it is no firm."""
    rows = [
        ["No", "Nama Perusahaan", "Jenis Produk", "Tenaga Kerja"],
        ["A. KABUPATEN KLATEN", None, None, None],
        [1, "UD Contoh Cor Satu", "blok rem", 12],
        [2, "UD Contoh Cor Delapan", "roda gigi", 20],
        ["B. KABUPATEN TEGAL", None, None, None],
        [1, "CV Contoh Bubut Dua", "flensa", 25],
    ]
    merges = ((1, 0, 1, 3), (4, 0, 4, 3))
    path = workbook(folder / "groups.xlsx", Grid(rows, merges=merges))
    read = [
        row(
            line,
            ("firm", {"name": rows[line - 1][1], "workers": rows[line - 1][3]}),
            ("capability", {"product": rows[line - 1][2]}),
        )
        for line in (3, 4, 6)
    ]
    return path, one(read, {2: "title|note", 5: "title|note"})


def example_left_in(folder: Path) -> Made:
    """The example row of a form was left in; firms whose names say Contoh are no examples."""
    example = ["CONTOH", "PT Isilah Seperti Ini", "Kab. Klaten", "flensa", 10]
    rows = [list(HEADINGS), example, *listed()]
    path = plain(folder / "example_left_in.xlsx", rows)
    return path, one(
        [row(3 + i, *records(maker)) for i, maker in enumerate(MAKERS)], {2: "example"}
    )


CASES: tuple[Case, ...] = (
    totals_and_subtotals,
    firm_named_total,
    signature_block,
    notes_below,
    blank_rows_between,
    groups_of_regencies,
    example_left_in,
)
