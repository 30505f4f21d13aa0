"""Seeing: the stored dataset as the office of one region may have it."""

from dataclasses import replace

import pandas as pd

from matcher.access.begun import own_rows
from matcher.access.region import Region
from matcher.dataset import Dataset, Problem
from matcher.people import Person
from matcher.records import KINDS
from matcher.store import Store
from matcher.store.preview import rows_with_questions

_CONFIDENTIAL = ("target_price_idr", "contact")
_ASKED_ABOUT = {"firms": "firm", "capabilities": "capability", "needs": "need"}


def within(data: Dataset, region: Region) -> Dataset:
    """Keep the firms of a region with what they can do, all needs, and who has them.

    What buyers kept and broke counts as before, but which IKM outside it was with is left out, as
    are the price and the contact of needs outside.
    """
    own, buyers = region.firms, set(data.needs["firm_id"].dropna())
    seen = own | buyers
    supplied, needs = data.outcomes["supplier_id"], data.needs
    of_own = needs["firm_id"].isin(own)
    return replace(
        data,
        firms=_of(data.firms, "firm_id", seen),
        firm_facts=_of(data.firm_facts, "firm_id", own),
        aliases=_of(data.aliases, "firm_id", seen),
        capabilities=_of(data.capabilities, "firm_id", own),
        certificates=_of(data.certificates, "firm_id", own),
        needs=needs.assign(**{name: needs[name].where(of_own, None) for name in _CONFIDENTIAL}),
        partnerships=_of(data.partnerships, "supplier_id", own),
        outcomes=data.outcomes.assign(supplier_id=supplied.where(supplied.isin(own), None)),
        overrides=_of(data.overrides, "supplier_id", own),
        links=_of(_of(data.links, "firm_id", seen), "other_id", seen),
        participations=_of(data.participations, "firm_id", own),
    )


def own_problems(data: Dataset, who: Person, store: Store) -> tuple[Problem, ...]:
    """Keep the questions about records that are there, and about rows of a coach's own imports."""
    rows = own_rows(who, store, rows_with_questions(store))
    asked = {(row.file, row.line) for row in rows}
    for table, kind in _ASKED_ABOUT.items():
        asked |= {(f"{kind} {one}", 0) for one in getattr(data, table)[KINDS[kind].key[0]]}
    return tuple(one for one in data.problems if (one.file, one.row) in asked)


def _of(table: pd.DataFrame, column: str, firms: frozenset[str] | set[str]) -> pd.DataFrame:
    return table[table[column].isin(firms)].reset_index(drop=True)
