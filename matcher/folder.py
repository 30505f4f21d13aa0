"""A folder of CSV files in the documented form, read into a dataset.

What stops the reading is an error with one line; a row or cell that cannot be read is kept as a
problem and the rest goes on.
"""

from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from features.language import mark
from features.package_data import data_path
from matcher import records
from matcher.dataset import Dataset, Problem
from matcher.errors import DataError
from matcher.questions import ask_about_capacities, ask_about_places
from matcher.regional import HEADINGS, from_regional, unread_headings
from matcher.sheet import SURPLUS, read_cells

REGIONAL = "ikm.csv"  # a wide sheet of a regional office, instead of firms and capabilities


SHIPPED = ("link_and_match", "demo_event", "demo_event_regional")

_Cells = tuple[str, int, dict[str, str]]  # file, line and cells of a row


class Table(NamedTuple):
    """How one file is read: its row model, the columns it must have, and its key if it has one."""

    model: type[records.Row]
    needed: tuple[str, ...]
    key: str | None = None
    optional: bool = True


TABLES = {
    "firms": Table(records.Firm, ("firm_id", "name", "kind"), "firm_id", optional=False),
    "firm_facts": Table(records.FirmFact, ("firm_id", "field", "value")),
    "aliases": Table(records.Alias, ("firm_id", "alias")),
    "capabilities": Table(
        records.Capability, ("capability_id", "firm_id", "product"), "capability_id", optional=False
    ),
    "certificates": Table(records.Certificate, ("firm_id", "certificate", "status")),
    "needs": Table(records.Need, ("need_id", "firm_id", "component"), "need_id", optional=False),
    "requirements": Table(records.Requirement, ("need_id", "kind", "value")),
    "partnerships": Table(
        records.Partnership, ("partnership_id", "supplier_id", "buyer_id"), "partnership_id"
    ),
    "outcomes": Table(
        records.Outcome, ("outcome_id", "need_id", "supplier_id", "step"), "outcome_id"
    ),
}
_REFERENCES = {"firm_id": "firms", "supplier_id": "firms", "buyer_id": "firms", "need_id": "needs"}

_WRONG_CELL = {
    "number": mark("{column}: '{cell}' is not a number above zero without a unit; write 1200"),
    "date": mark("{column}: '{cell}' is not a day; write it as 2018-11-27"),
    "year": mark("{column}: '{cell}' is not a year; write it as 2018"),
    "support": mark(
        "{column}: '{cell}' is not a kind of support; write raw_material, tooling, coaching, "
        "financing or none, with ; between"
    ),
    "clock": mark("{column}: '{cell}' is not a time of day; write it as 08:30"),
    "yes_no": mark("{column}: '{cell}' is neither yes nor no; write ya or tidak"),
    "region": mark(
        "{column}: '{cell}' is no place that linkmatch knows; write the kabupaten or kota"
    ),
    "choice": mark("{column}: '{cell}' is not known here; write {choices}"),
    "blank": mark("{column} is blank; fill it in"),
}


def load(folder: str | Path | None = None) -> Dataset:
    """Read a folder of CSV files; without one, the records that ship with linkmatch.

    Parameters
    ----------
    folder
        A path, or the name of a folder that ships with linkmatch (`SHIPPED`). It holds
        `firms.csv`, `capabilities.csv` and `needs.csv`; the other files may be missing, and
        `ikm.csv`, the wide sheet of a regional office, may stand for the firms that supply and
        what they can make. Columns and units: `data/link_and_match/README.md`.

    Raises
    ------
    DataError
        When the folder, a file or a column is missing, or a file is no CSV text.
    """
    place = _find(folder)
    problems: list[Problem] = []
    regional = _regional(place, problems)
    tables = {name: _read_table(place, name, regional.get(name, []), problems) for name in TABLES}
    for name in TABLES:
        tables[name] = _drop_dangling(name, tables, problems)
    ask_about_places(tables, problems)
    tables["capabilities"] = ask_about_capacities(tables["capabilities"], problems)
    ordered = sorted(problems, key=lambda problem: (problem.file, problem.row))
    frames = {name: table.drop(columns=["_row", "_file"]) for name, table in tables.items()}
    return Dataset(folder=place.name, problems=tuple(ordered), **frames)


def _find(folder: str | Path | None) -> Traversable:
    """Find a folder by its path, else by its name among those that ship with linkmatch."""
    places: list[Traversable] = [data_path("link_and_match")]
    if folder is not None:
        places = [Path(folder), *([data_path(folder)] if folder in SHIPPED else [])]
    found = next((place for place in places if place.is_dir()), None)
    if found is None:
        raise DataError(mark("there is no folder '{folder}'; check the path"), folder=folder)
    return found


