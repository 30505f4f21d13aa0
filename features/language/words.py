"""Words of two languages: tokens, stop words and stems.

Sastrawi's stemmer knows Indonesian but not the trades ("pengelasan", welding, becomes "kelas",
class), so `data/vocabulary/stems.csv` goes first.
"""

import re
import unicodedata
from functools import cache, lru_cache

from Sastrawi.Stemmer.CachedStemmer import CachedStemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from features.package_data import data_table

# the affixes that Sastrawi takes off; asking it about any other word is slow and changes nothing
_AFFIXED = re.compile(r"^(me|pe|di|ke|se|te|be)|(kan|an|i|lah|kah|tah|pun|ku|mu|nya)$")
_TOKEN = re.compile(r"[a-z]+|\d+")


def tokens(text: str) -> list[str]:
    """Lower-case words and numbers in order; 'FC-250', 'FC 250' and 'fc250' give the same two.

    >>> tokens("Rem block FC-250")
    ['rem', 'block', 'fc', '250']
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _TOKEN.findall(plain)


def stems(text: str) -> tuple[str, ...]:
    """Stem every token of a text, in order, without its stop words."""
    return tuple(stem(token) for token in tokens(text) if token not in stop_words())


@lru_cache(maxsize=100_000)
def stem(token: str) -> str:
    """Give the root of an Indonesian word or the singular of an English one.

    >>> [stem(word) for word in ("pengelasan", "pengecoran", "bushings")]
    ['las', 'cor', 'bushing']
    """
    exceptions = _exceptions()
    if token in exceptions:
        return exceptions[token]
    root = _sastrawi().stem(token) if _AFFIXED.search(token) else token
    return _singular(token) if root == token else root


def is_indonesian(token: str) -> bool:
    """Tell whether a word stands in the stemmer's dictionary of Indonesian roots."""
    return token in _dictionary()


def _singular(token: str) -> str:
    if len(token) < 5 or not token.endswith("s") or token.endswith(("ss", "us", "is", "as")):
        return token
    if token.endswith("ies"):
        return token[:-3] + "y"
    if token.endswith(("ches", "shes", "xes", "sses")):
        return token[:-2]
    return token[:-1]


@cache
def stop_words() -> frozenset[str]:
    """Words of both languages that say nothing about a part, from `data/vocabulary`."""
    return frozenset(data_table("vocabulary", "stop_words.csv")["word"])


@cache
def _exceptions() -> dict[str, str]:
    table = data_table("vocabulary", "stems.csv")
    return dict(zip(table["word"], table["stem"], strict=True))


@cache
def _dictionary() -> frozenset[str]:
    return frozenset(StemmerFactory().get_words())


@cache
def _sastrawi() -> CachedStemmer:
    return StemmerFactory().create_stemmer()
