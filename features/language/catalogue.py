"""The catalogue: English in the code, Bahasa Indonesia in `data/messages/id.po`."""

from collections.abc import Callable
from datetime import date
from functools import cache

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from features.errors import SettingsError
from features.package_data import data_path

LANGUAGES = ("id", "en")

Translate = Callable[..., str]


def mark(message: str) -> str:
    """Mark a message for the catalogue where it is written down before it is shown."""
    return message


@cache
def translator(language: str) -> Translate:
    """Give the function that turns a message and its values into text of `language`.

    A message without a translation stands in English; a test finds it before a person does.

    Raises
    ------
    SettingsError
        For a language other than `id` and `en`.
    """
    if language not in LANGUAGES:
        raise SettingsError(
            mark("'{language}' is not a language of linkmatch; choose id or en"), language=language
        )
    texts = _indonesian() if language == "id" else {}

    def translate(message: str, /, **values: object) -> str:
        text = texts.get(message, message)
        return text.format(**values) if values else text

    return translate


@cache
def _indonesian() -> dict[str, str]:
    with data_path("messages", "id.po").open("rb") as file:
        entries = read_po(file, locale="id")
    return {str(entry.id): str(entry.string) for entry in entries if entry.id and entry.string}


def decimal(value: float, language: str) -> str:
    """One place in the reader's notation: 6,2 in Indonesian, 6.2 in English."""
    return str(format_decimal(value, format="0.0", locale=language))


def percent(share: float, language: str) -> str:
    """Write a share of 1 as whole percent."""
    return str(format_percent(share, format="#,##0%", locale=language))


def number(value: float, language: str) -> str:
    """Write a number with groups of thousands and at most three places."""
    return str(format_decimal(value, format="#,##0.###", locale=language))


def day_text(day: date, language: str) -> str:
    """Write a day as 1 Maret 2027 or 1 March 2027."""
    return str(format_date(day, "d MMMM y", locale=language))


def rupiah(value: float, language: str) -> str:
    """Write an amount in words that are read at a glance.

    >>> rupiah(1_250_000_000, "id"), rupiah(150_000_000, "en")
    ('Rp 1,2 miliar', 'Rp 150 million')
    """
    amount = format_compact_decimal(value, format_type="long", locale=language, fraction_digits=1)
    return f"Rp {amount}"
