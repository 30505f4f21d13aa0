"""Columns: the cells of a table that may lack the column; what is not there is unknown."""

from collections.abc import Sequence

import pandas as pd


def cells(table: pd.DataFrame, column: str) -> list[object]:
    """Give a column's cells; a column that is not there is unknown in every row."""
    return list(table[column]) if column in table else [None] * len(table)


def texts(table: pd.DataFrame, column: str) -> list[str]:
    """Give a column's cells as text; unknown is ''."""
    return [cell.strip() if isinstance(cell, str) else "" for cell in cells(table, column)]


def numbers(table: pd.DataFrame, column: str) -> pd.Series:
    """Give a column as floats; unknown is NaN."""
    return pd.to_numeric(pd.Series(cells(table, column), index=table.index, dtype=object))


def added(table: pd.DataFrame, columns: dict[str, Sequence[object]]) -> pd.DataFrame:
    """Add columns of objects to a copy of a table."""
    series = {
        name: pd.Series(values, index=table.index, dtype=object) for name, values in columns.items()
    }
    return table.assign(**series)
