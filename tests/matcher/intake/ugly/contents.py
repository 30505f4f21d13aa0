"""Ugly contents of firm lists: many things in one cell, nothing in many, columns nobody knows."""

from pathlib import Path

from .outcome import Case, Made, Record, one, row
from .writers import plain, text


def several_products(folder: Path) -> Made:
    """Products of one cell become capabilities; one capacity cannot belong to two of them."""
    rows = [
        ["Nama Perusahaan", "Jenis Produk", "Kapasitas (pcs/bulan)"],
        ["UD Contoh Ragam Satu", "braket; puli; flensa", None],
        ["UD Contoh Ragam Dua", "1. baut 2. mur", None],
        ["UD Contoh Ragam Tiga", "engsel\nporos\nroda gigi", None],
        ["UD Contoh Ragam Empat", "blok rem", 900],
        ["UD Contoh Ragam Lima", "tromol rem; cakram rem", 700],
    ]
    path = plain(folder / "several_products.xlsx", rows)
    products = (
        ("braket", "puli", "flensa"),
        ("baut", "mur"),
        ("engsel", "poros", "roda gigi"),
        ("blok rem",),
        ("tromol rem", "cakram rem"),
    )
    read = []
    for line, (r, names) in enumerate(zip(rows[1:], products, strict=True), 2):
        capacity = r[2] if len(names) == 1 else None
        made = [("capability", {"product": name, "capacity_per_month": capacity}) for name in names]
        asks = "capacity" if line == 6 else ""
        read.append(row(line, ("firm", {"name": r[0]}), *made, asks=asks))
    return path, one(read)


def _holds(name: str, status: str = "held") -> Record:
    return "certificate", {"certificate": name, "status": status}


def certificates(folder: Path) -> Made:
    """Held, lapsing, still to come, none at all, and not a word."""
    rows = [
        ["Nama Perusahaan", "Jenis Produk", "Sertifikat"],
        ["UD Contoh Mutu Satu", "braket", "ISO 9001:2015 (s/d 2027), SNI"],
        ["UD Contoh Mutu Dua", "puli", "belum ada"],
        ["UD Contoh Mutu Tiga", "flensa", "-"],
        ["UD Contoh Mutu Empat", "baut", "SNI, ISO 9001 (proses)"],
        ["UD Contoh Mutu Lima", "mur", None],
        ["UD Contoh Mutu Enam", "pegas", "IATF 16949 dan ISO 14001"],
    ]
    path = plain(folder / "certificates.xlsx", rows)
    held = (
        (_holds("ISO 9001:2015 (s/d 2027)"), _holds("SNI")),
        (_holds("*", "not_held"),),
        (),
        (_holds("SNI"), _holds("ISO 9001 (proses)", "not_held")),
        (),
        (_holds("IATF 16949"), _holds("ISO 14001")),
    )
    read = [
        row(line, ("firm", {"name": r[0]}), *found, may_ask="certificates")
        for line, (r, found) in enumerate(zip(rows[1:], held, strict=True), 2)
    ]
    return path, one(read)


def nothing_stated(folder: Path) -> Made:
    """Ten ways of leaving a cell blank; each is unknown and none is a question."""
    blanks = (
        "-",
        "\u2013",
        "\u2014",
        "n/a",
        "N/A",
        "tidak ada data",
        "belum diisi",
        "?",
        " ",
        "...",
    )
    rows: list[list[object]] = [
        ["Nama Perusahaan", "Kab/Kota", "Jenis Produk", "Tenaga Kerja", "NIB", "No. HP"]
    ]
    rows.append(["UD Contoh Lengkap", "Kab. Tegal", "braket", 9, "9120000000017", "081200000001"])
    rows += [[f"UD Contoh Hampa {n}", *[cell] * 5] for n, cell in enumerate(blanks)]
    path = plain(folder / "nothing_stated.xlsx", rows)
    unknown = dict.fromkeys(("place", "workers", "nib", "phone"))
    read = [row(2, ("firm", {"name": "UD Contoh Lengkap", "place": "Kab. Tegal", "workers": 9}))]
    read += [
        row(3 + n, ("firm", {"name": f"UD Contoh Hampa {n}"} | unknown)) for n in range(len(blanks))
    ]
    return path, one(read)


