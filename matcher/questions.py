"""Questions: what a reader cannot take as it stands in a sheet, and asks instead of guessing."""

import pandas as pd

from features.language import mark, pieces_per_month
from features.places import find_regencies, regencies
from matcher.dataset import Problem

_UNKNOWN_PLACE = mark(
    "place: '{cell}' is no regency, city or sentra that linkmatch knows; "
    "write the kabupaten or kota"
)
_AMBIGUOUS_PLACE = mark("place: '{cell}' can be {choices}; write which")
_CAPACITY = {
    "annual": mark("capacity: '{cell}' is for a year; ask how many pieces of this part a month"),
    "money": mark("capacity: '{cell}' is money; ask how many pieces of this part a month"),
    "weight": mark("capacity: '{cell}' is a weight; ask how many pieces of this part a month"),
}
_UNCLEAR_CAPACITY = mark(
    "capacity: '{cell}' is not plainly pieces a month; ask how many of this part a month"
)


def ask_about_places(tables: dict[str, pd.DataFrame], problems: list[Problem]) -> None:
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
            problems.append(Problem(*_where(cells), message, values, {}, effect))


def ask_about_capacities(table: pd.DataFrame, problems: list[Problem]) -> pd.DataFrame:
    """Take a capacity in words where it is plainly pieces a month, and ask about the others."""
    table = table.copy()
    wanted = table["capacity_per_month"].isna() & table["capacity_stated"].notna()
    for index, cells in table[wanted].iterrows():
        try:
            table.at[index, "capacity_per_month"] = pieces_per_month(cells["capacity_stated"])
        except ValueError as error:
            message = _CAPACITY.get(str(error), _UNCLEAR_CAPACITY)
            values: dict[str, object] = {"cell": cells["capacity_stated"]}
            problems.append(Problem(*_where(cells.to_dict()), message, values))
    return table


def _where(cells: dict[str, object]) -> tuple[str, int]:
    return str(cells["_file"]), int(str(cells["_row"]))
