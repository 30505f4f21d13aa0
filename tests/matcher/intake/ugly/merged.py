"""Ugly cells that stand for several lines: one firm merged over its products, or written once."""

from pathlib import Path

from .outcome import Case, Made, Record, one, row
from .writers import Grid, text, workbook

FIRST = ("firm", {"name": "UD Contoh Cor Satu", "place": "Kab. Klaten"})
SECOND = ("firm", {"name": "CV Contoh Bubut Dua", "place": "Kab. Tegal"})
PRODUCTS = ("blok rem", "roda gigi", "puli")


def makes(product: str) -> Record:
    """Give a capability that is told by its product alone."""
    return "capability", {"product": product}


def firm_merged_over_products(folder: Path) -> Made:
    """Number, name and regency are merged over three product lines."""
    rows = [
        ["No", "Nama Perusahaan", "Kab/Kota", "Jenis Produk"],
        [1, "UD Contoh Cor Satu", "Kab. Klaten", PRODUCTS[0]],
        [None, None, None, PRODUCTS[1]],
        [None, None, None, PRODUCTS[2]],
        [2, "CV Contoh Bubut Dua", "Kab. Tegal", "flensa"],
    ]
    merges = tuple((1, column, 3, column) for column in range(3))
    path = workbook(folder / "vertical_merge.xlsx", Grid(rows, merges=merges))
    read = [
        row(2, FIRST, makes(PRODUCTS[0])),
        row(3, FIRST, makes(PRODUCTS[1]), optional="firm"),
        row(4, FIRST, makes(PRODUCTS[2]), optional="firm"),
        row(5, SECOND, makes("flensa")),
    ]
    return path, one(read)


def firm_written_once(folder: Path) -> Made:
    """Nothing is merged, but number and name stand only beside the first product."""
    lines = [
        "No;Nama Perusahaan;Kab/Kota;Jenis Produk",
        f"1;UD Contoh Cor Satu;Kab. Klaten;{PRODUCTS[0]}",
        f";;;{PRODUCTS[1]}",
        f";;;{PRODUCTS[2]}",
        "2;CV Contoh Bubut Dua;Kab. Tegal;flensa",
    ]
    path = text(folder / "firm_written_once.csv", "\n".join(lines) + "\n")
    read = [
        row(2, FIRST, makes(PRODUCTS[0])),
        row(3, FIRST, makes(PRODUCTS[1]), optional="firm"),
        row(4, FIRST, makes(PRODUCTS[2]), optional="firm"),
        row(5, SECOND, makes("flensa")),
    ]
    return path, one(read)


def regency_merged_over_firms(folder: Path) -> Made:
    """One regency is merged over its two firms; the third has none, and gets none."""
    rows = [
        ["No", "Kab/Kota", "Nama Perusahaan", "Jenis Produk"],
        [1, "Kab. Klaten", "UD Contoh Cor Satu", "blok rem"],
        [2, None, "UD Contoh Cor Delapan", "roda gigi"],
        [3, None, "UD Contoh Cor Sembilan", "puli"],
    ]
    path = workbook(folder / "regency_merge.xlsx", Grid(rows, merges=((1, 1, 2, 1),)))
    places = ("Kab. Klaten", "Kab. Klaten", None)
    read = [
        row(2 + i, ("firm", {"name": r[2], "place": place}), makes(str(r[3])))
        for i, (r, place) in enumerate(zip(rows[1:], places, strict=True))
    ]
    return path, one(read)


def nameless_line_with_a_number(folder: Path) -> Made:
    """The name is missing on a line with its own number: no firm above it is meant."""
    lines = [
        "No;Nama Perusahaan;Kab/Kota;Jenis Produk",
        "1;UD Contoh Cor Satu;Kab. Klaten;blok rem",
        "2;;Kab. Klaten;roda gigi",
        "3;-;Kab. Klaten;puli",
        "4;CV Contoh Bubut Dua;Kab. Tegal;flensa",
    ]
    path = text(folder / "nameless.csv", "\n".join(lines) + "\n")
    read = [
        row(2, FIRST, makes("blok rem")),
        row(3, refused=True),
        row(4, refused=True),
        row(5, SECOND, makes("flensa")),
    ]
    return path, one(read)


CASES: tuple[Case, ...] = (
    firm_merged_over_products,
    firm_written_once,
    regency_merged_over_firms,
    nameless_line_with_a_number,
)
