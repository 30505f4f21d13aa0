"""Rarity: how much a word of a name tells, and which second signs many firms share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import fsum

import numpy as np

from features.package_data import data_table
from features.places import regencies
from features.rarity import idf
from matcher.identity.spelling import sense, spelled

PRIOR_FIRMS = 20_000.0  # a word that two of ten firms share is not therefore common
UNLISTED_SHARE = 1e-4  # of firms with a given word that stands in no table
PLACE_SHARE = 2e-3
NUMBER_TELLS = 3.0  # nats, as a common word: "2" behind a name
MAX_SHARED = 5  # firms with one phone number: beyond, it is an association's or an agent's


@dataclass(frozen=True)
class Rarity:
    """Counts of words and of second signs among the firms at hand.

    A word's information is minus the logarithm of the share of firms that carry it, in nats,
    smoothed with `data/identity/common_words.csv`; a `Rarity()` without counts knows only those.
    """

    n_firms: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    shared: frozenset[tuple[str, str]] = frozenset()
    _told: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    def information(self, word: str) -> float:
        """Give what a word tells in nats: about 2 for the commonest, 9 for one never seen.

        >>> rarity = Rarity()
        >>> round(rarity.information("jaya"), 1), round(rarity.information("mirafix"), 1)
        (3.0, 9.2)
        """
        told = self._told.get(word)
        return float(self.inform([word])[0]) if told is None else told

    def inform(self, words: Sequence[str]) -> np.ndarray:
        """Give what each of many words tells, in nats, shape (n_words,)."""
        known = common_words()
        shares = np.array([known.get(word, UNLISTED_SHARE) for word in words])
        counts = np.array([self.counts.get(word, 0) for word in words])
        most = -float(np.log(UNLISTED_SHARE))
        told = idf(self.n_firms, counts, shares, PRIOR_FIRMS).clip(max=most)
        self._told.update(zip(words, told.tolist(), strict=True))
        return told

    def total(self, words: Iterable[str]) -> float:
        """Sum what words tell, in nats."""
        return fsum(map(self.information, words))

    def is_word(self, word: str) -> bool:
        """Tell whether a word is known as one, so that a near one is not a slip of it."""
        return word in common_words() or self.counts.get(word, 0) > 2

    def is_shared(self, kind: str, key: str) -> bool:
        """Tell whether more than MAX_SHARED firms carry a second sign."""
        return (kind, key) in self.shared


def shared_signs(signs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Give the second signs, each as kind and key, that more than MAX_SHARED firms carry."""
    return frozenset(sign for sign, n in Counter(signs).items() if n > MAX_SHARED)


@cache
def common_words() -> dict[str, float]:
    """Map common words in their one spelling to the share of firms expected to carry them."""
    table = data_table("identity", "common_words.csv")
    shares = dict.fromkeys(place_words(), PLACE_SHARE)
    for word, share in zip(table["word"], table["share"], strict=True):
        key = sense(spelled(word))
        shares[key] = max(float(share), shares.get(key, 0.0))
    return shares


@cache
def place_words() -> frozenset[str]:
    """One-word names of regencies and cities, in their one spelling."""
    names = regencies()["name"].str.replace(r"^(Kabupaten|Kota) ", "", regex=True)
    return frozenset(spelled(name.lower()) for name in names if name.isalpha())
