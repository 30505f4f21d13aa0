"""Export: tables as CSV and Excel that no spreadsheet program executes."""

import io

import pandas as pd

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(table: pd.DataFrame) -> bytes:
    """Write CSV with a byte order mark, so that Excel reads UTF-8; no text runs as a formula."""
    text: str = neutral(table).to_csv(index=False)
    return text.encode("utf-8-sig")


def to_excel(table: pd.DataFrame, sheet: str) -> bytes:
    """Write a workbook with one sheet, a frozen bold header and fitting widths.

    xlsxwriter writes every text as text: no formulas, no links.
    """
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        table.to_excel(book, sheet_name=sheet[:31], index=False, freeze_panes=(1, 0))
        page = book.sheets[sheet[:31]]
        for position, column in enumerate(table.columns):
            longest = max([len(str(column)), *(len(str(cell)) for cell in table[column])])
            page.set_column(position, position, min(longest + 2, 60))
        if len(table):
            page.autofilter(0, 0, len(table), len(table.columns) - 1)
    return buffer.getvalue()


def neutral(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before text that a spreadsheet program would run as a formula."""
    return table.map(_neutral_cell).rename(columns=_neutral_cell)


def _neutral_cell(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA):
        return "'" + cell
    return cell
