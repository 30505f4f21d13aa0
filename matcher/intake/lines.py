"""Lines: one table of a file, its columns, its lines and the rows that are none.

Cells are given as the file holds them; a blank one is always ''. Nothing is filled in but cells
that were merged over several rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, islice, takewhile
from typing import NamedTuple

from matcher.intake.place import Place
from matcher.intake.sheets import Cell, Row, Sheet, Span, unmerged


@dataclass(frozen=True)
class Reach:
    """Where in its sheet a table stands: below row `above`, to row `last`, at `positions`.

    `merged` are cells to repeat downwards; `joined` are lines whose firm is merged from above,
    `orphans` nameless lines that stand under no firm.
    """

    sheet: Sheet
    place: Place
    above: int
    last: int
    positions: tuple[int, ...]
    merged: tuple[Span, ...] = ()
    orphans: frozenset[int] = frozenset()
    joined: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Column:
    """One column; `cells[index]` of every line belongs to it.

    Headings of one table differ: a second 'Telepon' is 'Telepon (2)', an unnamed column
    'kolom 14' where 14 counts from the sheet's first. Two-row headers read 'Kapasitas / Jumlah'.
    """

    index: int
    heading: str
    hidden: bool = False


class Line(NamedTuple):
    """One line: `number` is its row as Excel or an editor counts it, from 1.

    `continues` tells a line of the firm above: number and name are merged from there or both blank.
    A tuple and no dataclass, because half a million of them are made in a second.
    """

    number: int
    cells: tuple[Cell, ...]
    continues: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A row that is no line; why: title, header, blank, total, note or example."""

    number: int
    why: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """One table of a file; `lines()` and `remarks()` read it anew each time.

    `header_row` is the first row of the header, 0 where no row names the columns. `hidden` tells a
    hidden sheet; lines whose row is hidden are lines all the same, `hidden_rows` names them.
    `left_out` says why by row number.
    """

    file: str
    sheet: str
    columns: tuple[Column, ...]
    header_row: int
    n_lines: int = 0
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    left_out: dict[int, str] = field(default_factory=dict, repr=False)
    reach: Reach | None = field(default=None, repr=False, compare=False)

    def lines(self) -> Iterator[Line]:
        """Give the lines from top to bottom, each with as many cells as there are columns."""
        if not (reach := self.reach):
            return iter(())
        below = dropwhile(lambda row: row[0] <= reach.above, self._rows())
        return islice(self._made(below, reach), self.n_lines)

    def _made(self, rows: Iterator[Row], reach: Reach) -> Iterator[Line]:
        skip, joined, orphans = self.left_out, reach.joined, reach.orphans
        no, name = (self._index(position) for position in (reach.place.no, reach.place.name))
        full, new, named, numbered = self._full(), tuple.__new__, name >= 0, no >= 0
        for number, cells in rows:
            if number in skip:
                continue
            if len(cells) != full:
                cells = [_at(cells, position) for position in reach.positions]
            continues = False
            if cells[name] == "" and named and (not numbered or cells[no] == ""):
                continues = number not in orphans
            elif joined:
                continues = number in joined
            yield new(Line, (number, tuple(cells), continues))

    def remarks(self) -> list[LeftOut]:
        """Give every row that is no line, from the sheet's top or the end of the table above."""
        return [
            LeftOut(number, self.left_out[number], tuple(cells))
            for number, cells in self._rows()
            if number in self.left_out
        ]

    def titles(self) -> list[tuple[Cell, ...]]:
        """Give the title rows above the header, without reading what stands below it."""
        above = takewhile(lambda row: row[0] < self.header_row, self._rows())
        return [tuple(cells) for number, cells in above if self.left_out.get(number) == "title"]

    def _index(self, position: int) -> int:
        """Give the column that stands at a position of the sheet's rows, -1 for none."""
        positions = self.reach.positions if self.reach else ()
        return positions.index(position) if position in positions else -1

    def _full(self) -> int:
        """Give the length of a row that can be taken as it is, -1 when none can."""
        positions = self.reach.positions if self.reach else ()
        return len(positions) if positions == tuple(range(len(positions))) else -1

    def _rows(self) -> Iterator[Row]:
        if not self.reach:
            return iter(())
        return unmerged(self.reach.sheet.rows(), self.reach.merged)


def _at(cells: Sequence[Cell], position: int) -> Cell:
    return cells[position] if position < len(cells) else ""
