"""What an import of an ugly file must come to, stated by whoever made the file.

Nothing here reads a file: every expectation is built from the literals that were written into it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Record = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Row:
    """One line that is read as a row.

    `records` are kinds with the fields that matter here, in the order of the line.
    `asks` are fields that must become a question, `may_ask` those where asking is as good as not.
    `optional` are kinds that may be missing, as the firm on a line that goes on about it.
    """

    number: int
    records: tuple[Record, ...] = ()
    asks: frozenset[str] = frozenset()
    may_ask: frozenset[str] = frozenset()
    refused: bool = False
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sheet:
    """One table of a file.

    `left_out` says which line is no row, and why; where two words are right, both with a |,
    and with a | at the end where it may go unsaid. Blank lines and the header need not be stated.
    `kept` are texts of columns nobody knows, by line; `absent` may stand nowhere in what is read.
    """

    rows: tuple[Row, ...]
    left_out: dict[int, str]
    kept: tuple[tuple[int, str], ...] = ()
    absent: tuple[str, ...] = ()
    name: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """Name the kinds whose records are compared; others may come or not."""
        return frozenset(kind for row in self.rows for kind, _ in row.records)


@dataclass(frozen=True)
class Outcome:
    """All tables of a file, or that it must be refused as a whole with one line."""

    sheets: tuple[Sheet, ...] = ()
    unreadable: bool = False


Made = tuple[Path, Outcome]
Case = Callable[[Path], Made]


def row(
    number: int,
    *records: Record,
    asks: str = "",
    may_ask: str = "",
    refused: bool = False,
    optional: str = "",
) -> Row:
    """Shorten a row: names of fields and kinds are given with blanks between."""
    asked, may_be_asked, may_miss = (
        frozenset(words.split()) for words in (asks, may_ask, optional)
    )
    return Row(number, records, asked, may_be_asked, refused, may_miss)


def one(
    rows: list[Row],
    left_out: dict[int, str] | None = None,
    kept: tuple[tuple[int, str], ...] = (),
    absent: tuple[str, ...] = (),
) -> Outcome:
    """Give the outcome of a file with one table."""
    return Outcome((Sheet(tuple(rows), left_out or {}, kept, absent),))


UNREADABLE = Outcome(unreadable=True)
