"""Ugly workbooks: hidden columns and sheets, several tables, an empty sheet beside."""

from pathlib import Path

from .firms import HEADINGS, MAKERS, listed, records
from .outcome import Case, Made, Outcome, Row, Sheet, one, row
from .writers import Grid, workbook


def hidden_columns(folder: Path) -> Made:
    """The owner's NIK and an old code are hidden; hidden is not the same as away."""
    rows = [[*HEADINGS, "NIK Pemilik", "Kode Lama"]]
    secrets = [f"33100101018000{n:02}" for n in range(1, 6)]
    for number, line in enumerate(listed()):
        rows.append([*line, secrets[number], f"LAMA-{number + 1}"])
    path = workbook(folder / "hidden_columns.xlsx", Grid(rows, hidden_columns=(5, 6)))
    read = [row(2 + i, *records(maker)) for i, maker in enumerate(MAKERS)]
    kept = tuple((2 + i, f"LAMA-{i + 1}") for i in range(5))
    return path, one(read, kept=kept, absent=tuple(secrets))


def hidden_sheet(folder: Path) -> Made:
    """Last year's list is hidden behind this year's; the visible one is what is meant."""
    new = Grid([list(HEADINGS), *listed(MAKERS[:2])], "2025")
    old = Grid([list(HEADINGS), *listed(MAKERS[2:])], "2024", hidden=True)
    path = workbook(folder / "hidden_sheet.xlsx", new, old)
    sheets = (_sheet("2025", 0, 2), _sheet("2024", 2, 5))
    return path, Outcome(sheets)


def several_sheets(folder: Path) -> Made:
    """The IKM on one sheet, what buyers need on another, notes on a third."""
    makers = Grid([list(HEADINGS), *listed(MAKERS[:2])], "IKM")
    parts = [
        ["Kode Kebutuhan", "Nama Komponen", "Material", "Volume per Bulan"],
        ["K-901", "braket contoh", "SPCC", 4000],
        ["K-902", "poros contoh", "S45C", 750],
    ]
    notes = Grid([["Keterangan"], ["Data ini contoh belaka."]], "Catatan")
    path = workbook(folder / "several_sheets.xlsx", makers, Grid(parts, "Kebutuhan"), notes)
    needs = tuple(
        row(
            line,
            (
                "need",
                {"need_id": r[0], "component": r[1], "materials": r[2], "volume_per_month": r[3]},
            ),
        )
        for line, r in enumerate(parts[1:], 2)
    )
    return path, Outcome((_sheet("IKM", 0, 2), Sheet(needs, {}, name="Kebutuhan")))


def empty_sheet_beside(folder: Path) -> Made:
    """Excel's own Sheet1 and Sheet3 were never filled."""
    filled = Grid([list(HEADINGS), *listed(MAKERS[:3])], "Sheet2")
    path = workbook(folder / "empty_beside.xlsx", Grid([], "Sheet1"), filled, Grid([], "Sheet3"))
    return path, Outcome((_sheet("Sheet2", 0, 3),))


def two_tables_below_each_other(folder: Path) -> Made:
    """A second table with another header stands below the first one."""
    parts = [
        ["Kode Kebutuhan", "Nama Komponen", "Material", "Volume per Bulan", None],
        ["K-903", "engsel contoh", "SPHC", 1500, None],
    ]
    rows = [list(HEADINGS), *listed(MAKERS[:2]), [], ["KEBUTUHAN PEMBELI CONTOH"], *parts]
    path = workbook(folder / "two_tables.xlsx", Grid(rows, "Data"))
    need = {"need_id": "K-903", "component": "engsel contoh", "volume_per_month": 1500}
    between = {5: "title|note|"}
    first = Sheet(_rows(0, 2), between, name="Data")
    second = Sheet((row(7, ("need", need)),), between, name="Data")
    return path, Outcome((first, second))


def _rows(start: int, stop: int) -> tuple[Row, ...]:
    return tuple(row(2 + i, *records(maker)) for i, maker in enumerate(MAKERS[start:stop]))


def _sheet(name: str, start: int, stop: int) -> Sheet:
    return Sheet(_rows(start, stop), {}, name=name)


CASES: tuple[Case, ...] = (
    hidden_columns,
    hidden_sheet,
    several_sheets,
    empty_sheet_beside,
    two_tables_below_each_other,
)
