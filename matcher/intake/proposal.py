"""Proposal: what a line of a table stands for and what its columns mean; a person confirms it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from features.language import mark
from matcher.intake.contents import AGREES, content_fit, look_at
from matcher.intake.fields import FIELDS, Field, field
from matcher.intake.fitting import BY_CONTENTS, LEAST, Fit, Seen, assign, can_repeat, fit
from matcher.intake.headings import is_running_number
from matcher.intake.line_kind import default_cells, find_kind
from matcher.intake.mapping import CUSTOM, LEFT_OUT, ColumnMapping, Mapping
from matcher.intake.offered import offered
from matcher.intake.table import Table
from matcher.intake.title_place import title_place

_SAMPLE = 300  # lines from which the contents of a column are judged
_DOUBT = 0.5
_OF_ONE_FILE = ("place",)  # defaults that a sender's next file does not share

RUNNING = mark("running number of the lines; left out")
PERSONAL = mark("personal data; left out unless asked for")
REMEMBERED = mark("as confirmed for this sender before")
TITLED = mark("looks like places, but the title names the place of all rows; kept as it is")
CHANGED = mark("as confirmed for this sender before, but the cells look like something else")

Known = dict[int, ColumnMapping]


def propose(table: Table, remembered: Mapping | None = None, personal: bool = False) -> Mapping:
    """Propose what the columns of a table mean, in the order of the table.

    What was confirmed under the same heading before wins. Personal data (NIK, home address,
    birth, gender, religion) is left out unless `personal`.

    Returns
    -------
    Mapping
        One `ColumnMapping` per column; a column that nobody knows stays a custom field.
    """
    columns, name = _look(table), f"{table.sheet} {table.file}"
    before = _before(columns, remembered, personal) if remembered else {}
    known = {c.index: out for c in columns if (out := _left_out(c, personal))} | before
    rest = [column for column in columns if column.index not in known]
    trusted = remembered is not None and 2 * len(before) >= len(columns)
    kind = remembered.kind if remembered and trusted else find_kind(columns, name)
    free = _free(offered(kind), before.values(), personal)
    for column, (meant, how) in zip(rest, assign(rest, free), strict=True):
        known[column.index] = _mapped(column, meant, how)
    titled = title_place(table)[0] != ""
    mapped = tuple(_below_title(known[c.index]) if titled else known[c.index] for c in columns)
    said = remembered.defaults if remembered and trusted else {}
    said = {name: text for name, text in said.items() if name not in _OF_ONE_FILE}
    return Mapping(kind, mapped, default_cells(kind, mapped, table) | said)


def _look(table: Table) -> list[Seen]:
    lines = [line.cells for line in islice(table.lines(), _SAMPLE)]
    looks = [look_at([cells[column.index] for cells in lines]) for column in table.columns]
    return [
        Seen(c.index, c.heading, look, c.hidden)
        for c, look in zip(table.columns, looks, strict=True)
    ]


def _before(columns: Sequence[Seen], remembered: Mapping, personal: bool) -> Known:
    """Give the columns whose heading was confirmed before; the order may have changed."""
    known = {_plain(column.heading): column for column in remembered.columns}
    found = ((c, known[_plain(c.heading)]) for c in columns if _plain(c.heading) in known)
    return {c.index: _as_before(c, b) for c, b in found if _may_stay(b, personal)}


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split())


def _may_stay(before: ColumnMapping, personal: bool) -> bool:
    """Tell whether what was chosen holds now that personal data is, or is not, asked for."""
    if before.field == LEFT_OUT:
        return not (personal and before.why == PERSONAL)
    return personal or not (before.field and field(before.kind, before.field).personal)


def _as_before(column: Seen, before: ColumnMapping) -> ColumnMapping:
    meant = before.field not in (CUSTOM, LEFT_OUT)
    if meant and content_fit(field(before.kind, before.field), column.looks) < 0:
        return _column(column, before.kind, before.field, Fit(_DOUBT, CHANGED))
    why = PERSONAL if before.why == PERSONAL else REMEMBERED
    return _column(column, before.kind, before.field, Fit(1.0, why))


def _left_out(column: Seen, personal: bool) -> ColumnMapping | None:
    """Leave out what nobody should import: the lines' own numbers, and data about a person."""
    if is_running_number(column.heading) and _counts(column):
        return _column(column, "", LEFT_OUT, Fit(1.0, RUNNING))
    sure = _personal(column)
    return _column(column, "", LEFT_OUT, Fit(sure, PERSONAL)) if sure and not personal else None


def _counts(column: Seen) -> bool:
    """Tell whether the cells can be running numbers, also where they start anew on each page."""
    alien = max(column.looks.get(name, 0.0) for name in ("nib", "nik", "npwp", "phone"))
    return column.looks.get("number", 1.0) == 1 and alien < AGREES


def _personal(column: Seen) -> float:
    """Tell how surely a column is personal data; 0 where it more likely is something else."""
    private = max(fit(column, each).confidence for each in FIELDS if each.personal)
    other = max(fit(column, each).confidence for each in FIELDS if not each.personal)
    return private if private >= max(LEAST, other) else 0.0


def _free(fields: Iterable[Field], taken: Iterable[ColumnMapping], personal: bool) -> list[Field]:
    """Give the fields that a further column may mean."""
    gone = {(column.kind, column.field) for column in taken}
    return [
        each
        for each in fields
        if (personal or not each.personal)
        and (can_repeat(each) or (each.kind, each.name) not in gone)
    ]


def _mapped(column: Seen, meant: Field | None, how: Fit) -> ColumnMapping:
    return _column(column, meant.kind if meant else "", meant.name if meant else CUSTOM, how)


def _below_title(column: ColumnMapping) -> ColumnMapping:
    """Let a title go before villages that bear the name of a place elsewhere."""
    guessed = (column.kind, column.field, column.why) == ("firm", "place", BY_CONTENTS)
    return replace(column, kind="", field=CUSTOM, confidence=0.0, why=TITLED) if guessed else column


def _column(column: Seen, kind: str, name: str, how: Fit) -> ColumnMapping:
    confidence = round(how.confidence, 2)
    return ColumnMapping(
        column.index, column.heading, kind, name, confidence, how.why, column.hidden
    )
