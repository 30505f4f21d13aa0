"""Duplicates: the pairs of a table of firms that are one firm or may be, best first."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from matcher.identity.facts import rarity_of
from matcher.identity.joining import Rows, join_itself
from matcher.identity.judge import Judgement, NameEvidence, best_names, judge_facts, weigh
from matcher.identity.limits import LIMITS, Limits
from matcher.identity.rarity import Rarity
from matcher.identity.second_signs import contacts, contradictions, registered
from matcher.identity.signs import Signs, signs_of
from matcher.identity.table import Table, key_table, pairs_to_judge, read_table, sign_keys
from matcher.memory import uncollected


class Pair(NamedTuple):
    """Two firms by their ids, the lower id first."""

    first: str
    second: str
    judgement: Judgement


def find_duplicates(firms: Sequence[Signs] | pd.DataFrame, limits: Limits = LIMITS) -> list[Pair]:
    """Find the pairs that are the same firm or a question, best first, then by id.

    Raises
    ------
    ValueError
        When two rows have one id.

    >>> rows = [Signs("1", "PT Mira Fix Manufactur"), Signs("2", "PT Mirafix Manufaktur")]
    >>> [(pair.first, pair.second, pair.judgement.verdict) for pair in find_duplicates(rows)]
    [('1', '2', 'same')]
    """
    with uncollected():
        table, rarity = _counted(firms)
        keyed = key_table(table, table, rarity, limits)
        judged = judge_pairs(table, table, pairs_to_judge(keyed, keyed, limits), rarity, limits)
        return _sorted(table, (found for found in judged if found[2].verdict != "different"))


def find_links(firms: Sequence[Signs] | pd.DataFrame, limits: Limits = LIMITS) -> list[Pair]:
    """Find the pairs that share an owner or a contact without being one firm: sister companies."""
    table, rarity = _counted(firms)
    left, right = join_itself(*sign_keys(table, rarity))
    pairs = sorted(set(zip(left.tolist(), right.tolist(), strict=True)))
    facts = table.facts
    judged = ((i, j, judge_facts(facts[i], facts[j], rarity, limits)) for i, j in pairs)
    return _sorted(table, (found for found in judged if found[2].link))


def judge_pairs(
    left: Table, right: Table, pairs: Rows, rarity: Rarity, limits: Limits
) -> Iterator[tuple[int, int, Judgement]]:
    """Judge pairs of rows; two names are compared once however many firms bear them."""
    known: dict[tuple[int, int], tuple[NameEvidence, Judgement]] = {}
    for i, j in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True):
        a, b = left.facts[i], right.facts[j]
        key = id(a.names), id(b.names)  # both tables keep their names alive
        if (found := known.get(key)) is None:
            names = best_names(a.names, b.names, rarity, limits)
            found = known[key] = names, weigh(names, (), (), limits)
        names, by_name = found
        if a.is_only_a_name or b.is_only_a_name:
            yield i, j, by_name
        else:
            beside = (*registered(a, b), *contacts(a, b, rarity))
            yield i, j, weigh(names, beside, tuple(contradictions(a, b)), limits)


def _counted(firms: Sequence[Signs] | pd.DataFrame) -> tuple[Table, Rarity]:
    table = read_table(signs_of(firms))
    if len({firm.firm_id for firm in table.firms}) < len(table):
        raise ValueError("two rows have one firm_id; give every firm its own")
    return table, rarity_of(table.facts)


def _sorted(table: Table, judged: Iterator[tuple[int, int, Judgement]]) -> list[Pair]:
    ids = [firm.firm_id for firm in table.firms]
    found = []
    for i, j, judgement in judged:
        one, other = ids[i], ids[j]
        found.append(Pair(one, other, judgement) if one < other else Pair(other, one, judgement))
    found.sort()  # by the ids, which are there once
    return sorted(found, key=lambda pair: -pair.judgement.score)
