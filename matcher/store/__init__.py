"""The store: everything said of firms, needs and events, by whom, and what follows from it."""

from matcher.store.batches import begin, discard, discard_dead, finish, publish, stage, undo
from matcher.store.editing import Edit, edit
from matcher.store.opening import Store, default_path, is_there, open_store
from matcher.store.reading import (
    Entry,
    Fact,
    Record,
    count,
    facts,
    find,
    get,
    history,
    matching,
    select_records,
    table,
    version,
)

__all__ = [
    "Edit",
    "Entry",
    "Fact",
    "Record",
    "Store",
    "begin",
    "count",
    "default_path",
    "discard",
    "discard_dead",
    "edit",
    "facts",
    "find",
    "finish",
    "get",
    "history",
    "is_there",
    "matching",
    "open_store",
    "publish",
    "select_records",
    "stage",
    "table",
    "undo",
    "version",
]
