"""The section of the page Data that keeps the store, through Streamlit's AppTest."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from matcher.access import LOCAL_PLANNER
from matcher.store import Edit, edit, open_store
from matcher.store.backup import backup, restore

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path, monkeypatch):
    """The store of the app, with a firm in it."""
    where = tmp_path / "linkmatch.db"
    monkeypatch.setenv("LINKMATCH_DB", str(where))
    monkeypatch.delenv("LINKMATCH_DATA", raising=False)
    st.cache_resource.clear()
    opened = open_store(where)
    firm = {"firm_id": "S-1", "name": "CV Cor", "kind": "ikm"}
    edit(opened, LOCAL_PLANNER, [Edit("firm", firm)])
    yield opened
    opened.close()


@pytest.fixture
def app(store):  # noqa: ARG001
    """The section in English, beside the data that comes with linkmatch."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    at.session_state["language"], at.session_state["data"] = "en", "demo_event"
    at = at.switch_page("matcher/ui/data.py").run()
    return at.segmented_control(key="data_section_en").set_value("backup").run()


def last_told(at):
    """Give the parts of the line under the backup but for its time and size."""
    told = at.main.caption[-1].value.replace("\\", "").split(" · ")
    return [told[0].split(", ")[0], *told[2:]]


def test_store_without_a_backup_says_so(app):
    assert last_told(app) == ["No backup has been made yet."]


def test_last_backup_is_told_and_whether_the_data_changed(app, store, tmp_path):
    file = tmp_path / "copy.db"
    backup(store, LOCAL_PLANNER, file)
    fresh = last_told(app.run())
    edit(store, LOCAL_PLANNER, [Edit("firm", {"place": "Ceper"}, "S-1")])

    assert fresh == [f"Last backup: {file}", "nothing has changed since"]
    assert last_told(app.run()) == [f"Last backup: {file}", "the data has changed since"]


def test_restored_store_says_from_what(app, store, tmp_path):
    backup(store, LOCAL_PLANNER, tmp_path / "copy.db")
    restore(store, LOCAL_PLANNER, tmp_path / "copy.db")

    assert last_told(app.run()) == [
        f"Last restore: {tmp_path / 'copy.db'}",
        "nothing has changed since",
    ]


def test_examination_asks_for_the_backup_that_is_missing(app):
    button = next(one for one in app.button if one.label == "Examine the data")

    at = button.click().run()

    assert [one.value.replace("\\", "") for one in at.warning] == [
        "no backup of this store has been made; make one: linkmatch backup, or on the page Data"
    ]
