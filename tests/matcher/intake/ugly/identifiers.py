"""Ugly identifiers: what Excel does to NIB, NPWP and phone numbers, and what must not come in."""

from pathlib import Path

from .outcome import Case, Made, one, row
from .writers import plain, text

GOOD_NIB = "9120000000017"
ZERO_NIB = "0220000000017"
GOOD_NPWP = "01.000.001.6-901.000"


def nib_as_numbers(folder: Path) -> Made:
    """A number cell drops the leading zero, and CSV may hold what Excel showed."""
    rows = [
        ["Nama Perusahaan", "NIB"],
        ["UD Contoh Nib Satu", ZERO_NIB],
        ["UD Contoh Nib Dua", int(GOOD_NIB)],
        ["UD Contoh Nib Tiga", int(ZERO_NIB)],
        ["UD Contoh Nib Empat", "9,12E+12"],
        ["UD Contoh Nib Lima", "9.12E+12"],
        ["UD Contoh Nib Enam", "91200000000171"],
        ["UD Contoh Nib Tujuh", "9120 0000 00017"],
        ["UD Contoh Nib Delapan", "dalam proses"],
    ]
    path = plain(folder / "nib_numbers.xlsx", rows)
    nibs = {2: ZERO_NIB, 3: GOOD_NIB, 8: GOOD_NIB}
    asked = {4, 5, 6, 7, 9}
    read = [
        row(
            line,
            ("firm", {"name": r[0], "nib": nibs.get(line)}),
            asks="nib" if line in asked else "",
        )
        for line, r in enumerate(rows[1:], 2)
    ]
    return path, one(read)


def nib_shown_by_excel(folder: Path) -> Made:
    """Saved as CSV after Excel had shown the column in scientific notation."""
    lines = ["Nama Perusahaan;NIB;Kab/Kota"]
    cells = ("9,12E+12", "2,20000E+11", "'0220000000017", "9120000000017")
    lines += [f"CV Contoh Ilmiah {n};{cell};Kab. Tegal" for n, cell in enumerate(cells)]
    path = text(folder / "nib_scientific.csv", "\n".join(lines) + "\n")
    nibs = (None, None, ZERO_NIB, GOOD_NIB)
    read = [
        row(
            2 + n,
            ("firm", {"name": f"CV Contoh Ilmiah {n}", "nib": nib}),
            asks="" if nib else "nib",
        )
        for n, nib in enumerate(nibs)
    ]
    return path, one(read)


def npwp_zeroed(folder: Path) -> Made:
    """Excel keeps fifteen digits: the sixteenth of a new NPWP became a zero."""
    rows = [
        ["Nama Perusahaan", "NPWP"],
        ["PT Contoh Npwp Satu", GOOD_NPWP],
        ["PT Contoh Npwp Dua", "010000016901000"],
        ["PT Contoh Npwp Tiga", 3374010101800010],
        ["PT Contoh Npwp Empat", 10000016901000],
        ["PT Contoh Npwp Lima", "01.000.001.7-901.000"],
        ["PT Contoh Npwp Enam", "3,37401E+15"],
    ]
    path = plain(folder / "npwp_zeroed.xlsx", rows)
    good = {2: GOOD_NPWP, 3: GOOD_NPWP}
    read = [
        row(
            line,
            ("firm", {"name": r[0], "npwp": good.get(line)}),
            asks="" if line in good else "npwp",
        )
        for line, r in enumerate(rows[1:], 2)
    ]
    return path, one(read)


PHONES: tuple[tuple[object, tuple[str, ...]], ...] = (
    ("0812-0000-0001", ("+6281200000001",)),
    ("62812 0000 0002", ("+6281200000002",)),
    ("+62 812-0000-0003", ("+6281200000003",)),
    ("0812.0000.0004", ("+6281200000004",)),
    ("0812-0000-0005 / 0812-0000-0006", ("+6281200000005", "+6281200000006")),
    ("(0283) 350001", ("+62283350001",)),
    ("(0283) 350002; 0812 0000 0007", ("+62283350002", "+6281200000007")),
    (6281200000008, ("+6281200000008",)),
    ("'081200000009", ("+6281200000009",)),
    (81200000010, ("+6281200000010",)),
    ("8,12E+10", ()),
    ("0812-0000-001x", ()),
    ("350003", ()),
)


def phones(folder: Path) -> Made:
    """Phones as people write them; without its area code or its digits it is asked."""
    rows: list[list[object]] = [["Nama Perusahaan", "No. Telp/HP"]]
    rows += [[f"UD Contoh Telepon {n}", cell] for n, (cell, _) in enumerate(PHONES)]
    path = plain(folder / "phones.xlsx", rows)
    read = [
        row(
            2 + n,
            ("firm", {"name": f"UD Contoh Telepon {n}", "phone": numbers or None}),
            asks="" if numbers else "phone",
        )
        for n, (_, numbers) in enumerate(PHONES)
    ]
    return path, one(read)


def owners_privacy(folder: Path) -> Made:
    """NIK, the owner's home address, birthday, sex and religion are nobody's business."""
    rows = [
        ["Nama Perusahaan", "Nama Pemilik", "NIK", "Alamat Rumah Pemilik", "Tanggal Lahir"],
        ["UD Contoh Cor Satu", "Bapak Contoh", "3310010101800001", "Dusun Rahasia RT 9"],
        ["CV Contoh Bubut Dua", "Ibu Contoh", "3328014101850002", "Gang Rahasia No. 8"],
    ]
    rows[0] += ["Jenis Kelamin", "Agama", "Alamat Perusahaan", "Jenis Produk"]
    rows[1] += ["01/01/1980", "Laki-laki", "Kepercayaan Contoh", "Jl. Pabrik Contoh 1", "blok rem"]
    rows[2] += ["01/01/1985", "Perempuan", "Agama Contoh", "Jl. Pabrik Contoh 2", "flensa"]
    path = plain(folder / "privacy.xlsx", rows)
    read = [
        row(line, ("firm", {"name": r[0], "owner": r[1], "address": r[7]}))
        for line, r in enumerate(rows[1:], 2)
    ]
    secrets = tuple(cell for r in rows[1:] for cell in r[2:7])
    return path, one(read, absent=secrets)


def codes_of_activities(folder: Path) -> Made:
    """KBLI as text, as a number, several in one cell, and one that is too short."""
    rows = [
        ["Nama Perusahaan", "KBLI"],
        ["UD Contoh Kbli Satu", "25920"],
        ["UD Contoh Kbli Dua", 24310],
        ["UD Contoh Kbli Tiga", "25920, 24310"],
        ["UD Contoh Kbli Empat", "25920 dan 30912"],
        ["UD Contoh Kbli Lima", "2592"],
    ]
    path = plain(folder / "kbli.xlsx", rows)
    codes = (["25920"], ["24310"], ["25920", "24310"], ["25920", "30912"], None)
    read = [
        row(
            line,
            ("firm", {"name": r[0], "kbli": found}),
            asks="" if found else "kbli",
        )
        for line, (r, found) in enumerate(zip(rows[1:], codes, strict=True), 2)
    ]
    return path, one(read)


CASES: tuple[Case, ...] = (
    nib_as_numbers,
    nib_shown_by_excel,
    npwp_zeroed,
    phones,
    owners_privacy,
    codes_of_activities,
)
