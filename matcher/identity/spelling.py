"""Spelling: one writing for the many that a word of a firm's name has.

Old orthography (oe, dj, tj), foreign letters (ph, th, x, q, c for k) and doubled letters are
mended by rule; whole words come from `data/identity/spellings.csv`. Indonesian c (cahaya) is not
k, so c is only changed where it cannot be the Indonesian sound.
"""

import re
from functools import cache, lru_cache

from features.package_data import data_table

_RULES = [
    (re.compile(pattern), writing)
    for pattern, writing in (
        ("oe", "u"),
        ("dj", "j"),
        ("tj", "c"),
        ("sj", "sy"),
        ("ph", "f"),
        ("([tdbkg])h", r"\1"),
        ("ch(?=[bcdfghjklmnpqrstvwxz]|$)", "k"),
        ("ch", "c"),
        ("hn", "kn"),
        ("c(?=[bcdfgjklmnpqrstvwxz]|$)", "k"),
        ("q", "k"),
        ("x", "ks"),
        ("v", "f"),
        ("(?<=[bcdfghjklmnpqrstvwxz])y(?![aeiou])", "i"),
        (r"(?P<letter>[^\W\d])(?P=letter)+", r"\g<letter>"),
    )
]
_ANY_RULE = re.compile("|".join(pattern.pattern for pattern, _ in _RULES))


@lru_cache(maxsize=200_000)
def spelled(word: str) -> str:
    """Give the writing that all spellings of a lower-case word share.

    >>> [spelled(word) for word in ("technic", "tehnik", "djaja", "sriwidjaja", "enggineering")]
    ['teknik', 'teknik', 'jaya', 'sriwijaya', 'enginering']
    """
    known = _table("spelling")
    plain = known.get(word, word)
    mended = by_rule(plain)
    return known.get(mended, mended)


@lru_cache(maxsize=200_000)
def sense(word: str) -> str:
    """Give the word that a spelled word is short for or translates; of any other word itself.

    >>> sense("mfg"), sense("presisi") == sense(spelled("precision"))
    ('manufaktur', True)
    """
    return _table("abbreviation").get(word) or _table("translation").get(word, word)


def by_rule(word: str) -> str:
    """Apply the rules only; where dj or tj show the old orthography, j alone is a y."""
    if not _ANY_RULE.search(word):
        return word
    if "dj" in word or "tj" in word:
        word = re.sub("(?<![dtsn])j", "y", word)
    for pattern, writing in _RULES:
        word = pattern.sub(writing, word)
    return word


@cache
def _table(kind: str) -> dict[str, str]:
    """Map the words of one kind, as written and as mended, to the mended word they stand for."""
    table = data_table("identity", "spellings.csv")
    rows = table[table["kind"] == kind]
    found = {}
    for variant, word in zip(rows["variant"], rows["word"], strict=True):
        found[variant] = found[by_rule(variant)] = by_rule(word)
    return found
