"""Body: which rows below a header are lines of the table, and why the others are not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from matcher.intake.header import Header
from matcher.intake.place import Place
from matcher.intake.sheets import Cell, Row
from matcher.intake.wording import (
    are_column_numbers,
    are_headings,
    is_example,
    is_heading,
    is_note,
    is_number,
    is_section,
    is_total,
    plain,
)

_TOTALS_START = frozenset(["", *"JjTtSsGgRrAa"])  # how the label of a total may start
_DIGITS = frozenset("0123456789")
_EXAMPLES = 5  # the first lines, among which an example may stand


@dataclass
class Body:
    """What reading the rows below a header has found.

    `orphans` are lines without number and name that stand directly under no firm; `extra` are
    positions that hold cells but no heading; `following` is the row that heads another table.
    """

    left_out: dict[int, str] = field(default_factory=dict)
    orphans: set[int] = field(default_factory=set)
    extra: set[int] = field(default_factory=set)
    n_lines: int = 0
    last: int = 0
    following: Row | None = None


def read_body(rows: Iterable[Row], header: Header, place: Place) -> Body:
    """Tell the lines from all else, down to the end of the sheet or to another header."""
    body, below = Body(), iter(rows)
    bare = [c for c in range(header.width)[place.left : place.right] if not header.headings[c]]
    state, blanks = "header", list[int]()
    while True:
        if state == "line" and body.n_lines > _EXAMPLES:
            n_skimmed, last, row = _skim(below, header, place, bare)
            body.n_lines, body.last = body.n_lines + n_skimmed, last or body.last
        else:
            row = next(below, None)
        if row is None:
            return body
        why = _judge(row[0], row[1][place.left : place.right], header, place, body.n_lines, state)
        if why == "table":
            body.following = row
            return body
        if why == "blank":
            blanks.append(row[0])
        else:
            body.left_out.update(dict.fromkeys(blanks, "blank"))
            blanks.clear()
        if why == "line":
            _take(body, row, place, header.width, bare, state)
        elif why != "blank":
            body.left_out[row[0]] = why
        state = "note" if why == "blank" and state == "note" else why


def _skim(
    rows: Iterator[Row], header: Header, place: Place, bare: Sequence[int]
) -> tuple[int, int, Row | None]:
    """Count the lines that need no judgement, up to the first row that does.

    This loop is the speed of the import: a numbered row is a line, and in a table without numbers
    one whose first two cells are filled, unless it may start a total or repeat the header.
    """
    left, full, banners = place.left, header.width, place.banners
    numbered = place.no == left
    second = left if numbered else min(left + 1, full - 1)
    signs = _DIGITS if numbered else _TOTALS_START | {word[:1] for word in header.firsts}
    n_lines = last = 0
    for row in rows:
        number, cells = row
        if (
            len(cells) != full
            or cells[second] == ""
            or (isinstance(start := cells[left], str) and (start[:1] in signs) is not numbered)
            or (bare and any(cells[column] != "" for column in bare))
            or number in banners
        ):
            return n_lines, last, row
        n_lines += 1
        last = number
    return n_lines, last, None


def _take(body: Body, row: Row, place: Place, full: int, bare: list[int], state: str) -> None:
    number, cells = row
    body.n_lines += 1
    body.last = number
    unnamed = place.name >= 0 and _at(cells, place.name) == "" and _at(cells, place.no) == ""
    if unnamed and (state != "line" or body.n_lines == 1):
        body.orphans.add(number)
    body.extra.update(column for column in bare if _at(cells, column) != "")
    if place.right is None:
        body.extra.update(c for c in range(full, len(cells)) if cells[c] != "")


def _judge(
    number: int, own: Sequence[Cell], header: Header, place: Place, n_lines: int, state: str
) -> str:
    """Give 'line', 'table' where another header begins, or why the row is left out."""
    filled = [cell for cell in own if cell != ""]
    if not filled:
        return "blank"
    if state == "header" and are_column_numbers(own):
        return "header"
    if _repeats(filled, header):
        return "header"
    if n_lines < _EXAMPLES and is_example(filled[0]):
        return "example"
    no = _at(own, place.no - place.left) if place.no >= 0 else ""
    if no != "" and is_number(no) and len(filled) > 1:
        return "line"
    # right below a line, with nothing between, every cell must be a heading: firms have odd names
    if are_headings(own) and (state != "line" or all(map(is_heading, filled))):
        return "table"
    return _judge_words(number, own, filled, place, state)


def _judge_words(
    number: int, own: Sequence[Cell], filled: list[Cell], place: Place, state: str
) -> str:
    thin = len(filled) <= max(1, len(own) // 3)
    no, name = (_at(own, c - place.left) if c >= 0 else "" for c in (place.no, place.name))
    label = next((cell for cell in filled if isinstance(cell, str)), "")
    if is_total(label, [cell for cell in filled if cell is not label]):
        return "total"
    if (thin and is_note(filled[0])) or all(map(is_note, filled)):
        return "note"
    if len(filled) == 1 and (number in place.banners or is_section(filled[0])):
        return "note" if state == "note" else "title"
    if place.no >= 0 and no != "" and len(filled) == 2 and name != "" and _is_letter(no):
        return "title"
    unnumbered = place.no >= 0 and not is_number(no)
    if state == "note" and unnumbered and len(filled) <= max(2, len(own) // 3):
        return "note"
    if place.no >= 0 and no != "" and len(filled) == 1:
        return "note"
    if name == "" and no == "" and (place.no >= 0 or place.name >= 0):
        return "line" if state == "line" or not thin else "note"
    return "line"


def _is_letter(no: Cell) -> bool:
    """Tell I, II or A where lines are counted 1, 2, 3: it numbers a group."""
    return isinstance(no, str) and 0 < len(no.strip(".)")) <= 4 and no.strip(".)").isupper()


def _repeats(filled: list[Cell], header: Header) -> bool:
    return len(filled) > 1 and all(
        isinstance(cell, str) and plain(cell) in header.words for cell in filled
    )


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if 0 <= column < len(cells) else ""
