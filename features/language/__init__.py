"""Words, numbers and texts of two languages."""

from features.language.catalogue import (
    LANGUAGES,
    Translate,
    day_text,
    decimal,
    mark,
    number,
    percent,
    rupiah,
    translator,
)
from features.language.numbers import parse_number
from features.language.quantities import parse_quantity, pieces_per_month
from features.language.words import is_indonesian, stem, stems, stop_words, tokens

__all__ = [
    "LANGUAGES",
    "Translate",
    "day_text",
    "decimal",
    "is_indonesian",
    "mark",
    "number",
    "parse_number",
    "parse_quantity",
    "percent",
    "pieces_per_month",
    "rupiah",
    "stem",
    "stems",
    "stop_words",
    "tokens",
    "translator",
]
