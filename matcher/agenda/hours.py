"""Hours and days as each language writes them."""

from datetime import date, datetime

from babel.dates import format_date

from matcher.planner.problem import Slot


def clock(at: datetime, language: str) -> str:
    """Write an hour: 08.30 in Indonesian, 08:30 in English."""
    return f"{at:%H.%M}" if language == "id" else f"{at:%H:%M}"


def hours(slot: Slot, language: str) -> str:
    """Write from when to when a slot lasts.

    >>> hours(Slot("D1-0830", datetime(2026, 12, 9, 8, 30), datetime(2026, 12, 9, 8, 50)), "id")
    '08.30\u201308.50'
    """
    return f"{clock(slot.starts, language)}\u2013{clock(slot.ends, language)}"


def long_day(day: date, language: str) -> str:
    """Write a day with its weekday.

    >>> long_day(date(2026, 12, 9), "id")
    'Rabu, 9 Desember 2026'
    """
    return str(format_date(day, "EEEE, d MMMM y", locale=language))


def short_day(day: date, language: str) -> str:
    """Write a day for a narrow column: 'Rab, 9 Des'."""
    return str(format_date(day, "EEE, d MMM", locale=language))
