"""Numbers as people in Indonesia write them in a sheet; a doubt is an error, never a guess."""

import re

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
_GROUPED_BY_DOT = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
_GROUPED_BY_COMMA = re.compile(r"[+-]?\d{1,3}(,\d{3}){2,}(\.\d+)?|[+-]?\d{1,3}(,\d{3})+\.\d+")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")


def parse_number(text: str) -> float:
    """Read one number without a unit.

    '1.200' is 1200 and '1,5' is 1.5, as in an Indonesian sheet; '1.5' is 1.5 because no group
    of thousands has one digit; '1,200' could be either and is refused.

    Raises
    ------
    ValueError
        When the text is not one number, or could be two.

    >>> parse_number("1.200"), parse_number("1,5"), parse_number("12500")
    (1200.0, 1.5, 12500.0)
    """
    text = text.strip().replace("\u00a0", "")
    if _GROUPED_BY_DOT.fullmatch(text) and not text.lstrip("+-").startswith("0."):
        return float(text.replace(".", "").replace(",", "."))
    if _GROUPED_BY_COMMA.fullmatch(text):
        return float(text.replace(",", ""))
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text):
        raise ValueError(text)
    if _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    if _PLAIN.fullmatch(text):
        return float(text)
    raise ValueError(text)
