"""Ugly quantities and dates: a number with its unit, or a question, never a guess."""

from datetime import date, datetime
from pathlib import Path

from .outcome import Case, Made, one, row
from .writers import Formula, plain, text

CAPACITIES: tuple[tuple[str, float | None], ...] = (
    ("1.200 pcs/bulan", 1200),
    ("100rb pcs/bulan", 100_000),
    ("5.000 pcs per bulan", 5000),
    ("1,5 ton/bulan", None),
    ("10-15 ton plat", None),
    ("24.000 pcs/tahun", None),
    ("2x sehari", None),
    ("tergantung pesanan", None),
)


def capacities(folder: Path) -> Made:
    """Only what is plainly pieces a month becomes a monthly count; the words stay."""
    rows = [["Nama Perusahaan", "Jenis Produk", "Kapasitas Produksi"]]
    rows += [[f"UD Contoh Isi {n}", "braket", cell] for n, (cell, _) in enumerate(CAPACITIES)]
    path = plain(folder / "capacities.xlsx", rows)
    read = []
    for line, (cell, monthly) in enumerate(CAPACITIES, 2):
        stated: dict[str, object] = {"capacity_per_month": monthly}
        if monthly is None:
            stated["capacity_stated"] = cell
        made = ("capability", {"product": "braket"} | stated)
        ask = "capacity" if monthly is None else ""
        read.append(row(line, made, may_ask=ask))
    return path, one(read)


INVESTED: tuple[tuple[object, float | None], ...] = (
    ("Rp 250 juta", 250e6),
    ("Rp1,5 miliar", 1.5e9),
    ("350.000.000", 350e6),
    ("Rp. 75.000.000,-", 75e6),
    (125_000_000, 125e6),
    ("Rp 1.250.000.000,00", 1.25e9),
    ("di bawah 50 juta", None),
    ("100-200 juta", None),
)


def money(folder: Path) -> Made:
    """Rupiah in words and figures; a bound or a range is no figure."""
    rows: list[list[object]] = [["Nama Perusahaan", "Nilai Investasi (Rp)"]]
    rows += [[f"UD Contoh Modal {n}", cell] for n, (cell, _) in enumerate(INVESTED)]
    path = plain(folder / "money.xlsx", rows)
    read = [
        row(
            line,
            ("firm", {"name": f"UD Contoh Modal {line - 2}", "investment_idr": rupiah}),
            asks="investment_idr" if rupiah is None else "",
        )
        for line, (_, rupiah) in enumerate(INVESTED, 2)
    ]
    return path, one(read)


COUNTED: tuple[tuple[object, int | None], ...] = (
    ("1.200", 1200),
    ("12 orang", 12),
    ("± 25", 25),
    (40, 40),
    (Formula("=20+5", 25), 25),
    ("'18", 18),
    ("10-15", None),
    ("belasan", None),
    ("12 (8 L, 4 P)", None),
)


def workers(folder: Path) -> Made:
    """Counts of people: grouped, with a word, about, calculated, as text with an apostrophe."""
    rows: list[list[object]] = [["Nama Perusahaan", "Jumlah Tenaga Kerja"]]
    rows += [[f"UD Contoh Orang {n}", cell] for n, (cell, _) in enumerate(COUNTED)]
    path = plain(folder / "workers.xlsx", rows)
    read = [
        row(
            line,
            ("firm", {"name": f"UD Contoh Orang {line - 2}", "workers": count}),
            asks="workers" if count is None else "",
        )
        for line, (_, count) in enumerate(COUNTED, 2)
    ]
    return path, one(read)


def units_in_headings(folder: Path) -> Made:
    """Grams, centimetres and millions of rupiah stand in the heading only."""
    rows = [
        ["Nama Perusahaan", "Jenis Produk", "Berat Maks (gram)", "Panjang Maks (cm)"],
        ["UD Contoh Satuan Satu", "braket", 2500, 30],
        ["UD Contoh Satuan Dua", "puli", "750", "12,5"],
    ]
    rows[0] += ["Nilai Investasi (juta Rp)", "Kapasitas (pcs/tahun)"]
    rows[1] += [250, 60000]
    rows[2] += ["1.500", "60.000"]
    path = plain(folder / "units_in_headings.xlsx", rows)
    read = [
        row(
            line,
            ("firm", {"name": r[0], "investment_idr": invested}),
            (
                "capability",
                {
                    "product": r[1],
                    "max_weight_kg": weight,
                    "max_length_mm": length,
                    "capacity_per_month": None,
                },
            ),
            may_ask="capacity",
        )
        for line, r, weight, length, invested in (
            (2, rows[1], 2.5, 300, 250e6),
            (3, rows[2], 0.75, 125, 1.5e9),
        )
    ]
    return path, one(read)


def weights_with_two_readings(folder: Path) -> Made:
    """'2.500' kilograms may be 2500 or 2.5 of them; a true number of Excel is what it is."""
    lines = ["Nama Perusahaan;Jenis Produk;Berat Maks (kg)"]
    weighed = (("2.500", None), ("1,5", 1.5), ("12 kg", 12), ("0,75", 0.75), ("800 gram", 0.8))
    lines += [f"UD Contoh Timbang {n};braket;{cell}" for n, (cell, _) in enumerate(weighed)]
    path = text(folder / "two_readings.csv", "\n".join(lines) + "\n")
    read = [
        row(
            line,
            ("capability", {"product": "braket", "max_weight_kg": weight}),
            asks="max_weight_kg" if weight is None else "",
        )
        for line, (_, weight) in enumerate(weighed, 2)
    ]
    return path, one(read)


DATES: tuple[tuple[object, date | None], ...] = (
    ("27 November 2018", date(2018, 11, 27)),
    ("27/11/2018", date(2018, 11, 27)),
    ("27-11-18", date(2018, 11, 27)),
    ("2018-11-27", date(2018, 11, 27)),
    ("27 Nov 2018", date(2018, 11, 27)),
    ("3 Agustus 2025", date(2025, 8, 3)),
    ("Selasa, 27 November 2018", date(2018, 11, 27)),
    (date(2018, 11, 27), date(2018, 11, 27)),
    (datetime(2018, 11, 27, 9, 30), date(2018, 11, 27)),
    ("03/04/2025", date(2025, 4, 3)),
    ("Nov 2018", None),
    ("31/02/2025", None),
    ("akhir tahun", None),
)


def dates(folder: Path) -> Made:
    """One day in many spellings, and three cells that name no day."""
    rows: list[list[object]] = [["Kode Kebutuhan", "Nama Komponen", "Mulai Produksi"]]
    rows += [[f"K-{n}", f"braket contoh {n}", cell] for n, (cell, _) in enumerate(DATES)]
    path = plain(folder / "dates.xlsx", rows)
    read = [
        row(
            line,
            ("need", {"need_id": f"K-{line - 2}", "start_of_production": day}),
            asks="start_of_production" if day is None else "",
        )
        for line, (_, day) in enumerate(DATES, 2)
    ]
    return path, one(read)


CASES: tuple[Case, ...] = (
    capacities,
    money,
    workers,
    units_in_headings,
    weights_with_two_readings,
    dates,
)
