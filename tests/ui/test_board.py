"""The board of the day, on the page Jadwal, through Streamlit's AppTest."""

from datetime import datetime, timedelta

import pytest

from matcher import actions
from matcher.people import LOCAL_PLANNER as WHO

from .released import release

NOW = datetime.now().replace(second=0, microsecond=0)


@pytest.fixture
def released(stored):
    """A plan of today: S-1 meets B-1 now and B-2 next, both before midnight."""
    step = timedelta(minutes=max(1, min(30, (23 * 60 + 59 - 60 * NOW.hour - NOW.minute) // 2)))
    buyers = {"B-1": "PT B-1", "B-2": "PT B-2"}
    meetings = [
        ("S-1", "B-1", "N-1", NOW, NOW + step),
        ("S-1", "B-2", "N-2", NOW + step, NOW + 2 * step),
    ]
    release(stored, {"S-1": "PT S-1"}, buyers, meetings, "Temu")
    return stored


def button(at, label):
    return next(one for one in at.button if one.label.replace("\\", "") == label)


def states(store):
    return [one.state for one in actions.see_board(WHO, store, "E-1")]


def test_meeting_of_now_is_noted_in_one_click_and_undone(released, open_page):
    at = open_page("schedule")
    at = at.button(key="note_kept_S-1_B-1").click().run()
    kept = states(released)
    said = [one.value for one in at.caption if "kept" in one.value]

    button(at, "Undo").click().run()

    assert not at.exception
    assert (kept, states(released)) == (["kept", ""], ["", ""])
    assert said and "you, on this computer" in said[0]


def test_no_show_offers_to_plan_the_rest_without_the_firm(released, open_page):
    at = open_page("schedule")
    at = at.button(key="note_no_show_supplier_S-1_B-1").click().run()
    at = button(at, "Plan the rest without PT S-1").click().run()
    at = button(at, "Mend the schedule").click().run()
    at = button(at, "Keep this as the next version").click().run()

    assert not at.exception
    latest = actions.list_plans(WHO, released)[0]
    _, _, mended, _ = actions.see_plan(WHO, released, latest.plan_id)
    assert [one.meeting_id for one in mended.placed if one.slot_id == "s1"] == []


def test_who_walks_in_is_noted(released, open_page):
    at = open_page("schedule")
    at.text_input(key="walk_in_name").set_value("CV Mendadak")
    at = button(at, "Note it").click().run()

    assert not at.exception
    found = actions.list_participants(WHO, released, "E-1")
    assert found[found["state"] == "present"]["firm"].tolist() == ["CV Mendadak"]


def test_walk_in_written_otherwise_is_asked_about(released, open_page):
    for name in ("CV Mendadak Jaya", "Mendadak Jaya, CV."):
        at = open_page("schedule")
        at.text_input(key="walk_in_name").set_value(name)
        at = button(at, "Note it").click().run()
    asked = [one.value.replace("\\", "") for one in at.markdown if "Mendadak Jaya, CV" in one.value]

    button(at, "Yes, it is").click().run()

    there = actions.list_participants(WHO, released, "E-1").query("state == 'present'")
    assert asked == [
        "Is “Mendadak Jaya, CV.” the firm CV Mendadak Jaya (walk-in:cv-mendadak-jaya)?"
    ]
    assert there["firm"].tolist() == ["CV Mendadak Jaya"]


def test_walk_in_that_is_another_firm_becomes_one_of_its_own(released, open_page):
    for name in ("CV Mendadak Jaya", "CV. Mendadak Jaya"):
        at = open_page("schedule")
        at.text_input(key="walk_in_name").set_value(name)
        at = button(at, "Note it").click().run()

    button(at, "No, another firm").click().run()

    there = actions.list_participants(WHO, released, "E-1").query("state == 'present'")
    assert sorted(there["firm"]) == ["CV Mendadak Jaya", "CV. Mendadak Jaya"]


def test_late_one_offers_to_plan_it_later(released, open_page):
    at = open_page("schedule")
    at = at.button(key="note_late_S-1_B-1").click().run()
    at = at.button(key="later_B-1").click().run()
    at = button(at, "Mend the schedule").click().run()
    at = button(at, "Keep this as the next version").click().run()

    assert not at.exception
    latest = actions.list_plans(WHO, released)[0]
    _, problem, mended, _ = actions.see_plan(WHO, released, latest.plan_id)
    first = [problem.meeting[one.meeting_id] for one in mended.placed if one.slot_id == "s0"]
    assert [one.buyer_id for one in first if one.buyer_id == "B-1"] == []
