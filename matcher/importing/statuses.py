"""Statuses: what a row changes, against what is held and what its sender said before."""

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.importing.source import Source
from matcher.records import KINDS, Row
from matcher.store import Store
from matcher.store.known import held_rows, last_said

NEW, CHANGED, SAME = "imported", "updated", "unchanged"
_PROVENANCE = frozenset(Row.model_fields) - {"note"}
_TRUST = {"seen": 1, "verified": 2}
# a record's id says its key already, and a merge does not say it again
_UNCOMPARED = {name: _PROVENANCE | set(kind.key) for name, kind in KINDS.items()}
_FIELDS = {name: frozenset(kind.fields) for name, kind in KINDS.items()}
Values = Mapping[str, Any]


class Comparison:
    """Compares the records of one stretch of a file with the store."""

    def __init__(self, store: Store, source: Source, records: Iterable[tuple[str, str]]) -> None:
        self._store, self._source = store, source
        self._told = source.provenance()
        ids: dict[str, list[str]] = {}
        for kind, record_id in records:
            ids.setdefault(kind, []).append(record_id)
        self._held = {
            kind: held_rows(store, kind, dict.fromkeys(some)) for kind, some in ids.items()
        }
        self._said: dict[str, Mapping[str, Values]] = {}

    def status(self, kind: str, record_id: str, values: Values) -> str:
        """Say whether a record is new, changes something, or says what is known.

        What another source says is known only when this one has said it too: it must still
        stand when the other is undone.
        """
        held = self._held[kind].get(record_id)
        if held is None:
            return NEW
        if _UNCOMPARED[kind].issuperset(values):  # another name of a firm, say: it is there
            return SAME
        told = {name: values.get(name) or self._told.get(name) for name in _PROVENANCE}
        known = set((held["source"] or "").split(";")) >= set(str(told["source"]).split(";"))
        if known and _says_nothing_new(kind, values, held) and not _is_surer(told, held):
            return SAME
        said = self._last_said(kind).get(record_id)
        if said is None or _is_surer(told, said) or not _says_nothing_new(kind, values, said):
            return CHANGED
        return SAME

    def _last_said(self, kind: str) -> Mapping[str, Values]:
        if kind not in self._said:
            ids = list(self._held[kind])
            sender, name = self._source.sender, self._source.name
            self._said[kind] = last_said(self._store, kind, ids, sender, name)
        return self._said[kind]


def _is_surer(told: Values, known: Values) -> bool:
    """Tell whether the same is said by somebody more trusted, or of a later day."""
    trust, before = (_TRUST.get(one["certainty"] or "", 0) for one in (told, known))
    later = told["as_of"] and (not known["as_of"] or told["as_of"] > known["as_of"])
    return trust > before or bool(later)


def _says_nothing_new(kind: str, values: Values, known: Values) -> bool:
    fields, extra = _FIELDS[kind], known["extra"] or {}
    return all(
        value == (known[name] if name in fields else extra.get(name))
        for name, value in values.items()
        if name not in _UNCOMPARED[kind]
    )


def statement(values: Values, kind: str) -> Values:
    """Turn what a row says into a row of the store; custom columns go together."""
    fields = _FIELDS[kind]
    if values.keys() <= fields:
        return values
    stated = {name: value for name, value in values.items() if name in fields}
    extra = {name: value for name, value in values.items() if name not in fields}
    return stated | {"extra": extra}
