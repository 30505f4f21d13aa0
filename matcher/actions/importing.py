"""What a person does with a file: read it, say what its columns mean, look, take it in or not."""

from collections.abc import Sequence
from pathlib import Path

from features.language import mark
from matcher import intake
from matcher.access import (
    Person,
    allowed,
    as_read_by,
    gate_for,
    of_batch,
    of_problem,
    of_region,
    own_rows,
)
from matcher.importing import Rows, Source, Staged, mend, stage_table
from matcher.importing.staging import Progress
from matcher.intake import WIDE, Mapping, Table, propose
from matcher.records import KINDS
from matcher.store import Store, discard, publish
from matcher.store.events import require_event
from matcher.store.known import remembered_mapping, senders
from matcher.store.preview import (
    Act,
    Change,
    Row,
    act,
    changes,
    counts_by_kind,
    rows_with_questions,
)
from matcher.store.problems import dismiss, remember_mapping

_IMPORTS = mark("importing is for planners and regional offices; ask one of them")
_OWN = mark("an import is for planners and the regional office that began it; ask a planner")
_FIRST = ("firm", WIDE)  # before what names them
_LAST = ("outcome",)  # it names who a list of participants may have brought
_ORDER = [*_FIRST, *(kind for kind in KINDS if kind not in _FIRST + _LAST), *_LAST]


@allowed(_IMPORTS, planner="all", coach="all")
def read_file(who: Person, content: Path | bytes, name: str) -> list[Table]:
    """Find every table of a file; nothing of the store is read."""
    return intake.read_tables(content, name)


@allowed(_IMPORTS, planner="all", coach="all")
def list_senders(who: Person, store: Store) -> list[str]:
    """Name who has sent files before: to everybody, so that nobody writes a sender anew."""
    return senders(store)


@allowed(_IMPORTS, planner="all", coach="all")
def propose_mapping(
    who: Person,
    store: Store,
    table: Table,
    sender: str,
    personal: bool = False,
) -> Mapping:
    """Say what each column seems to mean, as it was confirmed for this sender if it was.

    What a sender's columns mean tells nothing of a firm.
    """
    found = propose(table, personal=personal)
    kept = remembered_mapping(store, sender, found.kind)
    if kept is None:
        return found
    return propose(table, Mapping.from_json(kept), personal=personal)


def in_order(mapped: Sequence[tuple[Table, Mapping]]) -> list[tuple[Table, Mapping]]:
    """Put what others name first: firms, then what they make, needs, and what followed."""
    return sorted(mapped, key=lambda pair: _ORDER.index(pair[1].kind))


@allowed(_IMPORTS, whose=of_region, planner="all", coach="own")
def stage_import(
    who: Person,
    store: Store,
    table: Rows,
    mapping: Mapping,
    source: Source,
    progress: Progress | None = None,
) -> Staged:
    """Read a table into the store out of sight, to be looked at, then published or dropped.

    Of a coach's file, rows that are not about firms in its region are set aside.
    """
    told, gate = as_read_by(who, source), gate_for(who, store)
    return stage_table(store, who, table, mapping, told, progress, gate=gate)


@allowed(_OWN, whose=of_batch, planner="all", coach="own")
def see_import(who: Person, store: Store, batch_id: int) -> Act | None:
    """Give an import with how its rows ended."""
    return act(store, batch_id)


@allowed(_OWN, whose=of_batch, planner="all", coach="own")
def see_counts(who: Person, store: Store, batch_id: int) -> dict[str, tuple[int, int]]:
    """Count by kind the records that a staged import would add and change."""
    return counts_by_kind(store, batch_id)


@allowed(_OWN, whose=of_batch, planner="all", coach="own")
def see_changes(
    who: Person,
    store: Store,
    batch_id: int,
    limit: int = 200,
    offset: int = 0,
) -> list[Change]:
    """Show what a staged import would change, record by record."""
    return changes(store, batch_id, limit, offset)


@allowed(_OWN, whose=of_batch, planner="all", coach="own")
def see_questions(
    who: Person,
    store: Store,
    batch_id: int | None = None,
    effect: str | None = None,
) -> list[Row]:
    """Show the rows and cells with a question, of one import or of all that stand.

    A coach sees those of its own imports.
    """
    return own_rows(who, store, rows_with_questions(store, batch_id, effect))


@allowed(_OWN, whose=of_batch, planner="all", coach="own")
def publish_import(who: Person, store: Store, batch_id: int) -> None:
    """Take a staged import in, and remember what the sender's columns mean."""
    made = act(store, batch_id)
    publish(store, batch_id)
    if made and made.sender and "mapping" in made.settings:
        mapping = Mapping.from_json(made.settings["mapping"])
        remember_mapping(store, who, made.sender, mapping.kind, mapping.to_json())


@allowed(_OWN, whose=of_batch, planner="all", coach="own")
def drop_import(who: Person, store: Store, batch_id: int) -> None:
    """Drop a staged import; nothing of it was ever visible."""
    discard(store, batch_id)


@allowed(_OWN, whose=of_problem, planner="all", coach="own")
def mend_row(
    who: Person,
    store: Store,
    problem_id: int,
    cells: dict[str, str],
    event_id: str | None = None,
) -> int:
    """Take in a row that was set aside, with its cells corrected, or for an event."""
    _require_event(store, event_id)
    return mend(store, who, problem_id, cells, gate_for(who, store), event_id)


@allowed(_OWN, whose=of_problem, planner="all", coach="own")
def dismiss_row(who: Person, store: Store, problem_id: int, reason: str) -> int:
    """Say that a row set aside is settled otherwise, and why; undone like any act."""
    return dismiss(store, who, problem_id, reason)


def _require_event(store: Store, event_id: str | None) -> None:
    if event_id:
        with store.read() as connection:
            require_event(connection, event_id)
