"""Sheets: what every kind of file is turned into before anybody looks for a table in it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

Cell = str | float | int | bool | date | datetime | time | None  # '' is blank
Row = tuple[int, Sequence[Cell]]

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000"), " ")
_UNSEEN = dict.fromkeys(
    (
        *(0x7F, 0xAD, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFE),
        *(*range(0x09), *range(0x0E, 0x20), *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    )
)
_TABLE = _SPACES | _UNSEEN | {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "]")
_JOINERS = "\u200c\u200d"  # they shape emoji and Arabic letters: only at the ends are they noise


@dataclass(frozen=True)
class Span:
    """A merged cell: rows count from 1 as Excel shows them, columns from 0 in the row's cells."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows()` can be called again and gives (row number, cells) from the top.

    `left` is how many blank columns of the file stand before the first cell of a row.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    left: int = 0
    hidden: bool = False
    merged: tuple[Span, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()


def clean(text: str) -> str:
    """Take away what nobody sees: padding, no-break spaces, zero-width and control characters.

    >>> clean("\\u200bPT\\u00a0Maju \\u202a")
    'PT Maju'
    """
    if not text.isascii() or ODD.search(text):
        text = text.translate(_TABLE).strip(_JOINERS)
    return text.strip()


def unmerged(rows: Iterable[Row], spans: Sequence[Span]) -> Iterator[Row]:
    """Repeat a cell that is merged over several rows in each of them."""
    return _repeated(rows, spans) if spans else iter(rows)


def _repeated(rows: Iterable[Row], spans: Sequence[Span]) -> Iterator[Row]:
    tops: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    for span in spans:
        tops.setdefault(span.top, []).append(span.left)
        for number in range(span.top + 1, span.bottom + 1):
            below.setdefault(number, []).append(span.left)
    held: dict[int, Cell] = {}
    for number, cells in rows:
        if number in below:
            filled = list(cells)
            for column in below[number]:
                if column < len(filled) and filled[column] == "":
                    filled[column] = held.get(column, "")
            cells = filled
        for column in tops.get(number, ()):
            held[column] = cells[column] if column < len(cells) else ""
        yield number, cells
