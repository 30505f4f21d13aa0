"""Reading: what the words of a table's rows mean, as columns beside the words.

`read_suppliers` and `read_needs` add, per row, the nodes mentioned for each kind of the
vocabulary, the regencies its place can mean and the words of its wording.
"""

import pandas as pd

from features.columns import added, cells, texts
from features.evidence import Mentions, from_kbli, from_machines, merged
from features.mentions import Mention, mention_reader
from features.places import find_regencies
from features.vocabulary import KINDS

WORDING = "wording"
REGENCIES = "regencies"
WISHES = "wish_mentions"

_SUPPLIER_TEXTS = ("product", "processes", "materials")
_NEED_TEXTS = ("component", "description", "processes", "materials")
_KINDS_IN = {"processes": ("process", "material"), "materials": ("material",)}  # others: all
_COLUMN_OF = {"process": "processes", "material": "materials"}

Column = list[list[Mention]]


def mentions_column(kind: str) -> str:
    """Name the column that holds the mentions of a kind."""
    return f"{kind}_mentions"


def read_suppliers(capabilities: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that the criteria read to one row per capability.

    Reads `product`, `processes`, `materials`, `machines`, `kbli`, `industry`, `industry_wished`,
    `certificates`, `no_certificates` and `place`; a blank or missing one is unknown.
    """
    found = _read(capabilities, _SUPPLIER_TEXTS)
    machines = [from_machines(text) for text in texts(capabilities, "machines")]
    codes = [from_kbli(text) for text in texts(capabilities, "kbli")]
    for kind in found:
        rows = zip(found[kind], machines, codes, strict=True)
        found[kind] = [
            merged(own, machine.get(kind, []), code.get(kind, [])) for own, machine, code in rows
        ]
    found["process"] = _with_the_hall(cells(capabilities, "firm_id"), found["process"], machines)
    found["certificate"] = _read_column("certificate", capabilities, "certificates")
    found["no_certificate"] = _read_column("certificate", capabilities, "no_certificates")
    found["wish"] = _read_column("industry", capabilities, "industry_wished")
    return _table(capabilities, _SUPPLIER_TEXTS, found)


def read_needs(needs: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that the criteria read to one row per need.

    Reads `component`, `description`, `processes`, `materials`, `industry`, `certificates` and
    `place`. What a need states of a kind stands alone, its own column first: how a part is
    usually made is presumed only where the buyer does not say.
    """
    found = _read(needs, _NEED_TEXTS)
    for kind in KINDS:
        own = texts(needs, _COLUMN_OF.get(kind, ""))
        rows = zip(own, found[kind], strict=True)
        found[kind] = [_asked(kind, text, mentions) for text, mentions in rows]
    found["certificate"] = _read_column("certificate", needs, "certificates")
    return _table(needs, _NEED_TEXTS, found)


def _read(table: pd.DataFrame, columns: tuple[str, ...]) -> dict[str, Column]:
    """Read the texts of each row, and the industry in its own column."""
    by_row = [
        [_in_column(column, text) for column, text in zip(columns, row, strict=True)]
        for row in _rows(table, columns)
    ]
    found = {
        kind: [merged(*(cell.get(kind, []) for cell in row)) for row in by_row] for kind in KINDS
    }
    return found | {"industry": _read_column("industry", table, "industry")}


def _rows(table: pd.DataFrame, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    return list(zip(*(texts(table, column) for column in columns), strict=True))


def _in_column(column: str, text: str) -> Mentions:
    """Read a cell for what its column can hold: "las pipa" among processes is no pipe part.

    What it names of another kind counts only when there is no doubt about it.
    """
    if not text:
        return {}
    found = mention_reader(*_KINDS_IN.get(column, KINDS)).read(text)
    own = next((kind for kind, name in _COLUMN_OF.items() if name == column), None)
    return {
        kind: [m for m in mentions if own in (None, kind) or m.how != "ambiguous"]
        for kind, mentions in found.items()
    }


def _asked(kind: str, own: str, mentions: list[Mention]) -> list[Mention]:
    """Take what the kind's own column states, else what the need states, else what it implies."""
    stated = _in_column(_COLUMN_OF.get(kind, ""), own).get(kind, [])
    return (
        [m for m in stated if not m.presumed] or [m for m in mentions if not m.presumed] or mentions
    )


def _with_the_hall(firms: list[object], processes: Column, machines: list[Mentions]) -> Column:
    """Let a machine in the hall serve every product of the firm whose process is known at all.

    A row that says nothing of its process stays unknown: a further product must not lower it.
    """
    hall: dict[object, list[Mention]] = {}
    for firm, found in zip(firms, machines, strict=True):
        hall[firm] = merged(hall.get(firm, []), found.get("process", []))
    return [
        merged(known, hall[firm]) if any(m.how != "registered" for m in known) else known
        for firm, known in zip(firms, processes, strict=True)
    ]


def _read_column(kind: str, table: pd.DataFrame, column: str) -> Column:
    reader = mention_reader(kind)
    return [reader.read(text)[kind] if text else [] for text in texts(table, column)]


def _table(table: pd.DataFrame, columns: tuple[str, ...], found: dict[str, Column]) -> pd.DataFrame:
    mentions = {mentions_column(kind): rows for kind, rows in found.items()}
    places = [find_regencies(text) for text in texts(table, "place")]
    words = [" ; ".join(filter(None, row)) for row in _rows(table, columns)]
    return added(table, {**mentions, REGENCIES: places, WORDING: words})
