"""Shapes: what one cell looks like, before anything is known of its column."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from features.places import find_regencies
from features.vocabulary import vocabulary
from matcher.intake.fields import CHOICES

_PHONE = re.compile(r"(?:\+?62|0|8)\d{7,12}")
_STREET = re.compile(
    r"(?i)\b(?:jl|jln|jalan|ds|desa|dusun|rt|rw|kec|kel|gang|gg|blok|komplek|no)\b"
)
_FORM = re.compile(r"(?i)^(?:pt|cv|ud|pd|fa|kub|koperasi|perum)\b\.?|\b(?:tbk|pt|cv|ud)\.?$")
_DAY = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|(?:[A-Za-z]+,? )?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}"
    r"|\d{4}-\d\d-\d\dT?.*"
)
_CLOCK = re.compile(
    r"(?i)(?:pukul |jam )?(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?(?: ?(?:wib|wita|wit))?"
)
_NUMBER = re.compile(r"(?i)(?:rp\.?|idr|±|>|<|~)?\s*\d[\d.,]*(?:\s?-\s?\d[\d.,]*)?")
_CERTIFICATE = re.compile(r"(?i)\b(?:iso|sni|iatf|tkdn|halal|haki|ce|5r|5s)\b|belum ada|tidak ada")
_WEB = re.compile(
    r"(?i)(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|co\.id|id|net|org)(?:/\S*)?"
)


def _digits(text: str) -> str:
    """Give the digits of a number written in groups; '' when something else stands there."""
    plain = re.sub(r"(?<=\d)[\s.\-/()]+(?=\d)|^[(']", "", text)
    return plain if re.fullmatch(r"\+?\d+", plain) else ""


def _is_nik(text: str) -> bool:
    """Sixteen digits: a region, a birthday (plus 40 for women) and a running number."""
    found = re.fullmatch(r"(\d\d)\d{4}(\d\d)(\d\d)\d{6}", text)
    if found is None:
        return False
    region, day, month = map(int, found.groups())
    return 11 <= region <= 97 and 1 <= day % 40 <= 31 and day <= 71 and 1 <= month <= 12


def _is_phone(text: str) -> bool:
    first = re.split(r"\s*[/;,]\s*(?=[+0(8])", text.partition("(")[0] or text)[0]
    digits = _digits(re.sub(r"(?i)^\D{0,12}?(?=[+0(68])", "", first))
    nib = len(digits) == 13 and not digits.startswith(("08", "62"))
    return bool(_PHONE.fullmatch(digits)) and not nib


def _is_npwp(text: str) -> bool:
    digits = _digits(text)
    return len(digits) == 15 or (len(digits) == 16 and digits.startswith("0"))


@lru_cache(maxsize=10_000)
def _is_place(text: str) -> bool:
    return len(text) <= 60 and not _STREET.search(text) and bool(find_regencies(text))


def _is_kbli(text: str) -> bool:
    codes = re.split(r"\s*[;,/\n]\s*|\s+", text.removesuffix(".0"))
    return all(re.fullmatch(r"\d{5}", code) for code in codes) and codes[0] in _kbli()


@cache
def _kbli() -> frozenset[str]:
    return frozenset(node.id for node in vocabulary().nodes("kbli"))


def _is_choice(reads: str) -> Callable[[str], bool]:
    known, between = CHOICES[reads], r"\s*[;,/&+\n]\s*" if reads == "support" else r"\n"
    return lambda text: all(
        part.strip(" .") in known for part in re.split(between, text.casefold())
    )


SHAPES: dict[str, Callable[[str], bool]] = {
    "digits": lambda text: any(map(str.isdigit, text)),
    "number": lambda text: bool(_NUMBER.fullmatch(text)),
    "nib": lambda text: bool(re.fullmatch(r"\d{13}", text)),
    "nik": _is_nik,
    "npwp": _is_npwp,
    "phone": _is_phone,
    "email": lambda text: bool(re.match(r"[^@\s]+@[^@\s]+\.\w+", text)),
    "web": lambda text: bool(_WEB.fullmatch(text)),
    "kbli": _is_kbli,
    "place": _is_place,
    "street": lambda text: bool(_STREET.search(text)) and len(text) > 8,
    "firm": lambda text: bool(_FORM.search(text)),
    "date": lambda text: bool(_DAY.fullmatch(text)),
    "clock": lambda text: bool(_CLOCK.fullmatch(text)),
    "year": lambda text: bool(re.fullmatch(r"(?:19|20)\d\d", text)),
    "certificates": lambda text: bool(_CERTIFICATE.search(text)),
}
SHAPES |= {reads: _is_choice(reads) for reads in CHOICES}
