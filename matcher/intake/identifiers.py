"""Identifiers: NIB, NPWP, NIK, KBLI, phone and e-mail, all of them text.

A spreadsheet that took one for a number has dropped its first zeros and every digit after the
fifteenth; what is left over is a question, because several identifiers look alike then.
"""

import re

import phonenumbers
from stdnum import luhn
from stdnum.id import nik as stdnum_nik

from features.language import mark
from matcher.intake.question import Cell, CellError

N_SAFE_DIGITS = 15  # that Excel keeps of a number
_N_ZEROED = 7  # digits of an NIB that a sheet shows as zeros once it has written 9,12035E+12
_SEPARATORS = re.compile(r"[\s.\-/']+")
_ROUNDED = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s?[eE]\+?\d+")
_LABEL = re.compile(r"(?:(?:no|nomor)\b\.?\s*)?(?:nib|npwp|nik|ktp|kbli)\b[\s.:]*", re.I)
_ROUNDED_OFF = mark(
    "{column}: '{cell}' has lost digits in the spreadsheet; write all {n_digits} digits as text"
)
_LOST_ZERO = mark(
    "{column}: '{cell}' has {n} digits, it must have {n_digits}; a spreadsheet drops zeros at the "
    "start, so write it as text"
)
_LENGTH = mark("{column}: '{cell}' has {n} digits, it must have {n_digits}; check it")
_NO_DIGITS = mark("{column}: '{cell}' must be {n_digits} digits; check it")
_CHECK = mark("{column}: '{cell}' fails its own check digit or date; compare it with the document")
_PHONE = mark(
    "{column}: '{cell}' is no complete phone number; write it with its area code or as 0812..."
)
_EMAIL = mark("{column}: '{cell}' is no e-mail address; write it as name@example.co.id")
_KBLI = mark("{column}: '{cell}' is no list of KBLI codes of 5 digits; write 25920; 25111")


def read_nib(cell: Cell) -> str:
    """Read the 13 digits of a business licence number."""
    digits = _digits(cell, "13")
    _check_length(digits, (13,), "13")
    if digits.endswith("0" * _N_ZEROED) and digits.strip("0"):
        raise CellError(_ROUNDED_OFF, n_digits="13")
    if len(set(digits)) == 1:
        raise CellError(_CHECK)
    return digits


def read_npwp(cell: Cell) -> str:
    """Read a tax number of 15 digits, or of 16 since 2024; only digits are kept."""
    digits = _digits(cell, "15-16")
    _check_length(digits, (15, 16), "15-16")
    if len(digits) == 16 and digits[0] != "0":
        return _checked_nik(digits)
    if not luhn.is_valid(digits[-15:][:9]) or not digits.strip("0"):
        raise CellError(_CHECK)
    return digits


def read_nik(cell: Cell) -> str:
    """Read the 16 digits of a person's identity number."""
    digits = _digits(cell, "16")
    _check_length(digits, (16,), "16")
    return _checked_nik(digits)


def _checked_nik(digits: str) -> str:
    if not stdnum_nik.is_valid(digits) or digits.endswith("0000"):  # its last four count from 1
        raise CellError(_CHECK)
    return digits


def _digits(cell: Cell, n_digits: str) -> str:
    """Give the digits of an identifier as far as nothing can have been lost."""
    if isinstance(cell, str) and cell.isdecimal() and cell.isascii():
        return cell
    if isinstance(cell, str):
        text = _LABEL.sub("", cell.strip(), count=1)
        if _ROUNDED.fullmatch(text):
            raise CellError(_ROUNDED_OFF, n_digits=n_digits)
        digits, was_number = re.subn(r"(?<=\d{5})[.,]0$", "", text)
        digits = _SEPARATORS.sub("", digits)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell == cell // 1:
        digits, was_number = str(int(cell)), 1
    else:
        digits, was_number = "", 0
    if not re.fullmatch(r"[0-9]+", digits):
        raise CellError(_NO_DIGITS, n_digits=n_digits)
    if was_number and len(digits) > N_SAFE_DIGITS:
        raise CellError(_ROUNDED_OFF, n_digits=n_digits)
    return digits


def _check_length(digits: str, lengths: tuple[int, ...], n_digits: str) -> None:
    if len(digits) in lengths:
        return
    message = _LOST_ZERO if min(lengths) - 4 <= len(digits) < min(lengths) else _LENGTH
    raise CellError(message, n=len(digits), n_digits=n_digits)


_CODE_LABEL = re.compile(
    r"\b(?:kode\s*)?kbli(?:\s*:?\s*\(?(?:2005|2009|2015|2017|2020)\b\)?)?", re.I
)


