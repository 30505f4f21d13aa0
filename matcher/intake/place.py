"""Place: where under a header a table stands, when it starts far right or another is beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.intake.header import Header
from matcher.intake.sheets import Row, Sheet, Span
from matcher.intake.wording import is_firm, is_running_number

Side = tuple[int, int | None]  # first position of a table and the one behind its last, None is open


@dataclass(frozen=True)
class Place:
    """Where things stand in a row: `left` and `right` bound the table, `right` None is open.

    `no` counts the lines and `name` names the firm, -1 where there is no such column.
    `merged` are cells to repeat downwards, `banners` rows whose cell is merged over most columns.
    """

    left: int
    right: int | None
    no: int = -1
    name: int = -1
    merged: tuple[Span, ...] = ()
    banners: frozenset[int] = frozenset()


def sides_of(header: Header, below: Sequence[Row]) -> list[Side]:
    """Part a header where a blank column stands between headings that then start anew."""
    headed = [column for column, heading in enumerate(header.headings) if heading]
    used = {c for _, cells in below for c, cell in enumerate(cells) if cell != ""} | set(headed)
    starts = [c for c in headed[1:] if c - 1 not in used]
    seen = set[str]()
    parts = [headed[0] if headed else 0]
    for column in headed:
        heading = header.headings[column]
        if column in starts and heading in seen:
            parts.append(column)
        seen.add(heading)
    if len(parts) == 1:
        return [(0, None)]
    return [(left, right) for left, right in zip(parts, [*parts[1:], None], strict=True)]


def place_of(sheet: Sheet, header: Header, side: Side, below: Sequence[Row]) -> Place:
    """Find what a table's rows are judged by: its bounds, its columns of number and firm."""
    left, right = side
    headed = [c for c in range(header.width)[left:right] if header.headings[c]]
    if below and headed:
        left = _first_used(headed, below)
    no = [c for c in headed if is_running_number(header.headings[c])]
    name = [c for c in headed if is_firm(header.headings[c])]
    spans = [span for span in sheet.merged if span.top > header.last]
    spans = [s for s in spans if s.left >= left and (right is None or s.left < right)]
    widest = max(2, len(headed) // 2)
    return Place(
        left,
        right,
        (no or [-1])[0],
        (name or [-1])[0],
        tuple(s for s in spans if s.bottom > s.top and s.right - s.left < widest),
        frozenset(s.top for s in spans if s.right - s.left >= widest),
    )


def _first_used(headed: Sequence[int], below: Sequence[Row]) -> int:
    """Give where the rows that are about as full as the header start: 'No' may be unnamed."""
    filled = ([c for c, cell in enumerate(cells) if cell != ""] for _, cells in below)
    return min([headed[0], *(row[0] for row in filled if len(row) * 2 >= max(2, len(headed)))])
