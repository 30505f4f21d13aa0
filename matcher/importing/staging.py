"""Staging: a file read row by row into a batch that nobody sees until it is published.

Each row ends as imported, updated, unchanged or quarantined; the four counts sum to the rows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, repeat, tee
from typing import Any, NamedTuple, Protocol

from matcher.errors import CancelledError
from matcher.importing.firms import FirmBook
from matcher.importing.linking import CHOICES, Gate, Linked, Linker
from matcher.importing.plain import Marks, Plain, mark, plain_rows
from matcher.importing.source import Source, digests
from matcher.importing.statuses import CHANGED, NEW, SAME, Comparison, statement
from matcher.intake import Column, Entry, Line, Lines, Mapping, Question, Stretch, stretches
from matcher.memory import uncollected
from matcher.people import Person
from matcher.records import KINDS
from matcher.store import Store, begin, discard, discard_dead, finish, stage
from matcher.store.known import known_firms, names_of, settled_rows, told_problems

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
    gate: Gate | None = None,
) -> Staged:
    """Read every row of a table into a new batch, which a person looks at before it is published.

    A gate refuses rows that who imports may not bring in.

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
        with uncollected():
            stager = _Stager(store, batch_id, source, mapping, read_before, problems, gate)
            done = 0
            for stretch, keys in _stretches(table, mapping, source):
                counts.update(stager.take(stretch, keys))
                done += len(keys)
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


def _stretches(
    table: Rows, mapping: Mapping, source: Source
) -> Iterator[tuple[Stretch, list[int]]]:
    """Give the rows of a table with their digests, some at a time; the file is read once."""
    mine, other = tee(table.lines())
    keys = (digest for _, digest in digests(other, mapping, source))
    for stretch in stretches(_ReadOnce(table.columns, mine), mapping, _CHUNK):
        yield stretch, list(islice(keys, len(stretch)))


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
        mapping: Mapping,
        read_before: set[int],
        problems: dict[int, bool],
        gate: Gate | None,
    ) -> None:
        self._store, self._batch_id, self._source = store, batch_id, source
        self._kind = mapping.kind
        self._read_before, self._problems = read_before, problems
        self._book = FirmBook(known_firms(store), names_of(store))
        headings = {column.field: column.heading for column in reversed(mapping.columns)}
        self._linker = Linker(store, self._book, source, batch_id, headings, gate)
        self._is_open = gate is None
        self._said: dict[str, Marks] = {kind: {} for kind in KINDS}
        self._told = {"batch_id": batch_id, **source.provenance()}

    def take(self, stretch: Stretch, keys: Sequence[int]) -> Iterable[str]:
        """Stage some rows; give how each of them ends."""
        unread = self._read_before.isdisjoint(keys) and self._problems.keys().isdisjoint(keys)
        if unread and self._is_open:
            said = self._said.get(self._kind, {})
            plain = plain_rows(self._store, self._kind, stretch, self._book, self._source, said)
            if plain is not None:
                self._take_plain(plain, stretch, keys)
                return repeat(NEW, len(keys))
        return self._take_each(list(stretch), keys)

    def _take_plain(self, plain: Plain, stretch: Stretch, keys: Sequence[int]) -> None:
        problems = []
        for line in sorted(plain.questions):
            one = Linked(stretch.entry(line), [(self._kind, plain.ids[line], {})], None)
            problems += [self._problem(one, q, keys[line]) for q in plain.questions[line]]
        told = {"batch_id": repeat(self._batch_id), "line": stretch.numbers, "digest": keys}
        rows = {self._kind: {**plain.columns, **told}}
        stage(self._store, self._batch_id, {}, problems, rows)

    def _take_each(self, read: Sequence[Entry], keys: Sequence[int]) -> Iterable[str]:
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
        if one.entry.questions and digest not in self._problems:
            problems += [self._problem(one, question, digest) for question in one.entry.questions]
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
        said, now = self._said[kind], mark(kind, values)
        again = said.get(record_id) == now
        said[record_id] = now
        if again or digest in self._read_before:
            return SAME
        status = comparison.status(kind, record_id, values)
        if status == SAME:
            return SAME
        row = {**self._told, **statement(values, kind)}
        row["record_id"], row["line"], row["digest"] = record_id, one.entry.line, digest
        rows.setdefault(kind, []).append(row)
        return status

    def _problem(self, one: Linked, question: Question, digest: int) -> dict[str, Any]:
        kind, record_id = one.about(question.field)
        values = {name: str(value) for name, value in question.values.items()}
        if question.effect == "unknown" and (products := one.choices(question.field)):
            record_id = products[-1]
            values |= {CHOICES: " ".join(products)} if len(products) > 1 else {}
        return {
            "batch_id": self._batch_id,
            "file": self._source.file,
            "line": one.entry.line,
            "kind": kind,
            "record_id": record_id,
            "field": question.field,
            "effect": question.effect,
            "message": question.message,
            "values": values,
            "cells": one.entry.cells,
            "digest": digest,
        }
