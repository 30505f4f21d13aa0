"""A folder of CSV files in the documented form, read into a dataset.

What stops the reading is an error with one line; a row or cell that cannot be read is kept as a
problem and the rest goes on.
"""

import csv
import io
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from features.language import mark
from features.package_data import data_path
from features.places import find_regencies, regencies
from matcher import records
from matcher.dataset import Dataset, Problem
from matcher.errors import DataError


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
}
_REFERENCES = {"firm_id": "firms", "supplier_id": "firms", "buyer_id": "firms", "need_id": "needs"}

_WRONG_CELL = {
    "number": mark("{column}: '{cell}' is not a number above zero without a unit; write 1200"),
    "date": mark("{column}: '{cell}' is not a day; write it as 2018-11-27"),
    "support": mark(
        "{column}: '{cell}' is not a kind of support; write raw_material, tooling, coaching, "
        "financing or none, with ; between"
    ),
    "region": mark(
        "{column}: '{cell}' is no place that linkmatch knows; write the kabupaten or kota"
    ),
    "choice": mark("{column}: '{cell}' is not known here; write {choices}"),
    "blank": mark("{column} is blank; fill it in"),
}
_UNKNOWN_PLACE = mark(
    "place: '{cell}' is no regency, city or sentra that linkmatch knows; "
    "write the kabupaten or kota"
)
_AMBIGUOUS_PLACE = mark("place: '{cell}' can be {choices}; write which")


def load(folder: str | Path | None = None) -> Dataset:
    """Read a folder of CSV files; without one, the records that ship with linkmatch.

    Parameters
    ----------
    folder
        Holds `firms.csv`, `capabilities.csv` and `needs.csv`; the other files may be missing.
        Columns and units: `data/link_and_match/README.md`.

    Raises
    ------
    DataError
        When the folder, a file or a column is missing, or a file is no CSV text.
    """
    place: Traversable = data_path("link_and_match") if folder is None else Path(folder)
    if not place.is_dir():
        raise DataError(mark("there is no folder '{folder}'; check the path"), folder=folder)
    problems: list[Problem] = []
    tables = {name: _read_table(place, name, problems) for name in TABLES}
    for name in TABLES:
        tables[name] = _drop_dangling(name, tables, problems)
    _check_places(tables, problems)
    ordered = sorted(problems, key=lambda problem: (problem.file, problem.row))
    frames = {name: table.drop(columns="_row") for name, table in tables.items()}
    return Dataset(folder=place.name, problems=tuple(ordered), **frames)


def _read_table(place: Traversable, name: str, problems: list[Problem]) -> pd.DataFrame:
    table, file = TABLES[name], place.joinpath(f"{name}.csv")
    if not file.is_file():
        if not table.optional:
            raise DataError(
                mark("{file} is missing in the folder '{folder}'; add it"),
                file=file.name,
                folder=place.name,
            )
        return _frame(table, [])
    found: list[dict[str, object]] = []
    seen: dict[str, int] = {}
    for row, cells in _cells(file, table.needed):
        record = _record(file.name, row, cells, table, problems)
        if record is None:
            continue
        key = str(record[table.key]) if table.key else str(row)
        if key in seen:
            message = mark("the id '{id}' already stands in row {first}; give it an id of its own")
            values: dict[str, object] = {"id": key, "first": seen[key]}
            problems.append(Problem(file.name, row, message, values, cells, "set aside"))
            continue
        seen[key] = row
        found.append(record | {"_row": row})
    return _frame(table, found)


def _cells(file: Traversable, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    text = _text(file)
    lines = io.StringIO(text, newline="")
    reader = csv.DictReader(lines, delimiter=_delimiter(text), restkey="_rest", restval="")
    header = [column.strip() for column in reader.fieldnames or []]
    reader.fieldnames = header
    for column in needed:
        if column not in header:
            raise DataError(
                mark("{file}, row 1: the column '{column}' is missing (found: {found}); add it"),
                file=file.name,
                column=column,
                found=", ".join(header)[:120],
            )
    for cells in reader:
        rest = cells.pop("_rest", [])
        yield reader.line_num, cells | {f"_rest_{i}": cell for i, cell in enumerate(rest, 1)}


def _delimiter(text: str) -> str:
    """Find what separates the cells of the header: Excel writes ; under Indonesian settings."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _text(file: Traversable) -> str:
    content = file.read_bytes()
    if not content.strip():
        raise DataError(
            mark("{file} is empty; its first row must name the columns"), file=file.name
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise DataError(
            mark("{file} is not CSV text in UTF-8; save it again as 'CSV UTF-8'"), file=file.name
        )
    return text


def _record(
    file: str, row: int, cells: dict[str, str], table: Table, problems: list[Problem]
) -> dict[str, object] | None:
    """Read one row; a wrong cell becomes unknown, a wrong needed one sets the row aside."""
    if any(column.startswith("_rest_") for column in cells):
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
    columns = [*table.model.model_fields, "_row"]
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
            kept = {key: str(cell) for key, cell in cells.items() if cell and key != "_row"}
            row = int(cells["_row"])
            problems.append(Problem(f"{name}.csv", row, message, values, kept, "set aside"))
        table = table[~dangling]
    return table


def _check_places(tables: dict[str, pd.DataFrame], problems: list[Problem]) -> None:
    """Say which places nobody knows, and ask about those that can be several."""
    for name in ("firms", "needs"):
        for cells in tables[name].dropna(subset="place").to_dict("records"):
            found = find_regencies(cells["place"])
            if len(found) == 1:
                continue
            names = ", ".join(regencies()["name"][list(found)])
            message = _AMBIGUOUS_PLACE if found else _UNKNOWN_PLACE
            values = {"cell": cells["place"], "choices": names}
            effect = "shared" if found else "unknown"
            problems.append(Problem(f"{name}.csv", int(cells["_row"]), message, values, {}, effect))