def read_kbli(cell: Cell) -> str:
    """Read the 5-digit codes of a cell, joined by ';'; their names beside them are left off.

    >>> read_kbli("KBLI 25920, 25111 (konstruksi)")
    '25920;25111'
    """
    if isinstance(cell, str):
        text = re.sub(r"\b(\d{5})[.,]0\b", r"\1", _CODE_LABEL.sub(" ", cell))
    else:
        text = _digits(cell, "5")
    codes = re.findall(r"[0-9]+", text)
    if not codes or any(len(code) != 5 for code in codes):
        raise CellError(_KBLI)
    return ";".join(dict.fromkeys(codes))


_ADDRESS = re.compile(r"[^@\s,;:<>()\[\]\"]+@(?:[\w-]+\.)+[^\W\d_]{2,}")


def read_email(cell: Cell) -> str:
    """Read one e-mail address, or several joined by '; '."""
    text = cell if isinstance(cell, str) else ""
    parts = re.split(r"[;,/\s]+", re.sub(r"mailto:", "", text.strip(), flags=re.I))
    found = [part.strip("<>.") for part in parts if part.strip("<>.")]
    if not found or not all(_ADDRESS.fullmatch(part) for part in found):
        raise CellError(_EMAIL)
    return "; ".join(dict.fromkeys(found))


_PHONE_LABEL = re.compile(
    r"\b(?:no(?:mor)?\b\.?\s*)?(?:te?le?p(?:on)?|tlpn?|tilp|phone|hp|handphone|mobile|wa|whatsapp"
    r"|kantor|office)\b[\s.:]*",
    re.I,
)
_FAX = re.compile(r"\bfax?s?(?:imile)?\b[\s.:]*[+()\d\s.\-]*", re.I)
_BETWEEN_PHONES = re.compile(r"[/;,\n&|]|\bdan\b|\batau\b|\bor\b", re.I)
_WAS_NUMBER = re.compile(r"^\s*(\d{9,})[.,]0\s*$")  # 81234567890.0
_ROUNDED_END = "00000"  # of a number that a sheet has written as 8,12346E+10
_PHONE_TEXT = re.compile(r"[+(]?[+\d][\d\s().\-]*(?:\s*ext\.?\s*\d{1,5})?", re.I)
_RULES = phonenumbers.PhoneMetadata.metadata_for_region("ID", None)
_MOBILE, _FIXED = (
    re.compile(str(getattr(getattr(_RULES, kind, None), "national_number_pattern", "(?!)")))
    for kind in ("mobile", "fixed_line")
)


def read_phone(cell: Cell) -> str:
    """Read one phone number, or several, in the international form joined by '; '.

    Fax numbers are left off. A mobile number may lack its first zero, which a spreadsheet drops;
    a number without an area code is a question: nobody can tell where it rings.

    >>> read_phone("0812-3456-7890 / (021) 555 1234")
    '+6281234567890; +62215551234'
    >>> read_phone(81234567890.0)
    '+6281234567890'
    """
    if isinstance(cell, str) and cell[:1] == "0" and _MOBILE.fullmatch(cell, 1):
        return f"+62{cell[1:]}"
    if isinstance(cell, str):
        text = _WAS_NUMBER.sub(r"\1", cell.replace("'", ""))
        text = _PHONE_LABEL.sub(" ", _FAX.sub(" ", text))
        found = [_one_phone(part.strip(" .:-")) for part in _BETWEEN_PHONES.split(text)]
    else:
        digits = _digits(cell, "10-13")
        found = [_one_phone(digits)] if re.match("8|628", digits) else []
    numbers = list(dict.fromkeys(number for number in found if number))
    if not numbers:
        raise CellError(_PHONE)
    return "; ".join(numbers)


def _one_phone(text: str) -> str:
    """Give one number, '' for nothing at all."""
    if not text.strip("()"):
        return ""
    text = text.replace("(0)", "") if text.startswith(("+", "62", "00")) else text
    plain = re.sub(r"[\s().\-]", "", text)
    plain = re.sub(r"^(?:00)?62(?=\d{7})", "+62", plain)
    if _MOBILE.fullmatch(plain):
        plain = f"0{plain}"
    national = plain[3:] if plain.startswith("+62") else plain[1:] if plain[:1] == "0" else ""
    if national.endswith(_ROUNDED_END) and text.isdecimal() and text[0] != "0":
        raise CellError(_ROUNDED_OFF, n_digits="10-13")
    if _MOBILE.fullmatch(national) or (plain[1:].isdecimal() and _FIXED.fullmatch(national)):
        return f"+62{national}"  # the library takes 40 times as long to say the same
    if not _PHONE_TEXT.fullmatch(text) or plain[0] not in "+0":
        raise CellError(_PHONE)
    return _parsed_phone(plain)


def _parsed_phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException as error:
        raise CellError(_PHONE) from error
    if not phonenumbers.is_valid_number(number):
        raise CellError(_PHONE)
    form = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{form} ext. {number.extension}" if number.extension else form
