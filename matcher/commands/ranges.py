"""Ranges as they are written behind an option: how many there are to be of something named."""

import re

from features.language import mark
from matcher.errors import DataError
from matcher.planner.limits import Range

_RANGE = re.compile(r"(\d*)\s*-\s*(\d*)|(\d+)")


def named_range(text: str) -> tuple[str, Range]:
    """Read 'Jawa Tengah=5-20'.

    Raises
    ------
    DataError
        When there is no name or no range.
    """
    name, _, numbers = text.rpartition("=")
    if not name.strip():
        raise DataError(
            mark("'{text}' names no place with a number; write 'Jawa Tengah=5-20'"), text=text
        )
    return name.strip(), range_of(numbers)


def range_of(text: str) -> Range:
    """Read '5-20', '5-', '-20' or '5' (exactly so many).

    Raises
    ------
    DataError
        When it is none of these.
    """
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        raise DataError(mark("'{text}' is no range of numbers; write 5-20, 5- or -20"), text=text)
    least, most, exact = found.groups()
    if exact:
        return int(exact), int(exact)
    return int(least or 0), int(most) if most else None
