"""Days: dates, years and times of day as they are written in Indonesian sheets.

03/04/2025 is the third of April: the day stands first in Indonesia. 11/27/2018 therefore is a
question and not November: the whole column may have its month first.
"""

import re
from datetime import date, datetime, time
from functools import cache

from babel.dates import get_month_names

from features.language import mark
from matcher.intake.question import Cell, CellError

_NOT_A_DAY = mark("{column}: '{cell}' is not a day; write it as 2018-11-27")
_NOT_A_YEAR = mark("{column}: '{cell}' is not a year; write it as 2018")
_NOT_A_CLOCK = mark("{column}: '{cell}' is not a time of day; write it as 08:30")
_OTHER_NAMES = {"pebruari": 2, "peb": 2, "agst": 8, "agt": 8, "ags": 8, "agus": 8, "sept": 9}
_OTHER_NAMES |= {"okt": 10, "nop": 11, "nopember": 11, "desember": 12, "mrt": 3, "jul": 7}
_WEEKDAY = re.compile(
    r"^(?:hari\s+)?(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day)\s*[,/]?\s*",
    re.I,
)
_CLOCK_BEHIND = re.compile(
    r"[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s*wi(?:b|ta|t))?$", re.I
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
_IN_WORDS = re.compile(
    r"(?:tanggal\s+|tgl\.?\s+)?(\d{1,2})[\s\-./]+([^\W\d_]+)\.?[\s\-./,]+'?(\d{4}|\d{2})"
)
_ENGLISH = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_YEAR = re.compile(
    r"(?:(?:sejak|berdiri|since|est\.?|tahun|thn\.?|th\.?)\s*){0,2}((?:19|20)\d\d)(?:[.,]0)?"
)
_CLOCK = re.compile(
    r"(?:(?:jam|pukul|pkl\.?)\s*)?([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]00)?\s*(?:wi(?:b|ta|t))?",
    re.I,
)
EARLIEST, LATEST = 1900, 2100


def read_day(cell: Cell) -> date:
    """Read one day; the day stands before the month, and two digits mean 20xx.

    >>> read_day("Selasa, 27 November 2018"), read_day("03/04/2025")
    (datetime.date(2018, 11, 27), datetime.date(2025, 4, 3))
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, str):
        cell = _day_in_text(_WEEKDAY.sub("", cell.strip().lstrip("'")))
    if not isinstance(cell, date) or not EARLIEST <= cell.year <= LATEST:
        raise CellError(_NOT_A_DAY)
    return cell


def _day_in_text(text: str) -> date | None:
    text = _CLOCK_BEHIND.sub("", text)
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], int(found[3]), found[4])
    if found := _DAY_FIRST.fullmatch(text):
        return _day(found[4], int(found[3]), found[1])
    if found := _IN_WORDS.fullmatch(text):
        return _day(found[3], _months().get(found[2].lower(), 0), found[1])
    if found := _ENGLISH.fullmatch(text):
        return _day(found[3], _months().get(found[1].lower(), 0), found[2])
    return None


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """Number the months by their names and short names in both languages."""
    found = dict(_OTHER_NAMES)
    for width in ("wide", "abbreviated"):
        for locale in ("id", "en"):
            names = get_month_names(width, locale=locale)
            found |= {name.lower().rstrip("."): number for number, name in names.items()}
    return found


def read_year(cell: Cell) -> int:
    """Read a year from 1900 to 2100, alone, after "sejak", or as part of a day."""
    if isinstance(cell, date):
        return read_day(cell).year
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        cell = str(int(cell)) if cell == cell // 1 else ""
    text = cell.strip().lstrip("'") if isinstance(cell, str) else ""
    if found := _YEAR.fullmatch(text.lower()):
        return int(found[1])
    if found_day := _day_in_text(text):
        return found_day.year
    raise CellError(_NOT_A_YEAR)


def read_clock(cell: Cell) -> str:
    """Read a time of day as hh:mm; the time zone behind it is that of the place.

    >>> read_clock("pukul 8.30 WIB")
    '08:30'
    """
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        return f"{cell.hour:02}:{cell.minute:02}"
    found = _CLOCK.fullmatch(cell.strip().lstrip("'")) if isinstance(cell, str) else None
    if found is None:
        raise CellError(_NOT_A_CLOCK)
    return f"{int(found[1]):02}:{found[2]}"
