"""Sizes: the largest dimension that a text states of a part, such as "dia 600 mm"."""

import re

from features.language import parse_number

_NUMBER = r"(?P<number>\d++(?:[.,]\d++)*+)"
_TO = rf"(?:\d+(?:[.,]\d+)*\s*(?:mm|cm|m|inch|inci|\")?\s*(?:-|s/?d|sampai)\s*)?{_NUMBER}"
_OTHER = r"(?:kg|gr?|gram|ton|pcs|buah|bh|unit|set)"
_UNIT = rf"\s*+(?P<unit>mm|cm|mtr|meter|m|inch|inci|\"|″)?+(?![^\W\d_])(?!\s*{_OTHER}\b)"
_DIAMETER = re.compile(rf"(?:\b(?:dia|diam|diameter)\b\.?|[øØ⌀])\s*[:=]?\s*{_TO}{_UNIT}", re.I)
_LENGTH = re.compile(rf"\b(?:panjang|pjg|length|long)\b\.?\s*[:=]?\s*{_TO}{_UNIT}", re.I)
_MM = {"cm": 10, "m": 1000, "mtr": 1000, "meter": 1000, "inch": 25.4, "inci": 25.4}
_MM |= {'"': 25.4, "″": 25.4}


def stated_length_mm(text: str, least_mm: float = 0.0) -> float | None:
    """Give the largest dimension that a text states, in mm; None where it states none.

    A bare number is mm, and of a range the end counts. A diameter below `least_mm`, the least
    length that such a part usually has, is not its largest dimension: of a shaft it tells little.

    >>> stated_length_mm("propeler 4 daun dia 600 mm"), stated_length_mm("as Ø50 panjang 1,2 m")
    (600.0, 1200.0)
    >>> stated_length_mm("as roda dia 50 mm", least_mm=300)
    """
    lengths = _amounts(_LENGTH, text)
    diameters = [amount for amount in _amounts(_DIAMETER, text) if amount >= least_mm]
    return max(lengths + diameters, default=None)


def _amounts(pattern: re.Pattern[str], text: str) -> list[float]:
    found = []
    for match in pattern.finditer(text):
        try:
            amount = parse_number(match["number"])
        except ValueError:  # "1,200" can be read in two ways
            continue
        found.append(amount * _MM.get((match["unit"] or "mm").lower(), 1))
    return [amount for amount in found if amount > 0]
