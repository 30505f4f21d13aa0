"""Table: the facts of many firms with their names numbered, and the pairs worth judging."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from matcher.identity.alike import NameKeys, Words, alike_names, name_keys
from matcher.identity.facts import Facts, read_facts
from matcher.identity.joining import Rows, by_key, join, unique_pairs
from matcher.identity.limits import Limits
from matcher.identity.rarity import Rarity
from matcher.identity.signs import Signs

MAX_NAMESAKES = 200  # firms of one name: beyond, only a second sign brings two of them together
MAX_EXPECTED = 50  # firms that share some words by chance: beyond, the words are no question
_REGISTERED = ("nib", "npwp")


@dataclass(frozen=True)
class Table:
    """Firms with what was read of them; every name of every firm as (row, number of the name)."""

    firms: list[Signs]
    facts: list[Facts]
    rows: np.ndarray
    numbers: np.ndarray
    names: dict[Words, int]
    regency: np.ndarray

    def __len__(self) -> int:
        return len(self.firms)


@dataclass(frozen=True)
class Keyed:
    """A table with the keys by which its rows meet those of a table."""

    table: Table
    names: NameKeys
    signs: Rows


def read_table(firms: Sequence[Signs]) -> Table:
    """Read the facts of firms, in their order."""
    facts = [read_facts(firm) for firm in firms]
    names = [name.senses for fact in facts for name in fact.names]
    known: dict[Words, int] = defaultdict(count().__next__)  # each new name takes the next number
    numbers = np.fromiter(map(known.__getitem__, names), np.int64, len(names))
    sure = [int(*f.regencies) if len(f.regencies) == 1 else -1 for f in facts]
    regency = np.array(sure, dtype=np.int64)
    rows = np.repeat(np.arange(len(facts)), [len(fact.names) for fact in facts])
    return Table(list(firms), facts, rows, numbers, dict(known), regency)


def key_table(table: Table, among: Table, rarity: Rarity, limits: Limits) -> Keyed:
    """Make the keys of a table whose rows are looked for among those of another, or its own."""
    keys = name_keys(list(table.names), rarity, limits, _least_told(among))
    return Keyed(table, keys, sign_keys(table, rarity))


def sign_keys(table: Table, rarity: Rarity) -> Rows:
    """Give NIB, taxpayer, phone, e-mail, address and owner of each row, as hashes, sorted."""
    found = [
        (hash((kind, key)), row)
        for row, fact in enumerate(table.facts)
        if not fact.is_only_a_name
        for kind, keys in fact.keys().items()
        for key in keys
        if kind in _REGISTERED or not rarity.is_shared(kind, key)
    ]
    signs = np.array(found, dtype=np.int64).reshape(-1, 2)
    return by_key(signs[:, 0], signs[:, 1])


def pairs_to_judge(left: Keyed, right: Keyed, limits: Limits) -> Rows:
    """Give the pairs of a left and a right row that could be one firm, each once, sorted.

    In a table with itself the lower row is the left one.
    """
    by_name, by_sign = _pairs_by_name(left, right, limits), join(*left.signs, *right.signs)
    one = np.concatenate([by_name[0], by_sign[0]])
    other = np.concatenate([by_name[1], by_sign[1]])
    if left is right:
        one, other = np.minimum(one, other), np.maximum(one, other)
        one, other = one[one < other], other[one < other]
    return unique_pairs(one, other, max(1, len(right.table)))


def _pairs_by_name(left: Keyed, right: Keyed, limits: Limits) -> Rows:
    """Pair rows whose names are near or equal; few bear an equal one, or it is a rare one."""
    namesake = _numbers_of(left.table.names, right.table.names)
    one, other = alike_names(left.names, right.names)
    near = namesake[one] != other
    n_bearers = np.bincount(right.table.numbers, minlength=len(right.table.names))
    equal = np.flatnonzero(namesake >= 0)
    equal = equal[n_bearers[namesake[equal]] <= MAX_NAMESAKES]
    one = np.concatenate([one[near], equal])
    other = np.concatenate([other[near], namesake[equal]])
    lefts, rights, pair = _expand((one, other), [left.table.numbers, right.table.numbers])
    lefts, rights = left.table.rows[lefts], right.table.rows[rights]
    rare = (namesake[one] == other) & (left.names.told[one] >= limits.rare_pt)
    kept = _near(left.table.regency[lefts], right.table.regency[rights]) | rare[pair]
    return lefts[kept], rights[kept]


def _numbers_of(names: dict[Words, int], others: dict[Words, int]) -> np.ndarray:
    """Give the number that each name has among others; -1 where they lack it."""
    if names is others:
        return np.arange(len(names))
    return np.array([others.get(words, -1) for words in names], int)


def _least_told(table: Table) -> float:
    """Nats below which too many firms of a table are expected to share some words by chance.

    Among ten firms 'Berkah' and 'Berkah Logam' are a question, among 50,000 they are not.
    """
    known = table.regency[table.regency >= 0]
    counts = np.bincount(known) / max(1, len(table))
    near = 1 - (len(known) / max(1, len(table))) ** 2 + float((counts**2).sum())
    return float(np.log(max(1.0, len(table) * near / MAX_EXPECTED)))


def _near(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Whether two places can be one: a common name in two regencies is not asked about."""
    return np.asarray((first == second) | (first < 0) | (second < 0))


def _expand(pairs: Rows, numbers: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """From pairs of names to pairs of their bearers, and which pair of names each is."""
    bearers = [by_key(number, np.arange(len(number))) for number in numbers]
    pair, lefts = join(pairs[0], np.arange(len(pairs[0])), *bearers[0])
    found, rights = join(pairs[1][pair], np.arange(len(pair)), *bearers[1])
    return lefts[found], rights, pair[found]
