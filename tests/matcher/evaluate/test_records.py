"""Records as a history."""

from datetime import date

from matcher import load
from matcher.evaluate import history_of, split_at


def test_what_led_to_an_mou_or_an_order_is_an_outcome(folder):
    (folder / "outcomes.csv").write_text(
        "outcome_id,need_id,supplier_id,step,date\n"
        "O-1,N-1,S-1,meeting,2024-06-01\nO-2,N-1,S-1,mou,2024-07-01\n"
        "O-3,N-1,S-1,purchase_order,2024-08-01\nO-4,N-2,S-2,meeting,2024-06-01\n"
    )

    found = history_of(load(folder))

    assert found.outcomes.to_numpy().tolist() == [["N-1", "S-1"]]
    assert found.needs.loc["N-1", "wording"] == "rem block cast iron ; cor pasir ; cast iron"
    assert list(found.needs.index) == ["N-1", "N-2"]


def test_the_example_event_can_be_evaluated():
    split = split_at(history_of(load("demo_event")), date(2025, 9, 1))

    assert split.won.any(axis=1).all()
    assert split.past["date"].max() < date(2025, 9, 1)
