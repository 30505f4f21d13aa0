"""Ugly lists around an event: needs, participants, hours, what came of it, wishes."""

from datetime import date, time
from pathlib import Path

from .outcome import Case, Made, Record, one, row
from .writers import Grid, plain, text, workbook

EVENT = "LM-CONTOH-26"


def yearly_needs(folder: Path) -> Made:
    """A buyer's list with part numbers and yearly volumes, which are not monthly ones."""
    rows = [
        ["PT Pembeli Contoh Sembilan - Purchasing", *[None] * 7],
        [
            "Kode Kebutuhan",
            "Part Name",
            "Drawing No.",
            "Material",
            "Volume per Tahun",
            "Berat (gr)",
        ],
        ["K-911", "Bracket Contoh LH", "CTH-001-A", "SPCC", 120_000, 350],
        ["K-912", "Shaft Contoh", "CTH-002-B", "S45C", "36.000", "1.250,5"],
        ["K-913", "Flange Contoh", "007", "FCD450", "±24rb pcs", 900],
        ["K-914", "Cover Contoh", "CTH-004", "ADC12", "sesuai order", 410],
    ]
    rows[1] += ["Toleransi (mm)", "Pembayaran (hari)"]
    for cells, more in zip(
        rows[2:], ((0.05, 45), ("0,1", "60 hari"), (0.2, 30), (0.02, 30)), strict=True
    ):
        cells += more
    path = workbook(folder / "yearly_needs.xlsx", Grid(rows, "Part List", merges=((0, 0, 0, 7),)))
    volumes = (120_000, 36_000, 24_000, None)
    weights = (0.35, 1.2505, 0.9, 0.41)
    terms = ((0.05, 45), (0.1, 60), (0.2, 30), (0.02, 30))
    read = []
    stated = zip(rows[2:], volumes, weights, terms, strict=True)
    for line, (cells, volume, weight, (tolerance, days)) in enumerate(stated, 3):
        need = {
            "need_id": cells[0],
            "component": cells[1],
            "drawing": cells[2],
            "materials": cells[3],
            "volume": volume,
            "part_weight_kg": weight,
            "tolerance_mm": tolerance,
            "payment_days": days,
        }
        need |= {} if volume is None else {"volume_period": "year"}
        read.append(row(line, ("need", need), asks="volume" if volume is None else ""))
    return path, one(read, {1: "title"})


def _comes(role: str, firm: str) -> Record:
    return "participant", {"event_id": EVENT, "firm_id": firm, "role": role}


def _person(firm: str, name: str, decides: bool | None) -> Record:
    return "attendee", {"event_id": EVENT, "firm_id": firm, "name": name, "decides": decides}


def participants_with_attendees(folder: Path) -> Made:
    """One line per person: the firm takes part once, and two people come for it."""
    rows = [
        ["Kode Acara", "Nama Perusahaan", "Peran", "Nama Wakil", "Jabatan"],
        [EVENT, "UD Contoh Cor Satu", "IKM", "Bapak Contoh A", "Pemilik"],
        [EVENT, "UD Contoh Cor Satu", "IKM", "Ibu Contoh B", "Staf"],
        [EVENT, "PT Pembeli Contoh Sembilan", "Pembeli", "Bapak Contoh C", "Manajer"],
        [EVENT, "PT Pembeli Contoh Sepuluh", "Industri Besar", "Ibu Contoh D", "Purchasing"],
    ]
    for cells, decides in zip(
        rows, ("Berwenang Memutuskan", "Ya", "tidak", "YA", None), strict=True
    ):
        cells.append(decides)
    path = plain(folder / "participants.xlsx", rows)
    cor, nine, ten = rows[1][1], rows[3][1], rows[4][1]
    read = [
        row(2, _comes("ikm", cor), _person(cor, "Bapak Contoh A", True)),
        row(3, _comes("ikm", cor), _person(cor, "Ibu Contoh B", False), optional="participant"),
        row(4, _comes("buyer", nine), _person(nine, "Bapak Contoh C", True)),
        row(5, _comes("buyer", ten), _person(ten, "Ibu Contoh D", None)),
    ]
    return path, one(read)


def excel_booleans(folder: Path) -> Made:
    """Check boxes of Excel are true and false, not ya and tidak."""
    rows = [
        ["Kode Acara", "Perusahaan Peserta", "Nama Wakil", "Jabatan", "Berwenang Memutuskan"],
        [EVENT, "UD Contoh Cor Satu", "Bapak Contoh A", "Pemilik", True],
        [EVENT, "CV Contoh Bubut Dua", "Ibu Contoh B", "Staf", False],
        [EVENT, "PT Contoh Knalpot Tiga", "Ibu Contoh C", "Direktur", "mungkin"],
    ]
    path = plain(folder / "booleans.xlsx", rows)
    read = [
        row(
            line,
            _person(str(r[1]), str(r[2]), None if line == 4 else bool(r[4])),
            asks="decides" if line == 4 else "",
        )
        for line, r in enumerate(rows[1:], 2)
    ]
    return path, one(read)


