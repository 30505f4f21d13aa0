"""Proposing anew: what the columns mean once a person has said what a line stands for."""

from itertools import islice

from features.language import mark
from matcher.access import Person, allowed
from matcher.intake import LEFT_OUT, ColumnMapping, Mapping, Table, propose
from matcher.intake.contents import look_at
from matcher.intake.fitting import Seen, assign
from matcher.intake.line_kind import default_cells
from matcher.intake.offered import offered

_PROPOSES = mark("importing is for planners and regional offices; ask one of them")
_SAMPLE = 300  # lines from which the contents of a column are judged


@allowed(_PROPOSES, planner="all", coach="all")
def propose_anew(who: Person, table: Table, kind: str, personal: bool = False) -> Mapping:
    """Say what each column seems to mean where a line stands for `kind`, or is `wide`."""
    found = propose(table, personal=personal)
    if found.kind == kind:
        return found
    asked = [column for column in found.columns if column.field != LEFT_OUT]
    anew = {column.index: column for column in _assigned(table, asked, kind, personal)}
    columns = tuple(anew.get(column.index, column) for column in found.columns)
    return Mapping(kind, columns, default_cells(kind, columns, table))


def _assigned(
    table: Table, asked: list[ColumnMapping], kind: str, personal: bool
) -> list[ColumnMapping]:
    lines = [line.cells for line in islice(table.lines(), _SAMPLE)]
    seen = [
        Seen(c.index, c.heading, look_at([cells[c.index] for cells in lines]), c.hidden)
        for c in asked
    ]
    fields = [field for field in offered(kind) if personal or not field.personal]
    return [
        ColumnMapping(
            column.index,
            column.heading,
            field.kind if field else "",
            field.name if field else "",
            round(how.confidence, 2),
            how.why,
            column.hidden,
        )
        for column, (field, how) in zip(seen, assign(seen, fields), strict=True)
    ]
