"""The ugliest file: nearly everything that the other ones have apart, in one workbook."""

from pathlib import Path

from .outcome import Case, Made, one, row
from .writers import Grid, workbook

_HEAD = [
    ["DAFTAR IKM KOMPONEN BINAAN", *[None] * 11],
    ["Dinas Perindustrian Kabupaten Contoh, Tahun 2025"],
    [],
    ["No", "Nama Perusahaan", "Kab/Kota", "No. Telp/HP", "NIB", "Kapasitas", None],
    [None, None, None, None, None, "Jenis Produk", "Kapasitas Produksi"],
    [f"({n})" for n in range(1, 13)],
]
_HEAD[3] += ["Tenaga Kerja", "Nilai Investasi (juta Rp)", "NIK Pemilik", "Garapan", "Kode lama"]
_LINES = [
    [1, "UD Berkah Logam", "Kab. Klaten", "0812-0000-0021", "9120000000017", "blok rem"],
    [None, None, None, None, None, "roda gigi", "2x sehari"],
    [2, None, "Kab. Tegal", "0812-0000-0022", None, "flensa", "800 pcs/bulan", 5],
    [None, "Jumlah Kab. Tegal", None, None, None, None, None, 5],
    [3, "UD Contoh <b>Tiga</b>", "Kab. Klaten", "0812-0000-0023", 9.12e12, "puli"],
    [],
    [4, "CV Contoh Roda Empat", "Kab. Klaten", "0812-0000-0024", None, "baut; mur"],
    [None, "JUMLAH", None, None, None, None, None, 57],
    [],
    [None, None, "Klaten, 3 Maret 2025"],
    [None, None, "Kepala Dinas Contoh"],
]
_LINES[0] += ["1.200 pcs/bulan", 12, 250, "3310010101800001", "rem", "LAMA-1"]
_LINES[2] += [None, "3310010101800002", "flensa", "LAMA-2"]
_LINES[4] += ["500 pcs/bulan", 8, "1,5", "3310010101800003", "puli", "LAMA-3"]
_LINES[6] += ["10rb pcs/bulan", 32, 4000, "3310010101800004", "roda", "LAMA-4"]
_DOWNWARDS = tuple((3, column, 4, column) for column in (*range(5), *range(7, 12)))
_ONE_FIRM = tuple((6, column, 7, column) for column in range(5))
BERKAH = {"name": "UD Berkah Logam", "place": "Kab. Klaten"}


def everything_at_once(folder: Path) -> Made:
    """Titles, a merged header of two rows, numbered and hidden columns, sums and a signature.

    One firm is merged over two products, one line lacks its name, one cell holds two products.
    """
    merges = ((0, 0, 0, 11), (3, 5, 3, 6), *_DOWNWARDS, *_ONE_FIRM)
    grid = Grid([*_HEAD, *_LINES], "Binaan", merges=merges, hidden_columns=(11,))
    path = workbook(folder / "Daftar IKM <2025>.xlsx", grid)
    first = BERKAH | {"phone": ("+6281200000021",), "nib": "9120000000017"}
    third = {"name": "UD Contoh <b>Tiga</b>", "phone": ("+6281200000023",), "workers": 8}
    fourth = {"name": "CV Contoh Roda Empat", "workers": 32, "investment_idr": 4e9}
    read = [
        row(
            7,
            ("firm", first | {"workers": 12, "investment_idr": 250e6}),
            ("capability", {"product": "blok rem", "capacity_per_month": 1200}),
        ),
        row(
            8,
            ("firm", BERKAH),
            ("capability", {"product": "roda gigi"}),
            asks="capacity",
            optional="firm",
        ),
        row(9, refused=True),
        row(
            11,
            ("firm", third | {"investment_idr": 1.5e6}),
            ("capability", {"product": "puli", "capacity_per_month": 500}),
            asks="nib",
        ),
        row(
            13,
            ("firm", fourth),
            ("capability", {"product": "baut"}),
            ("capability", {"product": "mur"}),
            asks="capacity",
        ),
    ]
    left_out = {1: "title", 2: "title", 6: "header", 10: "total", 14: "total"}
    left_out |= {16: "note", 17: "note"}
    kept = ((7, "LAMA-1"), (11, "LAMA-3"), (13, "LAMA-4"))
    secrets = tuple(f"331001010180000{n}" for n in range(1, 5))
    return path, one(read, left_out, kept, secrets)


CASES: tuple[Case, ...] = (everything_at_once,)
