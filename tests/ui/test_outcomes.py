"""The page Hasil, through Streamlit's AppTest: followed, told, corrected, undone."""

from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from matcher import actions
from matcher.people import LOCAL_PLANNER as WHO

ROOT = Path(__file__).parents[2]


def html(at):
    return " ".join(element.proto.body for element in at.get("html"))


def view(at, name):
    return at.segmented_control(key="outcome_view_en").set_value(name).run()


def shown(at):
    return [frame.value for frame in at.dataframe]


def test_first_screen_counts_pairs_and_values_and_says_what_is_due(open_page):
    at = open_page("outcomes")

    for n, words in (("2", "pairs"), ("1", "they met"), ("1", "ordered"), ("1", "need a call")):
        assert f"<b>{n}</b><span>{words}</span>" in html(at)
    assert "<b>Rp 90 million</b><span>promised</span><small>of 1 pairs</small>" in html(at)
    assert "<b>–</b><span>signed</span><small>nobody told</small>" in html(at)  # noqa: RUF001
    (due,) = shown(at)
    assert due["why"].tolist() == ["the next step was due 3 days ago"]
    assert due["supplier"].tolist() == ["PT Knalpot Tegal"]


def test_link_opens_the_story_of_a_pair_and_survives_a_reload(open_page):
    for _ in range(2):
        at = open_page("outcomes", need="N-1", ikm="S-1")

        assert at.selectbox(key="outcome_need").value == "N-1"
        assert "<th scope='row'>order</th><td>Buyer</td>" in html(at)
        assert "promised Rp 90 million; realised Rp 10 million" in html(at)
        assert at.query_params == {"need": "N-1", "ikm": "S-1", "language": "en"}


def test_invented_link_is_left_alone(open_page):
    at = open_page("outcomes", need="<b>", ikm="S-9", event="E-9")

    assert (at.selectbox(key="outcome_need").value, at.selectbox(key="outcome_ikm").value) == (
        None,
        None,
    )


def test_step_is_told_in_one_click_and_undone_in_another(open_page, stored):
    at = open_page("outcomes", need="N-1", ikm="S-2")
    at.selectbox(key="told_step").select("quotation")
    at.segmented_control(key="told_reported_by").set_value("supplier")
    at.number_input(key="told_promised_idr").set_value(75_000_000)
    at.selectbox(key="told_next_step").select("sample")

    note(at)

    (pair,) = [p for p in actions.follow_stored(WHO, stored) if p.key == ("N-1", "S-2")]
    (step,) = pair.steps
    assert (step.step, step.reported_by, step.promised_idr, step.next_step) == (
        "quotation",
        "supplier",
        75e6,
        "sample",
    )
    assert "Noted: price offered" in at.markdown[0].value.replace("\\", "")
    at.button(key="data_undo_last").click().run()
    assert len(actions.follow_stored(WHO, stored)) == 2


def test_what_cannot_be_is_one_line_and_nothing_is_written(open_page, stored):
    at = open_page("outcomes", need="N-1", ikm="S-2")
    at.date_input(key="told_next_date").set_value("2020-01-01")

    note(at)

    assert "lies before this one" in at.error[0].value
    assert len(actions.follow_stored(WHO, stored)) == 2


def test_every_filter_of_the_pairs_changes_the_table(open_page):
    at = view(open_page("outcomes"), "pairs")
    assert shown(at)[0]["supplier"].tolist() == ["CV Cor Ceper", "PT Knalpot Tegal"]

    at.text_input(key="outcome_text").set_value("knalpot").run()
    assert shown(at)[0]["supplier"].tolist() == ["PT Knalpot Tegal"]
    at.text_input(key="outcome_text").set_value("").run()
    at.selectbox(key="outcome_stage").select("order").run()
    assert shown(at)[0]["supplier"].tolist() == ["CV Cor Ceper"]
    at.selectbox(key="outcome_stage").select("").run()
    at.toggle(key="outcome_going_on").set_value(True).run()
    assert shown(at)[0]["supplier"].tolist() == ["CV Cor Ceper"]
    at.text_input(key="outcome_text").set_value("nobody").run()
    assert shown(at) == []


def test_funnel_is_grouped_by_event_place_and_buyer(open_page):
    at = view(open_page("outcomes"), "funnel")
    rows = {}
    for by in ("event", "sentra", "buyer"):
        at.segmented_control(key="outcome_by").set_value(by).run()
        rows[by] = shown(at)[0].iloc[:, 0].tolist()

    assert rows == {
        "event": ["Temu Tegal", "between events"],
        "sentra": ["Kabupaten Klaten", "Kabupaten Tegal"],
        "buyer": ["PT Kereta", "PT Motor"],
    }


def test_event_narrows_everything(open_page):
    at = open_page("outcomes")

    at.selectbox(key="event_chosen").select("E-1").run()

    assert "<b>1</b><span>pairs</span>" in html(at)
    assert at.query_params["event"] == "E-1"


def test_value_view_lists_the_pairs_that_told_one(open_page):
    at = view(open_page("outcomes"), "value")

    assert shown(at)[0]["Promised"].tolist() == ["Rp 90 million"]


def test_a_folder_can_only_be_looked_at(monkeypatch):
    monkeypatch.delenv("LINKMATCH_DATA", raising=False)
    st.cache_resource.clear()
    at = AppTest.from_file(ROOT / "app.py", default_timeout=90)
    at.session_state["language"], at.session_state["data"] = "en", "demo_event"
    at = at.switch_page("matcher/ui/outcomes.py")
    at.query_params["need"], at.query_params["ikm"] = "P-001", "I-024"

    at.run()

    assert not at.exception
    assert [one.value for one in at.info] == [
        "These data can only be looked at. Import them on the page Data to add steps."
    ]
    assert "<b>313</b><span>pairs</span>" in html(at)


def note(at):
    (button,) = [one for one in at.button if one.label == "Note this step"]
    button.click().run()
    assert not at.exception
