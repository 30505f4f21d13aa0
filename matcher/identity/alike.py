"""Alike: which names are worth comparing at all, found without comparing every two.

Two names meet when their letters are one slip apart (also across spaces), when the words of one are
among those of the other, when they share all but one word each, or when one is the initials of the
other; where words are shared, only if the shared ones tell enough for a question. A slip together
with a further word or another order is not looked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.identity.hashing import letters, mixed, shorter_keys, whole_keys
from matcher.identity.joining import Rows, by_key, join, join_itself, unique_pairs
from matcher.identity.limits import Limits
from matcher.identity.rarity import Rarity

Words = tuple[str, ...]

_ALL_SUBSETS_UPTO = 5  # words; of longer names one or two words are left out
_SHORTEST = 6  # letters of a name in which one may be a slip
_AT_ONCE = 4_000  # names whose letters are hashed together


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
    vocabulary = {word: n for n, word in enumerate(dict.fromkeys(w for n in names for w in n))}
    words = list(vocabulary)
    told = rarity.inform(words)
    coded = _by_length(names, vocabulary)
    totals = np.zeros(len(names))
    for rows, matrix in coded:
        totals[rows] = told[matrix].sum(axis=1)
    sets = _sets_of_words(coded, mixed(whole_keys(letters(words)[0])), told, (limits, least_told))
    return NameKeys(totals, _slips(names), *sets, *_initials(names))


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


def _by_length(
    names: Sequence[Words], vocabulary: dict[str, int]
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Group names by their number of words: positions, and words as numbers, shape (n, words)."""
    groups: dict[int, list[int]] = {}
    for row, name in enumerate(names):
        groups.setdefault(len(name), []).append(row)
    return [
        (np.array(rows), np.array([[vocabulary[w] for w in names[row]] for row in rows]))
        for size, rows in sorted(groups.items())
        if size
    ]


def _slips(names: Sequence[Words]) -> Rows:
    """Give the letters of each name, and all but one of them, as keys."""
    found: list[Rows] = []
    for start in range(0, len(names), _AT_ONCE):
        codes, lengths = letters(["".join(name) for name in names[start : start + _AT_ONCE]])
        keys, rows = shorter_keys(codes, np.where(lengths < _SHORTEST, 0, lengths))
        rows = np.concatenate([np.arange(len(codes)), rows]) + start
        found.append((np.concatenate([whole_keys(codes), keys]), rows.astype(np.int32)))
    return _sorted(found)


def _initials(names: Sequence[Words]) -> tuple[Rows, Rows]:
    """Give short names and the initials of long ones as keys: KAI, Kereta Api Indonesia."""
    short = [row for row, name in enumerate(names) if len(name) == 1 and 3 <= len(name[0]) <= 8]
    long = [row for row, name in enumerate(names) if 3 <= len(name) <= 8]
    first = whole_keys(letters([names[row][0] for row in short])[0])
    second = whole_keys(letters(["".join(w[0] for w in names[row]) for row in long])[0])
    return by_key(first, np.array(short, int)), by_key(second, np.array(long, int))


def _sets_of_words(
    coded: list[tuple[np.ndarray, np.ndarray]],
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
