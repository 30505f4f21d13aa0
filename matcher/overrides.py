"""Overrides: what the organisers decided about pairs, and which firms belong together.

A decision outlives every run: it stands in the data, not in a list. An IKM never reads one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from features.language import mark, translator
from matcher.people import LOCAL_PLANNER
from matcher.records import KINDS

MUST_MEET, NEVER_MEET, MOVED = "must_meet", "never_meet", "moved"
SAME_OWNER, SISTER = "same_owner", "sister"
RULE_NAMES = {
    MUST_MEET: mark("must meet"),
    NEVER_MEET: mark("never meet"),
    MOVED: mark("moved by the organisers"),
    SAME_OWNER: mark("same owner"),
    SISTER: mark("sister company"),
}
_ORDER = tuple(RULE_NAMES)

Tables = Mapping[str, pd.DataFrame]
Key = tuple[str, str]  # a need and a supplier


@dataclass(frozen=True)
class PairRule:
    """One thing decided or known about a pair; `reason` and `who` are '' for a link of firms."""

    kind: str
    reason: str = ""
    who: str = ""

    def text(self, language: str) -> str:
        """Say it with its reason and who decided it."""
        say = translator(language)
        name = say(RULE_NAMES[self.kind])
        if not self.reason:
            return name
        if self.who in ("", LOCAL_PLANNER.name):  # alone on one computer it is nobody else
            return say("{name} ({reason})", name=name, reason=self.reason)
        return say("{name} ({reason}; {who})", name=name, reason=self.reason, who=self.who)


def empty_table(kind: str) -> pd.DataFrame:
    """Give a table of a kind without a row, for data that has none."""
    return pd.DataFrame(columns=list(KINDS[kind].fields), dtype=object)


def pair_rules(tables: Tables) -> dict[Key, tuple[PairRule, ...]]:
    """Map (need, supplier) to what holds for it, what was decided first.

    A decision without a need holds for every need of the buyer; one that names a need holds for
    that need. A need that belongs to another event is left alone, unless it is named.
    """
    found: dict[Key, set[PairRule]] = {}
    needs = tables["needs"]
    for row in tables["overrides"].to_dict("records"):
        if row["withdrawn"] is True:
            continue
        rule = PairRule(row["kind"], row["reason"], row["verified_by"] or row["source"] or "")
        for need_id in _needs_of(needs, row):
            found.setdefault((need_id, row["supplier_id"]), set()).add(rule)
    for key, rule in _of_one_group(needs, tables["links"]):
        found.setdefault(key, set()).add(rule)
    return {key: tuple(sorted(rules, key=_by_kind)) for key, rules in found.items()}


def _by_kind(rule: PairRule) -> tuple[int, str, str]:
    return _ORDER.index(rule.kind), rule.reason, rule.who


def _needs_of(needs: pd.DataFrame, row: Mapping[str, Any]) -> list[str]:
    of_buyer = needs["firm_id"] == row["buyer_id"]
    if row["need_id"]:
        return list(needs.loc[of_buyer & (needs["need_id"] == row["need_id"]), "need_id"])
    here = needs["event_id"].isna() | (needs["event_id"] == row["event_id"])
    return list(needs.loc[of_buyer & here, "need_id"])


def _of_one_group(needs: pd.DataFrame, links: pd.DataFrame) -> list[tuple[Key, PairRule]]:
    """Give the needs of each firm with the other firms of its group.

    Same owner goes on from firm to firm; whoever a sister company joins to them is one too.
    """
    if links.empty:
        return []
    firms = sorted({*links["firm_id"], *links["other_id"]})
    owner = _groups(firms, links[links["kind"] == SAME_OWNER])
    group = _groups(firms, links)
    found = []
    for need_id, buyer in zip(needs["need_id"], needs["firm_id"], strict=True):
        for other in firms if buyer in group else ():
            if other != buyer and group[other] == group[buyer]:
                kind = SAME_OWNER if owner[other] == owner[buyer] else SISTER
                found.append(((need_id, other), PairRule(kind)))
    return found


def _groups(firms: list[str], links: pd.DataFrame) -> dict[str, int]:
    """Number the groups that links join firms to."""
    at = {firm: place for place, firm in enumerate(firms)}
    ends = [[at[firm] for firm in links[column]] for column in ("firm_id", "other_id")]
    joined = coo_array((np.ones(len(links)), ends), shape=(len(firms), len(firms)))
    _, numbers = connected_components(joined, directed=False)
    return dict(zip(firms, map(int, numbers), strict=True))
