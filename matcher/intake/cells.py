"""Cells: what one cell says, as `matcher.records` wants it; blank is None, a doubt is an error.

A true number of Excel is taken as it is. Whatever begins with = + or @ stays text.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from features.language import mark
from features.support import NO_SUPPORT
from matcher.intake.amounts import read_amount
from matcher.intake.capacities import monthly_pieces, stated_capacity
from matcher.intake.days import read_clock, read_day, read_year
from matcher.intake.fields import CHOICES, drop_down
from matcher.intake.identifiers import (
    read_email,
    read_kbli,
    read_nib,
    read_nik,
    read_npwp,
    read_phone,
)
from matcher.intake.question import Cell, CellError, as_text
from matcher.regional import certificates_in

__all__ = ["Cell", "CellError", "as_text", "read_cell"]

MOST_LETTERS = 2000  # of a text; what is longer was pasted into the wrong cell
_LONG = 200  # of a text that is looked at more closely
SHOWN_LETTERS = 80  # of a cell in a message
_TOO_LONG = mark("{column}: the text has {n} letters, at most {most} are kept; shorten it")
_BROKEN = mark("{column}: '{cell}' is an error of the spreadsheet; mend its formula")
_NO_CHOICE = mark("{column}: '{cell}' is not known here; write {choices}")
_ERROR = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)", re.I
)
_NOTHING_WRITTEN = " \t\n-\u2010\u2011\u2012\u2013\u2014\u2015_.?*/"
_UNKNOWN_WORDS = (
    "na,n/a,n.a,nan,null,kosong,unknown,tbd,tba,no data,tidak ada data,data tidak ada,tdk ada data,"
    "belum ada data,data belum ada,blm ada data,belum diisi,blm diisi,tidak diisi,tidak diketahui,"
    "belum diketahui,tidak tahu,tidak jelas,tidak tersedia,belum tersedia"
)
# where nothing can be said to be missing, "there is none" tells as little as a blank
_NONE_WORDS = (
    "nihil,none,tidak ada,tdk ada,belum ada,blm ada,tidak punya,tdk punya,belum punya,blm punya,"
    "tidak memiliki,belum memiliki"
)
_UNKNOWN, _NONE = (frozenset(words.split(",")) for words in (_UNKNOWN_WORDS, _NONE_WORDS))
_SAYS_NONE = _UNKNOWN | _NONE
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:(?:(?: &|[,;])? |[\-/.,;])[A-Za-z0-9]+)*")
_PLAIN_LINE = re.compile(f"^{_PLAIN.pattern}$", re.M)
_PLAIN_LINES = re.compile(r"[A-Za-z0-9]++(?:(?:(?: &|[,;])? |[\-/.,;\n])[A-Za-z0-9]++)*+")
_ITEM = re.compile(r"(?:^|\s+)\(?\d{1,2}[.)]\s+|\s*\n\s*(?:[-\u2022*]\s+)?")


def read_cell(reads: str, cell: Cell, heading: str = "") -> object | None:
    """Read one cell.

    Parameters
    ----------
    reads
        How: `Field.reads` of `matcher.intake.fields`.
    heading
        Of its column: it may name the unit of bare figures.

    Returns
    -------
    object or None
        The value as the row models keep it, None for unknown. `certificates` gives pairs
        (name, held | not_held), `capacity` the text with its unit, `yes_no` a bool.

    Raises
    ------
    CellError
        When the cell can be read in two ways or in none.

    >>> read_cell("count", "1.200"), read_cell("kg", 2500, "Berat (gram)"), read_cell("nib", "-")
    (1200.0, 2.5, None)
    """
    if reads in AS_WRITTEN and cell.__class__ is str and is_plain(cell):
        return cell
    reader = _READERS.get(reads) or _choice
    try:
        text = what_is_said(reads, cell)
        return None if text is None else reader(reads, text, heading)
    except CellError as error:
        shown = as_text(cell)[:SHOWN_LETTERS]
        error.values = {"column": heading or reads, "cell": shown} | error.values
        raise


def is_plain(text: str) -> bool:
    """Tell a text that reads as it stands: most do, and in a long file this is what takes time."""
    return (
        len(text) < _LONG and _PLAIN.fullmatch(text) is not None and text.lower() not in _SAYS_NONE
    )


def are_plain(texts: Sequence[Cell]) -> bool:
    """Tell whether many texts all read as they stand, five times as fast as one by one."""
    try:
        text = "\n".join(texts)  # type: ignore[arg-type]
    except TypeError:  # not all are texts
        return False
    lines = text.lower().split("\n")
    return (
        len(lines) == len(texts)
        and max(map(len, lines)) < _LONG
        and _PLAIN_LINES.fullmatch(text) is not None
        and _SAYS_NONE.isdisjoint(lines)
    )


def plain_among(texts: Iterable[str]) -> set[str]:
    """Give those of many texts that read as they stand, twice as fast as one by one."""
    found = _PLAIN_LINE.findall("\n".join(texts))
    return {text for text in found if len(text) < _LONG and text.lower() not in _SAYS_NONE}


def what_is_said(reads: str, cell: Cell) -> Cell:
    """Give a cell without white space around, None when it says nothing.

    Raises
    ------
    CellError
        For an error of the spreadsheet, and for a text that is too long to be meant.
    """
    if not isinstance(cell, str):
        return None if isinstance(cell, float) and cell != cell else cell
    text = cell.strip()
    if len(text) > MOST_LETTERS:
        raise CellError(_TOO_LONG, n=len(text), most=MOST_LETTERS)
    if not text.strip(_NOTHING_WRITTEN):
        return None
    if len(text) < 24:
        if text[0] == "#" and _ERROR.fullmatch(text):
            raise CellError(_BROKEN)
        word = " ".join(text.casefold().strip(" .:()").split())
        if word in _UNKNOWN or (word in _NONE and reads in _WITHOUT_NONE):
            return None
    return text


def _text(_: str, cell: Cell, __: str) -> str:
    text = as_text(cell)
    return text if "\n" not in text else "\n".join(" ".join(p.split()) for p in text.split("\n"))


def _line(_: str, cell: Cell, __: str) -> str:
    return " ".join(as_text(cell).split())


def _list(_: str, cell: Cell, __: str) -> str:
    """Keep a list as written, but its lines and numbers become '; '."""
    text = as_text(cell)
    if "\n" in text or re.search(r"\b1[.)]\s", text):
        text = "; ".join(part.strip(" ;,") for part in _ITEM.split(text) if part.strip(" ;,"))
    return " ".join(text.split())


def _choice(reads: str, cell: Cell, _: str) -> object:
    word = _word(as_text(cell))
    found = _words(reads).get(word)
    if found is None:
        raise CellError(_NO_CHOICE, choices=", ".join(drop_down(reads)))
    return found == "true" if reads == "yes_no" else found


def _support(reads: str, cell: Cell, _: str) -> str:
    words = _words(reads)
    if found := words.get(_word(as_text(cell))):
        return found
    parts = [_word(p) for p in re.split(r"[;,/\n&]|\b(?:dan|and)\b", as_text(cell)) if _word(p)]
    values = list(dict.fromkeys(words.get(part, "") for part in parts))
    if not all(values) or not values or (NO_SUPPORT in values and len(values) > 1):
        raise CellError(_NO_CHOICE, choices=", ".join(drop_down(reads)))
    return ";".join(values)


@cache
def _words(reads: str) -> dict[str, str]:
    return {_word(word): value for word, value in reversed(CHOICES[reads].items())}


def _word(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").strip(" .:;,!'\"").split())


def _certificates(_: str, cell: Cell, __: str) -> tuple[tuple[str, str], ...]:
    return tuple(certificates_in(as_text(cell)))


def _month_volume(_: str, cell: Cell, heading: str) -> float:
    return monthly_pieces(stated_capacity(cell, heading))


def _alone(read: Callable[[Cell], object]) -> Callable[[str, Cell, str], object]:
    return lambda _, cell, __: read(cell)


_READERS: dict[str, Callable[[str, Cell, str], object]] = {
    "text": _text,
    "list": _list,
    "support": _support,
    "certificates": _certificates,
    "month_volume": _month_volume,
    "capacity": lambda _, cell, heading: stated_capacity(cell, heading),
    "date": _alone(read_day),
    "year": _alone(read_year),
    "clock": _alone(read_clock),
    "nib": _alone(read_nib),
    "npwp": _alone(read_npwp),
    "nik": _alone(read_nik),
    "phone": _alone(read_phone),
    "email": _alone(read_email),
    "kbli": _alone(read_kbli),
}
_LINES = ("name", "key", "place", "address", "firm", "need", "event")
AS_WRITTEN = {*_LINES, "text", "list"}
_READERS |= dict.fromkeys(_LINES, _line)
_READERS |= dict.fromkeys(("count", "kg", "mm", "days", "idr"), read_amount)
_WITHOUT_NONE = {*_LINES, "text", "list", "nib", "npwp", "nik", "phone", "email", "kbli"}
_WITHOUT_NONE |= {"capacity", "month_volume", "date", "year"}