def columns_nobody_knows(folder: Path) -> Made:
    """What an office counts for itself survives under its own heading."""
    lines = [
        "Nama Perusahaan;Jenis Produk;Warna Pagar;Skor Kunjungan Dinas;Jumlah Kucing",
        "UD Contoh Cor Satu;blok rem;biru laut;87,5;3",
        "CV Contoh Bubut Dua;flensa;kuning gading;;12",
    ]
    path = text(folder / "unknown_columns.csv", "\n".join(lines) + "\n")
    read = [
        row(2, ("firm", {"name": "UD Contoh Cor Satu"}), ("capability", {"product": "blok rem"})),
        row(3, ("firm", {"name": "CV Contoh Bubut Dua"}), ("capability", {"product": "flensa"})),
    ]
    kept = ((2, "biru laut"), (2, "87,5"), (2, "3"), (3, "kuning gading"), (3, "12"))
    return path, one(read, kept=kept)


def duplicate_headings(folder: Path) -> Made:
    """Three columns have one heading, two have none: every cell is still there."""
    lines = [
        "Nama Perusahaan;Hasil Survei;Hasil Survei;Hasil Survei;Jenis Produk;;",
        "UD Contoh Cor Satu;satu-a;satu-b;satu-c;blok rem;satu-d;satu-e",
        "CV Contoh Bubut Dua;dua-a;dua-b;dua-c;flensa;dua-d;dua-e",
    ]
    path = text(folder / "duplicate_headings.csv", "\n".join(lines) + "\n")
    read = [
        row(2, ("firm", {"name": "UD Contoh Cor Satu"}), ("capability", {"product": "blok rem"})),
        row(3, ("firm", {"name": "CV Contoh Bubut Dua"}), ("capability", {"product": "flensa"})),
    ]
    kept = tuple((2 + n, f"{word}-{x}") for n, word in enumerate(("satu", "dua")) for x in "abcde")
    return path, one(read, kept=kept)


def wide_regional_sheet(folder: Path) -> Made:
    """All fifteen columns of the regional sheet at once."""
    rows = [
        ["nama perusahaan", "pemilik", "alamat", "kab/kota", "telp/HP", "NIB", "KBLI"],
        ["PT Contoh Rakit Enam", "Ibu Contoh", "Jl. Contoh 6", "Kab. Bekasi", "0812-0000-0011"],
    ]
    rows[0] += ["jenis produk", "kapasitas produksi", "tenaga kerja", "nilai investasi", "mesin"]
    rows[0] += ["sertifikat", "pemasaran"]
    rows[1] += ["9120000000017", "29300", "braket", "5.000 pcs/bulan", "61", "Rp 2 miliar"]
    rows[1] += ["bubut CNC; press 60 ton", "SNI", "Jawa Barat"]
    path = plain(folder / "wide_regional.xlsx", rows)
    firm = {
        "name": "PT Contoh Rakit Enam",
        "owner": "Ibu Contoh",
        "address": "Jl. Contoh 6",
        "place": "Kab. Bekasi",
        "phone": ("+6281200000011",),
        "nib": "9120000000017",
        "kbli": ["29300"],
        "workers": 61,
        "investment_idr": 2e9,
        "markets": "Jawa Barat",
    }
    made = {
        "product": "braket",
        "capacity_per_month": 5000,
        "machines": ["bubut CNC", "press 60 ton"],
    }
    return path, one([row(2, ("firm", firm), ("capability", made), _holds("SNI"))])


CASES: tuple[Case, ...] = (
    several_products,
    certificates,
    nothing_stated,
    columns_nobody_knows,
    duplicate_headings,
    wide_regional_sheet,
)
