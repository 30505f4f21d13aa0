"""What a person does with single records and with acts: look, correct, ask who said it, undo."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from features.language import mark
from matcher import store as stored
from matcher.access import (
    Person,
    allowed,
    of_batch,
    of_edits,
    of_record,
    of_region,
    own_acts,
    own_problems,
    region_of,
    within,
)
from matcher.dataset import Dataset
from matcher.store import Edit, Entry, Fact, Record, Store
from matcher.store.dataset import dataset
from matcher.store.preview import Act

_OPENS = mark(
    "all that is stored is opened for planners, regional offices, desks and viewers; ask a planner"
)
_READS = mark("these records are for planners and the regional office of the firm; ask a planner")
_EDITS = mark(
    "records are changed by planners, and by the buyer, the IKM or the regional office whose they "
    "are; ask a planner"
)
_UNDOES = mark(
    "an act is undone by planners, and by the regional office, the desk, the buyer or the IKM that "
    "did it; ask a planner"
)
_LISTS = mark("acts are listed for planners, and for the regional office that did them; ask one")


@allowed(_OPENS, whose=of_region, planner="all", viewer="all", coach="own", desk="all")
def open_stored(who: Person, store: Store) -> Dataset:
    """Give all that the store holds true, to match; to a coach its region's firms and all needs.

    A criterion learns from the firms that are there, so that a pair's score in a region can differ
    from the score among all.
    """
    data, region = dataset(store), region_of(who, store)
    if region is None:
        return data
    seen = within(data, region)
    return replace(seen, problems=own_problems(seen, who, store))


@allowed(_OPENS, planner="all", viewer="all", coach="all", desk="all")
def data_version(who: Person, store: Store) -> int:
    """Count the visible acts: another number says that something has changed, and not what."""
    return stored.version(store)


@allowed(_READS, whose=of_record, planner="all", coach="own")
def see_record(who: Person, store: Store, kind: str, record_id: str) -> Record:
    """Give one record with its version."""
    return stored.get(store, kind, record_id)


@allowed(_READS, whose=of_record, planner="all", coach="own")
def see_facts(who: Person, store: Store, kind: str, record_id: str) -> list[Fact]:
    """Tell for each field what everybody said, the one that counts first."""
    return stored.facts(store, kind, record_id)


@allowed(_READS, whose=of_record, planner="all", coach="own")
def see_history(who: Person, store: Store, kind: str, record_id: str) -> list[Entry]:
    """Tell who did what to a record, the latest first."""
    return stored.history(store, kind, record_id)


@allowed(_READS, whose=of_region, planner="all", coach="own")
def see_table(who: Person, store: Store, kind: str) -> pd.DataFrame:
    """Give all records of a kind; to a coach those about firms in its region."""
    found, region = stored.table(store, kind), region_of(who, store)
    return found if region is None else region.only(kind, found)


@allowed(_EDITS, whose=of_edits, planner="all", coach="own", buyer="own", ikm="own")
def edit_records(who: Person, store: Store, edits: Sequence[Edit]) -> int:
    """Say something of records; refused when somebody changed them meanwhile."""
    return stored.edit(store, who, edits)


@allowed(_LISTS, whose=of_region, planner="all", coach="own")
def list_acts(who: Person, store: Store, limit: int = 50) -> list[Act]:
    """List what was done last, newest first; to a coach what it did itself."""
    return own_acts(who, store, limit)


@allowed(_UNDOES, whose=of_batch, planner="all", coach="own", buyer="own", ikm="own", desk="own")
def undo_act(who: Person, store: Store, batch_id: int) -> int | None:
    """Take back an act, or what took it back; None when it was only staged, and is dropped."""
    return stored.undo(store, who, batch_id)
