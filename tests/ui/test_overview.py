"""The page Ringkasan, through Streamlit's AppTest."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from matcher import Scorer, actions, load
from matcher.overview.calls import calls
from matcher.overview.steps import first_step
from matcher.overview.summary import COVERED, NONE, ONE_ONLY, overview
from matcher.pairs import all_pairs
from matcher.people import LOCAL_PLANNER as WHO
from matcher.people import Person
from matcher.store import Edit, edit
from matcher.ui import login
from matcher.ui.pages import PAGES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app(monkeypatch):
    """The app on the example event."""
    monkeypatch.delenv("LINKMATCH_DATA", raising=False)
    st.cache_resource.clear()
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    at.session_state["data"] = "demo_event"
    return at.switch_page("matcher/ui/overview.py")


@pytest.fixture(scope="module")
def scorer():
    return Scorer(load("demo_event"))


def html(at):
    return " ".join(element.proto.body for element in at.get("html"))


def steps(at):
    texts = [one.value.replace("\\", "") for one in at.markdown]
    return [text for text in texts if text[:1].isdigit()]


def test_first_screen_shows_figures_steps_and_coverage(app, scorer):
    found = overview(scorer)

    at = app.run()

    assert not at.exception
    assert at.title[0].value == "Ringkasan"
    for n, words in ((110, "IKM"), (35, "pembeli"), (120, "kebutuhan terbuka")):
        assert f"<b>{n}</b><span>{words}</span>" in html(at)
    todo = (first_step(), *found.steps)
    assert steps(at) == [f"{i}. {step.text('id')}" for i, step in enumerate(todo, 1)]
    for level, words in (
        (COVERED, "punya dua calon atau lebih"),
        (ONE_ONLY, "hanya satu calon"),
        (NONE, "tanpa calon"),
    ):
        assert f"<b>{len(found.needs_with(level))}</b> {words}" in html(at)


def test_tables_hold_the_needs_of_each_level(app, scorer):
    found = overview(scorer)

    at = app.run()

    levels = [found.needs_with(level) for level in (NONE, ONE_ONLY, COVERED)]
    ids = [[need.need_id for need in needs] for needs in levels]
    assert [frame.value["of"].tolist() for frame in at.dataframe] == ids


def test_news_are_called_too_thin_to_judge(app):
    app.session_state["data"] = "link_and_match"

    at = app.run()

    assert not at.exception
    assert at.warning[0].value.startswith(r"**Data berita terlalu sedikit untuk menilai\.**")
    assert "<small>2 di antaranya sentra</small>" in html(at)


def test_weights_of_the_session_decide_what_fits(app, scorer):
    strict = scorer.weights.changed(minimum=0.95)
    app.session_state["weights"] = strict

    at = app.run()

    n_none = len(overview(scorer, strict).needs_with(NONE))
    assert n_none > len(overview(scorer).needs_with(NONE))
    assert f"<b>{n_none}</b> tanpa calon" in html(at)
    assert any("95 dari 100" in caption.value for caption in at.caption)


def test_switch_to_english_turns_the_page(app):
    at = app.run()

    at.segmented_control(key="language").set_value("en").run()

    assert at.title[0].value == "Overview"
    assert [heading.value for heading in at.subheader] == ["Next steps"]


def test_every_step_leads_to_where_it_is_done(app):
    at = app.run()

    n_links = len(at.get("page_link"))
    assert n_links + len([one for one in at.button if one.label == "Lihat di bawah"]) == len(
        steps(at)
    )


def test_step_about_data_opens_the_list_of_calls(app, scorer):
    at = app.run()

    at.button(key="step_complete").click().run()

    first = calls(scorer, all_pairs(scorer))[0]
    row = at.dataframe[0].value.iloc[0]
    assert row["firm"] == scorer.data.firm_name(first.supplier_id)
    assert row["completeness"] == round(100 * first.completeness)
    assert row["questions"].split("\n")[0] == f"1. {first.texts('id')[0]}"


def test_event_is_filled_invited_and_answered_on_the_page(open_page, stored):
    at = open_page("overview")
    at.segmented_control(key="overview_view_en").set_value("participants").run()

    at.button(key="participants_add").click().run()

    assert "<b>5</b><span>on the list</span><small>3 IKM, 2 buyers</small>" in html(at)
    actions.invite_participants(WHO, stored, "E-1", ["S-1"], date(2026, 1, 5))
    actions.set_state(WHO, stored, "E-1", "B-1", "confirmed")
    at.run()
    assert "<b>1</b><span>late to answer</span><small>1 IKM, 0 buyers</small>" in html(at)
    assert "<b>1</b><span>come</span><small>0 IKM, 1 buyers</small>" in html(at)
    assert steps(at)[0] == "1. 1 have not answered in time: call them."
    at.selectbox(key="participants_state").select("late").run()
    assert at.dataframe[0].value["Firm"].tolist() == ["CV Cor Ceper"]
    at.selectbox(key="participants_state").select("").run()
    at.text_input(key="participants_text").set_value("b-1").run()
    assert at.dataframe[0].value["State"].tolist() == ["comes"]


@pytest.mark.parametrize(("days", "suggested"), [(30, 14), (5, 4), (0, 0), (-3, 0)])
def test_answers_are_asked_for_before_the_event_begins(open_page, stored, days, suggested):
    today = date.today()
    event = actions.see_record(WHO, stored, "event", "E-1")
    begins = {"date": today + timedelta(days)}
    edit(stored, WHO, [Edit("event", begins, event.record_id, event.version)])
    actions.add_participants(WHO, stored, "E-1", ["S-1"], "ikm")
    at = open_page("overview", event="E-1")

    at.segmented_control(key="overview_view_en").set_value("participants").run()

    assert at.date_input(key="participants_answer_by_E-1").value == today + timedelta(suggested)


def test_store_without_an_event_is_told_to_make_one(open_page, stored):
    rows = [Edit("event", {}, "E-1", deleted=True)]
    edit(stored, WHO, rows)

    at = open_page("overview")

    assert steps(at)[0].startswith("1. There is no event yet")
    at.button(key="step_event").click().run()
    at.text_input(key="event_name").set_value("Temu Slawi")
    next(one for one in at.button if one.label == "Make the event").click().run()
    assert steps(at)[0] == "1. Nobody stands on the list of this event yet: put the firms on it."


def test_what_was_told_on_one_page_is_not_told_on_the_next(open_page, stored):
    edit(stored, WHO, [Edit("event", {}, "E-1", deleted=True)])
    at = open_page("overview")
    at.button(key="step_event").click().run()
    at.text_input(key="event_name").set_value("Temu Slawi")
    next(one for one in at.button if one.label == "Make the event").click().run()
    told = [one.value for one in at.markdown if "Temu Slawi" in one.value]

    at.switch_page("matcher/ui/pairs.py").run()

    assert (len(told), [one.value for one in at.markdown if "is made" in one.value]) == (1, [])


def test_viewer_is_led_to_no_page_and_no_list_that_is_for_planners(open_page, stored, monkeypatch):
    edit(stored, WHO, [Edit("participant", {"event_id": "E-1", "firm_id": "S-1", "role": "ikm"})])
    monkeypatch.setattr(login, "who_signed_in", lambda _: Person("Vina", "viewer"))

    at = open_page("overview")

    led = {link.proto.page for link in at.get("page_link")}
    assert led - {one.file for one in PAGES if "viewer" in one.titles} == set()
    assert at.segmented_control(key="overview_view_en").options == [
        "Do the needs find an IKM?",
        "Who takes part",
    ]
