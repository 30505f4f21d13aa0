"""Table: the facts of many firms with their names numbered, and the pairs worth judging."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.identity.alike import Words, alike_names
from matcher.identity.facts import Facts, read_facts
from matcher.identity.joining import join, unique_pairs
from matcher.identity.limits import Limits
from matcher.identity.rarity import Rarity
from matcher.identity.signs import Signs

MAX_NAMESAKES = 200  # firms of one name: beyond, only a second sign brings two of them together
MAX_EXPECTED = 50  # firms that share some words by chance: beyond, the words are no question
_REGISTERED = ("nib", "npwp")


@dataclass(frozen=True)
class Table:
    """Firms with what was read of them, and every name of every firm as (row, words)."""

    firms: list[Signs]
    facts: list[Facts]
    rows: np.ndarray
    words: list[Words]
    regency: np.ndarray

    def __len__(self) -> int:
        return len(self.firms)


def read_table(firms: Sequence[Signs]) -> Table:
    """Read the facts of firms, in their order."""
    facts = [read_facts(firm) for firm in firms]
    named = [(row, name.senses) for row, fact in enumerate(facts) for name in fact.names]
    sure = [int(*f.regencies) if len(f.regencies) == 1 else -1 for f in facts]
    regency = np.array(sure, dtype=np.int64)
    rows = np.array([row for row, _ in named], dtype=np.int64)
    return Table(list(firms), facts, rows, [words for _, words in named], regency)


def pairs_to_judge(
    left: Table, right: Table, rarity: Rarity, limits: Limits
) -> tuple[np.ndarray, np.ndarray]:
    """Give the pairs of a left and a right row that could be one firm, each once, sorted."""
    by_name = _pairs_by_name(left, right, rarity, limits)
    by_sign = pairs_by_sign(left, right, rarity)
    one = np.concatenate([by_name[0], by_sign[0]])
    other = np.concatenate([by_name[1], by_sign[1]])
    return unique_pairs(one, other, max(1, len(right)))


def pairs_by_sign(left: Table, right: Table, rarity: Rarity) -> tuple[np.ndarray, np.ndarray]:
    """Pair the rows that share an NIB, taxpayer, phone, e-mail, address or owner."""
    numbers: dict[tuple[str, str], int] = {}
    sides = []
    for table in (left, right):
        found = [
            (numbers.setdefault((kind, key), len(numbers)), row)
            for row, fact in enumerate(table.facts)
            if not fact.is_only_a_name
            for kind, keys in fact.keys().items()
            for key in keys
            if kind in _REGISTERED or not rarity.is_shared(kind, key)
        ]
        sides.append(np.array(found, dtype=np.int64).reshape(-1, 2))
        if left is right:
            sides *= 2
            break
    return join(sides[0][:, 0], sides[0][:, 1], sides[1][:, 0], sides[1][:, 1])


def _pairs_by_name(
    left: Table, right: Table, rarity: Rarity, limits: Limits
) -> tuple[np.ndarray, np.ndarray]:
    names: dict[Words, int] = {}
    numbered = [
        np.array([names.setdefault(words, len(names)) for words in table.words], dtype=np.int64)
        for table in (left, right)
    ]
    sides = np.zeros(len(names), dtype=np.int64)
    for side, numbers in enumerate(numbered, 1):
        sides[numbers] |= side
    one, other, told = alike_names(list(names), rarity, limits, sides, _least_told(right))
    itself = _bearable(numbered[1], len(names))
    one, other = np.concatenate([one, other, itself]), np.concatenate([other, one, itself])
    lefts, rights, pair = _expand((one, other), numbered)
    near = _near(left.regency[left.rows[lefts]], right.regency[right.rows[rights]])
    rare = (one[pair] == other[pair]) & (told[one[pair]] >= limits.rare_pt)
    kept = near | rare
    return left.rows[lefts[kept]], right.rows[rights[kept]]


def _least_told(table: Table) -> float:
    """Nats below which too many firms of a table are expected to share some words by chance.

    Among ten firms 'Berkah' and 'Berkah Logam' are a question, among 50,000 they are not.
    """
    known = table.regency[table.regency >= 0]
    counts = np.bincount(known) / max(1, len(table))
    near = 1 - (len(known) / max(1, len(table))) ** 2 + float((counts**2).sum())
    return float(np.log(max(1.0, len(table) * near / MAX_EXPECTED)))


def _bearable(numbers: np.ndarray, n_names: int) -> np.ndarray:
    return np.flatnonzero(np.bincount(numbers, minlength=n_names) <= MAX_NAMESAKES)


def _near(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Whether two places can be one: a common name in two regencies is not asked about."""
    return np.asarray((first == second) | (first < 0) | (second < 0))


def _expand(
    pairs: tuple[np.ndarray, np.ndarray], numbered: list[np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """From pairs of names to pairs of rows that bear them, and which pair of names each is."""
    every = np.arange(len(pairs[0]))
    bearers = np.arange(len(numbered[0]))
    pair, lefts = join(pairs[0], every, numbered[0], bearers)
    found, rights = join(
        pairs[1][pair], np.arange(len(pair)), numbered[1], np.arange(len(numbered[1]))
    )
    return lefts[found], rights, pair[found]
