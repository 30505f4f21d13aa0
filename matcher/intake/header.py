"""Header: which rows of a sheet name the columns, and the one heading that each column gets."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.intake.sheets import Cell, Row, Span
from matcher.intake.wording import are_headings, is_heading, is_number, is_title, may_head, plain

_LEGIBLE = 30  # rows in which a header of unknown words is looked for
_AHEAD = 10  # rows below a header that show how wide the table is
_MOST_ROWS = 4  # of one header


@dataclass(frozen=True)
class Header:
    """Rows `first` to `last` name the columns (both the row above the data when none does).

    `headings` by position in the row, '' where nobody named the column; `width` of the row;
    `words` are the header's own cells, by which a repeated header is known; `firsts` its cells
    with which a row may start.
    """

    first: int
    last: int
    headings: tuple[str, ...]
    width: int
    words: frozenset[str] = frozenset()
    firsts: frozenset[str] = frozenset()


def find_header(window: Sequence[Row], spans: Sequence[Span]) -> Header | None:
    """Find the first header among the first rows of a sheet; None where there is no table."""
    for index, (_, cells) in enumerate(window):
        if are_headings(cells) and _count(cells) >= _widest(window[index + 1 :]) / 2:
            return header_at(window, index, spans)
    return _unknown_words(window, spans)


def header_at(window: Sequence[Row], index: int, spans: Sequence[Span]) -> Header:
    """Build the header around one of its rows, with rows above and below that belong to it."""
    top = bottom = index
    while top > 0 and index - top < _MOST_ROWS and _joins_above(window, top, spans):
        top -= 1
    while bottom + 1 < len(window) and bottom - top < _MOST_ROWS - 1:
        if not _joins_below(window, top, bottom, spans):
            break
        bottom += 1
    rows = window[top : bottom + 1]
    width = max(len(cells) for _, cells in rows)
    parts = [_spread(rows, i, width, spans) for i in range(len(rows))]
    headings = tuple(_joined([part[column] for part in parts]) for column in range(width))
    words = frozenset(plain(cell) for _, cells in rows for cell in cells if cell != "")
    firsts = (next((str(cell) for cell in cells if cell != ""), "") for _, cells in rows)
    return Header(rows[0][0], rows[-1][0], headings, width, words, frozenset(firsts))


def _unknown_words(window: Sequence[Row], spans: Sequence[Span]) -> Header | None:
    """Take the first row as wide as the table for its header, or for its first line."""
    near = window[:_LEGIBLE]
    widest = max((_count(cells) for _, cells in near), default=0)
    if widest < 2:
        return _single_column(window)
    index = next(i for i, (_, cells) in enumerate(near) if _count(cells) >= max(2, widest / 2))
    number, cells = near[index]
    if all(may_head(cell) for cell in cells if cell != ""):
        return header_at(window, index, spans)
    return Header(number - 1, number - 1, ("",) * len(cells), len(cells))


def _single_column(window: Sequence[Row]) -> Header | None:
    """Take a list of names under their heading for a table; other single columns are prose."""
    for index, (number, cells) in enumerate(window[:_LEGIBLE]):
        filled = [cell for cell in cells if cell != ""]
        if filled and is_heading(filled[0]) and plain(filled[0]).split()[0] in ("nama", "name"):
            return header_at(window[: index + 1], index, ()) if number else None
    return None


def _joins_above(window: Sequence[Row], index: int, spans: Sequence[Span]) -> bool:
    """Tell whether the row above names groups of columns."""
    (number, upper), (below, lower) = window[index - 1], window[index]
    filled = [column for column, cell in enumerate(upper) if cell != ""]
    if number + 1 != below or not filled or not all(may_head(upper[column]) for column in filled):
        return False
    if _reaches(number, spans):
        return True
    groups = {span.left: span.right for span in spans if span.top == number}
    most = 0.8 * _count(lower)
    if groups:
        return all(0 < groups.get(c, c) - c + 1 < most for c in filled) and len(filled) < most
    alone = all(column + 1 >= len(upper) or upper[column + 1] == "" for column in filled)
    first = next(column for column, cell in enumerate(lower) if cell != "")
    known = all(is_heading(upper[c]) and not is_title(upper[c]) for c in filled)
    known = known and any(_at(lower, c) != "" for c in filled)
    return alone and known and (filled[0] > first or len(filled) > 1)


def _joins_below(window: Sequence[Row], top: int, bottom: int, spans: Sequence[Span]) -> bool:
    """Tell whether the next row still names columns: under a group heading, or units."""
    (number, upper), (below, lower) = window[bottom], window[bottom + 1]
    filled = [column for column, cell in enumerate(lower) if cell != ""]
    if number + 1 != below or not filled or not all(may_head(lower[column]) for column in filled):
        return False
    if _reaches(number, spans):
        return True
    if any(is_number(lower[column]) for column in filled):
        return False
    if all(str(lower[column]).startswith("(") for column in filled):
        return True
    first = next(column for column, cell in enumerate(window[top][1]) if cell != "")
    if filled[0] > first and all(_in_group(upper, column) for column in filled):
        return True
    return are_headings(upper) and are_headings(lower) and _count(upper) < _count(lower)


def _in_group(upper: Sequence[Cell], column: int) -> bool:
    """Tell a column without a heading of its own, or one whose heading may span the next."""
    if not _at(upper, column):
        return any(_at(upper, left) for left in range(column))
    return column + 1 < len(upper) and upper[column + 1] == ""


def _reaches(number: int, spans: Sequence[Span]) -> bool:
    """Tell whether a cell is merged over this row and the next, as a heading beside a group is."""
    return any(s.top <= number < s.bottom and s.bottom - s.top < _MOST_ROWS for s in spans)


def _spread(rows: Sequence[Row], index: int, width: int, spans: Sequence[Span]) -> list[str]:
    """Give the headings of one row, a group's over all its columns."""
    number, cells = rows[index]
    texts = [" ".join(str(_at(cells, column)).split()) for column in range(width)]
    groups = [span for span in spans if span.top == number and span.right > span.left]
    for span in groups:
        for column in range(span.left + 1, min(span.right + 1, width)):
            texts[column] = texts[span.left]
    if not groups and index + 1 < len(rows):
        below, above = rows[index + 1][1], [cells for _, cells in rows[:index]]
        for column in range(1, width):
            named = any(_at(row, column) for row in above)  # a column of its own
            if not (named or texts[column]) and _at(below, column) and _at(below, column - 1):
                texts[column] = texts[column - 1]
    return texts


def _joined(parts: list[str]) -> str:
    return " / ".join(p for i, p in enumerate(parts) if p and p not in parts[:i])


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""


def _count(cells: Sequence[Cell]) -> int:
    return sum(cell != "" for cell in cells)


def _widest(rows: Sequence[Row]) -> int:
    return max((_count(cells) for _, cells in rows[:_AHEAD]), default=0)
