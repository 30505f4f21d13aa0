"""Signs: what identifies a firm, and the reading of them from a table."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import cast

import pandas as pd

from features.columns import texts


@dataclass(frozen=True, slots=True)
class Signs:
    """What a record says of a firm's identity; None and '' are unknown.

    `place` is a kabupaten, kota or sentra as written; `phone` and `email` may hold several,
    separated by a comma, a semicolon or a slash.
    """

    firm_id: str
    name: str
    aliases: tuple[str, ...] = ()
    place: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    owner: str | None = None
    nib: str | None = None
    npwp: str | None = None


def signs_of(firms: Sequence[Signs] | pd.DataFrame) -> list[Signs]:
    """Read the signs of a table of firms; a column that is not there is unknown in every row.

    >>> signs_of(pd.DataFrame({"firm_id": ["S-1"], "name": ["UD Berkah"]}))[0].name
    'UD Berkah'
    """
    if not isinstance(firms, pd.DataFrame):
        return list(firms)
    columns = {field.name: texts(firms, field.name) for field in fields(Signs)}
    columns["aliases"] = [_several(cell) for cell in columns["aliases"]]  # type: ignore[misc]
    rows = zip(*columns.values(), strict=True)
    return [Signs(*cast(tuple[str, str], row)) for row in rows]


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
