"""Records as a history."""

from datetime import date

import pytest

from matcher import load
from matcher.errors import DataError
from matcher.evaluate import earlier_splits, history_of, split_at


def test_what_led_to_an_mou_or_an_order_is_an_outcome(folder):
    (folder / "outcomes.csv").write_text(
        "outcome_id,need_id,supplier_id,step,date\n"
        "O-1,N-1,S-1,meeting,2024-06-01\nO-2,N-1,S-1,mou,2024-07-01\n"
        "O-3,N-1,S-1,purchase_order,2024-08-01\nO-4,N-2,S-2,meeting,2024-06-01\n"
    )

    found = history_of(load(folder))

    assert found.outcomes.to_numpy().tolist() == [["N-1", "S-1", date(2024, 7, 1)]]
    assert found.needs.loc["N-1", "wording"] == "rem block cast iron ; cor pasir ; cast iron"
    assert list(found.needs.index) == ["N-1", "N-2"]


def test_an_mou_signed_after_the_split_is_not_known_before_it(folder):
    (folder / "needs.csv").write_text(
        "need_id,firm_id,component,date,status\n"
        "N-1,B-1,rem block,2022-06-01,closed\nN-2,B-1,poros,2023-02-01,closed\n"
        "N-3,B-1,rem,2024-05-01,closed\n"
    )
    (folder / "outcomes.csv").write_text(
        "outcome_id,need_id,supplier_id,step,date\n"
        "O-1,N-1,S-1,mou,2022-07-01\nO-2,N-2,S-1,mou,2024-06-01\nO-3,N-3,S-1,mou,2024-06-01\n"
    )
    (folder / "requirements.csv").unlink(missing_ok=True)
    history = history_of(load(folder))

    split = split_at(history, date(2024, 1, 1))

    assert (list(split.past.index), list(split.needs.index)) == (["N-1"], ["N-3"])
    assert list(earlier_splits(history, date(2024, 1, 1))) == []


def test_without_an_outcome_there_is_nothing_to_evaluate(folder):
    with pytest.raises(DataError, match="no need with a date led to an MoU"):
        history_of(load(folder))


def test_the_example_event_can_be_evaluated():
    split = split_at(history_of(load("demo_event")), date(2025, 9, 1))

    assert split.won.any(axis=1).all()
    assert split.past["date"].max() < date(2025, 9, 1)
