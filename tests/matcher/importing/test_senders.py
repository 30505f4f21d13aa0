"""Two senders that disagree: trust first, then date; who loses stays visible."""

import pytest

from matcher import actions
from matcher.people import LOCAL_PLANNER as WHO
from matcher.store import facts

from .pipe import csv_of, held, take_in

HEAD = "firm_id|name|kind|workers|as_of|certainty"
OLD = csv_of(HEAD, "S-1|CV Maju|ikm|10|2025-01-01|claimed")
NEW = csv_of(HEAD, "S-1|CV Maju|ikm|12|2026-01-01|claimed")
SURE = csv_of(HEAD, "S-1|CV Maju|ikm|11|2024-01-01|verified")


def workers(store):
    return [(f.value, f.held) for f in facts(store, "firm", "S-1") if f.field == "workers"]


@pytest.mark.parametrize("files", [(OLD, NEW, SURE), (SURE, NEW, OLD), (NEW, SURE, OLD)])
def test_trust_counts_first_then_the_date_whatever_came_first(store, files):
    for place, content in enumerate(files):
        take_in(store, content, f"{place}.csv")

    assert workers(store) == [(11, True), (12, False), (10, False)]
    assert held(store)["firm", "S-1"]["workers"] == 11


def test_loser_sent_again_is_unchanged_and_stays_visible(store):
    take_in(store, SURE, "sure.csv")
    take_in(store, OLD, "old.csv")
    before = held(store, versions=True), workers(store)

    _, again = take_in(store, OLD, "old.csv")
    renamed = take_in(store, OLD, "old (1).csv", sender="old.csv")[1]

    assert (again["unchanged"], renamed["unchanged"]) == (1, 1)
    assert (held(store, versions=True), workers(store)) == before


def test_same_value_of_a_later_day_or_surer_is_a_change_and_written_otherwise_is_none(store):
    longer = f"{HEAD}|phone"  # read anew: the cells are not those of the file before
    rows = ("2025-01-01|claimed", "2025-02-01|claimed", "2025-02-01|seen")
    take_in(store, OLD, "a.csv")

    ended = [
        take_in(store, csv_of(longer, f"S-1|CV Maju|ikm|10|{row}|"), "a.csv")[1] for row in rows
    ]

    assert [(one["unchanged"], one["updated"]) for one in ended] == [(1, 0), (0, 1), (0, 1)]


def test_preview_says_that_a_trusted_value_stays(store):
    from .pipe import stage

    take_in(store, SURE, "sure.csv")
    ((_, staged),) = stage(store, NEW, "new.csv")

    (change,) = actions.see_changes(WHO, store, staged.batch_id)

    assert change.fields == {"workers": (11, 12, 11)}


def test_undoing_the_winner_lets_the_loser_count(store):
    acts, _ = take_in(store, SURE, "sure.csv")
    take_in(store, NEW, "new.csv")

    actions.undo_act(WHO, store, acts[0])

    assert held(store)["firm", "S-1"]["workers"] == 12


def test_row_that_says_the_same_more_surely_is_an_update(store):
    take_in(store, OLD, "old.csv")
    sure = csv_of(HEAD, "S-1|CV Maju|ikm|10|2025-01-01|verified")

    take_in(store, sure, "sure.csv")
    take_in(store, NEW, "new.csv")

    assert held(store)["firm", "S-1"]["workers"] == 10
