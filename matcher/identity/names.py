"""Names: a firm's name taken apart into legal form, words, numbers and branch.

Many firms are told apart by nothing but a number ("Sinar Logam 1", "PTPN III"), so numbers are kept
beside the words and roman ones are read.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from features.package_data import data_table
from matcher.identity.spelling import sense, spelled

_INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b")  # P.T., C.V.
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_APOSTROPHES = re.compile("['`\u2019\u2018]")
_WORD = re.compile(r"[^\W_]+")
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
_ROMAN = {roman: str(number) for number, roman in enumerate(_NUMERALS, 1)}
MAX_WORDS = 12  # what stands behind is an address or a remark, not a name


@dataclass(frozen=True)
class Name:
    """A name taken apart.

    `written` are the words as they stand, `words` their one spelling, `senses` with abbreviations
    and translations resolved; `numbers` and `branch` stand beside them. `short` is a short name
    given in brackets.
    """

    forms: frozenset[str]
    written: tuple[str, ...]
    words: tuple[str, ...]
    senses: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    branch: tuple[str, ...] = ()
    short: str = ""


@lru_cache(maxsize=300_000)
def parse_name(text: str) -> Name:
    """Take a name apart; no text is refused.

    >>> name = parse_name("P.T. Sinar Logam II (Persero), Tbk.")
    >>> sorted(name.forms), name.words, name.numbers
    (['pt'], ('sinar', 'logam'), ('2',))
    >>> parse_name("CV Karya Teknik Cabang Tegal").branch
    ('tegal',)
    """
    plain = _plain(text)
    tokens, forms = _without_forms(_WORD.findall(_BRACKETS.sub(" ", plain))[:MAX_WORDS])
    tokens, branch = _without_branch(tokens)
    short = ""
    for inside in _BRACKETS.findall(plain):
        rest, more = _without_forms(_WORD.findall(inside), keep=False)
        forms |= more
        rest, place = _without_branch(["", *rest])
        branch = branch or place
        short = short or " ".join(rest[1:])
    words, numbers = _without_numbers(_without_titles(tokens))
    one_spelling = tuple(spelled(word) for word in words)
    senses = tuple(sense(word) for word in one_spelling)
    return Name(forms, tuple(words), one_spelling, senses, numbers, branch, short)


def _plain(text: str) -> str:
    """Lower case without accents and apostrophes; other alphabets stay."""
    text = text.casefold()
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    text = _APOSTROPHES.sub("", text)
    return _INITIALS.sub(lambda found: found[0].replace(".", ""), text)


def _without_forms(tokens: list[str], keep: bool = True) -> tuple[list[str], frozenset[str]]:
    """Take legal forms off both ends; the last word of a name is kept."""
    forms: set[str] = set()
    rest = tokens
    while (found := _form_at_an_end(rest)) and (found[1] or not keep):
        form, rest = found
        forms |= {form} - {""}
    return rest, frozenset(forms)


def _form_at_an_end(tokens: list[str]) -> tuple[str, list[str]] | None:
    known = _forms()
    for size in (3, 2, 1):
        if len(tokens) < size:
            continue
        if (form := known.get(" ".join(tokens[:size]))) is not None:
            return form, tokens[size:]
        if (form := known.get(" ".join(tokens[-size:]))) is not None:
            return form, tokens[:-size]
    return None


def _without_branch(tokens: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Split at a word for a branch that is not the first: 'Plant 2', 'Cabang Tegal'."""
    for place, token in enumerate(tokens):
        if place and token in _words_of("branch_words.csv"):
            return tokens[:place], tuple(_ROMAN.get(t, t) for t in tokens[place + 1 :]) or (token,)
    return tokens, ()


def _without_titles(tokens: list[str]) -> list[str]:
    dropped = _words_of("dropped_words.csv")
    return [token for token in tokens if token not in dropped] or tokens


def _without_numbers(tokens: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Numbers anywhere, roman ones at the end only: 'V' elsewhere is an initial."""
    numbers = [t for t in tokens if t.isdecimal()]
    words = [t for t in tokens if not t.isdecimal()]
    if len(words) > 1 and words[-1] in _ROMAN:
        numbers.append(_ROMAN[words.pop()])
    if not words:
        return tokens, ()
    return words, tuple(sorted(number.lstrip("0") or "0" for number in numbers))


@cache
def _forms() -> dict[str, str]:
    table = data_table("identity", "legal_forms.csv")
    return dict(zip(table["phrase"], table["form"], strict=True))


@cache
def _words_of(file: str) -> frozenset[str]:
    return frozenset(data_table("identity", file)["word"])
