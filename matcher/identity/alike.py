"""Alike: which names are worth comparing at all, found without comparing every two.

Two names meet when their letters are one slip apart (also across spaces), when the words of one are
among those of the other, when they share all but one word each, or when one is the initials of the
other; where words are shared, only if the shared ones tell enough for a question. A slip together
with a further word or another order is not looked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from matcher.identity.hashing import letters, mixed, shorter_keys, whole_keys
from matcher.identity.joining import Rows, by_key, join, join_itself, unique_pairs
from matcher.identity.limits import Limits
from matcher.identity.rarity import Rarity

Words = tuple[str, ...]
Coded = list[tuple[np.ndarray, np.ndarray]]  # by size: rows of names, and their words as numbers

_ALL_SUBSETS_UPTO = 5  # words; of longer names one or two words are left out
_SHORTEST = 6  # letters of a name in which one may be a slip
_AT_ONCE = 4_000  # names whose letters are hashed together
_INITIALS = range(3, 9)  # letters of a name that may be the initials of another


@dataclass(frozen=True, slots=True)
class NameKeys:
    """The keys by which distinct names meet, sorted, and what each name tells, in nats.

    `whole` stands for all words of a name, `part` for some of them, `but_one` for all but one;
    `slips` for its letters and for all but one of them.
    """

    told: np.ndarray
    slips: Rows
    whole: Rows
    part: Rows
    but_one: Rows
    short: Rows
    initials: Rows


def name_keys(
    names: Sequence[Words], rarity: Rarity, limits: Limits, least_told: float
) -> NameKeys:
    """Make the keys of distinct names, each given as its words.

    `least_told` are the nats that shared words must tell where a name has further words.
    """
    vocabulary = {w: n for n, w in enumerate(dict.fromkeys(chain.from_iterable(names)))}
    words = list(vocabulary)
    told = rarity.inform(words)
    codes, lengths = letters(words)
    hashed = whole_keys(codes)
    coded = _by_length(names, vocabulary)
    totals = np.zeros(len(names))
    for rows, matrix in coded:
        totals[rows] = told[matrix].sum(axis=1)
    sets = _sets_of_words(coded, mixed(hashed), told, (limits, least_told))
    short, initials = _short(coded, hashed, lengths), _initials(coded, codes[:, 0])
    return NameKeys(totals, _slips(names), *sets, short, initials)


def alike_names(left: NameKeys, right: NameKeys) -> Rows:
    """Find the names of one table that could be one firm's with those of another, or of itself.

    Each pair once, equal names among them; in a table with itself the lower name is the left one
    and no name meets itself.
    """
    found = [join(*left.part, *right.whole), join(*left.short, *right.initials)]
    for mine, theirs in (
        (left.slips, right.slips),
        (left.whole, right.whole),
        (left.but_one, right.but_one),
    ):
        found.append(join_itself(*mine) if left is right else join(*mine, *theirs))
    if left is not right:
        found += [
            join(*right.part, *left.whole)[::-1],
            join(*right.short, *left.initials)[::-1],
        ]
    ones, others = zip(*found, strict=True)
    one, other = np.concatenate(ones), np.concatenate(others)
    if left is right:
        one, other = np.minimum(one, other), np.maximum(one, other)
        one, other = one[one < other], other[one < other]
    return unique_pairs(one, other, max(1, len(right.told)))


def _by_length(names: Sequence[Words], vocabulary: dict[str, int]) -> Coded:
    """Group names by their number of words: positions, and words as numbers, shape (n, words)."""
    sizes = np.fromiter(map(len, names), np.int64, len(names))
    words = chain.from_iterable(names)
    numbers = np.fromiter(map(vocabulary.__getitem__, words), np.int64, sizes.sum())
    starts = np.cumsum(sizes) - sizes
    found = []
    for size in np.unique(sizes[sizes > 0]).tolist():
        rows = np.flatnonzero(sizes == size)
        found.append((rows, numbers[starts[rows][:, None] + np.arange(size)]))
    return found


def _slips(names: Sequence[Words]) -> Rows:
    """Give the letters of each name, and all but one of them, as keys."""
    found: list[Rows] = []
    for start in range(0, len(names), _AT_ONCE):
        codes, lengths = letters(["".join(name) for name in names[start : start + _AT_ONCE]])
        keys, rows = shorter_keys(codes, np.where(lengths < _SHORTEST, 0, lengths))
        rows = np.concatenate([np.arange(len(codes)), rows]) + start
        found.append((np.concatenate([whole_keys(codes), keys]), rows.astype(np.int32)))
    return _sorted(found)


def _short(coded: Coded, hashed: np.ndarray, lengths: np.ndarray) -> Rows:
    """Give names of one short word as keys: KAI."""
    found: list[Rows] = []
    for rows, matrix in coded:
        if matrix.shape[1] == 1:
            word = matrix[:, 0]
            fits = (lengths[word] >= _INITIALS[0]) & (lengths[word] <= _INITIALS[-1])
            found.append((hashed[word[fits]], rows[fits]))
    return _sorted(found)


def _initials(coded: Coded, first_letters: np.ndarray) -> Rows:
    """Give the initials of names of several words as keys: Kereta Api Indonesia."""
    named = [(rows, matrix) for rows, matrix in coded if matrix.shape[1] in _INITIALS]
    return _sorted([(whole_keys(first_letters[matrix]), rows) for rows, matrix in named])


def _sets_of_words(
    coded: Coded,
    spread: np.ndarray,
    told: np.ndarray,
    needed: tuple[Limits, float],
) -> tuple[Rows, Rows, Rows]:
    """Give keys of all words of each name, of enough of them, and of all but one."""
    limits, least_told = needed
    whole: list[Rows] = []
    parts: list[Rows] = []
    but_one: list[Rows] = []
    for rows, matrix in coded:
        keys, information = spread[matrix], told[matrix]
        whole.append((keys.sum(axis=1, dtype=np.uint64), rows))
        for places in _subsets(matrix.shape[1]):
            part = keys[:, places].sum(axis=1, dtype=np.uint64)
            shared = information[:, places].sum(axis=1)
            share = shared / information.sum(axis=1)
            enough = (share >= limits.contained - 1e-9) & (shared >= least_told)
            parts.append((part[enough], rows[enough]))
            if len(places) == matrix.shape[1] - 1:
                most = (share >= limits.mixed - 1e-9) & (shared >= least_told)
                but_one.append((part[most], rows[most]))
    return _sorted(whole), _sorted(parts), _sorted(but_one)


def _subsets(size: int) -> list[list[int]]:
    """Places of the words that are kept: every smaller set, of long names the largest sets."""
    masks = range(1, 2**size - 1)
    sets = [[place for place in range(size) if mask >> place & 1] for mask in masks]
    return [s for s in sets if size <= _ALL_SUBSETS_UPTO or len(s) >= size - 2]


def _sorted(found: list[Rows]) -> Rows:
    if not found:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    keys, rows = (np.concatenate(column) for column in zip(*found, strict=True))
    found.clear()  # a million keys need not lie here twice while they are sorted
    return by_key(keys, rows)
