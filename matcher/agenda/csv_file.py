"""CSV that leaves for a spreadsheet and comes back edited by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from importlib.resources.abc import Traversable
from typing import cast

from matcher.errors import DataError
from matcher.sheet import read_cells

_MOST_SHOWN = 60


@dataclass(frozen=True)
class Line:
    """A row of a file, by column; says where it stands when something in it is wrong."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Give a cell without space around it; '' when the column is missing."""
        cell = self.cells.get(column, "").strip()
        # `matcher.export` put an apostrophe before what a spreadsheet would run
        return cell[1:] if re.match(r"'[=+\-@\t\r\n]", cell) else cell

    def wrong(self, message: str, **values: object) -> DataError:
        """Give the error of this row; `message` is an entry of the catalogue with its own row."""
        shown = {name: " ".join(str(v).split())[:_MOST_SHOWN] for name, v in values.items()}
        return DataError(message, file=self.file, row=self.number, **shown)


@dataclass(frozen=True)
class _Given:
    name: str
    content: bytes

    def read_bytes(self) -> bytes:
        return self.content


def lines(content: bytes, name: str, needed: tuple[str, ...]) -> Iterator[Line]:
    """Give the rows of a CSV file in which something stands.

    Raises
    ------
    DataError
        When it is empty, is no CSV text in UTF-8 or lacks a needed column.
    """
    given = cast(Traversable, _Given(name, content))  # read_cells asks for no more than this
    for number, cells in read_cells(given, needed):
        if any(cell.strip() for cell in cells.values()):
            yield Line(name, number, cells)


def one_line(text: str) -> str:
    """Give a name without the line ends that people type into cells; a lone one breaks a CSV."""
    return " ".join(text.split())


def days_meant(text: str) -> set[date]:
    """Give the days that a text can mean: Excel turns 2026-12-09 into 09/12/2026 or 12/9/2026."""
    if found := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text):
        readings = [(found[1], found[2], found[3])]
    elif found := re.fullmatch(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})", text):
        readings = [(found[3], found[2], found[1]), (found[3], found[1], found[2])]
    else:
        return set()
    return {day for one in readings if (day := _day(*map(int, one))) is not None}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def clock_meant(text: str) -> time | None:
    """Give the time of day that a text means: 8.30, 08:30 and 08:30:00 are one."""
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]00)?", text)
    return None if found is None else time(int(found[1]), int(found[2]))
