"""Words, numbers and texts of two languages."""

from features.language.catalogue import (
    LANGUAGES,
    Translate,
    decimal,
    mark,
    percent,
    translator,
)
from features.language.numbers import parse_number
from features.language.words import stem, stems, stop_words, tokens

__all__ = [
    "LANGUAGES",
    "Translate",
    "decimal",
    "mark",
    "parse_number",
    "percent",
    "stem",
    "stems",
    "stop_words",
    "tokens",
    "translator",
]
