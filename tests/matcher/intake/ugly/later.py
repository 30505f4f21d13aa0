"""Ugly files made after the readers were finished: nobody could have written a reader for them."""

from datetime import date
from pathlib import Path

from .firms import HEADINGS, MAKERS, listed, records
from .outcome import Case, Made, one, row
from .writers import Grid, plain, text, workbook


def three_row_header(folder: Path) -> Made:
    """Group, part and unit stand in three rows of the header."""
    rows = [
        ["No", "Nama IKM", "Jenis Produk", "Kapasitas Produksi", "Tenaga Kerja"],
        [None, None, None, "Per Bulan", None],
        [None, None, None, "(pcs)", "(orang)"],
        [1, "UD Contoh Tingkat Satu", "braket", 4500, 8],
        [2, "CV Contoh Tingkat Dua", "puli", 800, 15],
    ]
    merges = ((0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 2, 2))
    path = workbook(folder / "three_rows.xlsx", Grid(rows, merges=merges))
    read = [
        row(
            line,
            ("firm", {"name": r[1], "workers": r[4]}),
            ("capability", {"product": r[2], "capacity_per_month": r[3]}),
        )
        for line, r in enumerate(rows[3:], 4)
    ]
    return path, one(read)


def old_mac_lines(folder: Path) -> Made:
    """Lines that end in a bare carriage return."""
    lines = [";".join(HEADINGS), *(";".join(map(str, line)) for line in listed())]
    path = folder / "old_mac.csv"
    path.write_bytes("\r".join(lines).encode() + b"\r")
    return path, one([row(2 + i, *records(maker)) for i, maker in enumerate(MAKERS)])


def utf_16_big_end_first(folder: Path) -> Made:
    """UTF-16 with its bytes the other way round."""
    lines = ["\t".join(HEADINGS), *("\t".join(map(str, line)) for line in listed())]
    path = text(folder / "utf16_be.txt", "\ufeff" + "\n".join(lines) + "\n", "utf-16-be")
    return path, one([row(2 + i, *records(maker)) for i, maker in enumerate(MAKERS)])


def starred_headings(folder: Path) -> Made:
    """A web form marks what must be filled in, and shouts."""
    rows = [
        [
            "NO.",
            "NAMA USAHA *",
            "KABUPATEN / KOTA *",
            "PRODUK UTAMA *",
            "JML. TENAGA KERJA (ORANG)",
        ],
        *listed(),
    ]
    path = plain(folder / "starred.xlsx", rows)
    return path, one([row(2 + i, *records(maker)) for i, maker in enumerate(MAKERS)])


def totals_by_regency(folder: Path) -> Made:
    """Totals name their regency, and the signature stands on the left."""
    lines = [
        "No,Nama Perusahaan,Kab/Kota,Jenis Produk,Tenaga Kerja",
        "1,CV Contoh Bubut Dua,Kab. Tegal,flensa,25",
        ",Jumlah Kab. Tegal,,,25",
        "2,UD Contoh Cor Satu,Kab. Klaten,blok rem,12",
        ",Jumlah Kab. Klaten,,,12",
        "GRAND TOTAL,,,,37",
        "",
        '"Contoh, 3 Mei 2025",,,,',
        "Dibuat oleh,,,,",
        "Seksi Data Contoh,,,,",
    ]
    path = text(folder / "totals_by_regency.csv", "\n".join(lines) + "\n")
    read = [row(2, *records(MAKERS[1])), row(4, *records(MAKERS[0]))]
    left_out = {3: "total", 5: "total", 6: "total", 8: "note", 9: "note", 10: "note"}
    return path, one(read, left_out)


SUMS: tuple[tuple[object, float | None], ...] = (
    ("75jt", 75e6),
    ("2 milyar", 2e9),
    ("Rp 1,25 M", 1.25e9),
    ("IDR 40.000.000", 40e6),
    ("300 ribu", 300e3),
    ("USD 5.000", None),
    ("1,200", None),
    ("-5.000.000", None),
    ("lima puluh juta", None),
    ("> 1 M", None),
)


