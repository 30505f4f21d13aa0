"""Alike: which names are worth comparing at all, found without comparing every two.

Two names meet when their letters are one slip apart (also across spaces), when the words of one are
among those of the other, when they share all but one word each, or when one is the initials of the
other; where words are shared, only if the shared ones tell enough for a question. A slip together
with a further word or another order is not looked for.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from matcher.identity.hashing import letters, mixed, shorter_keys, whole_keys
from matcher.identity.joining import join, join_itself, unique_pairs
from matcher.identity.limits import Limits
from matcher.identity.rarity import Rarity

Words = tuple[str, ...]
Rows = tuple[np.ndarray, np.ndarray]  # pairs of positions

_ALL_SUBSETS_UPTO = 5  # words; of longer names one or two words are left out
_SHORTEST = 6  # letters of a name in which one may be a slip


def alike_names(
    names: Sequence[Words], rarity: Rarity, limits: Limits, sides: np.ndarray, least_told: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the pairs of different names that could be one firm's.

    Parameters
    ----------
    names
        Distinct names, each as its words.
    sides
        1 (left table), 2 (right) or 3 (both) for each name: a pair needs a left and a right.
    least_told
        Nats that shared words must tell where a name has further words.

    Returns
    -------
    first, second, told
        Positions of each pair, the lower first, each pair once; `told` for each name, in nats.
    """
    vocabulary = {word: n for n, word in enumerate(dict.fromkeys(w for n in names for w in n))}
    words = list(vocabulary)
    told = np.array([rarity.information(word) for word in words])
    coded = _by_length(names, vocabulary)
    totals = np.zeros(len(names))
    for rows, matrix in coded:
        totals[rows] = told[matrix].sum(axis=1)
    hashes = whole_keys(letters(words)[0])
    found = [
        _one_slip_apart(names),
        _initials(names),
        *_sharing_words(coded, hashes, told, len(names), (limits, least_told)),
    ]
    one = np.concatenate([np.minimum(*pair) for pair in found])
    other = np.concatenate([np.maximum(*pair) for pair in found])
    kept = (one != other) & ((sides[one] | sides[other]) == 3)
    return *unique_pairs(one[kept], other[kept], len(names)), totals


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


def _one_slip_apart(names: Sequence[Words]) -> Rows:
    codes, lengths = letters(["".join(name) for name in names])
    keys, rows = shorter_keys(codes, np.where(lengths < _SHORTEST, 0, lengths))
    every = np.arange(len(names))
    return join_itself(
        np.concatenate([whole_keys(codes), keys]), np.concatenate([every, every[rows]])
    )


def _initials(names: Sequence[Words]) -> Rows:
    """Pair KAI with Kereta Api Indonesia."""
    short = [row for row, name in enumerate(names) if len(name) == 1 and 3 <= len(name[0]) <= 8]
    long = [row for row, name in enumerate(names) if 3 <= len(name) <= 8]
    first = whole_keys(letters([names[row][0] for row in short])[0])
    second = whole_keys(letters(["".join(w[0] for w in names[row]) for row in long])[0])
    return join(first, np.array(short, int), second, np.array(long, int))


def _sharing_words(
    coded: list[tuple[np.ndarray, np.ndarray]],
    hashes: np.ndarray,
    told: np.ndarray,
    n: int,
    needed: tuple[Limits, float],
) -> Iterator[Rows]:
    """Pair names by sets of words: whole with part, and part with part where one word is left."""
    limits, least_told = needed
    whole = np.zeros(n, dtype=np.uint64)
    parts: list[Rows] = []
    but_one: list[Rows] = []
    spread = mixed(hashes)
    for rows, matrix in coded:
        keys, information = spread[matrix], told[matrix]
        whole[rows] = keys.sum(axis=1, dtype=np.uint64)
        for places in _subsets(matrix.shape[1]):
            part = keys[:, places].sum(axis=1, dtype=np.uint64)
            shared = information[:, places].sum(axis=1)
            share = shared / information.sum(axis=1)
            enough = (share >= limits.contained - 1e-9) & (shared >= least_told)
            parts.append((part[enough], rows[enough]))
            if len(places) == matrix.shape[1] - 1:
                most = (share >= limits.mixed - 1e-9) & (shared >= least_told)
                but_one.append((part[most], rows[most]))
    every = np.arange(n)
    yield join_itself(whole, every)
    if parts:
        yield join(*_joined(parts), whole, every)
        yield join_itself(*_joined(but_one))


def _subsets(size: int) -> list[list[int]]:
    """Places of the words that are kept: every smaller set, of long names the largest sets."""
    masks = range(1, 2**size - 1)
    sets = [[place for place in range(size) if mask >> place & 1] for mask in masks]
    return [s for s in sets if size <= _ALL_SUBSETS_UPTO or len(s) >= size - 2]


def _joined(parts: list[Rows]) -> Rows:
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])
