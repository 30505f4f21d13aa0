"""What a history must hold, and what is set aside with which words."""

from datetime import date

import pandas as pd
import pytest

from features.language import translator
from matcher.errors import DataError
from matcher.evaluate import read_history

SAY = translator("en")


def remarks(folder):
    return [remark.text(SAY) for remark in read_history(folder).remarks]


def test_a_clean_history_is_read_without_a_remark(history):
    assert (len(history.suppliers), len(history.needs), len(history.outcomes)) == (15, 150, 150)
    assert history.needs["date"].iloc[0] == date(2014, 1, 10)
    assert history.remarks == ()


def test_an_outcome_of_an_unknown_firm_is_set_aside_and_said(made, written):
    found = made()
    found["outcomes"].loc[3, "supplier_id"] = "S-99"

    folder = written(found)

    assert remarks(folder) == [
        "outcomes.csv, row 5: suppliers.csv has no supplier_id 'S-99'; 1 such rows set aside"
    ]
    assert len(read_history(folder).outcomes) == 149


def test_a_repeated_outcome_counts_once(made, written):
    found = made()
    found["outcomes"] = pd.concat([found["outcomes"], found["outcomes"].iloc[[0]]])

    assert remarks(written(found)) == [
        "outcomes.csv, row 152: 'N-000' repeats an earlier row; 1 such rows set aside"
    ]


def test_two_needs_of_one_id_contradict_each_other(made, written):
    found = made()
    found["needs"].loc[1, "id"] = "N-000"

    told = remarks(written(found))

    assert told[0] == (
        "needs.csv, row 3: 'N-000' stands twice and not alike; the first counts, 1 such rows "
        "set aside"
    )


def test_a_need_without_a_readable_date_is_set_aside(made, written):
    found = made()
    found["needs"].loc[0, "date"] = "kemarin"

    assert remarks(written(found))[0] == (
        "needs.csv, row 2: 'kemarin' is no date like 2018-11-27; 1 such rows set aside"
    )


def test_outcomes_of_one_buyer_only_are_said(made, written):
    found = made()
    found["needs"]["buyer"] = "B-0"

    assert remarks(written(found)) == [
        "all outcomes come from one buyer, 'B-0'; the figures say nothing of others"
    ]


def test_further_columns_are_ignored(made, written):
    found = {name: table.assign(note="x") for name, table in made().items()}

    assert remarks(written(found)) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda t: t | {"needs": t["needs"].drop(columns="text")}, "no column 'text'"),
        (lambda t: t | {"outcomes": t["outcomes"].iloc[:0]}, "has no outcome"),
        (lambda t: {"needs": t["needs"]}, "no suppliers.csv"),
    ],
)
def test_what_is_missing_is_one_line(made, written, change, told):
    folder = written(change(made()))

    with pytest.raises(DataError) as error:
        read_history(folder)

    assert told in SAY(error.value.message, **error.value.values)
