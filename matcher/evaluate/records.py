"""Records as a history: which supplier served which need, in words, buyers and dates only."""

import pandas as pd

from features.language import mark
from matcher.dataset import Dataset
from matcher.errors import DataError
from matcher.evaluate.history import History
from matcher.sides import SERVED


def history_of(data: Dataset) -> History:
    """Give the needs with a day and the pairs that led to something (an MoU or an order).

    Raises
    ------
    DataError
        When no past need led to something.
    """
    needs = data.needs[data.needs["date"].notna()].set_index("need_id").sort_index()
    words = needs[["component", "processes", "materials"]].fillna("").agg(" ; ".join, axis=1)
    firms = data.firms.set_index("firm_id")
    taken = data.outcomes[data.outcomes["step"].isin(SERVED)]
    pairs = taken.sort_values("date", kind="stable")[["need_id", "supplier_id", "date"]]
    pairs = pairs.drop_duplicates(["need_id", "supplier_id"])
    known = pairs["need_id"].isin(needs.index) & pairs["supplier_id"].isin(firms.index)
    if not known.any():
        raise DataError(
            mark(
                "no need with a date led to an MoU or an order; note what came of past needs first"
            )
        )
    return History(
        suppliers=pd.DataFrame({"name": firms["name"], "location": firms["place"]}),
        needs=pd.DataFrame(
            {
                "wording": words,
                "firm_id": needs["firm_id"],
                "location": needs["place"],
                "category": needs["industry"],
                "date": needs["date"],
            }
        ),
        outcomes=pairs[known].sort_values(["need_id", "supplier_id"], ignore_index=True),
    )
