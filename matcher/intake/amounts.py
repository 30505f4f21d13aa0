"""Amounts: counts, kg, mm, days and rupiah from a cell and its heading, or a question.

Only one figure is taken: of a range nobody can say which end was meant, and a bound ("> 1 M") is
no figure; but "maks 5 kg" is, as the largest weight is what we ask for. "About" is read over.
"""

import re
from collections.abc import Callable
from functools import cache

from features.language import mark, parse_number, parse_quantity
from features.language.quantities import SCALE_WORDS, Quantity
from matcher.intake.heading_units import UNCLEAR, heading_unit
from matcher.intake.question import Cell, CellError

DAYS_OF = {"hari": 1, "hr": 1, "day": 1, "days": 1, "h": 1}
DAYS_OF |= {"minggu": 7, "mgg": 7, "week": 7, "weeks": 7}
DAYS_OF |= {"bulan": 30, "bln": 30, "month": 30, "months": 30}  # as terms of payment count it
_WRONG = {
    "count": mark("{column}: '{cell}' is not one count; write one number, for example 8"),
    "kg": mark("{column}: '{cell}' is not one weight; write it as 2,5 kg"),
    "mm": mark("{column}: '{cell}' is not one length; write it as 12,5 mm"),
    "days": mark("{column}: '{cell}' is not a number of days; write it as 30"),
    "idr": mark("{column}: '{cell}' is not one sum of rupiah; write it as Rp 250 juta"),
}
_UNCLEAR_HEADING = mark(
    "{column}: it is not clear what '{cell}' counts under this heading; write it with its unit"
)
_TWO_READINGS = mark("{column}: '{cell}' can be {large} or {small}; write {large} or {comma}")
_BESIDE = {
    "count": "orang org karyawan pekerja pegawai jiwa people persons workers menit minutes meja",
    "kg": "berat bobot",
    "mm": "panjang toleransi",
    "idr": "",
}
_UNITS = {"count": ("", "pieces"), "kg": ("", "kg"), "mm": ("", "mm"), "idr": ("IDR",)}
_DOTTED = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?![\d.,]*\d)")
_GRAMS = re.compile(r"(?<![a-z])(?:g|gr|gram)\b", re.I)
_SCALED = re.compile(r"(?:(?<=\d)|(?<=\d\s))(?:" + "|".join(SCALE_WORDS) + r")\b", re.I)
_RUPIAH = re.compile(r"\b(?:rp|idr)(?:\b|(?=\d))|\brupiah\b", re.I)
_BOUND = re.compile(
    r"[<>\u2264\u2265]|\b(?:(?<!kurang )lebih(?! kurang)|min(?:imal|imum)?\b|hingga)", re.I
)
_LARGEST = re.compile(r"\b(?:maks?|max)(?:imal|imum)?\b", re.I)
_PER_PIECE = re.compile(r"\s*(?:/|\bper\b)\s*(?:pcs?|buah|bh|unit|piece|part|biji)\b\.?\s*$", re.I)
_TOLERANCE = re.compile(r"toler|telit|presisi|akurasi|precision|accuracy", re.I)
PLAIN_DIGITS = re.compile(r"[1-9][0-9]{0,14}")  # read in one way only, and most often met
_DAYS = re.compile(
    r"(?:(?:net|nett|top|tempo|maks?\.?|max\.?|n/?)\s*)?[±~]?\s*(?P<number>\d[\d.,]*)\s*"
    r"(?:(?P<unit>[a-z]+)\.?)?(?:\s+kalender)?(?:\s+(?:setelah|sejak|dari|after|from)\s+\D*)?",
    re.I,
)


def read_amount(reads: str, cell: Cell, heading: str) -> float:
    """Read a count, weight in kg, length in mm, number of days or sum of rupiah, above zero.

    A true number is in the unit of its heading, or else in that of the field.

    >>> read_amount("kg", "1,5 ton", ""), read_amount("idr", "250", "Investasi (juta Rp)")
    (1500.0, 250000000.0)
    """
    try:
        number = _READERS[reads](reads, cell, heading)
    except (ValueError, OverflowError) as error:
        raise CellError(_WRONG[reads]) from error
    if not 0 < number < 1e18 or (reads == "count" and number != round(number)):
        raise CellError(_WRONG[reads])
    return float(f"{number:.15g}")  # takes off what binary fractions add


