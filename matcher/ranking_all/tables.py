"""Tables: parquet files in, checked; tables of cells, as the criteria read them, out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from features import Past
from features.language import mark
from matcher.dataset import Dataset
from matcher.errors import DataError
from matcher.ranking_all.columns import NEEDS, REQUIRED, SUPPLIERS
from matcher.records.needs import Requirement

Held = dict[str, list[tuple[str, str, date | None]]]

_SCHEMAS = {"suppliers": SUPPLIERS, "needs": NEEDS}
_UNREADABLE = mark("{file} cannot be read as a parquet file ({reason}); write it again")
_NO_COLUMN = mark("{file} has no column '{column}'; needed are: {needed}")
_WRONG_TYPE = mark(
    "{file}, column '{column}': {found} where {expected} should be; write the file anew"
)
_NO_ID = mark("{file}, row {row} has no {column}; every row needs one")
_WRONG_MUST = mark("{file}, need '{need}': the must-have {kind} '{value}' cannot be read; mend it")


def count_rows(file: Path, what: str) -> int:
    """Count the rows of a file from its heading, and check its columns.

    Raises
    ------
    DataError
        When it cannot be read, or lacks a column.
    """
    return int(_opened(file, what).metadata.num_rows)


def batches(file: Path, what: str, n_rows: int) -> Iterator[pa.Table]:
    """Read a file in parts of at most so many rows, with all columns of its schema.

    Raises
    ------
    DataError
        When a part cannot be read, a column is of another type or a row has no id.
    """
    opened, schema, seen = _opened(file, what), _SCHEMAS[what], 0
    names = [name for name in schema.names if name in opened.schema_arrow.names]
    try:
        for batch in opened.iter_batches(n_rows, columns=names):
            table = _cast(pa.Table.from_batches([batch]), schema, file)
            _check_ids(table, REQUIRED[what][0], file, seen)
            seen += len(table)
            yield table
    except (OSError, pa.ArrowException) as error:
        raise DataError(_UNREADABLE, file=file.name, reason=_one_line(error)) from error


def read_needs_file(file: Path) -> pa.Table:
    """Read all needs, in the order of their ids.

    Raises
    ------
    DataError
        When the file cannot be read, an id stands twice or a must-have says nothing.
    """
    parts = list(batches(file, "needs", 65_536))
    if not parts:
        raise DataError(mark("{file} has no row; there is no need to rank for"), file=file.name)
    table = pa.concat_tables(parts).sort_by("need_id")
    ids = pd.Series(table["need_id"].to_pylist())
    if ids.duplicated().any():
        twice = ids[ids.duplicated()].iat[0]
        raise DataError(mark("{file}: the need '{need}' stands twice; keep one"), file=file.name,
                        need=twice)  # fmt: skip
    for need, musts in zip(ids, table["requirements"].to_pylist(), strict=True):
        for must in musts or []:
            _check_must(file, need, must)
    return table


def cells(table: pa.Table) -> pd.DataFrame:
    """Give cells as Python objects, None where nothing is stated."""
    found = {
        name: pd.Series(table[name].to_pylist(), dtype=object)
        for name in table.column_names
        if name not in ("served", "certificate_list", "requirements")
    }
    if "served" in table.column_names:
        served = [
            tuple(
                Past(p["need_id"], p["text"] or "", p["date"], p["name"] or "", p["buyer"] or "")
                for p in row or ()
            )
            for row in table["served"].to_pylist()
        ]
        found["served"] = pd.Series(served, dtype=object)
    return pd.DataFrame(found)


def certificates_of(table: pa.Table) -> Held:
    """Map each firm to its certificates: from their list, else from the two columns of text."""
    found: Held = {}
    columns = ("firm_id", "certificate_list", "certificates", "no_certificates")
    for firm, listed, held, lacking in zip(*(table[c].to_pylist() for c in columns), strict=True):
        if firm not in found:
            said = [(c["certificate"], c["status"], c["valid_until"]) for c in listed or []]
            found[firm] = said or [
                (name.strip(), status, None)
                for text, status in ((held, "held"), (lacking, "not_held"))
                for name in (text or "").split(";")
                if name.strip()
            ]
    return {firm: said for firm, said in found.items() if said}


def write_sides(data: Dataset, suppliers: Path, needs: Path) -> None:
    """Write what is loaded as the two files that `rank-all` reads."""
    write_suppliers(data, data.suppliers, suppliers)
    asked = data.asked
    musts = {
        need: rows[["kind", "value"]].to_dict("records")
        for need, rows in data.requirements.groupby("need_id")
    }
    extra = {"need_id": asked.index, "requirements": [musts.get(need) for need in asked.index]}
    _write(asked.assign(**extra), NEEDS, needs)


def write_suppliers(data: Dataset, offered: pd.DataFrame, file: Path) -> None:
    """Write some rows of `data.suppliers` as a file that `rank-all` reads."""
    held = {
        firm: [dict(zip(("certificate", "status", "valid_until"), c, strict=True)) for c in said]
        for firm, said in data.certificates_of.items()
    }
    extra = {
        "row_id": offered.index,
        "served": [[vars(past) for past in row] for row in offered["served"]],
        "certificate_list": [held.get(firm) for firm in offered["firm_id"]],
    }
    _write(offered.assign(**extra), SUPPLIERS, file)


def _write(table: pd.DataFrame, schema: pa.Schema, file: Path) -> None:
    columns = [
        pa.array([None if _blank(cell) else cell for cell in table[field.name]], field.type)
        if field.name in table
        else pa.nulls(len(table), field.type)
        for field in schema
    ]
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), file)


def _blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, float) and cell != cell)


def _opened(file: Path, what: str) -> pq.ParquetFile:
    try:
        opened = pq.ParquetFile(file)
    except (OSError, pa.ArrowException) as error:
        raise DataError(_UNREADABLE, file=file.name, reason=_one_line(error)) from error
    for column in REQUIRED[what]:
        if column not in opened.schema_arrow.names:
            needed = ", ".join(REQUIRED[what])
            raise DataError(_NO_COLUMN, file=file.name, column=column, needed=needed)
    return opened


def _cast(table: pa.Table, schema: pa.Schema, file: Path) -> pa.Table:
    columns = []
    for field in schema:
        if field.name not in table.column_names:
            columns.append(pa.nulls(len(table), field.type))
            continue
        column = table[field.name].combine_chunks()
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if pa.types.is_floating(field.type) and _is_text(column.type):
            raise _wrong_type(file, field, column)  # "1.200" would be read as 1.2
        try:
            columns.append(column.cast(field.type, safe=False))
        except pa.ArrowException as error:
            raise _wrong_type(file, field, column) from error
    return pa.Table.from_arrays(columns, schema=schema)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _wrong_type(file: Path, field: pa.Field, column: pa.Array) -> DataError:
    return DataError(
        _WRONG_TYPE,
        file=file.name,
        column=field.name,
        found="text" if _is_text(column.type) else str(column.type),
        expected="numbers" if pa.types.is_floating(field.type) else str(field.type),
    )


def _check_ids(table: pa.Table, column: str, file: Path, seen: int) -> None:
    for row, value in enumerate(table[column].to_pylist(), seen + 1):
        if not value or not value.strip():
            raise DataError(_NO_ID, file=file.name, row=row, column=column)


def _check_must(file: Path, need: str, must: dict[str, str]) -> None:
    try:
        Requirement.model_validate(
            {"need_id": need, "source": "file", "as_of": date.min, "certainty": "claimed"} | must
        )
    except ValidationError as error:
        kind, value = must["kind"], must["value"]
        raise DataError(_WRONG_MUST, file=file.name, need=need, kind=kind, value=value) from error


def _one_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
