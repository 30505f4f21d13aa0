"""Question: what the import asks a person about one cell, instead of guessing."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from matcher.errors import DataError

Cell = str | float | int | bool | date | datetime | time | None  # as a file holds it; '' is blank


class CellError(DataError):
    """A cell that cannot be taken as it stands; `values` name the column and the cell."""


@dataclass(frozen=True)
class Question:
    """What is to be asked about one cell.

    `field` is the field of the record, `cell` the whole cell as text, `message` the English entry
    of the catalogue whose braces `values` fill, and `effect` what becomes of it until somebody
    answers: the field is "unknown", or the row is "set aside".
    """

    field: str
    cell: str
    message: str
    values: dict[str, object]
    effect: str = "unknown"


def as_text(cell: Cell) -> str:
    """Write any cell as text that reads back to the same value, or to a question."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        return _figure(cell)
    text = cell.isoformat()
    if isinstance(cell, time):
        return text.removesuffix(":00") if len(text) == 8 else text
    return text.removesuffix("T00:00:00").replace("T", " ")


def _figure(number: float) -> str:
    if number != number or number in (float("inf"), float("-inf")):
        return str(number)
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.15g}".replace(".", ",").replace("e+", "E+")
    # "2,125" could be thousands with a comma; "2,1250" cannot
    return f"{text}0" if re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", text) else text
