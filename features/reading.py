"""Reading: what the words of a table's rows mean, as columns beside the words.

`read_suppliers` and `read_needs` add, per row, the nodes mentioned for each kind of the
vocabulary, the regencies its place can mean and the words of its wording.
"""

from collections.abc import Sequence

import pandas as pd

from features.evidence import from_kbli, from_machines, merged
from features.mentions import Mention, mention_reader
from features.places import find_regencies
from features.vocabulary import KINDS

WORDING = "wording"
REGENCIES = "regencies"
WISHES = "wish_mentions"

_SUPPLIER_TEXTS = ("product", "processes", "materials")
_NEED_TEXTS = ("component", "description", "processes", "materials")
_READ_KINDS = (*KINDS, "industry")


def mentions_column(kind: str) -> str:
    """Name the column that holds the mentions of a kind."""
    return f"{kind}_mentions"


def read_suppliers(capabilities: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that the criteria read to one row per capability.

    Reads `product`, `processes`, `materials`, `machines`, `kbli`, `industry`, `industry_wished`,
    `certificates`, `no_certificates` and `place`; a blank or missing one is unknown.
    """
    table = _read(capabilities, _SUPPLIER_TEXTS)
    presumed = [
        (from_machines(_text(machines)), from_kbli(_text(kbli)))
        for machines, kbli in zip(cells(table, "machines"), cells(table, "kbli"), strict=True)
    ]
    columns: dict[str, Sequence[object]] = {
        mentions_column(kind): [
            merged(stated, *(source.get(kind, []) for source in sources))
            for stated, sources in zip(table[mentions_column(kind)], presumed, strict=True)
        ]
        for kind in _READ_KINDS
    }
    columns[WISHES] = [_read_kind("industry", cell) for cell in cells(table, "industry_wished")]
    columns["certificate_mentions"] = _certificates(table, "certificates")
    columns["no_certificate_mentions"] = _certificates(table, "no_certificates")
    return table.assign(**{name: _objects(values, table) for name, values in columns.items()})


def read_needs(needs: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that the criteria read to one row per need.

    Reads `component`, `description`, `processes`, `materials`, `industry`, `certificates` and
    `place`. What a need states of a kind stands alone: how a part is usually made is presumed
    only where the buyer does not say.
    """
    table = _read(needs, _NEED_TEXTS)
    columns: dict[str, Sequence[object]] = {
        mentions_column(kind): [_stated_or_implied(row) for row in table[mentions_column(kind)]]
        for kind in KINDS
    }
    columns["certificate_mentions"] = _certificates(table, "certificates")
    return table.assign(**{name: _objects(values, table) for name, values in columns.items()})


def cells(table: pd.DataFrame, column: str) -> list[object]:
    """Give a column's cells; a column that is not there is unknown in every row."""
    return list(table[column]) if column in table else [None] * len(table)


def numbers(table: pd.DataFrame, column: str) -> pd.Series:
    """Give a column as floats; unknown is NaN."""
    return pd.to_numeric(pd.Series(cells(table, column), index=table.index, dtype=object))


def _read(table: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    rows = zip(*(map(_text, cells(table, column)) for column in columns), strict=True)
    texts = [" ; ".join(cell for cell in row if cell) for row in rows]
    mentions = [mention_reader().read(text) for text in texts]
    read: dict[str, Sequence[object]] = {
        mentions_column(kind): [row[kind] for row in mentions] for kind in KINDS
    }
    read["industry_mentions"] = [_read_kind("industry", cell) for cell in cells(table, "industry")]
    read[REGENCIES] = [find_regencies(_text(cell)) for cell in cells(table, "place")]
    read[WORDING] = texts
    return table.assign(**{column: _objects(values, table) for column, values in read.items()})


def _read_kind(kind: str, cell: object) -> list[Mention]:
    return mention_reader(kind).read(_text(cell))[kind] if cell else []


def _certificates(table: pd.DataFrame, column: str) -> list[object]:
    return [_read_kind("certificate", cell) for cell in cells(table, column)]


def _stated_or_implied(mentions: list[Mention]) -> list[Mention]:
    return [mention for mention in mentions if not mention.presumed] or mentions


def _objects(values: Sequence[object], table: pd.DataFrame) -> pd.Series:
    return pd.Series(values, index=table.index, dtype=object)


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""
