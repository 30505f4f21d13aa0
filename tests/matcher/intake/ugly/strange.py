"""Ugly cells: errors of Excel, formulas, names with signs of every kind, names without end."""

from pathlib import Path

from .outcome import Case, Made, one, row
from .writers import Formula, plain, text

NAMES = (
    "UD Contoh 🔩 Baut",
    "CV Contoh <b>Tebal</b> & Anak",
    "PT شركة Contoh",
    "UD Contoh 'Kutip' \"Ganda\"",
    "CV Contoh; Titik Koma",
    "=CONTOH()+1 Teknik",
    "@contoh.logam",
    "<script>alert(1)</script>",
    "PT Çontoh Ñame Ürün",
)


def strange_names(folder: Path) -> Made:
    """Nothing in a name is executed, cut or cleaned away."""
    rows = [["Nama Perusahaan", "Kab/Kota", "Jenis Produk"]]
    rows += [[name, "Kab. Tegal", "braket"] for name in NAMES]
    path = plain(folder / "strange_names.xlsx", rows)
    read = [row(2 + n, ("firm", {"name": name})) for n, name in enumerate(NAMES)]
    return path, one(read)


def name_of_300_letters(folder: Path) -> Made:
    """Somebody pasted a sentence into the name; it comes in whole."""
    name = "PT " + "Contoh Panjang Sekali " * 13 + "Selesai Juga"
    rows = [["Nama Perusahaan", "Jenis Produk"], [name[:300], "braket"], ["UD Contoh", "puli"]]
    path = plain(folder / "long_name.xlsx", rows)
    read = [row(2, ("firm", {"name": name[:300]})), row(3, ("firm", {"name": "UD Contoh"}))]
    return path, one(read)


def errors_of_excel(folder: Path) -> Made:
    """#REF! and its like are no figures and no names."""
    rows = [
        ["Nama Perusahaan", "Kab/Kota", "Tenaga Kerja", "Nilai Investasi (Rp)"],
        ["UD Contoh Rusak Satu", "Kab. Tegal", Formula("=#REF!+1", "#REF!"), 5_000_000],
        ["UD Contoh Rusak Dua", "Kab. Tegal", 8, Formula("=1/0", "#DIV/0!")],
        [Formula("=NA()", "#N/A"), "Kab. Tegal", 9, 7_000_000],
        ["UD Contoh Utuh", "Kab. Tegal", 10, Formula("=5*2000000", 10_000_000)],
    ]
    path = plain(folder / "errors.xlsx", rows)
    read = [
        row(
            2,
            ("firm", {"name": rows[1][0], "workers": None, "investment_idr": 5_000_000}),
            asks="workers",
        ),
        row(
            3,
            ("firm", {"name": rows[2][0], "workers": 8, "investment_idr": None}),
            asks="investment_idr",
        ),
        row(4, refused=True),
        row(5, ("firm", {"name": rows[4][0], "workers": 10, "investment_idr": 10_000_000})),
    ]
    return path, one(read)


def formulas_with_results(folder: Path) -> Made:
    """Names joined and people added by formulas: what Excel showed is what is read."""
    rows = [
        ["Nama Perusahaan", "Laki", "Perempuan", "Tenaga Kerja", "Kab/Kota"],
        [Formula('="UD "&"Contoh Rumus"', "UD Contoh Rumus"), 8, 4, Formula("=B2+C2", 12)],
        [Formula('="CV "&"Contoh Hitung"', "CV Contoh Hitung"), 3, 2, Formula("=B3+C3", 5)],
    ]
    for cells in rows[1:]:
        cells.append("Kab. Klaten")
    path = plain(folder / "formulas.xlsx", rows)
    firms = (("UD Contoh Rumus", 12), ("CV Contoh Hitung", 5))
    read = [
        row(2 + n, ("firm", {"name": name, "workers": workers, "place": "Kab. Klaten"}))
        for n, (name, workers) in enumerate(firms)
    ]
    return path, one(read)


def invisible_signs(folder: Path) -> Made:
    """No-break spaces, zero-width signs and soft returns from a web page and from Word."""
    rows = [
        ["\u00a0Nama\u00a0Perusahaan ", "Kab/Kota\u200b", "Tenaga\nKerja", "Jenis\r\nProduk"],
        ["\u200bUD\u00a0Contoh  Samar ", "\u00a0Kab. Klaten", "\u00a012", "blok\u00a0rem"],
        ["CV Contoh\u00a0Gaib\ufeff", "Kab. Tegal\u200b", "25\u00a0orang", "flensa"],
    ]
    path = plain(folder / "invisible.xlsx", rows)
    seen = (("UD Contoh Samar", "Kab. Klaten", 12), ("CV Contoh Gaib", "Kab. Tegal", 25))
    read = [
        row(
            2 + n,
            ("firm", {"name": name, "place": place, "workers": workers}),
            ("capability", {"product": ("blok rem", "flensa")[n]}),
        )
        for n, (name, place, workers) in enumerate(seen)
    ]
    return path, one(read)


def apostrophes(folder: Path) -> Made:
    """Numbers kept as text with an apostrophe before them, visible once saved as CSV."""
    lines = [
        "Nama Perusahaan,NIB,Tenaga Kerja,No. HP,Jenis Produk",
        "UD Contoh Petik Satu,'0220000000017,'12,'081200000001,braket",
        "UD Contoh Petik Dua,'9120000000017,'7,'081200000002,puli",
    ]
    path = text(folder / "apostrophes.csv", "\n".join(lines) + "\n")
    stated = (
        ("UD Contoh Petik Satu", "0220000000017", 12, "+6281200000001"),
        ("UD Contoh Petik Dua", "9120000000017", 7, "+6281200000002"),
    )
    read = [
        row(2 + n, ("firm", {"name": name, "nib": nib, "workers": workers, "phone": (phone,)}))
        for n, (name, nib, workers, phone) in enumerate(stated)
    ]
    return path, one(read)


CASES: tuple[Case, ...] = (
    strange_names,
    name_of_300_letters,
    errors_of_excel,
    formulas_with_results,
    invisible_signs,
    apostrophes,
)