def _measure(reads: str, cell: Cell, heading: str) -> float:
    unit = heading_unit(heading)
    if not isinstance(cell, str) or PLAIN_DIGITS.fullmatch(cell):
        number, factor = _true_number(cell), _factor(reads, unit)
        _ask_if_scaled_twice(reads, number, factor)
        return number * factor
    text = _PER_PIECE.sub("", cell) if reads in ("kg", "idr") else cell
    found = _quantity(reads, text)
    if _BOUND.search(text) or (reads in ("idr", "count") and _LARGEST.search(text)):
        raise ValueError(text)
    bare = not _RUPIAH.search(text) if reads == "idr" else not found.unit
    _ask_if_two_readings(reads, text, heading)
    if _SCALED.search(text) or not (bare or reads == "idr"):
        return _one(reads, text)
    whole = _one(reads, f"{text} {_clear(unit) if bare or unit != UNCLEAR else ''}")
    _ask_if_scaled_twice(reads, found.low, whole / (found.low or 1))
    return whole


def _clear(unit: str) -> str:
    if unit == UNCLEAR:
        raise CellError(_UNCLEAR_HEADING)
    return unit


def _ask_if_scaled_twice(reads: str, number: float, factor: float) -> None:
    """Ask about "Rp 250.000.000" under "(juta Rp)": one of the two is wrong."""
    if reads == "idr" and factor > 1 and number >= 1e5:
        raise CellError(_UNCLEAR_HEADING)


@cache
def _factor(reads: str, unit: str) -> float:
    return _one(reads, f"1 {_clear(unit)}")


def _true_number(cell: Cell) -> float:
    if isinstance(cell, str):
        return float(cell)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise ValueError("number")
    return float(cell)


def _one(reads: str, text: str) -> float:
    """Give the only figure of a text that is in the unit of the field and in nothing else."""
    found = _quantity(reads, text)
    per = found.period and reads != "count"
    if found.low != found.high or found.unit not in _UNITS[reads] or per:
        raise ValueError(text)
    if found.note and found.note.lower().strip(" .") not in _BESIDE[reads].split():
        raise ValueError(text)
    return found.low


def _quantity(reads: str, text: str) -> Quantity:
    text = text.strip().lstrip("'").strip()
    return parse_quantity(text if reads != "idr" or _RUPIAH.search(text) else f"Rp {text}")


def _ask_if_two_readings(reads: str, text: str, heading: str) -> None:
    """Ask about '2.500': in kg it is 2500 or 2.5.

    Grams are not written with three places. A length below 3 mm is none (the length is the
    largest dimension of a part), so '1.200' mm is 1200; a tolerance has no such bound.
    """
    found = _DOTTED.search(text)
    if reads not in ("kg", "mm") or found is None:
        return
    small = float(f"{found[1]}.{found[2]}")
    if reads == "kg" and _GRAMS.search(text if re.search("[a-z]", text, re.I) else heading):
        return
    is_mm = not re.search(r"\b(?:cm|m|mtr|meter)\b", f"{text} {heading_unit(heading)}", re.I)
    if reads == "mm" and is_mm and small < 3 and not _TOLERANCE.search(heading):
        return
    large, comma = f"{found[1]}{found[2]}", f"{small:g}".replace(".", ",")
    raise CellError(_TWO_READINGS, large=large, small=f"{small:g}", comma=comma)


@cache
def _days_of_one(heading: str) -> int:
    """Say how many days a bare figure below a heading counts, 0 for working days."""
    words = re.findall(r"[a-z]+", heading.lower())
    found = [DAYS_OF[word] for word in words if word in DAYS_OF]
    return 0 if "kerja" in words or "working" in words else (found or [1])[-1]


def _days(_: str, cell: Cell, heading: str) -> float:
    if not (factor := _days_of_one(heading)):
        raise CellError(_UNCLEAR_HEADING)
    if not isinstance(cell, str) or PLAIN_DIGITS.fullmatch(cell):
        return _true_number(cell) * factor
    found = _DAYS.fullmatch(cell.strip().lstrip("'"))
    if found is None or (found["unit"] or "hari").lower() not in DAYS_OF:
        raise ValueError(cell)
    unit = DAYS_OF[found["unit"].lower()] if found["unit"] else factor
    return parse_number(found["number"]) * unit


_READERS: dict[str, Callable[[str, Cell, str], float]]
_READERS = {"count": _measure, "kg": _measure, "mm": _measure, "idr": _measure, "days": _days}