def _regional(place: Traversable, problems: list[Problem]) -> dict[str, list[_Cells]]:
    """Split the wide sheet of a regional office, if there is one, into our tables."""
    file = place.joinpath(REGIONAL)
    if not file.is_file():
        return {}
    sheet = list(read_cells(file))
    split = from_regional(sheet)
    for heading in unread_headings(list(sheet[0][1]) if sheet else []):
        message = mark("the column '{column}' is kept but not read; rename it if it is {choices}")
        values: dict[str, object] = {"column": heading, "choices": ", ".join(HEADINGS)}
        problems.append(Problem(REGIONAL, 1, message, values))
    tables = {name: getattr(split, name) for name in ("firms", "capabilities", "certificates")}
    return {
        name: [(REGIONAL, int(row.pop("_row")), row) for row in rows]
        for name, rows in tables.items()
    }


def _read_table(
    place: Traversable, name: str, regional: list[_Cells], problems: list[Problem]
) -> pd.DataFrame:
    table, file = TABLES[name], place.joinpath(f"{name}.csv")
    rows: Iterable[_Cells] = regional
    if file.is_file():
        own = ((file.name, row, cells) for row, cells in read_cells(file, table.needed))
        rows = [*own, *regional]
    elif not table.optional and not regional:
        raise DataError(
            mark("{file} is missing in the folder '{folder}'; add it"),
            file=file.name,
            folder=place.name,
        )
    found: list[dict[str, object]] = []
    seen: dict[str, int] = {}
    for source, row, cells in rows:
        record = _record(source, row, cells, table, problems)
        if record is None:
            continue
        key = str(record[table.key]) if table.key else f"{source} {row} {len(found)}"
        if key in seen:
            message = mark("the id '{id}' already stands in row {first}; give it an id of its own")
            values: dict[str, object] = {"id": key, "first": seen[key]}
            problems.append(Problem(source, row, message, values, cells, "set aside"))
            continue
        seen[key] = row
        found.append(record | {"_row": row, "_file": source})
    return _frame(table, found)


def _record(
    file: str, row: int, cells: dict[str, str], table: Table, problems: list[Problem]
) -> dict[str, object] | None:
    """Read one row; a wrong cell becomes unknown, a wrong needed one sets the row aside."""
    if any(column.startswith(SURPLUS) for column in cells):
        message = mark("has more cells than the header; put text with commas in quotes")
        problems.append(Problem(file, row, message, {}, cells, "set aside"))
        return None
    try:
        return table.model.model_validate(cells).model_dump()
    except ValidationError as error:
        wrong = error.errors()
    blanked = dict(cells)
    for detail in wrong:
        column = str(detail["loc"][0])
        fatal = table.model.model_fields[column].is_required()
        message, values = _explain(column, cells.get(column, ""), detail)
        effect = "set aside" if fatal else "unknown"
        problems.append(Problem(file, row, message, values, cells, effect))
        if fatal:
            return None
        blanked[column] = ""
    return table.model.model_validate(blanked).model_dump()


def _explain(column: str, cell: str, detail: ErrorDetails) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {"column": column, "cell": cell.strip()}
    if not cell.strip():
        return _WRONG_CELL["blank"], values
    if detail["type"] == "literal_error":
        choices = str(detail["ctx"]["expected"]).replace("'", "")
        return _WRONG_CELL["choice"], values | {"choices": choices}
    reason = str(detail.get("ctx", {}).get("error", "number"))
    return _WRONG_CELL[reason], values


def _frame(table: Table, rows: list[dict[str, object]]) -> pd.DataFrame:
    columns = [*table.model.model_fields, "_row", "_file"]
    extra = {key: None for row in rows for key in row if key not in columns}
    return pd.DataFrame(rows, columns=[*columns, *extra], dtype=object).astype(object)


def _drop_dangling(
    name: str, tables: dict[str, pd.DataFrame], problems: list[Problem]
) -> pd.DataFrame:
    """Set aside rows that name a firm or need that is not there."""
    table = tables[name]
    for column, target in _REFERENCES.items():
        if column not in table.columns or target == name:
            continue
        known = set(tables[target][column if column == "need_id" else "firm_id"])
        dangling = table[column].notna() & ~table[column].isin(known)
        for cells in table[dangling].to_dict("records"):
            message = mark("{column}: there is no '{cell}' in {target}.csv; add it or correct it")
            values = {"column": column, "cell": cells[column], "target": target}
            kept = {key: str(cell) for key, cell in cells.items() if cell and key[0] != "_"}
            file, row = str(cells["_file"]), int(cells["_row"])
            if any((p.file, p.row, p.effect) == (file, row, "set aside") for p in problems):
                continue  # one row of a wide sheet, already explained
            problems.append(Problem(file, row, message, values, kept, "set aside"))
        table = table[~dangling]
    return table
