"""Contacts: numbers, addresses and people written in one way, so that equal ones are found.

What cannot be read as what it should be is unknown, never a contradiction.
"""

import re
from functools import cache, lru_cache

from features.package_data import data_table
from matcher.identity.names import parse_name

N_DIGITS_NIB = 13
N_DIGITS_TAXPAYER = 9  # of an NPWP; then come three of the tax office and three of the branch
_EXTENSION = re.compile(r"\b(?:ext|pes|pesawat)\b.*", re.IGNORECASE)
_STREET = {"jln": "jl", "jalan": "jl", "kec": "kecamatan", "kel": "kelurahan", "ds": "desa"}
_STREET |= {"kab": "kabupaten", "gg": "gang", "blk": "blok", "raya": "", "no": "", "nomor": ""}


def nib_key(text: str | None) -> str:
    """Give the 13 digits of an NIB; '' when they are not all there.

    >>> nib_key("9120 3045 0678 1"), nib_key("9,12E+12")
    ('9120304506781', '')
    """
    digits = _digits(text)
    return digits if len(digits) == N_DIGITS_NIB and _tells(digits) else ""


def npwp_key(text: str | None) -> str:
    """Give the 15 digits of a firm's NPWP, of 16 without the leading zero; '' when incomplete.

    >>> npwp_key("01.234.567.8-901.000") == npwp_key("0012345678901000")
    True
    """
    digits = _digits(text)
    if len(digits) == 16 and digits[0] == "0":
        digits = digits[1:]
    return digits if len(digits) in (15, 16) and _tells(digits) else ""


def taxpayer(npwp: str) -> str:
    """Give the part of an NPWP that all branches of one taxpayer share."""
    return npwp[:N_DIGITS_TAXPAYER] if len(npwp) == 15 else npwp


def phone_keys(text: str | None) -> frozenset[str]:
    """Give the phone numbers in a cell, each in its national form.

    >>> sorted(phone_keys("+62 812-3456-7891 / (0283) 123457 ext. 2"))
    ['0283123457', '081234567891']
    """
    found = (_national(_digits(_EXTENSION.sub("", part))) for part in _parts(text))
    return frozenset(number for number in found if 8 <= len(number) <= 14 and _tells(number))


def email_keys(text: str | None) -> frozenset[str]:
    """Give the e-mail addresses in a cell in lower case."""
    return frozenset(
        part for p in _parts(text) if (part := p.strip().lower()).count("@") == 1 and "." in part
    )


@lru_cache(maxsize=200_000)
def owner_key(text: str | None) -> str:
    """Give a person's name without titles, in one spelling, its words sorted.

    >>> owner_key("H. Achmad Soebandi") == owner_key("Ahmad Subandi")
    True
    """
    name = parse_name((text or "").split(",")[0])
    return " ".join(sorted(name.words))


@lru_cache(maxsize=200_000)
def address_key(text: str | None) -> str:
    """Give street words and numbers in one writing; '' without a number, for it tells too little.

    >>> address_key("Jln. Raya Dampyak No. 12") == address_key("Jl Dampyak 12")
    True
    """
    words = [_STREET.get(word, word) for word in re.findall(r"[^\W\d_]+|\d+", (text or "").lower())]
    words = [word for word in words if word]
    named = [word for word in words if len(word) > 2 and not word.isdecimal()]
    numbered = any(word.isdecimal() for word in words)
    return " ".join(words) if named and numbered else ""


def own_domains(emails: frozenset[str]) -> frozenset[str]:
    """Give the domains that belong to a firm, not to a provider of mailboxes."""
    return frozenset(e.split("@")[1] for e in emails) - _mail_providers()


def _parts(text: str | None) -> list[str]:
    return re.split(r"[,;/\n]| atau | or ", text or "")


def _digits(text: str | None) -> str:
    if not text or re.search(r"\d[.,]?\d*[eE]\+", text):  # a number that Excel rounded
        return ""
    return "".join(character for character in text if character in "0123456789")


def _national(digits: str) -> str:
    for prefix in ("0062", "62"):
        if digits.startswith(prefix):
            return "0" + digits[len(prefix) :].lstrip("0")
    return digits if digits.startswith("0") else "0" + digits if digits.startswith("8") else digits


def _tells(digits: str) -> bool:
    """Whether it is more than a placeholder: 000..., 0811111111, 9120000000000."""
    return len(set(digits)) > 3 and not digits.endswith("00000000")


@cache
def _mail_providers() -> frozenset[str]:
    return frozenset(data_table("identity", "mail_providers.csv")["domain"])
