"""Columns: the columns of a mapped table as readers, each of which reads a given cell only once."""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from matcher.intake.cells import AS_WRITTEN, are_plain, plain_among, read_cell
from matcher.intake.fields import field
from matcher.intake.mapping import ColumnMapping
from matcher.intake.question import Cell, CellError, Question, as_text

MOST_KEPT = 20_000  # cells that a column remembers: names differ in every line, words do not
_JOINED = ("list", "phone", "email", "text", "address")  # two columns of these are one value

Read = Callable[[Cell], object]


class ByColumn(NamedTuple):
    """What many lines say: a value per line for each field, and the doubts by line."""

    columns: dict[str, list[Any]]
    questions: dict[int, list[Question]]


_ASKED = object()  # stands for what no column has read yet, or has doubts about


class ColumnReader:
    """Reads the cells of one column and remembers what it read of texts.

    True numbers are not remembered: 1, 1.0 and True would be taken for each other.
    """

    def __init__(self, column: ColumnMapping, name: str, read: Read, reads: str = "") -> None:
        self.index, self.heading, self.name = column.index, column.heading, name
        self.joins, self._as_written, self._read = reads in _JOINED, reads in AS_WRITTEN, read
        self._seen: dict[Cell, object] = {"": None, None: None}
        self._differ = False  # names and ids do: each comes once

    def read(self, cells: Sequence[Cell]) -> tuple[list[object], list[tuple[int, Question]]]:
        """Read the cells of many lines.

        Returns
        -------
        list of object
            A value per line, None where it is unknown.
        list of (int, Question)
            Which of the lines leave a doubt.
        """
        if self._differ and self._as_written and are_plain(cells):
            return list(cells), []
        found = list(map(self._seen.get, cells, repeat(_ASKED)))
        asked = [line for line, value in enumerate(found) if value is _ASKED]
        self._differ = 2 * len(asked) > len(cells)
        plain: set[str] = set()
        if self._as_written:
            plain = plain_among(cell for line in asked if isinstance(cell := cells[line], str))
            self._remember(zip(plain, plain, strict=True))
        questions = []
        for line in asked:
            cell = cells[line]
            try:
                found[line] = cell if cell in plain else self._look(cell)
            except CellError as error:
                found[line] = None
                told = Question(self.name, as_text(cell), error.message, error.values)
                questions.append((line, told))
        return found, questions

    def _look(self, cell: Cell) -> object:
        value = self._read(cell)
        if isinstance(cell, str):
            self._remember([(cell, value)])
        return value

    def _remember(self, read: Iterable[tuple[str, object]]) -> None:
        if len(self._seen) < MOST_KEPT:
            self._seen.update(read)


def readers(columns: Iterable[ColumnMapping]) -> list[ColumnReader]:
    """Give a reader for each column of known meaning."""
    return [_reader(column) for column in columns]


def _reader(column: ColumnMapping) -> ColumnReader:
    reads, heading = field(column.kind, column.field).reads, column.heading

    def read(cell: Cell) -> object:
        return read_cell(reads, cell, heading)

    if (column.kind, column.field) == ("certificate", "certificate"):
        # "*" with "not held" says that there is none at all; elsewhere it says nothing
        return ColumnReader(column, column.field, lambda c: c if c == "*" else read(c), reads)
    return ColumnReader(column, column.field, read, reads)


class LineValues:
    """Reads the cells of lines by field, many lines together: that takes half the time."""

    def __init__(self, columns: Sequence[ColumnReader]) -> None:
        self._columns = columns
        self.found = ByColumn({}, {})

    def read(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Read lines whose cells stand by column; `found` keeps what they say."""
        found, doubts = dict[str, list[Any]](), dict[int, list[Question]]()
        for column in self._columns:
            values, questions = column.read(columns[column.index])
            first = found.get(column.name)
            found[column.name] = _both(first, values, column.joins) if first else values
            for line, question in questions:
                doubts.setdefault(line, []).append(question)
        self.found = ByColumn(found, doubts)

    def of(self, line: int, questions: list[Question]) -> dict[str, Any]:
        """Give only what a line states, by field; doubts go to `questions`."""
        questions += self.found.questions.get(line, ())
        columns = self.found.columns.items()
        return {name: values[line] for name, values in columns if values[line] is not None}


def _both(first: list[Any], second: list[Any], joins: bool) -> list[Any]:
    """Give what two columns of one field say: both if they can be joined, else the second."""
    return [
        a if b is None else b if a is None or not joins else f"{a}; {b}"
        for a, b in zip(first, second, strict=True)
    ]
