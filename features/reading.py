"""Reading: what the words of a table's rows mean, as columns beside the words.

`read_suppliers` and `read_needs` add, per row, the nodes mentioned for each kind of the
vocabulary, the regencies its place can mean and the words of its wording.
"""

from collections.abc import Sequence

import pandas as pd

from features.mentions import Mention, mention_reader
from features.places import find_regencies
from features.vocabulary import KINDS

WORDING = "wording"
REGENCIES = "regencies"

_SUPPLIER_TEXTS = ("product", "processes", "materials")
_NEED_TEXTS = ("component", "description", "processes", "materials")


def mentions_column(kind: str) -> str:
    """Name the column that holds the mentions of a kind."""
    return f"{kind}_mentions"


def read_suppliers(capabilities: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that the criteria read to one row per capability.

    Reads `product`, `processes`, `materials` and `place`; a blank or missing one is unknown.
    """
    return _read(capabilities, _SUPPLIER_TEXTS)


def read_needs(needs: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that the criteria read to one row per need.

    Reads `component`, `description`, `processes`, `materials` and `place`. What a need states of
    a kind stands alone: how a part is usually made is presumed only where the buyer does not say.
    """
    table = _read(needs, _NEED_TEXTS)
    columns = [mentions_column(kind) for kind in KINDS]
    return table.assign(**{column: table[column].map(_stated_or_implied) for column in columns})


def _read(table: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    reader = mention_reader()
    texts = [
        {column: _text(row.get(column)) for column in (*columns, "place")}
        for row in table.to_dict("records")
    ]
    mentions = [reader.read(" ; ".join(row[c] for c in columns if row[c])) for row in texts]
    read: dict[str, Sequence[object]] = {
        mentions_column(kind): [row[kind] for row in mentions] for kind in KINDS
    }
    read[REGENCIES] = [find_regencies(row["place"]) for row in texts]
    read[WORDING] = [" ; ".join(row[c] for c in columns if row[c]) for row in texts]
    return table.assign(**{column: _objects(values, table) for column, values in read.items()})


def _stated_or_implied(mentions: list[Mention]) -> list[Mention]:
    return [mention for mention in mentions if mention.how != "implied"] or mentions


def _objects(values: Sequence[object], table: pd.DataFrame) -> pd.Series:
    return pd.Series(values, index=table.index, dtype=object)


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""
