"""Table: every table of a file, found in its sheets whatever stands around it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, dropwhile, islice
from pathlib import Path

from features.language import mark
from matcher.errors import DataError
from matcher.intake.body import Body, read_body
from matcher.intake.header import Header, find_header, header_at
from matcher.intake.lines import Column, LeftOut, Line, Reach, Table
from matcher.intake.place import Place, Side, place_of, sides_of
from matcher.intake.sheets import Cell, Row, Sheet, unmerged
from matcher.intake.workbook import read_sheets

__all__ = ["Cell", "Column", "LeftOut", "Line", "Table", "read_tables"]

_WINDOW = 200  # rows in which the first header of a sheet is looked for
_NEXT = 6  # rows that a further header may reach over
_MOST_TABLES = 50  # in one sheet
_MOST_COLUMNS = 2000


def read_tables(content: Path | bytes, name: str) -> list[Table]:
    """Find every table of a file, sheet by sheet from top to bottom.

    Hidden sheets come in their place, marked. A file without a table is an error.

    Raises
    ------
    DataError
        When the file cannot be read or holds no table; one line that says what to do next.
    """
    found = [table for sheet in read_sheets(content, name) for table in _tables(sheet, name)]
    if not found:
        raise DataError(
            mark("{file} holds no table; its columns need a row of headings above the lines"),
            file=name,
        )
    return found


def _tables(sheet: Sheet, file: str) -> Iterator[Table]:
    """Find the tables of one sheet; each ends where the header of the next begins."""
    rows = sheet.rows()
    window = list(islice(rows, _WINDOW))
    header, above = find_header(window, sheet.merged), dict[int, str]()
    for _ in range(_MOST_TABLES):
        if header is None:
            return
        below = [row for row in window if row[0] > header.last]
        above |= _left_above(window, header)
        if len(sides := sides_of(header, below)) > 1:
            yield from _beside_each_other(sheet, file, header, above, sides)
            return
        place = place_of(sheet, header, sides[0], below)
        rows = chain(below, rows)
        body = read_body(unmerged(rows, place.merged), header, place)
        body.left_out |= above
        if body.following is None or body.n_lines:
            yield _table(sheet, file, header, place, body)
            above = {}
        else:
            above = body.left_out
        if body.following is None:
            return
        window = [body.following, *islice(rows, _NEXT)]
        header = header_at(window, 0, sheet.merged)
    raise DataError(
        mark(
            "{file} holds more than {most} tables in one sheet; give each list a sheet of its own"
        ),
        file=file,
        most=_MOST_TABLES,
    )


def _beside_each_other(
    sheet: Sheet, file: str, header: Header, above: dict[int, str], sides: Sequence[Side]
) -> Iterator[Table]:
    for side in sides:
        below = dropwhile(lambda row: row[0] <= header.last, sheet.rows())
        place = place_of(sheet, header, side, ())
        body = read_body(unmerged(below, place.merged), header, place)
        body.left_out |= above
        yield _table(sheet, file, header, place, body)


def _left_above(window: Sequence[Row], header: Header) -> dict[int, str]:
    """Say of each row down to the header's last what it is."""
    rows = [row for row in window if row[0] <= header.last]
    blank = {number for number, cells in rows if all(cell == "" for cell in cells)}
    return {
        number: "header" if number >= header.first else "blank" if number in blank else "title"
        for number, _ in rows
    }


def _table(sheet: Sheet, file: str, header: Header, place: Place, body: Body) -> Table:
    positions = _positions(header, place, body)
    if len(positions) > _MOST_COLUMNS:
        raise DataError(
            mark("{file} has more than {most} columns; delete those that are not needed"),
            file=file,
            most=_MOST_COLUMNS,
        )
    reach = Reach(
        sheet,
        place,
        header.last,
        body.last,
        positions,
        place.merged,
        frozenset(body.orphans),
        _joined(place),
    )
    return Table(
        file,
        sheet.name,
        _columns(sheet, header, positions),
        header.first if header.words else 0,
        body.n_lines,
        sheet.hidden,
        sheet.hidden_rows,
        dict(sorted(body.left_out.items())),
        reach,
    )


def _positions(header: Header, place: Place, body: Body) -> tuple[int, ...]:
    """Name the positions of the table's columns: those with a heading and those with a cell."""
    headed = {c for c, heading in enumerate(header.headings) if heading}
    within = range(max([header.width, *(c + 1 for c in body.extra)]))[place.left : place.right]
    return tuple(column for column in within if column in headed or column in body.extra)


def _joined(place: Place) -> frozenset[int]:
    """Name the rows into which the cell of the firm, or else of its number, is merged."""
    firm = place.name if place.name >= 0 else place.no
    spans = [span for span in place.merged if span.left == firm]
    return frozenset(row for span in spans for row in range(span.top + 1, span.bottom + 1))


def _columns(sheet: Sheet, header: Header, positions: Sequence[int]) -> tuple[Column, ...]:
    """Give each column a heading that no other has: nothing under it may get lost."""
    columns, taken = list[Column](), Counter[str]()
    for index, position in enumerate(positions):
        named = header.headings[position] if position < header.width else ""
        heading = named or f"kolom {sheet.left + position + 1}"
        while heading in taken:
            taken[named] += 1
            heading = f"{named} ({taken[named]})"
        taken[heading] += 1
        columns.append(Column(index, heading, position in sheet.hidden_columns))
    return tuple(columns)
