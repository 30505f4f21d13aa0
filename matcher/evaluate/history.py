"""History: which supplier served which need, read from three CSV files and checked.

What cannot be used is set aside and said; further columns are ignored.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from features.language import mark
from matcher.errors import DataError
from matcher.learn.remark import Remark

COLUMNS = {
    "suppliers": ("id", "name", "location"),
    "needs": ("id", "text", "buyer", "location", "category", "value", "date"),
    "outcomes": ("need_id", "supplier_id"),
}
_ENCODINGS = ("utf-8-sig", "cp1252")


@dataclass(frozen=True)
class History:
    """Three tables.

    `suppliers` is indexed by `firm_id` (name, location), `needs` by `need_id` and ordered by it
    (wording, firm_id of the buyer, location, category, date); `outcomes` has one row per
    (need_id, supplier_id), and in `date`, if it has one, the day on which that was known.
    """

    suppliers: pd.DataFrame
    needs: pd.DataFrame
    outcomes: pd.DataFrame
    remarks: tuple[Remark, ...] = ()


def read_history(folder: Path) -> History:
    """Read suppliers.csv, needs.csv and outcomes.csv.

    Raises
    ------
    DataError
        When a file or a column is missing, or nothing is left to evaluate.
    """
    remarks: list[Remark] = []
    suppliers, needs, outcomes = (_table(folder, name) for name in COLUMNS)
    suppliers = _once(suppliers, "suppliers.csv", remarks)
    needs = _dated(_once(needs, "needs.csv", remarks), remarks)
    for column, known, file in (
        ("need_id", needs.index, "needs.csv"),
        ("supplier_id", suppliers.index, "suppliers.csv"),
    ):
        lost = outcomes[~outcomes[column].isin(known)]
        _aside(lost[column], "outcomes.csv", _UNKNOWN, remarks, column=column, target=file)
        outcomes = outcomes.drop(lost.index)
    twice = outcomes[outcomes.duplicated(["need_id", "supplier_id"])]
    _aside(twice["need_id"], "outcomes.csv", _TWICE, remarks)
    outcomes = outcomes.drop(twice.index)[["need_id", "supplier_id"]]
    if outcomes.empty:
        raise DataError(
            mark("'{folder}' has no outcome that names a known need and supplier; add some"),
            folder=str(folder),
        )
    buyers = needs.loc[outcomes["need_id"].unique(), "firm_id"].dropna().unique()
    if len(buyers) == 1:
        remarks.append(Remark(_ONE_BUYER, {"buyer": buyers[0]}))
    return History(
        suppliers=suppliers.rename_axis("firm_id"),
        needs=needs.rename(columns={"text": "wording"}).rename_axis("need_id").sort_index(),
        outcomes=outcomes.sort_values(["need_id", "supplier_id"], ignore_index=True),
        remarks=tuple(remarks),
    )


_UNKNOWN = mark("{file}, row {row}: {target} has no {column} '{value}'; {n} such rows set aside")
_TWICE = mark("{file}, row {row}: '{value}' repeats an earlier row; {n} such rows set aside")
_NO_DATE = mark("{file}, row {row}: '{value}' is no date like 2018-11-27; {n} such rows set aside")
_NO_ID = mark("{file}, row {row}: a row without an id; {n} such rows set aside")
_CONTRADICTS = mark(
    "{file}, row {row}: '{value}' stands twice and not alike; the first counts, {n} such rows "
    "set aside"
)
_ONE_BUYER = mark("all outcomes come from one buyer, '{buyer}'; the figures say nothing of others")


def _table(folder: Path, name: str) -> pd.DataFrame:
    """Read one file as texts; the index is the row in the file, the header being row 1."""
    file = folder / f"{name}.csv"
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DataError(
            mark("'{folder}' has no {file} that can be read; give a folder with {files}"),
            folder=str(folder),
            file=file.name,
            files=", ".join(f"{each}.csv" for each in COLUMNS),
        ) from error
    try:
        text = content.decode(_ENCODINGS[0])
    except UnicodeDecodeError:
        text = content.decode(_ENCODINGS[1], "replace")
    rows = list(csv.DictReader(io.StringIO(text)))
    heads = rows[0].keys() if rows else next(csv.reader(io.StringIO(text)), [])
    needed = {"suppliers": ("id",), "needs": ("id", "text", "date")}.get(name, COLUMNS[name])
    for column in needed:
        if column not in heads:
            raise DataError(
                mark("{file} has no column '{column}'; it needs {columns}"),
                file=file.name,
                column=column,
                columns=", ".join(COLUMNS[name]),
            )
    cells = [[(row.get(c) or "").strip() or None for c in COLUMNS[name]] for row in rows]
    table = pd.DataFrame(cells, columns=list(COLUMNS[name]), dtype=object)
    return table.set_axis(range(2, len(table) + 2))


def _once(table: pd.DataFrame, file: str, remarks: list[Remark]) -> pd.DataFrame:
    """Index a table by its id; a second row of an id, or one without, is set aside."""
    blank = table[table["id"].isna()]
    _aside(blank["id"], file, _NO_ID, remarks)
    table = table.drop(blank.index)
    again = table["id"].duplicated()
    alike = table.duplicated()
    _aside(table[again & ~alike]["id"], file, _CONTRADICTS, remarks)
    _aside(table[again & alike]["id"], file, _TWICE, remarks)
    return table[~again].rename_axis("row").reset_index().set_index("id")


def _dated(needs: pd.DataFrame, remarks: list[Remark]) -> pd.DataFrame:
    days = [_day(cell) for cell in needs["date"]]
    undated = pd.Series([day is None for day in days], index=needs.index, dtype=bool)
    lost = needs[undated].set_index("row")
    _aside(lost["date"].fillna(""), "needs.csv", _NO_DATE, remarks)
    dates = pd.Series(days, index=needs.index, dtype=object)
    needs = needs.assign(date=dates)[~undated]
    return needs.assign(text=needs["text"].fillna("")).rename(columns={"buyer": "firm_id"})


def _day(cell: object) -> date | None:
    try:
        return date.fromisoformat(str(cell)[:10])
    except ValueError:
        return None


def _aside(
    lost: pd.Series, file: str, message: str, remarks: list[Remark], **values: object
) -> None:
    """Say that rows are set aside: the first of them, and how many."""
    if len(lost):
        rows: Iterable[Any] = lost.index
        first = {"file": file, "row": next(iter(rows)), "value": lost.iloc[0], "n": len(lost)}
        remarks.append(Remark(message, first | values))
