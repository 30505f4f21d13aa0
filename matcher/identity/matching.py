"""Matching: which known firm a row of an import means."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.identity.duplicates import judge_pairs
from matcher.identity.facts import rarity_of
from matcher.identity.judge import Judgement
from matcher.identity.limits import LIMITS, Limits
from matcher.identity.rarity import Rarity
from matcher.identity.signs import Signs
from matcher.identity.table import Keyed, Table, key_table, pairs_to_judge, read_table


@dataclass(frozen=True, slots=True)
class Match:
    """The known firm that a row most likely means, and how many others it could mean too.

    Where several known firms are judged `same`, the verdict holds for each alone and a person
    has to choose: look at `n_others_same`.
    """

    known: Signs
    judgement: Judgement
    n_others: int = 0
    n_others_same: int = 0


class Index:
    """Known firms, read and counted once for any number of imports."""

    def __init__(self, known: Sequence[Signs], limits: Limits = LIMITS):
        self.limits = limits
        self.table: Table = read_table(known)
        self.rarity: Rarity = rarity_of(self.table.facts)
        self.keyed: Keyed = key_table(self.table, self.table, self.rarity, limits)


def match(new: Sequence[Signs], known: Index | Sequence[Signs]) -> list[Match | None]:
    """Find for each new row the best known firm that is the same or a question.

    Returns
    -------
    list
        In the order of `new`; None where no known firm comes near. Of equal scores the lower id.

    >>> known = [Signs("S-4", "PT Mira Fix Manufactur")]
    >>> found = match([Signs("", "Mirafix Manufaktur, PT")], known)
    >>> [(each.known.firm_id, each.judgement.verdict) for each in found if each]
    [('S-4', 'same')]
    """
    index = known if isinstance(known, Index) else Index(known)
    table = read_table(new)
    keyed = key_table(table, index.table, index.rarity, index.limits)
    pairs = pairs_to_judge(keyed, index.keyed, index.limits)
    found: dict[int, list[tuple[float, str, int, Judgement]]] = {}
    judged = judge_pairs(table, index.table, pairs, index.rarity, index.limits)
    for i, j, judgement in judged:
        if judgement.verdict != "different":
            firm_id = index.table.firms[j].firm_id
            found.setdefault(i, []).append((-judgement.score, firm_id, j, judgement))
    return [_best(found[i], index.table) if i in found else None for i in range(len(table))]


def _best(found: list[tuple[float, str, int, Judgement]], known: Table) -> Match:
    _, _, row, judgement = min(found, key=lambda each: each[:3])
    n_same = sum(each[3].verdict == "same" for each in found)
    others_same = n_same - (judgement.verdict == "same")
    return Match(known.firms[row], judgement, len(found) - 1, others_same)
