"""Capacities: what was stated, with its unit, and pieces a month where it is plainly that."""

import re
from functools import cache

from features.language import mark, parse_quantity, pieces_per_month
from features.language.quantities import Quantity
from matcher.intake.amounts import PLAIN_DIGITS
from matcher.intake.heading_units import UNCLEAR, heading_unit
from matcher.intake.question import Cell, CellError, as_text

_CAPACITY = {
    "annual": mark("{column}: '{cell}' is for a year; ask how many pieces of this part a month"),
    "money": mark("{column}: '{cell}' is money; ask how many pieces of this part a month"),
    "weight": mark("{column}: '{cell}' is a weight; ask how many pieces of this part a month"),
}
_UNCLEAR_CAPACITY = mark(
    "{column}: '{cell}' is not plainly pieces a month; ask how many of this part a month"
)
_ANOTHER_PERIOD = re.compile(r"\b(?:tahun|thn|th|year|semester|triwulan)\b|\b(?:19|20)\d\d\b", re.I)


def stated_capacity(cell: Cell, heading: str, unit: str = "") -> str:
    """Give a capacity as it was stated, with the unit that its heading or its own column adds.

    >>> stated_capacity("60.000", "Kapasitas (pcs/tahun)"), stated_capacity("5 ton", "Kapasitas")
    ('60.000 pcs per tahun', '5 ton')
    """
    text = as_text(cell).strip().lstrip("'")
    try:
        found = parse_quantity(text)
    except ValueError:
        return text if re.search(r"[^\W\d_]", text) else " ".join(f"{text} {unit}".split())
    if unit and not found.unit and not found.note:
        text = f"{text} {unit}"
    elif not found.note and not unit:
        text = _with_heading(text, found, heading)
    if not found.period and unit and "per" not in text and "/" not in text:
        text = _with_heading(text, parse_quantity("1 pcs"), heading)
    return " ".join(text.split())


def read_capacity(
    cell: Cell, heading: str, unit: str = ""
) -> tuple[str, float | None, CellError | None]:
    """Give a capacity as stated, its pieces a month, and why not if there are none.

    >>> read_capacity("60.000", "Kapasitas (pcs/bulan)")
    ('60.000 pcs per bulan', 60000.0, None)
    """
    if isinstance(cell, str) and PLAIN_DIGITS.fullmatch(cell):
        behind, factor, error = _of_digits(heading, unit)
        return cell + behind, None if error else float(f"{int(cell) * factor:.15g}"), error
    stated = stated_capacity(cell, heading, unit)
    try:
        return stated, monthly_pieces(stated), None
    except CellError as error:
        # anew: what was raised holds on to the frames it came through, and all their lines
        return stated, None, CellError(error.message, **error.values)


@cache
def _of_digits(heading: str, unit: str) -> tuple[str, float, CellError | None]:
    """Read bare digits below a heading once for all: what stands behind them, and what one is."""
    stated, pieces, error = read_capacity("1 ", heading, unit)
    return stated[1:], pieces or 0.0, error


def _with_heading(text: str, found: Quantity, heading: str) -> str:
    if found.unit and found.period:
        return text
    unit = heading_unit(heading)
    if unit == UNCLEAR or (not re.search(r"\bper\b", unit) and _ANOTHER_PERIOD.search(heading)):
        return f"{text} ({heading})"
    counted, _, period = unit.partition("per ")
    if not counted and not found.unit:
        counted = " ".join(re.findall(r"[(\[]([^()\[\]]+)", heading)) if not period else ""
    parts = (text, "" if found.unit else counted, f"per {period}" if period else "")
    return " ".join(part for part in parts[: 2 if found.period else 3] if part)


def monthly_pieces(stated: str) -> float:
    """Read what is plainly pieces a month of this part; of a range, its low end."""
    try:
        return pieces_per_month(stated)
    except ValueError as error:
        raise CellError(_CAPACITY.get(str(error), _UNCLEAR_CAPACITY)) from error
