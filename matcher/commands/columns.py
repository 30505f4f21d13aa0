"""The option `--column` of `import`: what a person says that a column means."""

from collections.abc import Sequence
from dataclasses import replace

from features.language import mark
from matcher.errors import DataError
from matcher.intake import CUSTOM, LEFT_OUT, ColumnMapping, Field, Mapping, Table
from matcher.intake.fitting import can_repeat
from matcher.intake.offered import offered

Mapped = tuple[Table, Mapping]

_CHOSEN = "chosen by you"  # as on the page, where it is marked for the catalogue
_NO_EQUALS = mark("--column: '{cell}' has no '='; write HEADING=FIELD")
_NO_COLUMN = mark("--column: there is no column '{heading}'; the columns are: {headings}")
_NO_FIELD = mark("--column: '{field}' is no field of these lines; write one of: {fields}")


def with_columns(found: Sequence[Mapped], said: Sequence[str]) -> list[Mapped]:
    """Correct mappings by HEADING=FIELD; FIELD is '-' to leave out, '' to keep it as it is.

    A column that had the field before is then kept as it is. 'place=-' leaves out the place that a
    title names for every line.

    Raises
    ------
    DataError
        For a heading that no table has, or a field that its lines cannot have.
    """
    mapped = list(found)
    for text in said:
        heading, equals, name = (part.strip() for part in text.partition("="))
        if not equals:
            raise DataError(_NO_EQUALS, cell=text)
        having = [i for i, (_, mapping) in enumerate(mapped) if _has(mapping, heading)]
        if not having and name == LEFT_OUT and any(heading in m.defaults for _, m in mapped):
            mapped = [(table, _without(mapping, heading)) for table, mapping in mapped]
            continue
        if not having:
            headings = [c.heading for _, mapping in mapped for c in mapping.columns]
            told = ", ".join(dict.fromkeys(headings))
            raise DataError(_NO_COLUMN, heading=heading, headings=told)
        for i in having:
            table, mapping = mapped[i]
            mapped[i] = table, _with_column(mapping, heading, name)
    return mapped


def _has(mapping: Mapping, heading: str) -> bool:
    return any(_plain(column.heading) == _plain(heading) for column in mapping.columns)


def _with_column(mapping: Mapping, heading: str, name: str) -> Mapping:
    meant = None if name in (CUSTOM, LEFT_OUT) else _field(mapping.kind, name)
    kind, field = (meant.kind, meant.name) if meant else ("", name)

    def corrected(column: ColumnMapping) -> ColumnMapping:
        if _plain(column.heading) == _plain(heading):
            return replace(column, kind=kind, field=field, confidence=1.0, why=_CHOSEN)
        if meant and not can_repeat(meant) and (column.kind, column.field) == (kind, field):
            return replace(column, kind="", field=CUSTOM, confidence=0.0, why=_CHOSEN)
        return column

    found = replace(mapping, columns=tuple(map(corrected, mapping.columns)))
    return _without(found, meant.name) if meant else found


def _without(mapping: Mapping, name: str) -> Mapping:
    """Take out what every line was said to have in a field."""
    return replace(mapping, defaults={n: text for n, text in mapping.defaults.items() if n != name})


def _field(kind: str, name: str) -> Field:
    """Find a field by its name, also as 'firm.place', or by its title in either language."""
    fields = offered(kind)
    for each in fields:
        spelled = (each.name, f"{each.kind}.{each.name}", each.title_id, each.title_en)
        if _plain(name) in map(_plain, spelled):
            return each
    known = ", ".join(each.name for each in fields if not each.personal)
    raise DataError(_NO_FIELD, field=name, fields=known)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
