"""The page Jadwal, through Streamlit's AppTest: a kept plan is shown, changed and released."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.planner.programme_file import load_programme
from matcher.store import open_store

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def planned():
    """A plan of the made-up event."""
    scorer = actions.prepare(WHO, actions.open_data(WHO, "demo_event"))
    programme = load_programme()
    arranged = actions.choose_pairs(WHO, scorer, programme)
    found = actions.make_plan(WHO, arranged.problem, seconds=20.0)
    about = actions.describe_event(WHO, scorer, arranged, found, programme)
    return arranged.problem, found, about


@pytest.fixture
def store(tmp_path, monkeypatch):
    where = tmp_path / "linkmatch.db"
    monkeypatch.setenv("LINKMATCH_DB", str(where))
    monkeypatch.delenv("LINKMATCH_DATA", raising=False)
    st.cache_resource.clear()
    opened = open_store(where)
    yield opened
    opened.close()


@pytest.fixture
def app(store):  # noqa: ARG001
    at = AppTest.from_file(ROOT / "app.py", default_timeout=90)
    at.session_state["language"], at.session_state["data"] = "en", "demo_event"
    return at.switch_page("matcher/ui/schedule.py")


def button(at, label):
    return next(one for one in at.button if one.label == label)


def test_without_a_plan_the_page_asks_what_is_wanted(app):
    at = app.run()

    assert not at.exception
    assert [one.label for one in at.number_input] == [
        "Each IKM meets at least",
        "Each buyer meets at least",
        "Most IKM for one need (0: no limit)",
    ]
    assert button(at, "Make the schedule")


def test_kept_plan_is_shown_checked_and_released(app, store, planned):
    actions.keep_plan(WHO, store, *planned)

    at = app.run()
    assert not at.exception
    assert "Counted again without the planner: every rule is kept." in [
        one.value for one in at.caption
    ]
    at = button(at, "Release this version").click().run()

    (version,) = actions.list_plans(WHO, store)
    assert version.released_by == WHO.name
    assert [one.value.startswith("Released by") for one in at.success] == [True]


def test_no_show_gives_a_next_version_without_the_firm(app, store, planned):
    problem, found, about = planned
    first = actions.keep_plan(WHO, store, problem, found, about)
    away = problem.meeting[found.placed[0].meeting_id].supplier_id

    at = app.run()
    who = next(one for one in at.selectbox if one.label == "Who")
    at = who.select(away).run()
    at = button(at, "Note it").click().run()
    at = button(at, "Mend the schedule").click().run()
    at = button(at, "Keep this as the next version").click().run()

    latest = actions.list_plans(WHO, store)[0]
    assert latest.based_on == first
    _, then, mended, _ = actions.see_plan(WHO, store, latest.plan_id)
    assert all(away not in then.meeting[one.meeting_id].firms for one in mended.placed)
    assert actions.check_plan(WHO, then, mended) == []
