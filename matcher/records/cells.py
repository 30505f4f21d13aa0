"""Cells of the documented form: how each kind of column is read; a blank one is None, unknown."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationInfo

from features.language import parse_number
from features.support import NO_SUPPORT, SUPPORT, support_items


def blank_is_unknown(cell: object) -> object:
    """Give None for a cell of white space, else the cell without it around."""
    return cell.strip() or None if isinstance(cell, str) else cell


_OWN_UNIT = {
    "kg": r"kg",
    "mm": r"mm",
    "days": r"hari|days?",
    "workers": r"orang|org",
    "month": r"pcs|buah|unit|pieces",
    "volume": r"pcs|buah|unit|pieces",
}


def _number(cell: object, info: ValidationInfo) -> object:
    """Read a number; the unit that the column is in anyway may stand behind it."""
    cell = blank_is_unknown(cell)
    if not isinstance(cell, str):
        return cell
    own = _OWN_UNIT.get(str(info.field_name).rsplit("_", 1)[-1])
    return above_zero(re.sub(rf"(?i)\s*\b(?:{own})\.?$", "", cell) if own else cell)


def above_zero(text: str) -> float:
    """Read a number above zero.

    Raises
    ------
    ValueError
        When the text is none.
    """
    try:
        number = parse_number(text)
    except ValueError as error:
        raise ValueError("number") from error
    if number <= 0:
        raise ValueError("number")
    return number


def _date(cell: object) -> object:
    cell = blank_is_unknown(cell)
    if not isinstance(cell, str):
        return cell
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise ValueError("date") from error


def _year(cell: object) -> object:
    cell = blank_is_unknown(cell)
    if isinstance(cell, str) and not (cell.isdigit() and 1900 <= int(cell) <= 2100):
        raise ValueError("year")
    return cell


def _support(cell: object) -> object:
    cell = blank_is_unknown(cell)
    unknown = [item for item in support_items(cell) if item not in {*SUPPORT, NO_SUPPORT}]
    if unknown:
        raise ValueError("support")
    return cell


def _clock(cell: object) -> object:
    cell = blank_is_unknown(cell)
    if not isinstance(cell, str):
        return cell
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", cell)
    if found is None:
        raise ValueError("clock")
    return f"{int(found[1]):02}:{found[2]}"


def _yes_no(cell: object) -> object:
    cell = blank_is_unknown(cell)
    if not isinstance(cell, str):
        return cell
    word = cell.casefold()
    if word not in _YES and word not in _NO:
        raise ValueError("yes_no")
    return word in _YES


_YES, _NO = {"ya", "yes", "true", "1", "y"}, {"tidak", "no", "false", "0", "n", "t", "tdk"}

Key = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Text = Annotated[str | None, BeforeValidator(blank_is_unknown)]
Amount = Annotated[float | None, BeforeValidator(_number)]
Day = Annotated[date | None, BeforeValidator(_date)]
SupportItems = Annotated[str | None, BeforeValidator(_support)]
Year = Annotated[int | None, BeforeValidator(_year)]
Certainty = Annotated[
    Literal["claimed", "seen", "verified"] | None, BeforeValidator(blank_is_unknown)
]
Provider = Annotated[
    Literal["buyer", "supplier", "shared"] | None, BeforeValidator(blank_is_unknown)
]
Period = Annotated[
    Literal["week", "month", "year", "once"] | None, BeforeValidator(blank_is_unknown)
]
Clock = Annotated[str | None, BeforeValidator(_clock)]
YesNo = Annotated[bool | None, BeforeValidator(_yes_no)]
Actor = Annotated[Literal["supplier", "buyer"] | None, BeforeValidator(blank_is_unknown)]


class Row(BaseModel):
    """What every row carries: where it came from, as of when, and how sure it is."""

    model_config = ConfigDict(extra="allow", frozen=True)

    source: Text = None
    as_of: Day = None
    certainty: Certainty = None
    verified_by: Text = None
    note: Text = None
