"""Facts: the signs of one firm, read once and compared often."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from features.places import find_regencies
from matcher.identity.contacts import (
    address_key,
    email_keys,
    nib_key,
    npwp_key,
    owner_key,
    phone_keys,
    taxpayer,
)
from matcher.identity.names import Name, parse_name
from matcher.identity.rarity import Rarity, shared_signs
from matcher.identity.signs import Signs


class Facts(NamedTuple):
    """Signs in their one writing; what is unknown or cannot be read is empty."""

    names: tuple[Name, ...]
    regencies: frozenset[str]
    phones: frozenset[str]
    emails: frozenset[str]
    address: str
    owner: str
    nib: str
    npwp: str

    @property
    def is_only_a_name(self) -> bool:
        """Whether nothing but the name is known."""
        return self[1:] == _NOTHING

    def keys(self) -> dict[str, frozenset[str]]:
        """Give the second signs by kind, as far as they can be looked up."""
        return {
            "nib": _one(self.nib),
            "npwp": _one(taxpayer(self.npwp)),
            "phone": self.phones,
            "email": self.emails,
            "address": _one(self.address),
            "owner": _one(self.owner if " " in self.owner else ""),
        }


_NONE: frozenset[str] = frozenset()
_NOTHING: tuple[object, ...] = (_NONE, _NONE, _NONE, "", "", "", "")


def read_facts(firm: Signs) -> Facts:
    """Read the signs of a firm; no text is refused."""
    return Facts(
        _names(firm.name, *firm.aliases),
        _regencies(firm.place) if firm.place else _NONE,
        phone_keys(firm.phone) if firm.phone else _NONE,
        email_keys(firm.email) if firm.email else _NONE,
        address_key(firm.address) if firm.address else "",
        owner_key(firm.owner) if firm.owner else "",
        nib_key(firm.nib) if firm.nib else "",
        npwp_key(firm.npwp) if firm.npwp else "",
    )


def rarity_of(facts: Iterable[Facts]) -> Rarity:
    """Count the words and second signs of firms; a firm counts once for a word."""
    known = list(facts)
    words = Counter(chain.from_iterable(map(_words, known)))
    signs = (
        (kind, key)
        for fact in known
        if not fact.is_only_a_name
        for kind, keys in fact.keys().items()
        for key in keys
    )
    return Rarity(len(known), words, shared_signs(signs))


def _words(fact: Facts) -> set[str]:
    if len(fact.names) == 1:
        return set(fact.names[0].senses)
    return set(chain.from_iterable(name.senses for name in fact.names))


def _one(key: str) -> frozenset[str]:
    return frozenset((key,)) if key else frozenset()


@lru_cache(maxsize=300_000)
def _names(*texts: str) -> tuple[Name, ...]:
    """Read the names of a firm; of equal texts there is one object, while it is kept."""
    return tuple(dict.fromkeys(map(parse_name, texts))) if len(texts) > 1 else (parse_name(*texts),)


@lru_cache(maxsize=20_000)
def _regencies(place: str) -> frozenset[str]:
    return frozenset(find_regencies(place)) if place else frozenset()
