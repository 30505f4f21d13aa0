"""Staging: a file read row by row into a batch that nobody sees until it is published.

Each row ends as imported, updated, unchanged or quarantined; the four counts sum to the rows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple, Protocol

from matcher.errors import CancelledError
from matcher.importing.firms import FirmBook
from matcher.importing.linking import Linked, Linker
from matcher.importing.source import Source, digests
from matcher.importing.statuses import CHANGED, NEW, SAME, Comparison, statement
from matcher.intake import Entry, Lines, Mapping, Question, entries
from matcher.people import Person
from matcher.store import Store, begin, discard, discard_dead, finish, stage
from matcher.store.known import firm_signs, names_of, settled_rows, told_problems

QUARANTINED = "quarantined"
STATUSES = (NEW, CHANGED, SAME, QUARANTINED)
_CHUNK = 5_000
Progress = Callable[[int, int], None]


class Rows(Lines, Protocol):
    """Rows of a file, and how many there are."""

    @property
    def n_lines(self) -> int: ...
    @property
    def sheet(self) -> str: ...


class Staged(NamedTuple):
    """A batch waiting to be published, and how many rows ended in which way."""

    batch_id: int
    counts: dict[str, int]


def stage_table(
    store: Store,
    who: Person,
    table: Rows,
    mapping: Mapping,
    source: Source,
    progress: Progress | None = None,
    act: str = "import",
) -> Staged:
    """Read every row of a table into a new batch, which a person looks at before it is published.

    Raises
    ------
    CancelledError
        When `progress` says so; what was staged is taken away.
    """
    discard_dead(store)
    settings = {"mapping": mapping.to_json(), "sheet": table.sheet, **_told(source)}
    batch_id = begin(store, who, act, sender=source.sender, file=source.file, settings=settings)
    counts: Counter[str] = Counter(dict.fromkeys(STATUSES, 0))
    read_before = settled_rows(store, source.sender)
    problems = told_problems(store, source.sender)
    try:
        if read_before or problems:
            found = _all_read_before(table, mapping, source, read_before, problems)
            if found is not None:
                finish(store, batch_id, found)
                return Staged(batch_id, found)
        stager = _Stager(store, batch_id, source, read_before, problems)
        lines = zip(entries(table, mapping), digests(table.lines(), mapping, source), strict=True)
        done = 0
        while chunk := list(islice(lines, _CHUNK)):
            counts.update(stager.take([entry for entry, _ in chunk], [d for _, (_, d) in chunk]))
            done += len(chunk)
            if progress is not None:
                progress(done, table.n_lines)
        finish(store, batch_id, counts)
    except CancelledError:
        discard(store, batch_id)
        raise
    return Staged(batch_id, dict(counts))


def _told(source: Source) -> dict[str, Any]:
    as_of = source.as_of.isoformat() if source.as_of else None
    return {"as_of": as_of, "certainty": source.certainty, "event_id": source.event_id}


def _all_read_before(
    table: Rows,
    mapping: Mapping,
    source: Source,
    read_before: set[int],
    problems: dict[int, bool],
) -> dict[str, int] | None:
    """Count a file of which every row stands as it was read; None when any does not."""
    refused = 0
    for _, digest in digests(table.lines(), mapping, source):
        if digest in read_before:
            continue
        if digest not in problems:
            return None
        refused += not problems[digest]
    return {NEW: 0, CHANGED: 0, SAME: table.n_lines - refused, QUARANTINED: refused}


class _Stager:
    """Takes stretches of a file in order; remembers what the file said of each record so far."""

    def __init__(
        self,
        store: Store,
        batch_id: int,
        source: Source,
        read_before: set[int],
        problems: dict[int, bool],
    ) -> None:
        self._store, self._batch_id, self._source = store, batch_id, source
        self._read_before, self._problems = read_before, problems
        book = FirmBook(firm_signs(store), names_of(store))
        self._linker = Linker(store, book, source, batch_id)
        self._said: dict[str, dict[str, int]] = {}

    def take(self, read: Sequence[Entry], keys: Sequence[int]) -> Iterable[str]:
        """Stage some rows; give how each of them ends."""
        linked = self._linker.link(read)
        wanted = ((kind, record_id) for one in linked for kind, record_id, _ in one.records)
        comparison = Comparison(self._store, self._source.sender, wanted)
        rows: dict[str, list[dict[str, Any]]] = {}
        problems: list[dict[str, Any]] = []
        ends = [
            self._take_one(one, digest, comparison, rows, problems)
            for one, digest in zip(linked, keys, strict=True)
        ]
        stage(self._store, self._batch_id, rows, problems)
        return ends

    def _take_one(
        self,
        one: Linked,
        digest: int,
        comparison: Comparison,
        rows: dict[str, list[dict[str, Any]]],
        problems: list[dict[str, Any]],
    ) -> str:
        if one.refused is not None:
            if self._problems.get(digest):
                return SAME  # somebody has mended it since
            if digest not in self._problems:
                problems.append(self._problem(one, one.refused, digest))
            return QUARANTINED
        if digest not in self._problems:
            problems += [self._problem(one, question, digest) for question in one.questions]
        ends = [self._take_record(one, digest, comparison, rows, record) for record in one.records]
        if digest in self._read_before or not any(end != SAME for end in ends):
            return SAME
        return NEW if ends[0] == NEW else CHANGED

    def _take_record(
        self,
        one: Linked,
        digest: int,
        comparison: Comparison,
        rows: dict[str, list[dict[str, Any]]],
        record: tuple[str, str, dict[str, Any]],
    ) -> str:
        kind, record_id, values = record
        said, now = self._said.setdefault(kind, {}), hash(repr(values))
        again = said.get(record_id) == now
        said[record_id] = now
        status = comparison.status(kind, record_id, values)
        if again or status == SAME or digest in self._read_before:
            return SAME
        own = {"batch_id": self._batch_id, "line": one.line, "digest": digest}
        row = own | {"record_id": record_id} | statement(values, kind, self._source)
        rows.setdefault(kind, []).append(row)
        return status

    def _problem(self, one: Linked, question: Question, digest: int) -> dict[str, Any]:
        kind, record_id = one.about(question.field)
        return {
            "batch_id": self._batch_id,
            "file": self._source.file,
            "line": one.line,
            "kind": kind,
            "record_id": record_id,
            "field": question.field,
            "effect": question.effect,
            "message": question.message,
            "values": {name: str(value) for name, value in question.values.items()},
            "cells": one.cells,
            "digest": digest,
        }