def more_money(folder: Path) -> Made:
    """Short forms, and sums that are no plain rupiah; 'more than' is a bound."""
    rows: list[list[object]] = [["Nama Perusahaan", "Investasi"]]
    rows += [[f"CV Contoh Uang {n}", cell] for n, (cell, _) in enumerate(SUMS)]
    path = plain(folder / "more_money.xlsx", rows)
    read = [
        row(
            line,
            ("firm", {"name": f"CV Contoh Uang {line - 2}", "investment_idr": rupiah}),
            asks="investment_idr" if rupiah is None else "",
        )
        for line, (_, rupiah) in enumerate(SUMS, 2)
    ]
    return path, one(read)


HEADS: tuple[tuple[object, int | None], ...] = (
    ("7 org", 7),
    ("15 karyawan", 15),
    ("1,200", None),
    ("L: 4 P: 3", None),
    ("25 s/d 30", None),
    ("2,5", None),
    (12.0, 12),
    (True, None),
    (date(2025, 3, 12), None),
)


def more_workers(folder: Path) -> Made:
    """A comma of either kind, sexes apart, half a person, a check box, and '12-3' made a date."""
    rows: list[list[object]] = [["Nama Perusahaan", "Tenaga Kerja"]]
    rows += [[f"CV Contoh Kepala {n}", cell] for n, (cell, _) in enumerate(HEADS)]
    path = plain(folder / "more_workers.xlsx", rows)
    read = [
        row(
            line,
            ("firm", {"name": f"CV Contoh Kepala {line - 2}", "workers": count}),
            asks="workers" if count is None else "",
        )
        for line, (_, count) in enumerate(HEADS, 2)
    ]
    return path, one(read)


MADE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("poros 1,5 m; flensa", ("poros 1,5 m", "flensa")),
    ("roda gigi (lurus, miring), poros", ("roda gigi (lurus, miring)", "poros")),
    ("1) engsel 2) kunci", ("engsel", "kunci")),
    ("- baut\n- mur\n- ring", ("baut", "mur", "ring")),
    ("braket, braket", ("braket",)),
    ("baut M8x1,25, mur M8", ("baut M8x1,25", "mur M8")),
)


def more_products(folder: Path) -> Made:
    """Commas inside of numbers and brackets part nothing; a product named twice is one."""
    rows = [["Nama Perusahaan", "Jenis Produk", "Kab/Kota"]]
    rows += [[f"UD Contoh Koma {n}", cell, "Kab. Tegal"] for n, (cell, _) in enumerate(MADE)]
    path = plain(folder / "more_products.xlsx", rows)
    read = [
        row(
            line,
            ("firm", {"name": f"UD Contoh Koma {line - 2}"}),
            *(("capability", {"product": name}) for name in names),
        )
        for line, (_, names) in enumerate(MADE, 2)
    ]
    return path, one(read)


DAYS: tuple[tuple[object, date | None], ...] = (
    ("3 Mei 2025", date(2025, 5, 3)),
    ("1 Okt 2025", date(2025, 10, 1)),
    ("17 Agt 2025", date(2025, 8, 17)),
    ("5 Pebruari 2025", date(2025, 2, 5)),
    ("12.08.2025", date(2025, 8, 12)),
    ("9 Desember", None),
    ("05-2025", None),
    ("13/13/2025", None),
    ("Q3 2025", None),
    ("2025", None),
)


def more_dates(folder: Path) -> Made:
    """Short months, an old spelling, points; and cells without a whole day."""
    lines = ["Kode Kebutuhan;Nama Komponen;Mulai Produksi"]
    lines += [f"K-{n};braket contoh {n};{cell}" for n, (cell, _) in enumerate(DAYS)]
    path = text(folder / "more_dates.csv", "\n".join(lines) + "\n")
    read = [
        row(
            line,
            ("need", {"need_id": f"K-{line - 2}", "start_of_production": day}),
            asks="start_of_production" if day is None else "",
        )
        for line, (_, day) in enumerate(DAYS, 2)
    ]
    return path, one(read)


CASES: tuple[Case, ...] = (
    three_row_header,
    old_mac_lines,
    utf_16_big_end_first,
    starred_headings,
    totals_by_regency,
    more_money,
    more_workers,
    more_products,
    more_dates,
)
