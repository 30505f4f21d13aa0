"""The page Ringkasan, through Streamlit's AppTest."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from matcher import Scorer, load
from matcher.overview.summary import COVERED, NONE, ONE_ONLY, overview

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
    return at.markdown[0].value.replace("\\", "").split("\n")


def test_first_screen_shows_figures_steps_and_coverage(app, scorer):
    found = overview(scorer)

    at = app.run()

    assert not at.exception
    assert at.title[0].value == "Ringkasan"
    for n, words in ((110, "IKM"), (35, "pembeli"), (120, "kebutuhan terbuka")):
        assert f"<b>{n}</b><span>{words}</span>" in html(at)
    assert "Folder data: demo_event" in html(at)
    assert steps(at) == [f"{i}. {step.text('id')}" for i, step in enumerate(found.steps, 1)]
    for level, words in (
        (COVERED, "punya dua calon atau lebih"),
        (ONE_ONLY, "hanya satu calon"),
        (NONE, "tanpa calon"),
    ):
        assert f"<b>{len(found.needs_with(level))}</b> {words}" in html(at)


def test_tables_hold_the_needs_of_each_level_and_the_unmatched_ikm(app, scorer):
    found = overview(scorer)

    at = app.run()

    levels = [found.needs_with(level) for level in (NONE, ONE_ONLY, COVERED)]
    ids = [[need.need_id for need in needs] for needs in levels]
    ids.append([firm.supplier_id for firm in found.coverage.unmatched])
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
    assert [heading.value for heading in at.subheader] == [
        "Next steps",
        "Do the needs find an IKM?",
        "IKM without a fitting need",
    ]


def test_html_in_a_folder_name_is_only_text(app, folder, monkeypatch):
    place = folder.rename(folder.with_name("<img src=x>"))
    monkeypatch.setenv("LINKMATCH_DATA", str(place))
    app.session_state["data"] = str(place)

    at = app.run()

    assert not at.exception
    assert "&lt;img src=x&gt;" in html(at) and "<img" not in html(at)
