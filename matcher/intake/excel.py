"""Excel: the sheets of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods) with the values Excel showed.

Formulas come as their last results. What calamine does not tell of an .xlsx (hidden columns and
rows, error values) stands in `markup`; of the other formats it stays unknown.
"""

import io
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from functools import partial
from typing import TypeVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from features.language import mark
from matcher.errors import DataError
from matcher.intake.markup import Marks, read_marks
from matcher.intake.sheets import Cell, Row, Sheet, Span, clean

_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_EXACT = 1e16  # up to here a whole float stands for one integer and no other
_DAY = timedelta(days=1)
T = TypeVar("T")


def read_excel(content: bytes, name: str) -> list[Sheet]:
    """Give every worksheet, hidden ones marked, in the order of the workbook.

    Raises
    ------
    DataError
        When the file is protected, damaged, too large once unpacked or no workbook.
    """
    if _PROTECTED in content:
        raise _protected(name)
    marks = read_marks(content, name)
    book = _tried(partial(CalamineWorkbook.from_filelike, io.BytesIO(content)), name)
    sheets = []
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            found = _tried(partial(book.get_sheet_by_name, about.name), name)
            hidden = about.visible != SheetVisibleEnum.Visible
            sheets.append(_sheet(found, hidden, marks.get(about.name, Marks())))
    return sheets


def _tried(read: Callable[[], T], name: str) -> T:
    """Call the library; whatever goes wrong in it, a damaged file is the cause."""
    try:
        return read()
    except PasswordError as error:
        raise _protected(name) from error
    except (CalamineError, ValueError, OverflowError, OSError, MemoryError) as error:
        raise _unreadable(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the Rust part reports its own mistakes
            raise
        raise _unreadable(name) from error


def _sheet(found: CalamineSheet, hidden: bool, marks: Marks) -> Sheet:
    left = found.start[1] if found.start else 0
    spans = tuple(
        Span(top + 1, first - left, bottom + 1, last - left)
        for (top, first), (bottom, last) in found.merged_cell_ranges or ()
        if first >= left
    )
    errors = {
        row: {column - left: error for column, error in at.items()}
        for row, at in marks.errors.items()
    }
    return Sheet(
        clean(found.name),
        lambda: _rows(found, errors),
        left,
        hidden,
        spans,
        frozenset(column - left for column in marks.hidden_columns),
        marks.hidden_rows,
    )


def _rows(found: CalamineSheet, errors: dict[int, dict[int, str]]) -> Iterator[Row]:
    for number, values in enumerate(found.iter_rows(), 1):
        cells = [_cell(value) for value in values]
        for column, error in errors.get(number, {}).items():
            if 0 <= column < len(cells):
                cells[column] = error
        yield number, cells


def _cell(value: Cell | timedelta) -> Cell:
    """Give a value as a person would say it: 5 and not 5.0, half past eight and not 0.35 days."""
    if isinstance(value, str):
        return clean(value.replace("\r\n", "\n").replace("_x000D_", "")) if value else value
    if isinstance(value, float):
        return int(value) if -_EXACT < value < _EXACT and value.is_integer() else value
    if isinstance(value, timedelta):
        return _clock(value)
    return value


def _clock(span: timedelta) -> Cell:
    seconds = round(span.total_seconds())
    hours, minutes, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    if timedelta(0) <= span < _DAY and hours < 24:
        return time(hours, minutes, second)
    return f"{hours}:{minutes:02}:{second:02}"


def _protected(name: str) -> DataError:
    return DataError(
        mark("{file} is protected by a password; save it without one and import it again"),
        file=name,
    )


def _unreadable(name: str) -> DataError:
    return DataError(
        mark("{file} cannot be read as a workbook; open it in Excel and save it again as .xlsx"),
        file=name,
    )
