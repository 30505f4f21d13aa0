"""What a person takes away from the store: every record in the documented form, to be read back.

Whoever imports what was exported changes nothing. Firms that were merged are not among them: their
names are among the other names, and what was said of them is said of the firm that was kept.
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from features.language import mark
from matcher.access import Person, allowed
from matcher.errors import DataError
from matcher.intake.question import as_text
from matcher.records import KINDS
from matcher.store import Store, table

_EXPORTS = mark("exporting everything, contacts included, is for planners; ask one")
_NO_PLACE = mark("{file} cannot be written: {reason}; name another file or folder")
_NOTHING = mark("nothing is stored yet; import something first: linkmatch import FILE")
# as the files of a folder are called, so that `--data FOLDER` reads them too
NAMES = {kind: f"{kind}s" for kind in KINDS} | {
    "alias": "aliases",
    "capability": "capabilities",
    "availability": "availabilities",
    "wish": "wishes",
}
_RUNS = re.compile(r"'*[=+\-@\t\r\n]")
_DAY = "dd/mm/yyyy"


@allowed(_EXPORTS, planner="all")
def export_tables(who: Person, store: Store) -> dict[str, pd.DataFrame]:
    """Give the records by kind, where there are any; custom columns stand last.

    Raises
    ------
    DataError
        When there are none at all.
    """
    found = {kind: table(store, kind) for kind in KINDS}
    firms = found["firm"]
    found["firm"] = firms[firms["merged_into"].isna()].drop(columns="merged_into")
    filled = {kind: frame for kind, frame in found.items() if len(frame)}
    if not filled:
        raise DataError(_NOTHING)
    return filled


@allowed(_EXPORTS, planner="all")
def export_workbook(who: Person, store: Store) -> bytes:
    """Write all records as one Excel workbook, a sheet per kind; no text runs as a formula."""
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        looks = {
            "head": book.add_format({"bold": True}),
            "day": book.add_format({"num_format": _DAY}),
            "text": book.add_format({"num_format": "@"}),
        }
        for kind, frame in export_tables(who, store).items():
            _write_sheet(book.add_worksheet(NAMES[kind]), frame, looks)
    return buffer.getvalue()


@allowed(_EXPORTS, planner="all")
def export_folder(who: Person, store: Store, folder: Path) -> list[Path]:
    """Write all records as CSV files, one per kind, as Excel opens them under Indonesian settings.

    Raises
    ------
    DataError
        When the folder or a file in it cannot be written.
    """
    texts = {NAMES[kind]: to_csv(frame) for kind, frame in export_tables(who, store).items()}
    written = [folder / f"{name}.csv" for name in texts]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in zip(written, texts.values(), strict=True):
            path.write_bytes(text)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return written


@allowed(_EXPORTS, planner="all")
def export_file(who: Person, store: Store, file: Path) -> None:
    """Write all records into an Excel file.

    Raises
    ------
    DataError
        When it cannot be written.
    """
    content = export_workbook(who, store)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise _unwritable(file, error) from error


def to_csv(frame: pd.DataFrame) -> bytes:
    """Write a table with ; between cells and a comma in decimals; no text runs as a formula.

    >>> to_csv(pd.DataFrame({"workers": [1.5], "note": ["=1+1"]})).decode("utf-8-sig")
    "workers;note\\r\\n1,5;'=1+1\\r\\n"
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    for row in (frame.columns, *frame.itertuples(index=False, name=None)):
        writer.writerow([_harmless(_plain(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: object) -> str:
    """Write a value as the import reads it back: 1.5 as 1,5 and yes as true."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    known = cell is None or isinstance(cell, (str, int, float, date, datetime))
    return as_text(cell if known else str(cell))  # type: ignore[arg-type]


def _harmless(text: str) -> str:
    return f"'{text}" if _RUNS.match(text) else text


def _write_sheet(sheet: Any, frame: pd.DataFrame, looks: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for place, heading in enumerate(frame.columns):
        cells = frame.iloc[:, place].tolist()
        sheet.set_column(place, place, _width([heading, *map(_plain, cells[:200])]))
        sheet.write_string(0, place, str(heading), looks["head"])
        for row, cell in enumerate(cells, start=1):
            _write_cell(sheet, row, place, cell, looks)


def _write_cell(sheet: Any, row: int, place: int, cell: object, looks: dict[str, Any]) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), looks["day"])
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        sheet.write_number(row, place, cell)
    elif cell is not None:
        sheet.write_string(row, place, _plain(cell), looks["text"])


def _width(texts: Iterable[object]) -> int:
    return min(max(len(str(text)) for text in texts) + 2, 60)


def _unwritable(place: Path, error: OSError) -> DataError:
    return DataError(_NO_PLACE, file=str(place), reason=error.strerror or str(error))
