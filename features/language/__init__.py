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
from features.language.words import is_indonesian, stem, stems, stop_words, tokens

__all__ = [
    "LANGUAGES",
    "Translate",
    "decimal",
    "is_indonesian",
    "mark",
    "parse_number",
    "percent",
    "stem",
    "stems",
    "stop_words",
    "tokens",
    "translator",
]
