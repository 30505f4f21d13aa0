"""Quantities as people in Indonesia write them in a sheet; a doubt is an error, never a guess.

pint reads '100rb pcs' as parsecs, quantulum3 '1.200' as 1.2, words2num2 neither rb nor a range.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from features.language.numbers import parse_number

REFUSALS = ("annual", "money", "weight", "other period", "unclear")

_UNITS = {
    word: (unit, factor)
    for unit, factor, words in (
        ("pieces", 1, "pcs pc pce piece pieces buah bh unit units biji batang btg lembar lbr"),
        ("pieces", 12, "lusin losin dozen"),
        ("pieces", 20, "kodi"),
        ("pieces", 144, "gross gros"),
        ("set", 1, "set sets"),
        ("kg", 1000, "ton tons"),
        ("kg", 100, "kuintal kwintal"),
        ("kg", 1, "kg kgs kilogram"),
        ("kg", 0.001, "g gr gram"),
        ("mm", 0.001, "mikron micron"),
        ("mm", 1, "mm"),
        ("mm", 10, "cm"),
        ("mm", 1000, "m mtr meter"),
    )
    for word in words.split()
}
_SCALES = {"rb": 1e3, "ribu": 1e3, "k": 1e3, "jt": 1e6, "juta": 1e6}
_MONEY_SCALES = _SCALES | {"m": 1e9, "mlr": 1e9, "milyar": 1e9, "miliar": 1e9, "triliun": 1e12}
_PERIODS = {"jam": "hour", "hour": "hour", "shift": "shift"}
_PERIODS |= {"hari": "day", "hr": "day", "day": "day"}
_PERIODS |= {"minggu": "week", "mgg": "week", "week": "week"}
_PERIODS |= {"bulan": "month", "bln": "month", "bl": "month", "month": "month"}
_PERIODS |= {"tahun": "year", "thn": "year", "th": "year", "year": "year"}
UNIT_WORDS, SCALE_WORDS = frozenset(_UNITS), frozenset(_MONEY_SCALES)
PERIOD_WORDS = frozenset(_PERIODS)
# beside a figure these say that it is another figure, or none
_CHANGES_THE_FIGURE = re.compile(
    r"(?:se)?(?:ratus|ribu|juta|puluh|belas)(?:an)?|nol|satu|dua|tiga|empat|lima|enam|tujuh"
    r"|delapan|sembilan|setengah|per|(?:se)?tiap|kali|sd|sampai|hingga|to|up|kurang|bawah|tidak"
    r"|bukan|belum|tanpa"
)
_NOT_A_CAPACITY = re.compile(r"\b(?:target|rencana|potensi|pernah|dulu|sebelum|(?:ke)?butuh)", re.I)
_LOOKS_LIKE_MONEY = re.compile(r"[.,]\s?[-=]|(?:jt|juta)\b", re.I)
_FLAGS = re.ASCII | re.I


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b\.?"


_PER = re.compile(
    rf"(?:/\s*(?:per\s*)?|\bper[\s-]*|\b(?:se)?tiap\s+|\bse)({_any(_PERIODS)})", _FLAGS
)
_RUPIAH = re.compile(r"\b(?:rp|idr)(?:\b|(?=\d))\.?|\brupiah\b", _FLAGS)
_ABOUT = re.compile(
    r"±|\+/?-|~|≈|[>≥]=?|\b(?:kira(?:2|\s?-?\s?kira)|kurang lebih|lebih kurang|lebih dari|lebih"
    r"|sekitar|rata(?:2|-rata)|min(?:imal|imum)?|maks(?:imal|imum)?|max(?:imum)?)\b\.?",
    _FLAGS,
)


def _shape(scales: Iterable[str], units: Iterable[str]) -> re.Pattern[str]:
    def figure(end: str) -> str:
        unit = rf"(?:\s*(?P<unit_{end}>{_any(units)}))?" if units else f"(?P<unit_{end}>)"
        return (
            rf"(?P<number_{end}>(?!0\d)\d+(?:[.,]\d+)*)(?:[.,]\s?[-=]+(?!\s*\d))?"
            rf"(?:\s*(?P<scale_{end}>{_any(scales)}))?{unit}"
        )

    to = r"\s*(?:-|\bs\s?[/.]\s?d\b\.?|\bsd\b|\bsampai(?: dengan)?\b|\bhingga\b|\bto\b)\s*"
    figures = rf"{figure('low')}(?:{to}{figure('high')})?"
    return re.compile(rf"(?P<before>(?:\D*\W)?){figures}(?P<after>(?:\W\D*)?)", _FLAGS)


_COUNTED, _PAID = _shape(_SCALES, _UNITS), _shape(_MONEY_SCALES, ())


@dataclass(frozen=True)
class Quantity:
    """One figure or range with what it counts.

    `low` and `high` are equal for one figure. `unit` is pieces, set, kg, mm, IDR or '' (none
    known); `period` is hour, shift, day, week, month, year or ''; `note` is what stood beside.
    """

    low: float
    high: float
    unit: str
    period: str
    note: str


def parse_quantity(text: str) -> Quantity:
    """Read one quantity; 'about', 'at least' and 'at most' before a figure are read over.

    Raises
    ------
    ValueError
        When the text is not one quantity, or could be two; the message is a short reason.

    >>> parse_quantity("10-15 ton plat")
    Quantity(low=10000.0, high=15000.0, unit='kg', period='', note='plat')
    """
    text = " ".join(re.sub(r"[\u2010-\u2015\u2212]|(?<=\d)\s?~\s?(?=\d)", "-", text).split())
    text, period = _take_period(text)
    paid = bool(_RUPIAH.search(text))
    text = _ABOUT.sub(" ", _RUPIAH.sub(" ", text)).strip()
    found = (_PAID if paid else _COUNTED).fullmatch(text)
    if found is None:
        raise ValueError("not one number with its unit")
    low, high, unit = _figures(found)
    return Quantity(low, high, "IDR" if paid else unit, period, _note(found))


def pieces_per_month(text: str) -> float:
    """Read a capacity that is plainly pieces per month; of a range, its low end.

    A figure without a unit counts as pieces, and one without a period as per month.

    Raises
    ------
    ValueError
        With one of `REFUSALS` as its message: what to ask about.

    >>> pieces_per_month("100rb pcs/bulan")
    100000.0
    """
    try:
        found = parse_quantity(text)
    except ValueError as error:
        raise ValueError("unclear") from error
    if refusal := _refusal(found, text):
        raise ValueError(refusal)
    return found.low


def _refusal(found: Quantity, text: str) -> str:
    if found.unit in ("IDR", "kg"):
        return "money" if found.unit == "IDR" else "weight"
    if found.period not in ("", "month"):
        return "annual" if found.period == "year" else "other period"
    bare = found.unit == "" and (found.note or _LOOKS_LIKE_MONEY.search(text))
    plain = found.unit in ("", "pieces") and not bare and not _NOT_A_CAPACITY.search(found.note)
    return "" if plain and found.low > 0 else "unclear"


def _take_period(text: str) -> tuple[str, str]:
    found = {_PERIODS[match[1].rstrip(".").lower()] for match in _PER.finditer(text)}
    if len(found) > 1:
        raise ValueError("two periods")
    return _PER.sub(" ", text), "".join(found)


def _figures(found: re.Match[str]) -> tuple[float, float, str]:
    low, scale, unit = _end(found, "low")
    high, high_scale, high_unit = _end(found, "high" if found["number_high"] else "low")
    if not unit:  # in "10-15rb pcs" the end speaks for both, in "500-1rb" it cannot
        unit, scale = high_unit, scale or (high_scale if low < high else "")
    low, counted = _in_base(low, scale, unit)
    high, high_counted = _in_base(high, high_scale, high_unit)
    if counted != high_counted:
        raise ValueError("two units")
    if low > high:
        raise ValueError("the range does not rise")
    if 0 < low <= high / 1000:  # "10-15.000" can mean 10.000 to 15.000; nor is infinity a figure
        raise ValueError("the range is too wide to be meant")
    return low, high, counted


def _end(found: re.Match[str], end: str) -> tuple[float, str, str]:
    number, scale, unit = (found[f"{part}_{end}"] or "" for part in ("number", "scale", "unit"))
    scale, unit = scale.rstrip(".").lower(), unit.rstrip(".").lower()
    if _MONEY_SCALES.get(scale) == 1e3 and re.search(r"\.\d{3}", number):  # "1.500 rb"
        raise ValueError("the number can be read in two ways")
    try:
        return parse_number(number), scale, unit
    except ValueError as error:
        raise ValueError("the number can be read in two ways") from error


def _in_base(number: float, scale: str, unit: str) -> tuple[float, str]:
    name, factor = _UNITS.get(unit, ("", 1))
    # fifteen digits take off what binary fractions add: 8.2 million is no 8199999.999999999
    return float(f"{number * _MONEY_SCALES.get(scale, 1) * factor:.15g}"), name


def _note(found: re.Match[str]) -> str:
    note = " ".join(f"{found['before']} {found['after']}".split()).strip(" .,:()'&-")
    words = re.findall("[a-z]+", note.lower())
    readable = re.fullmatch(r"[A-Za-z .,:()'&-]*", note) and min(map(len, words), default=2) > 1
    if not readable or found["before"].rstrip().endswith("-"):
        raise ValueError("something beside the number cannot be read")
    known = _UNITS | _MONEY_SCALES | _PERIODS
    if any(word in known or _CHANGES_THE_FIGURE.fullmatch(word) for word in words):
        raise ValueError("what stands beside the number changes it")
    return note
