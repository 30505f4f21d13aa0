"""Mapping: what each column of a table means, as proposed, confirmed, kept and read again."""

import json
from dataclasses import asdict, dataclass, field
from typing import Annotated

from pydantic import Field as Limits
from pydantic import TypeAdapter, ValidationError

from features.language import mark
from matcher.errors import DataError
from matcher.intake.fields import FIELDS, WIDE
from matcher.records import KINDS

CUSTOM, LEFT_OUT = "", "-"


@dataclass(frozen=True)
class ColumnMapping:
    """What one column means; `confidence` in [0, 1], and `why` is a message for the person.

    `field` is '' where nobody knows the column, which is kept as a custom field, and '-' where
    it is left out; `kind` is '' with both.
    """

    index: Annotated[int, Limits(ge=0)]
    heading: str
    kind: str
    field: str
    confidence: Annotated[float, Limits(ge=0, le=1)]
    why: str
    hidden: bool = False


@dataclass(frozen=True)
class Mapping:
    """What one line stands for (`kind`, or `wide`) and what its columns mean.

    `defaults` gives the cells that every line lacks, as text by field: an amount per year says so
    in its heading.
    """

    kind: str
    columns: tuple[ColumnMapping, ...]
    defaults: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Write the mapping; the same mapping is always the same text."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Mapping":
        """Read a mapping that `to_json` wrote.

        Raises
        ------
        DataError
            When the text is no mapping, or names a kind or a field that does not exist.
        """
        try:
            found = _READER.validate_json(text, extra="forbid")
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"])) or "JSON"
            raise _refused(where, first["msg"]) from error
        _check(found)
        return found


_READER = TypeAdapter(Mapping)
_NAMES = {(found.kind, found.name) for found in FIELDS}


def _refused(where: str, reason: str) -> DataError:
    message = mark("the column mapping cannot be read ({where}: {reason}); map the columns anew")
    return DataError(message, where=where, reason=reason)


def _check(found: Mapping) -> None:
    if found.kind not in {*KINDS, WIDE}:
        raise _refused("kind", repr(found.kind))
    for i, column in enumerate(found.columns):
        meaning = (column.kind, column.field)
        if meaning not in _NAMES and meaning not in {("", CUSTOM), ("", LEFT_OUT)}:
            raise _refused(f"columns.{i}", f"{column.kind}.{column.field}")
    if len({column.index for column in found.columns}) < len(found.columns):
        raise _refused("columns", "index")
