"""Alignment: which words of two names mean each other, and how much of the names that is."""

from collections import Counter
from itertools import pairwise, product
from typing import NamedTuple

from rapidfuzz.distance import OSA

from features.language import is_indonesian
from matcher.identity.names import Name
from matcher.identity.rarity import NUMBER_TELLS, Rarity, place_words

EQUAL, SENSE, SLIP = 1.0, 0.9, 0.85  # what a matched word counts
_SHORTEST_SLIP = 5  # letters; in shorter words one letter makes another word


class Alignment(NamedTuple):
    """Matched pairs of differing words, words without a partner, and the shared information.

    `share` in [0, 1] is the information of the matched words over that of all words.
    """

    slips: tuple[tuple[str, str], ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    shared_told: float
    share: float

    @property
    def contained(self) -> bool:
        """Whether one name holds the other."""
        return not self.only_first or not self.only_second

    @property
    def places_only(self) -> bool:
        """Whether both sides differ in nothing but a place: 'Tegal' and 'Ceper'."""
        rest = self.only_first + self.only_second
        return not self.contained and all(word in place_words() for word in rest)


def align(first: Name, second: Name, rarity: Rarity) -> Alignment:
    """Pair the words of two names: equal ones, then other senses and split words, then slips."""
    same, left, right = _senses(first, second)
    slips: list[Pair] = []
    if left and right:
        left, right, joined = _split_words(left, right)
        slips = _slips(left, right, rarity)
        for one, other in slips:
            left.remove(one)
            right.remove(other)
        slips += joined
    only = _more_numbers(first, second)
    matched = sum([rarity.information(sense) * quality for sense, quality in same])
    matched += SLIP * sum(sorted([_told(pair, rarity) for pair in slips]))
    unmatched = rarity.total(left + right) + NUMBER_TELLS * len(only)
    whole = matched + unmatched
    return Alignment(
        tuple(sorted(slips)), tuple(left), tuple(right), matched, matched / whole if whole else 0.0
    )


Pair = tuple[str, str]


def _senses(first: Name, second: Name) -> tuple[list[tuple[str, float]], list[str], list[str]]:
    """Find the senses both have, in their order; those of one spelling count in full."""
    left, right, found = list(first.senses), list(second.senses), []
    plain = first.words == first.senses  # nothing resolved, as in most names
    for sense in sorted(first.senses):
        if sense in right:
            left.remove(sense)
            right.remove(sense)
            equal = (
                sense in second.words
                if plain
                else any(s == sense and w in second.words for w, s in _both(first))
            )
            found.append((sense, EQUAL if equal else SENSE))
    return found, left, right


def _both(name: Name) -> list[Pair]:
    return list(zip(name.words, name.senses, strict=True))


def _split_words(
    left: list[str], right: list[str]
) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Pair two neighbouring words with the one they make together: mira fix, mirafix."""
    found = []
    for parts, wholes, flip in ((left, right, False), (right, left, True)):
        for one, two in list(pairwise(parts)):
            if one + two in wholes and one in parts and two in parts:
                parts.remove(one)
                parts.remove(two)
                wholes.remove(one + two)
                pair = (f"{one} {two}", one + two)
                found.append(pair[::-1] if flip else pair)
    return left, right, found


def _slips(left: list[str], right: list[str], rarity: Rarity) -> list[Pair]:
    """Pair words one slip apart, nearest first, each word once."""
    near = sorted(
        (distance, min(one, other), max(one, other), one, other)
        for one, other in set(product(left, right))
        if (distance := _slip_distance(one, other, rarity))
    )
    free_left, free_right, found = Counter(left), Counter(right), []
    for *_, one, other in near:
        if free_left[one] and free_right[other]:
            free_left[one] -= 1
            free_right[other] -= 1
            found.append((one, other))
    return found


def _slip_distance(one: str, other: str, rarity: Rarity) -> int:
    """Letters between two writings of one word; 0 when they are two words."""
    shortest = min(len(one), len(other))
    if shortest < _SHORTEST_SLIP or (_is_word(one, rarity) and _is_word(other, rarity)):
        return 0
    allowed = 1 if shortest < 2 * _SHORTEST_SLIP else 2
    distance = OSA.distance(one, other, score_cutoff=allowed)
    return distance if distance <= allowed else 0


def _is_word(word: str, rarity: Rarity) -> bool:
    return rarity.is_word(word) or is_indonesian(word)


def _told(pair: Pair, rarity: Rarity) -> float:
    """Information of a matched pair; a split word tells what the whole word does."""
    return min(rarity.information(word) for word in pair if " " not in word)


def _more_numbers(first: Name, second: Name) -> list[str]:
    """Numbers that only one of the names states; two different ones are judged elsewhere."""
    if bool(first.numbers) == bool(second.numbers):
        return []
    return list(first.numbers + second.numbers)
