"""How the ugly files are written: grids of cells into Excel, and text into CSV."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter


@dataclass(frozen=True)
class Formula:
    """A formula with the result that Excel stored beside it."""

    text: str
    result: Any


@dataclass(frozen=True)
class Grid:
    """One sheet. Rows and columns of merges and hidden columns count from 0 inside the grid."""

    rows: Sequence[Sequence[Any]]
    name: str = "Sheet1"
    top: int = 0
    left: int = 0
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden: bool = False


_FORMATS = {datetime: "dd/mm/yyyy hh:mm", date: "dd/mm/yyyy", time: "hh:mm"}


def workbook(path: Path, *grids: Grid) -> Path:
    """Write an .xlsx file, whatever its name ends in."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    for grid in grids:
        _fill(book, book.add_worksheet(grid.name), grid)
    book.close()
    path.write_bytes(made.getvalue())
    return path


def plain(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """Write an .xlsx file with one sheet that starts in A1."""
    return workbook(path, Grid(rows))


def text(path: Path, lines: str, encoding: str = "utf-8") -> Path:
    """Write a text file with the line ends of Windows."""
    path.write_bytes(lines.replace("\n", "\r\n").encode(encoding))
    return path


def _fill(book: Any, sheet: Any, grid: Grid) -> None:
    for number, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                _write(book, sheet, grid.top + number, grid.left + column, cell)
    for first, left, last, right in grid.merges:
        cell = grid.rows[first][left]
        area = (grid.top + first, grid.left + left, grid.top + last, grid.left + right)
        sheet.merge_range(*area, cell)
    for column in grid.hidden_columns:
        sheet.set_column(grid.left + column, grid.left + column, None, None, {"hidden": True})
    if grid.hidden:
        sheet.hide()


def _write(book: Any, sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, Formula):
        sheet.write_formula(row, column, cell.text, None, cell.result)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif type(cell) in _FORMATS:
        form = book.add_format({"num_format": _FORMATS[type(cell)]})
        sheet.write_datetime(row, column, cell, form)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, cell)
