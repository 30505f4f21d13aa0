"""The page Laporan, through Streamlit's AppTest."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


def labels(at):
    return [one.proto.label for one in at.get("download_button")]


def test_page_offers_pdf_and_workbook(open_page):
    at = open_page("report")

    assert labels(at) == ["Download PDF (one page)", "Download Excel (all pairs)"]
    assert at.text_input(key="report_title_None").value == "Link & Match: what came of it"
    assert at.info == []


def test_event_gives_its_name_and_the_page_is_shown_when_asked(open_page):
    at = open_page("report")

    at.selectbox(key="event_chosen").select("E-1").run()
    at.toggle(key="report_look").set_value(True).run()

    assert not at.exception
    assert at.text_input(key="report_title_E-1").value == "Temu Tegal"
    assert [one.label for one in at.toggle] == ["Show the page (1 pairs)"]
    assert len(at.get("image")) == 1


def test_event_without_a_pair_says_how_to_fill_the_report(open_page, stored):
    from matcher.people import LOCAL_PLANNER
    from matcher.store.events import create_event

    create_event(stored, LOCAL_PLANNER, {"event_id": "E-2", "name": "Kosong"})
    at = open_page("report", event="E-2")

    assert [one.value.split(";")[0] for one in at.info] == [
        "No pair of this event has met or is to meet"
    ]


@pytest.mark.parametrize("page", ["overview", "candidates", "pairs", "outcomes", "map", "report"])
def test_every_page_of_made_up_firms_says_so(page, monkeypatch):
    monkeypatch.delenv("LINKMATCH_DATA", raising=False)
    st.cache_resource.clear()
    at = AppTest.from_file(ROOT / "app.py", default_timeout=90)
    at.session_state["language"], at.session_state["data"] = "en", "demo_event"

    at.switch_page(f"matcher/ui/{page}.py").run()

    told = [one.value for one in at.warning]
    assert told.count("Synthetic data: firms, needs and outcomes are made up.") == 1
