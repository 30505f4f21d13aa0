"""Rows: each line of a table as the records it stands for, with its questions, or refused.

No line is ever dropped: what cannot be a record is refused with its reason, for a person to mend.
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple, Protocol

from features.language import mark
from matcher.intake.cells import as_text
from matcher.intake.line_records import LineReader, Record
from matcher.intake.mapping import LEFT_OUT, Mapping
from matcher.intake.question import Cell, Question
from matcher.intake.table import Column, Line

__all__ = ["Entry", "Lines", "Question", "Record", "entries"]

_NO_FIRM_ABOVE = mark("the line goes on about the firm above, which was set aside; mend that first")


class Lines(Protocol):
    """What rows are read from: a table of a file, or single rows that a person has mended."""

    @property
    def columns(self) -> tuple[Column, ...]: ...
    def lines(self) -> Iterator[Line]: ...


class Entry(NamedTuple):
    """One line of a file, read.

    `cells` are its cells as text by heading, without columns that are left out. `records` are
    pairs (kind, stated values by field) that satisfy the row model of their kind but for ids
    (`firm_id`, `event_id`, the id of the record itself), which the import gives or finds. Every
    entry of a firm's further lines names the firm again; `above` is the line where it stands.
    A refused entry has no records; `refused` says why.
    """

    line: int
    cells: dict[str, str]
    records: tuple[Record, ...]
    questions: tuple[Question, ...] = ()
    refused: Question | None = None
    above: int | None = None


def entries(table: Lines, mapping: Mapping) -> Iterator[Entry]:
    """Read every line of a table as its mapping says, in order; one entry per line.

    Yields
    ------
    Entry
        As many as `table.lines()` gives lines.
    """
    reader, raw = LineReader(mapping), _RawCells(table, mapping)
    above: Entry | None = None
    for line in table.lines():
        cells = raw.whole(line.cells)
        firm = above if line.continues and above is not None else None
        shown = raw.of(cells)
        if firm is not None and firm.refused is not None:
            refused = Question("firm_id", "", _NO_FIRM_ABOVE, {}, "set aside")
            yield Entry(line.number, shown, (), (), refused, firm.line)
            continue
        records, questions, refused_for = reader.read(cells, firm.records if firm else ())
        entry = Entry(
            line.number, shown, records, questions, refused_for, firm.line if firm else None
        )
        if firm is None:
            above = entry
        yield entry


class _RawCells:
    """Gives the cells of a line as text by heading, but for columns that are left out."""

    def __init__(self, table: Lines, mapping: Mapping) -> None:
        out = {column.index for column in mapping.columns if column.field == LEFT_OUT}
        kept = [column for column in table.columns if column.index not in out]
        self._headings = [column.heading for column in kept]
        self._width = max([column.index + 1 for column in table.columns], default=0)
        self._all = len(kept) == self._width
        self._pick = itemgetter(*(c.index for c in kept)) if len(kept) > 1 else None
        self._only = kept[0].index if len(kept) == 1 else -1

    def whole(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Fill a line that is shorter than the header."""
        lacks = self._width - len(cells)
        return (*cells, *[""] * lacks) if lacks > 0 else cells

    def of(self, cells: Sequence[Cell]) -> dict[str, str]:
        """Name the cells by their headings."""
        if not self._all:
            if self._pick is None:
                cells = [cells[self._only]] if self._only >= 0 else []
            else:
                cells = self._pick(cells)
        texts = [cell if cell.__class__ is str else as_text(cell) for cell in cells]
        return dict(zip(self._headings, texts, strict=False))