def availability(folder: Path) -> Made:
    """Hours with a point, a colon, as a time of Excel; one day without hours; one of 25 hours."""
    rows = [
        ["Kode Acara", "Nama Perusahaan", "Tanggal", "Jam Mulai", "Jam Selesai", "Bersedia"],
        [EVENT, "UD Contoh Cor Satu", date(2026, 3, 10), time(9, 0), time(12, 30), "Ya"],
        [EVENT, "CV Contoh Bubut Dua", "10 Maret 2026", "09.00", "15:00", "Ya"],
        [EVENT, "PT Contoh Knalpot Tiga", "11/03/2026", None, None, "Tidak"],
        [EVENT, "UD Contoh Las Empat", "11-03-2026", "25.00", "26.00", "Ya"],
    ]
    path = plain(folder / "availability.xlsx", rows)
    days = (date(2026, 3, 10), date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 11))
    hours = (("09:00", "12:30"), ("09:00", "15:00"), (None, None), (None, None))
    read = []
    for line, (r, day, (starts, ends)) in enumerate(zip(rows[1:], days, hours, strict=True), 2):
        here = {"firm_id": r[1], "date": day, "starts": starts, "ends": ends}
        here |= {"available": r[5] == "Ya"}
        read.append(row(line, ("availability", here), asks="starts ends" if line == 5 else ""))
    return path, one(read)


def outcomes_in_words(folder: Path) -> Made:
    """What came of the meetings, told by phone; a word that names no step is put aside."""
    told: tuple[tuple[str, str, str | None], ...] = (
        ("12 Maret 2026", "Penawaran harga", "quotation"),
        ("13/03/2026", "kunjungan pabrik", "factory_visit"),
        ("14-03-26", "SAMPEL", "sample"),
        ("2026-03-15", "MoU", "mou"),
        ("16 Mar 2026", "tidak hadir", "no_show"),
        ("17 Maret 2026", "PO", "purchase_order"),
        ("18 Maret 2026", "masih bicara-bicara", None),
    )
    lines = ["Kode Hasil;Kode Kebutuhan;Pemasok;Tanggal;Tahapan"]
    lines += [
        f"H-{n};K-911;UD Contoh Cor Satu;{day};{word}" for n, (day, word, _) in enumerate(told)
    ]
    path = text(folder / "outcomes.csv", "\n".join(lines) + "\n")
    read = []
    for n, (_, _, step) in enumerate(told):
        found = {"outcome_id": f"H-{n}", "need_id": "K-911", "supplier_id": "UD Contoh Cor Satu"}
        found |= {"step": step, "date": date(2026, 3, 12 + n)}
        read.append(row(2 + n, ("outcome", found)) if step else row(2 + n, refused=True))
    return path, one(read)


def wishes(folder: Path) -> Made:
    """The matrix of wishes as a list: who wants to meet whom, and who said so."""
    rows = [
        ["Kode Acara", "Pemasok", "Pembeli", "Ingin Bertemu", "Diusulkan Oleh"],
        [EVENT, "UD Contoh Cor Satu", "PT Pembeli Contoh Sembilan", "Ya", "IKM"],
        [EVENT, "UD Contoh Cor Satu", "PT Pembeli Contoh Sepuluh", "Tidak", "Pembeli"],
        [EVENT, "CV Contoh Bubut Dua", "PT Pembeli Contoh Sembilan", "ya", "pembeli"],
        [EVENT, "CV Contoh Bubut Dua", None, "ya", "pembeli"],
    ]
    path = plain(folder / "wishes.xlsx", rows)
    told = ((True, "supplier"), (False, "buyer"), (True, "buyer"))
    read = []
    for line, (r, (wished, by)) in enumerate(zip(rows[1:4], told, strict=True), 2):
        pair = {"event_id": EVENT, "supplier_id": r[1], "buyer_id": r[2]}
        read.append(row(line, ("wish", pair | {"wished": wished, "by": by})))
    return path, one([*read, row(5, refused=True)])


CASES: tuple[Case, ...] = (
    yearly_needs,
    participants_with_attendees,
    excel_booleans,
    availability,
    outcomes_in_words,
    wishes,
)
