"""Statuses: what a row changes, against what is held and what its sender said before."""

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.importing.source import Source
from matcher.records import KINDS, Row
from matcher.store import Store
from matcher.store.known import held_rows, last_said

NEW, CHANGED, SAME = "imported", "updated", "unchanged"
_PROVENANCE = frozenset(Row.model_fields) - {"note"}
Values = Mapping[str, Any]


class Comparison:
    """Compares the records of one stretch of a file with the store."""

    def __init__(self, store: Store, sender: str, records: Iterable[tuple[str, str]]) -> None:
        self._store, self._sender = store, sender
        ids: dict[str, list[str]] = {}
        for kind, record_id in records:
            ids.setdefault(kind, []).append(record_id)
        self._held = {
            kind: held_rows(store, kind, dict.fromkeys(some)) for kind, some in ids.items()
        }
        self._said: dict[str, Mapping[str, Values]] = {}

    def status(self, kind: str, record_id: str, values: Values) -> str:
        """Say whether a record is new, changes something, or says what is known."""
        held = self._held[kind].get(record_id)
        if held is None:
            return NEW
        if _says_nothing_new(kind, values, held):
            return SAME
        if held["n_statements"] > 1:
            if kind not in self._said:
                ids = [one for one, row in self._held[kind].items() if row["n_statements"] > 1]
                self._said[kind] = last_said(self._store, kind, ids, self._sender)
            said = self._said[kind].get(record_id)
            if said is not None and _says_nothing_new(kind, values, said):
                return SAME
        return CHANGED


def _says_nothing_new(kind: str, values: Values, known: Values) -> bool:
    fields, extra = KINDS[kind].model.model_fields, known["extra"] or {}
    return all(
        value == (known[name] if name in fields else extra.get(name))
        for name, value in values.items()
        if name not in _PROVENANCE
    )


def statement(values: Values, kind: str, source: Source) -> dict[str, Any]:
    """Turn what a row says into a row of the store; custom columns go together."""
    fields = KINDS[kind].model.model_fields
    stated = {name: value for name, value in values.items() if name in fields}
    extra = {name: value for name, value in values.items() if name not in fields}
    return source.provenance() | stated | ({"extra": extra} if extra else {})
