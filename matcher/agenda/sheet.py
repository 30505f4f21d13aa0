"""A sheet of the workbook: its columns and rows, before they are written."""

from datetime import datetime
from typing import NamedTuple

Cell = str | float | datetime | None


class Column(NamedTuple):
    """A column: its heading, its width in letters and how its cells are shown.

    `shown` is text, count, day, hour or score.
    """

    heading: str
    width: int
    shown: str = "text"


class Sheet(NamedTuple):
    """A sheet; `n_frozen` columns stay in view, `is_list` ones can be filtered."""

    name: str
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    n_frozen: int = 1
    is_list: bool = True
