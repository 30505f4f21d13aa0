"""Ugly text files: what Excel and other programs of an office save as CSV."""

from pathlib import Path

from .firms import HEADINGS, MAKERS, listed, records
from .outcome import Case, Made, one, row
from .writers import plain, text

SHORT = ("Nama Perusahaan", "Kab/Kota", "Jenis Produk")


def _joined(separator: str, first: str = "") -> str:
    lines = [separator.join(HEADINGS), *(separator.join(map(str, line)) for line in listed())]
    return first + "\n".join(lines) + "\n"


def _read(start: int = 2) -> list:
    return [row(start + i, *records(maker)) for i, maker in enumerate(MAKERS)]


def windows_1252(folder: Path) -> Made:
    """Old Excel: semicolons, signs of cp1252 (diameter, plus-minus, long dash)."""
    products = ("poros Ø 20 mm", "ring ± 5 mm", "flensa 2 \u2013 4 lubang")
    lines = [";".join(SHORT)]
    lines += [f"CV Contoh Café {n};Kab. Tegal;{product}" for n, product in enumerate(products)]
    path = text(folder / "windows_1252.csv", "\n".join(lines) + "\n", "cp1252")
    read = [
        row(
            2 + n,
            ("firm", {"name": f"CV Contoh Café {n}", "place": "Kab. Tegal"}),
            ("capability", {"product": product}),
        )
        for n, product in enumerate(products)
    ]
    return path, one(read)


def unicode_text(folder: Path) -> Made:
    """Excel's 'Unicode Text': UTF-16 with tabs, named .csv."""
    return text(folder / "utf16_tabs.csv", _joined("\t"), "utf-16"), one(_read())


def utf_16_without_mark(folder: Path) -> Made:
    """UTF-16 little-endian without a byte order mark, from another program."""
    return text(folder / "utf16_no_mark.csv", _joined(";"), "utf-16-le"), one(_read())


def utf_8_with_mark(folder: Path) -> Made:
    """'CSV UTF-8' of Excel: the mark must not become a part of the first heading."""
    return text(folder / "utf8_sig.csv", _joined(";"), "utf-8-sig"), one(_read())


def pipes(folder: Path) -> Made:
    """An export of a database, with pipes."""
    return text(folder / "pipes.txt", _joined("|")), one(_read())


def separator_stated(folder: Path) -> Made:
    """Excel's sep= line counts as the first line of the file."""
    return text(folder / "sep_line.csv", _joined(";", "sep=;\n")), one(
        _read(3), {1: "title|header|note|"}
    )


def decimal_commas_and_semicolons(folder: Path) -> Made:
    """More commas than semicolons, and semicolons are right all the same."""
    lines = [
        "Nama Perusahaan;Jenis Produk;Berat Maks (kg)",
        "UD Contoh Cor Satu;blok rem, puli, roda, rumah pompa;1,5",
        "CV Contoh Bubut Dua;flensa, poros, baut, mur;12,25",
    ]
    path = text(folder / "many_commas.csv", "\n".join(lines) + "\n")
    read = [
        row(2, ("firm", {"name": "UD Contoh Cor Satu"}), may_ask="max_weight_kg product"),
        row(3, ("firm", {"name": "CV Contoh Bubut Dua"}), may_ask="max_weight_kg product"),
    ]
    return path, one(read)


def quoted_newlines(folder: Path) -> Made:
    """An address over three lines; rows are told by the line they start in."""
    lines = [
        "Nama Perusahaan,Alamat,Kab/Kota",
        '"UD Contoh Cor Satu","Jl. Contoh 1',
        "RT 01 RW 02",
        'Ceper","Kab. Klaten"',
        '"CV Contoh ""Bubut"" Dua","Jl. Contoh 2, Blok A","Kab. Tegal"',
    ]
    path = text(folder / "quoted_newlines.csv", "\n".join(lines) + "\n")
    address = "Jl. Contoh 1 RT 01 RW 02 Ceper"
    first = {"name": "UD Contoh Cor Satu", "address": address, "place": "Kab. Klaten"}
    second = {"name": 'CV Contoh "Bubut" Dua', "address": "Jl. Contoh 2, Blok A"}
    return path, one([row(2, ("firm", first)), row(5, ("firm", second | {"place": "Kab. Tegal"}))])


def ragged_lines(folder: Path) -> Made:
    """Some lines are too short, one has a cell more than the header: nothing is lost."""
    lines = [
        "Nama Perusahaan;Kab/Kota;Jenis Produk",
        "UD Contoh Cor Satu;Kab. Klaten;blok rem;sisa contoh",
        "CV Contoh Bubut Dua;Kab. Tegal",
        "PT Contoh Knalpot Tiga;Kab. Purbalingga;knalpot",
    ]
    path = text(folder / "ragged.csv", "\n".join(lines) + "\n")
    first = {"name": "UD Contoh Cor Satu", "place": "Kab. Klaten"}
    read = [
        row(2, ("firm", first)),
        row(3, ("firm", {"name": "CV Contoh Bubut Dua", "place": "Kab. Tegal"})),
        row(4, ("firm", {"name": "PT Contoh Knalpot Tiga", "place": "Kab. Purbalingga"})),
    ]
    return path, one(read, kept=((2, "sisa contoh"),))


def workbook_named_csv(folder: Path) -> Made:
    """An Excel workbook whose name was changed to .csv."""
    return plain(folder / "really_excel.csv", [list(HEADINGS), *listed()]), one(_read())


def csv_named_workbook(folder: Path) -> Made:
    """A CSV file whose name was changed to .xlsx."""
    return text(folder / "really_csv.xlsx", _joined(";")), one(_read())


def web_page_named_workbook(folder: Path) -> Made:
    """Many office systems 'export to Excel' by naming a web page .xls."""
    lines = [HEADINGS, *listed()]
    cells = ["".join(f"<td>{cell}</td>" for cell in line) for line in lines]
    table = "\n".join(f"<tr>{line}</tr>" for line in cells)
    page = (
        f"<html><head><style>td {{}}</style></head><body><table>\n{table}\n</table></body></html>"
    )
    return text(folder / "web_page.xls", page), one(_read())


CASES: tuple[Case, ...] = (
    windows_1252,
    unicode_text,
    utf_16_without_mark,
    utf_8_with_mark,
    pipes,
    separator_stated,
    decimal_commas_and_semicolons,
    quoted_newlines,
    ragged_lines,
    workbook_named_csv,
    csv_named_workbook,
    web_page_named_workbook,
)
