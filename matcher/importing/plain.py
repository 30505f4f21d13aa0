"""Plain rows: firms and capabilities new to the store, with ids of their own, taken by column.

Most of a registry's rows are such, and row by row its first import takes half as long again. What
comes out is the same: a stretch in which any row needs more thought is read row by row.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from matcher.importing.firms import FirmBook
from matcher.importing.source import Source
from matcher.intake import Question, Stretch
from matcher.records import KINDS
from matcher.store import Store
from matcher.store.known import are_held

KIND_OF_PLAIN = ("firm", "capability")
FIELDS = {name: kind.fields for name, kind in KINDS.items()}
Marks = dict[str, int]


class Plain(NamedTuple):
    """Rows by column, as `matcher.store.stage` takes them, and the doubts by line."""

    ids: list[str]
    columns: dict[str, Iterable[Any]]
    questions: dict[int, list[Question]]


def plain_rows(
    store: Store, kind: str, stretch: Stretch, book: FirmBook, source: Source, said: Marks
) -> Plain | None:
    """Give the rows of a stretch by column and remember them; None when not all are plain.

    `said` maps the ids that the file has named to marks of what it said of them.
    """
    found = stretch.by_column() if kind in KIND_OF_PLAIN else None
    if found is None:
        return None
    columns, questions = found
    ids = columns.get(KINDS[kind].key[0]) or [None]
    if None in ids or len(set(ids)) < len(ids) or not said.keys().isdisjoint(ids):
        return None
    if not _needs_no_link(kind, columns, book) or are_held(store, kind, ids):
        return None
    if kind == "firm":
        book.add_all(ids, columns)
    said.update(zip(ids, marks(kind, columns), strict=True))
    return Plain(ids, _statements(columns, ids, source), questions)


def _needs_no_link(kind: str, columns: Mapping[str, Sequence[Any]], book: FirmBook) -> bool:
    """Tell whether the rows list firms nobody has met, or speak of firms by their known ids."""
    firms = columns.get("firm_id") or [None]
    if None in firms:
        return False
    return book.has_none(firms) if kind == "firm" else book.has_all(firms)


def marks(kind: str, columns: Mapping[str, Sequence[Any]]) -> Iterable[int]:
    """Give a number per row that differs when the row says something else; `mark` of each row."""
    return map(
        hash, zip(*(columns.get(name) or repeat(None) for name in FIELDS[kind]), strict=False)
    )


def mark(kind: str, values: Mapping[str, Any]) -> int:
    """Give a number that differs when a row says something else of a record."""
    told: tuple[Any, ...] = tuple(map(values.get, FIELDS[kind]))
    if values.keys() <= _FIELD_SETS[kind]:
        return hash(told)
    return hash((*told, *((n, v) for n, v in values.items() if n not in _FIELD_SETS[kind])))


_FIELD_SETS = {name: frozenset(fields) for name, fields in FIELDS.items()}


def _statements(
    columns: Mapping[str, list[Any]], ids: list[str], source: Source
) -> dict[str, Iterable[Any]]:
    """Add to each row its id, and whose word it is where it does not say so itself."""
    found: dict[str, Iterable[Any]] = {**columns, "record_id": ids}
    for name, told in source.provenance().items():
        if told is None:
            continue
        if name not in columns:
            found[name] = repeat(told)
        else:
            found[name] = [told if value is None else value for value in columns[name]]
    return found
