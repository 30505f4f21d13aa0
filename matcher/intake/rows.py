"""Rows: each line of a table as the records it stands for, with its questions, or refused.

No line is ever dropped: what cannot be a record is refused with its reason, for a person to mend.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from features.language import mark
from matcher.intake.cells import as_text
from matcher.intake.columns import ByColumn
from matcher.intake.line_records import LineReader, Record
from matcher.intake.mapping import LEFT_OUT, Mapping
from matcher.intake.question import Cell, Question
from matcher.intake.table import Column, Line

__all__ = ["Entry", "Lines", "Question", "Record", "Stretch", "entries", "stretches"]

_NO_FIRM_ABOVE = mark("the line goes on about the firm above, which was set aside; mend that first")


class Lines(Protocol):
    """What rows are read from: a table of a file, or single rows that a person has mended."""

    @property
    def columns(self) -> tuple[Column, ...]: ...
    def lines(self) -> Iterator[Line]: ...


class Entry(NamedTuple):
    """One line of a file, read.

    `kept` are its cells without columns that are left out. `records` are pairs (kind, stated
    values by field) that satisfy the row model of their kind but for ids (`firm_id`, `event_id`,
    the id of the record itself), which the import gives or finds. Every entry of a firm's further
    lines names the firm again; `above` is the line where it stands. A refused entry has no
    records; `refused` says why.
    """

    line: int
    headings: Sequence[str]
    kept: Sequence[Cell]
    records: tuple[Record, ...]
    questions: tuple[Question, ...] = ()
    refused: Question | None = None
    above: int | None = None

    @property
    def cells(self) -> dict[str, str]:
        """Give the cells as text by heading."""
        return dict(zip(self.headings, map(as_text, self.kept), strict=True))


def entries(table: Lines, mapping: Mapping) -> Iterator[Entry]:
    """Read every line of a table as its mapping says, in order; one entry per line.

    Yields
    ------
    Entry
        As many as `table.lines()` gives lines.
    """
    return (entry for stretch in stretches(table, mapping) for entry in stretch)


def stretches(table: Lines, mapping: Mapping, n_lines: int = 2000) -> Iterator["Stretch"]:
    """Read a table some lines at a time; take each stretch before the next."""
    reader, raw, above = LineReader(mapping), _RawCells(table, mapping), None
    lines = table.lines()
    while some := list(islice(lines, n_lines)):
        stretch = Stretch(some, reader, raw, above)
        yield stretch
        above = stretch.above()


class Stretch:
    """Some lines that stand together: read by column, given as entries or as they were read.

    `numbers` are those of the lines, as Excel or an editor counts them.
    """

    def __init__(
        self, lines: list[Line], reader: LineReader, raw: "_RawCells", above: Entry | None
    ) -> None:
        self.numbers, cells, self._continues = zip(*lines, strict=True)
        self._reader, self._raw, self._above = reader, raw, above
        self._cells = list(map(raw.whole, cells))
        reader.read(self._cells)

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Entry]:
        for i, continues in enumerate(self._continues):
            entry = self.entry(i, self._above if continues else None)
            if not (continues and self._above):
                self._above = entry
            yield entry

    def entry(self, place: int, above: Entry | None = None) -> Entry:
        """Give the entry of one line, counted in the stretch, that may go on about a firm above."""
        number, cells = self.numbers[place], self._cells[place]
        told = number, self._raw.headings, self._raw.kept(cells)
        if above is None:
            return Entry(*told, *self._reader.records(place, cells, ()))
        if above.refused is not None:
            refused = Question("firm_id", "", _NO_FIRM_ABOVE, {}, "set aside")
            return Entry(*told, (), (), refused, above.line)
        return Entry(*told, *self._reader.records(place, cells, above.records), above.line)

    def above(self) -> Entry | None:
        """Give the entry that a line after this stretch may go on about."""
        if all(self._continues):
            return self._above
        return self.entry(len(self) - 1 - self._continues[::-1].index(False))

    def by_column(self) -> ByColumn | None:
        """Give what the lines say by field, if each is one record and nothing else."""
        if any(self._continues):
            return None
        return self._reader.by_column()


class _RawCells:
    """Gives the cells of a line, but for columns that are left out."""

    def __init__(self, table: Lines, mapping: Mapping) -> None:
        out = {column.index for column in mapping.columns if column.field == LEFT_OUT}
        places = [column.index for column in table.columns if column.index not in out]
        self.headings = [column.heading for column in table.columns if column.index not in out]
        self._width = max([column.index + 1 for column in table.columns], default=0)
        self._places = None if places == list(range(self._width)) else places

    def whole(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Give a line the width of the header."""
        lacks = self._width - len(cells)
        return (*cells, *[""] * lacks) if lacks > 0 else cells[: self._width]

    def kept(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Leave out what the mapping leaves out."""
        return cells if self._places is None else [cells[place] for place in self._places]
