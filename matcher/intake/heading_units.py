"""Heading units: what a heading says of the bare figures below it, "Kapasitas (ton/tahun)".

A heading that says half of it ("pcs/mesin", "Kapasitas tahun 2018") makes every bare figure below
it a question: the figure counts something that we do not.
"""

import re
from functools import cache

from features.language.quantities import PERIOD_WORDS, SCALE_WORDS, UNIT_WORDS

UNCLEAR = "?"
# these mean another thing outside of brackets, or none
_ELSEWHERE = (
    "g k m set sets unit units buah bh piece pieces pc biji batang btg lembar lbr gross gros"
)
_PLAIN_UNITS = UNIT_WORDS - frozenset(_ELSEWHERE.split())
_MONEY = frozenset(("rp", "idr", "rupiah", "usd", "$"))
_AS_WORDS = {"tahunan": "per tahun", "bulanan": "per bulan", "mingguan": "per minggu"}
_AS_WORDS |= {"harian": "per hari", "yearly": "per tahun", "annual": "per tahun"}
_AS_WORDS |= {"monthly": "per bulan", "weekly": "per minggu", "daily": "per hari"}
_AS_WORDS |= {"jutaan": "juta", "ribuan": "ribu", "miliaran": "miliar", "milyaran": "milyar"}
_AS_WORDS |= {"million": "juta", "days": "hari", "weeks": "minggu", "months": "bulan"}
_AS_WORDS |= {"microns": "mikron", "um": "mikron", "\u00b5m": "mikron", "\u03bcm": "mikron"}
_FILLERS = frozenset(("dalam", "dlm", "in", "satuan", "unit", "x", "kali", "kalender", "orang"))
# with these in it a heading speaks of another measure than ours
_FOREIGN = re.compile(
    r"\b(?:inch|inci|inchi|lbs?|pounds?|oz|ft|feet|lite?r|ltr|m[23\u00b2\u00b3]|karung|rit|dus|box|rolls?)\b|%"
)
_PER_PIECE = re.compile(
    r"\b(kg|gram|gr|g|rp|idr)\.?\s*(?:/|per\b)\s*(?:pcs?|buah|unit|part|biji)\b"
)
_THOUSANDS = re.compile(r"(?<![\d.,])(?:x\s*)?(?:1[.,]?)?000\b(?![.,]\d)")
_WORD = re.compile(r"[^\W\d_]+|\$|/|\d+")


@cache
def heading_unit(heading: str) -> str:
    """Give the unit, scale and period of a heading as they would stand behind a figure.

    Returns
    -------
    str
        '' when it says nothing, `UNCLEAR` when it says something that cannot be read.

    >>> heading_unit("Kapasitas Produksi (ton/tahun)"), heading_unit("Nilai Investasi (Rp juta)")
    ('ton per tahun', 'juta rp')
    """
    text = re.split(r"\b(?:contoh|misal|mis\.|e\.g\.)", heading.lower().replace("_", " "))[0]
    if _FOREIGN.search(text):
        return UNCLEAR
    text = _PER_PIECE.sub(r"\1", text)
    bracketed = re.findall(r"[(\[]([^()\[\]]*)[)\]]?", text)
    outside = re.sub(r"[(\[][^()\[\]]*[)\]]?", " ", text)
    found = [_read(part, bracketed=True) for part in bracketed]
    found.append(_read(outside, bracketed=False))
    return UNCLEAR if UNCLEAR in found else _together(found)


def _together(found: list[str]) -> str:
    """Join the parts in the order in which they stand behind a figure, each thing once."""
    words = [word for part in found for word in part.split(" ") if word]
    units = list(dict.fromkeys(w for w in words if w in UNIT_WORDS and w not in SCALE_WORDS))
    scales = list(dict.fromkeys(w for w in words if w in SCALE_WORDS))
    money = list(dict.fromkeys(w for w in words if w in _MONEY))
    periods = list(dict.fromkeys(w for w in words if w in PERIOD_WORDS))
    if max(len(units), len(scales), len(periods)) > 1:
        return UNCLEAR
    per = [f"per {period}" for period in periods]
    return " ".join([*scales, *units, *money[:1], *per])


def _read(text: str, *, bracketed: bool) -> str:
    """Keep the words of a part that say how much one of the figure is."""
    text = _THOUSANDS.sub(" ribu ", text)
    words = [w for word in _WORD.findall(text) for w in _AS_WORDS.get(word, word).split()]
    known, unknown, per = [], False, False
    for word in words:
        if word in ("/", "per"):
            per = True
            continue
        kept = _known(word, after_per=per, bracketed=bracketed)
        known += [word] if kept else []
        unknown = unknown or not (kept or word in _FILLERS)
        per = False
    return UNCLEAR if bracketed and known and unknown else " ".join(known)


def _known(word: str, *, after_per: bool, bracketed: bool) -> bool:
    if word in PERIOD_WORDS:
        return after_per or bracketed
    if word in _MONEY:
        return True
    if bracketed:
        return word in UNIT_WORDS | SCALE_WORDS and word != "unit"
    return word in _PLAIN_UNITS or word in ("juta", "ribu", "miliar", "milyar")
