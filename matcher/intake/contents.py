"""Contents: what the cells of a column look like, and whether a field could hold them.

Looks only vote on what a column means; reading its cells is another step.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from itertools import pairwise

from matcher.intake.fields import CHOICES, Field
from matcher.intake.shapes import SHAPES

Looks = Mapping[str, float]

AGREES = 0.7  # at this share of its cells a column is taken for what they look like
_BLANK = re.compile(r"[\s\-\u2013\u2014.?]*|n/?a|nihil|tidak ada data|belum diisi", re.I)

# looks that tell what a column is; a number or a year could be any number
_TELLING = {"nib", "nik", "npwp", "phone", "email", "kbli", "date", "clock", "firm", "street"}
_NUMBERS = {"nib", "nik", "npwp", "phone", "kbli", "date", "clock"}
_COUNTED = ("count", "kg", "mm", "days", "idr", "capacity", "month_volume")
_OF_DIGITS = ("date", "clock", "nib", "npwp", "nik", "phone", "kbli", "year")
_WORDED = ("name", "list", "place", "address", "certificates")
_SPEAKS_FOR = {reads: reads for reads in (*_OF_DIGITS, "email", "place", "certificates", *CHOICES)}
_SPEAKS_FOR |= {"firm": "firm", "name": "firm", "address": "street"}
# what else may stand in a column without making its heading doubtful
_MAY_HOLD = {
    "text": {"firm", "street", "date"},
    "key": _TELLING,
    "need": _TELLING,
    "event": _TELLING,
    "firm": {"phone", "kbli"},
    "npwp": {"nik"},
    "nik": {"npwp"},
    "place": {"firm", "street"},
    "address": {"firm", "phone"},
    "list": {"street"},
    "phone": {"nib", "clock", "date"},
    "kbli": {"phone"},
    "date": {"clock"},
    "clock": {"date"},
} | dict.fromkeys(_COUNTED, _NUMBERS)
_ANYTHING = {"contact", "note", "drawing", "source", "value", "description"}
_ANYTHING |= {"birth", "bank_account", "family_card"}


def look_at(cells: Sequence[object]) -> Looks:
    """Give the share in [0, 1] of the stated cells that have each look; {} when none is stated.

    >>> look_at(["0220001234567", "1234567890123", "-"])["nib"]
    1.0
    """
    texts = [text for cell in cells if not _BLANK.fullmatch(text := _text(cell))]
    if not texts:
        return {}
    looks = {name: sum(map(shape, texts)) / len(texts) for name, shape in SHAPES.items()}
    return looks | {"running": float(_runs(texts))}


def content_fit(field: Field, looks: Looks) -> float:
    """Tell in [-1, 1] whether a field could hold the cells: 1 speaks for it, -1 against, 0 neither.

    >>> from matcher.intake.fields import field
    >>> content_fit(field("firm", "address"), look_at(["a@contoh.id", "b@contoh.id"]))
    -1.0
    """
    if not looks or field.name in _ANYTHING:
        return 0.0
    speaks = looks.get(_SPEAKS_FOR.get(field.reads, ""), 0.0)
    if speaks >= AGREES:
        return speaks
    against = _against(field.reads, looks)
    return -against if against >= AGREES else 0.0


def _against(reads: str, looks: Looks) -> float:
    if reads in CHOICES:
        return 1 - looks[reads]
    alien = _TELLING - _MAY_HOLD.get(reads, set()) - {_SPEAKS_FOR.get(reads, "")}
    against = [looks[name] for name in alien]
    if reads in (*_COUNTED, *_OF_DIGITS):
        against.append(1 - looks["digits"])
    if reads in _WORDED:
        against.append(looks["number"])
    if reads == "email":
        against.append(1 - looks["email"])
    return max(against, default=0.0)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date | time) else " ".join(str(cell).split())


def _runs(texts: Sequence[str]) -> bool:
    """Tell whether the cells count the lines: 1, 2, 3, with gaps but without a step back."""
    numbers = [int(text.rstrip(".")) for text in texts if re.fullmatch(r"\d{1,6}\.?", text)]
    rising = all(a < b <= a + 3 for a, b in pairwise(numbers))
    return len(numbers) == len(texts) > 1 and numbers[0] <= 1 and rising
