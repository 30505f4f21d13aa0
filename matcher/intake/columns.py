"""Columns: the columns of a mapped table as readers, each of which reads a given cell only once."""

from collections.abc import Callable, Iterable, Sequence

from matcher.intake.cells import AS_WRITTEN, is_plain, read_cell
from matcher.intake.fields import field
from matcher.intake.mapping import ColumnMapping
from matcher.intake.question import Cell, CellError, Question, as_text

MOST_KEPT = 20_000  # cells that a column remembers: names differ in every line, words do not
_JOINED = ("list", "phone", "email", "text", "address")  # two columns of these are one value

Found = tuple[object, Question | None]
Read = Callable[[Cell], object]


class ColumnReader:
    """Reads the cells of one column and remembers what it read of texts.

    True numbers are not remembered: 1, 1.0 and True would be taken for each other.
    """

    __slots__ = ("_as_written", "_read", "heading", "index", "joins", "name", "seen")

    def __init__(self, column: ColumnMapping, name: str, read: Read, reads: str = "") -> None:
        self.index, self.heading, self.name = column.index, column.heading, name
        self.joins, self._as_written, self._read = reads in _JOINED, reads in AS_WRITTEN, read
        self.seen: dict[Cell, Found] = {}

    def look(self, cell: Cell) -> Found:
        """Give the value of a cell, None for unknown, or the question about it."""
        if not isinstance(cell, str):
            return self._ask(cell)
        found = (cell, None) if self._as_written and is_plain(cell) else self._ask(cell)
        if len(self.seen) < MOST_KEPT:
            self.seen[cell] = found
        return found

    def _ask(self, cell: Cell) -> Found:
        try:
            return self._read(cell), None
        except CellError as error:
            return None, Question(self.name, as_text(cell), error.message, error.values)


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
    """Reads the cells of a line by field."""

    def __init__(self, columns: Sequence[ColumnReader]) -> None:
        self.columns = columns
        # unpacked beforehand: this loop sees every cell of every line
        self._steps = [(c.index, c.name, c.seen.get, c.look, c.joins) for c in columns]

    def of(self, cells: Sequence[Cell], questions: list[Question]) -> dict[str, object]:
        """Give only what is stated, by field; doubts go to `questions`."""
        values: dict[str, object] = {}
        for index, name, seen, look, joins in self._steps:
            cell = cells[index]
            if cell == "" or cell is None:
                continue
            value, question = seen(cell) or look(cell)
            if question is not None:
                questions.append(question)
            elif value is not None:
                if joins and name in values:
                    value = f"{values[name]}; {value}"
                values[name] = value
        return values
