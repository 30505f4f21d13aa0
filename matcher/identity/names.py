"""Names: a firm's name taken apart into legal form, words, numbers and branch.

Many firms are told apart by nothing but a number ("Sinar Logam 1", "PTPN III"), so numbers are kept
beside the words and roman ones are read.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from features.package_data import data_table
from matcher.identity.spelling import sense, spelled

_INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b")  # P.T., C.V.
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_APOSTROPHES = re.compile("['`\u2019\u2018]")
_WORD = re.compile(r"[^\W_]+")
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
_ROMAN = {roman: str(number) for number, roman in enumerate(_NUMERALS, 1)}
_NO_FORM: frozenset[str] = frozenset()
MAX_WORDS = 12  # what stands behind is an address or a remark, not a name


class Name(NamedTuple):
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


def parse_name(text: str) -> Name:
    """Take a name apart; no text is refused.

    >>> name = parse_name("P.T. Sinar Logam II (Persero), Tbk.")
    >>> sorted(name.forms), name.words, name.numbers
    (['pt'], ('sinar', 'logam'), ('2',))
    >>> parse_name("CV Karya Teknik Cabang Tegal").branch
    ('tegal',)
    """
    if (read := _plain_words(text)) is not None:
        return _name(*read)
    plain = _folded(text)
    bracketed = _BRACKETS.findall(plain)
    outside = _BRACKETS.sub(" ", plain) if bracketed else plain
    tokens, forms = _without_forms(_WORD.findall(outside)[:MAX_WORDS])
    tokens, branch = _without_branch(tokens)
    short = ""
    for inside in bracketed:
        rest, more = _without_forms(_WORD.findall(inside), keep=False)
        forms |= more
        rest, place = _without_branch(["", *rest])
        branch = branch or place
        short = short or " ".join(rest[1:])
    words, numbers = _without_numbers(_without_titles(tokens))
    return _name(_one_of(forms), words, numbers, branch, short)


def _name(
    forms: frozenset[str],
    words: list[str],
    numbers: tuple[str, ...] = (),
    branch: tuple[str, ...] = (),
    short: str = "",
) -> Name:
    written = tuple(words)
    senses = tuple(map(sense, one_spelling := tuple(map(spelled, words))))
    if one_spelling == senses:  # equal ones are kept once: there are many
        one_spelling = senses
    if written == one_spelling:
        written = one_spelling
    return Name(forms, written, one_spelling, senses, numbers, branch, short)


def _plain_words(text: str) -> tuple[frozenset[str], list[str]] | None:
    """Read a name like most: a legal form or none, then nothing but words; None of another."""
    text = text.replace(". ", " ")
    if not (text.isascii() and text.replace(" ", "").isalpha()):
        return None
    first, *rest = tokens = text.lower().split()[:MAX_WORDS]
    forms = _one_word_forms().get(first)
    words = tokens if forms is None else rest
    return (forms or _NO_FORM, words) if words and _telling().isdisjoint(words) else None


def _folded(text: str) -> str:
    """Lower case without accents and apostrophes; other alphabets stay."""
    text = text.casefold()
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    text = _APOSTROPHES.sub("", text)
    return _INITIALS.sub(lambda found: found[0].replace(".", ""), text) if "." in text else text


def _without_forms(tokens: list[str], keep: bool = True) -> tuple[list[str], frozenset[str]]:
    """Take legal forms off both ends; the last word of a name is kept."""
    rest, forms = tokens, _NO_FORM
    while (found := _form_at_an_end(rest)) and (found[1] or not keep):
        form, rest = found
        if form:
            forms = _with(forms, form)
    return rest, forms


def _form_at_an_end(tokens: list[str]) -> tuple[str, list[str]] | None:
    if not tokens:
        return None
    known, at_start, at_end = _forms()
    longest = max(at_start.get(tokens[0], 0), at_end.get(tokens[-1], 0))
    if not longest:
        return None
    if longest == 1 and (form := known.get(tokens[0])) is not None:
        return form, tokens[1:]
    for size in range(min(longest, len(tokens)), 0, -1):
        if (form := known.get(" ".join(tokens[:size]))) is not None:
            return form, tokens[size:]
        if (form := known.get(" ".join(tokens[-size:]))) is not None:
            return form, tokens[:-size]
    return None


def _without_branch(tokens: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Split at a word for a branch that is not the first: 'Plant 2', 'Cabang Tegal'."""
    branches = _words_of("branch_words.csv")
    if branches.isdisjoint(tokens):
        return tokens, ()
    for place, token in enumerate(tokens):
        if place and token in branches:
            return tokens[:place], tuple(_ROMAN.get(t, t) for t in tokens[place + 1 :]) or (token,)
    return tokens, ()


def _without_titles(tokens: list[str]) -> list[str]:
    dropped = _words_of("dropped_words.csv")
    if dropped.isdisjoint(tokens):
        return tokens
    return [token for token in tokens if token not in dropped] or tokens


def _without_numbers(tokens: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Numbers anywhere, roman ones at the end only: 'V' elsewhere is an initial."""
    numbers = [t for t in tokens if t.isdecimal()]
    words = [t for t in tokens if not t.isdecimal()] if numbers else list(tokens)
    if len(words) > 1 and words[-1] in _ROMAN:
        numbers.append(_ROMAN[words.pop()])
    if not words:
        return tokens, ()
    return words, tuple(sorted(n.lstrip("0") or "0" for n in numbers)) if numbers else ()


@cache
def _with(forms: frozenset[str], form: str) -> frozenset[str]:
    """Add a form to others; of equal ones there is one object."""
    return _one_of(forms | {form})


@cache
def _one_of(forms: frozenset[str]) -> frozenset[str]:
    """Give the same object for equal sets."""
    return forms


@cache
def _forms() -> tuple[dict[str, str], dict[str, int], dict[str, int]]:
    """Map each phrase to its form, and each word to that of the longest it begins, or ends."""
    table = data_table("identity", "legal_forms.csv")
    words = sorted((phrase.split() for phrase in table["phrase"]), key=len)
    known = dict(zip(table["phrase"], table["form"], strict=True))
    return known, {w[0]: len(w) for w in words}, {w[-1]: len(w) for w in words}


@cache
def _one_word_forms() -> dict[str, frozenset[str]]:
    """Map each word that is a form, and begins no longer one, to it."""
    known, at_start, _ = _forms()
    single = {word: form for word, form in known.items() if at_start.get(word) == 1}
    return {word: _with(_NO_FORM, form) if form else _NO_FORM for word, form in single.items()}


@cache
def _telling() -> frozenset[str]:
    """Words that may say something else than the name: a form, a title, a branch, a number."""
    _, at_start, at_end = _forms()
    other = _words_of("branch_words.csv") | _words_of("dropped_words.csv")
    return other.union(at_start, at_end, _ROMAN)


@cache
def _words_of(file: str) -> frozenset[str]:
    return frozenset(data_table("identity", file)["word"])
