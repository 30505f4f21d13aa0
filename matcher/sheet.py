"""Sheet: the cells of one CSV file, line by line, before anything is known of their meaning."""

import csv
import io
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from features.language import mark
from matcher.errors import DataError

SURPLUS = "_rest_"  # starts the name of a cell beyond the header


def read_cells(
    file: Traversable, needed: tuple[str, ...] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row as its line number and its cells by column.

    Raises
    ------
    DataError
        When the file is empty, is no CSV text or lacks a needed column.
    """
    text = _text(file)
    lines = io.StringIO(text, newline="")
    reader = csv.DictReader(lines, delimiter=_delimiter(text), restkey="_rest", restval="")
    header = [column.strip() for column in reader.fieldnames or []]
    reader.fieldnames = header
    for column in needed:
        if column not in header:
            raise DataError(
                mark("{file}, row 1: the column '{column}' is missing (found: {found}); add it"),
                file=file.name,
                column=column,
                found=", ".join(header)[:120],
            )
    for cells in reader:
        rest = cells.pop("_rest", [])
        yield reader.line_num, cells | {f"{SURPLUS}{i}": cell for i, cell in enumerate(rest, 1)}


def _delimiter(text: str) -> str:
    """Find what separates the cells of the header: Excel writes ; under Indonesian settings."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _text(file: Traversable) -> str:
    content = file.read_bytes()
    if not content.strip():
        raise DataError(
            mark("{file} is empty; its first row must name the columns"), file=file.name
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise DataError(
            mark("{file} is not CSV text in UTF-8; save it again as 'CSV UTF-8'"), file=file.name
        )
    return text
