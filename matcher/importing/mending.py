"""Mending: a row that was set aside, corrected by a person and read again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.errors import DataError, NotFoundError
from matcher.importing.linking import Gate
from matcher.importing.source import Source
from matcher.importing.staging import QUARANTINED, stage_table
from matcher.intake import Column, Line
from matcher.intake import Mapping as ColumnsMapping
from matcher.people import Person
from matcher.store import Store, discard
from matcher.store.preview import act, rows_with_questions
from matcher.store.problems import GONE, publish_mended, question


@dataclass(frozen=True)
class OneRow:
    """One row as a table: its cells by heading."""

    number: int
    cells: Mapping[str, str]
    mapping: ColumnsMapping
    sheet: str = ""
    n_lines: int = 1

    @property
    def columns(self) -> tuple[Column, ...]:
        """Name the columns as they stood in the file."""
        return tuple(Column(c.index, c.heading, c.hidden) for c in self.mapping.columns)

    def lines(self) -> Iterator[Line]:
        """Give the row."""
        by_index = {column.index: self.cells.get(column.heading, "") for column in self.columns}
        width = max(by_index, default=-1) + 1
        yield Line(self.number, tuple(by_index.get(index, "") for index in range(width)))


def mend(
    store: Store,
    who: Person,
    problem_id: int,
    cells: Mapping[str, str],
    gate: Gate | None = None,
    event_id: str | None = None,
) -> int:
    """Read a row again with other cells, by heading; give the act that took it in.

    `event_id` is the event it belongs to, if another than that said for its file, or none was.

    Raises
    ------
    NotFoundError
        When there is no such row, or somebody has mended it.
    DataError
        When the row still cannot be read: what is wrong now; nothing is written.
    """
    row = question(store, problem_id)
    made_by = act(store, row.batch_id) if row else None
    if row is None or made_by is None or "mapping" not in made_by.settings:
        raise NotFoundError(GONE, id=problem_id)
    mapping = ColumnsMapping.from_json(made_by.settings["mapping"])
    settings = made_by.settings | ({"event_id": event_id} if event_id else {})
    source = _source(made_by.sender or row.file, row.file, settings)
    rows = OneRow(row.line, {**row.cells, **cells}, mapping)
    staged = stage_table(store, who, rows, mapping, source, act="mend", gate=gate)
    if staged.counts[QUARANTINED]:
        still = rows_with_questions(store, staged.batch_id, "set aside")
        discard(store, staged.batch_id)
        wrong = still[0] if still else row
        raise DataError(wrong.message, **wrong.values)
    try:
        publish_mended(store, problem_id, staged.batch_id)
    except NotFoundError:
        discard(store, staged.batch_id)
        raise
    return staged.batch_id


def _source(sender: str, file: str, settings: Mapping[str, Any]) -> Source:
    as_of = settings.get("as_of")
    return Source(
        sender,
        file,
        date.fromisoformat(as_of) if as_of else None,
        settings.get("certainty") or "claimed",
        event_id=settings.get("event_id"),
    )
