"""Staging: a file read row by row into a batch that nobody sees until it is published.

Each row ends as imported, updated, unchanged or quarantined; the four counts sum to the rows.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, tee
from typing import Any, NamedTuple, Protocol

from matcher.errors import CancelledError
from matcher.importing.firms import FirmBook
from matcher.importing.linking import Linked, Linker
from matcher.importing.source import Source, digests
from matcher.importing.statuses import CHANGED, NEW, SAME, Comparison, statement
from matcher.intake import Column, Entry, Line, Lines, Mapping, Question, entries
from matcher.people import Person
from matcher.records import KINDS
from matcher.store import Store, begin, discard, discard_dead, finish, stage
from matcher.store.known import firm_signs, names_of, settled_rows, told_problems

QUARANTINED = "quarantined"
STATUSES = (NEW, CHANGED, SAME, QUARANTINED)
_CHUNK = 10_000
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
    read_before = settled_rows(store, source.sender, source.as_of)
    problems = told_problems(store, source.sender)
    try:
        if read_before or problems:
            found = _all_read_before(table, mapping, source, read_before, problems)
            if found is not None:
                finish(store, batch_id, found)
                return Staged(batch_id, found)
        stager = _Stager(store, batch_id, source, read_before, problems)
        with _seldom_collected():
            done = 0
            for chunk in _stretches(table, mapping, source):
                read, keys = zip(*chunk, strict=True)
                counts.update(stager.take(read, keys))
                done += len(chunk)
                if progress is not None:
                    progress(done, table.n_lines)
        finish(store, batch_id, counts)
    except CancelledError:
        discard(store, batch_id)
        raise
    return Staged(batch_id, dict(counts))


@dataclass(frozen=True)
class _ReadOnce:
    """Lines of a table that are being read already."""

    columns: tuple[Column, ...]
    given: Iterator[Line]

    def lines(self) -> Iterator[Line]:
        return self.given


def _stretches(table: Rows, mapping: Mapping, source: Source) -> Iterator[list[tuple[Entry, int]]]:
    """Give the rows of a table with their digests, some at a time; the file is read once."""
    mine, other = tee(table.lines())
    keys = (digest for _, digest in digests(other, mapping, source))
    rows = zip(entries(_ReadOnce(table.columns, mine), mapping), keys, strict=True)
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for cycles less often: rows have none, and looking took a third of an import."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


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
        self._said: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
        self._told = {"batch_id": batch_id, **source.provenance()}

    def take(self, read: Sequence[Entry], keys: Sequence[int]) -> Iterable[str]:
        """Stage some rows; give how each of them ends."""
        linked = self._linker.link(read)
        wanted = (
            (kind, record_id)
            for one, digest in zip(linked, keys, strict=True)
            if digest not in self._read_before
            for kind, record_id, _ in one.records
        )
        comparison = Comparison(self._store, self._source, wanted)
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
        if one.questions and digest not in self._problems:
            problems += [self._problem(one, question, digest) for question in one.questions]
        ends = [self._take_record(one, digest, comparison, rows, record) for record in one.records]
        if ends[0] == NEW:
            return NEW
        return CHANGED if any(end != SAME for end in ends) else SAME

    def _take_record(
        self,
        one: Linked,
        digest: int,
        comparison: Comparison,
        rows: dict[str, list[dict[str, Any]]],
        record: tuple[str, str, dict[str, Any]],
    ) -> str:
        kind, record_id, values = record
        said, now = self._said[kind], hash((*values, *values.values()))
        again = said.get(record_id) == now
        said[record_id] = now
        if again or digest in self._read_before:
            return SAME
        status = comparison.status(kind, record_id, values)
        if status == SAME:
            return SAME
        row = {**self._told, **statement(values, kind)}
        row["record_id"], row["line"], row["digest"] = record_id, one.line, digest
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
