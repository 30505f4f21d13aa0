"""The page Untuk IKM, through Streamlit's AppTest."""

import re
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from features.language import number
from matcher import Scorer, actions, load
from matcher.access import LOCAL_PLANNER

ROOT = Path(__file__).parents[2]
DEMO = Scorer(load("demo_event"))


def needs_for(scorer, supplier_id):
    """The needs as the IKM may read them."""
    return actions.needs_for_supplier(LOCAL_PLANNER, scorer, supplier_id)


def page_on(data, monkeypatch):
    monkeypatch.setenv("LINKMATCH_DATA", data)
    st.cache_resource.clear()
    return AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page(
        "matcher/ui/for_supplier.py"
    )


@pytest.fixture
def app(monkeypatch):
    """The page on the example event."""
    return page_on("demo_event", monkeypatch)


@pytest.fixture
def app_on(monkeypatch, folder):
    """The page on a folder of the test."""
    return page_on(str(folder), monkeypatch)


def shown(at):
    """All that stands in the page itself, the choice of the IKM left out."""
    found, blocks = [], [at.main]
    while blocks:
        for node in blocks.pop().children.values():
            if getattr(node, "children", None) is not None:
                blocks.append(node)
                found.append(getattr(node, "label", ""))
            elif node.type != "selectbox":
                texts = (getattr(node.proto, name, "") for name in ("body", "label", "help"))
                found += {*map(str, texts), str(getattr(node, "value", ""))}
    return "\n".join(text or "" for text in found).replace("\\", "")


def cards(at):
    return [card.label.replace("\\", "") for card in at.expander if "**" in card.label]


def opened(app, supplier_id):
    """The page of one IKM with every card open and nothing left out."""
    app.session_state["for_supplier"] = supplier_id
    for need in needs_for(DEMO, supplier_id):
        app.session_state[f"need_{supplier_id}_{need.need_id}"] = True
    at = app.run()
    for toggle in at.toggle:
        toggle.set_value(True)
    return at.run() if at.toggle else at


def test_first_screen_says_in_words_what_fits_and_what_to_do(app):
    app.session_state["for_supplier"] = "I-031"
    needs = needs_for(DEMO, "I-031")
    n = [sum(need.group == g for need in needs) for g in ("fits", "to_answer", "one_short")]

    at = app.run()

    assert not at.exception
    assert at.title[0].value == "Untuk IKM"
    assert at.subheader[0].value.replace("\\", "") == (
        f"{n[0]} kebutuhan cocok untuk Anda, {n[1]} lagi mungkin cocok bila yang belum jelas "
        f"dijawab, {n[2]} kurang satu syarat saja."
    )
    assert at.info[0].value.startswith("**Satu hal yang paling membantu sekarang**  \nTulis ")
    assert len(cards(at)) == min(n[0], 8) + min(n[1], 8) + min(n[2], 8)


def test_another_ikm_gives_another_page(app):
    at = app.run()
    before = cards(at)

    at.selectbox(key="for_supplier").select("I-081").run()

    assert cards(at) != before
    assert at.query_params["of"] == "I-081"


def test_link_opens_its_ikm(app):
    app.query_params["of"] = "I-081"

    at = app.run()

    assert at.selectbox(key="for_supplier").value == "I-081"


@pytest.mark.parametrize("link", ["N-001", "B-01", "<script>alert(1)</script>", ""])
def test_invented_link_opens_the_first_ikm(app, link):
    app.query_params["of"] = link

    at = app.run()

    assert not at.exception
    assert at.selectbox(key="for_supplier").value in set(DEMO.data.suppliers["firm_id"])


def test_open_card_tells_why_and_a_closed_one_nothing(app):
    need = needs_for(DEMO, "I-031")[0]
    app.session_state["for_supplier"] = "I-031"
    closed = shown(app.run())

    app.session_state[f"need_I-031_{need.need_id}"] = True
    open_ = shown(app.run())

    assert "Mengapa cocok untuk Anda" not in closed
    assert open_.count("Mengapa cocok untuk Anda") == 1
    assert "Yang diminta pembeli" in open_ and need.need_id in open_


def test_long_group_shows_all_when_asked(app):
    app.session_state["for_supplier"] = "I-081"
    n_fits = sum(need.group == "fits" for need in needs_for(DEMO, "I-081"))
    at = app.run()
    before = len(cards(at))

    at.toggle(key="all_fits_I-081").set_value(True).run()

    assert n_fits > 8
    assert len(cards(at)) == before + n_fits - 8


def test_moved_weights_move_the_page(app):
    app.session_state["for_supplier"] = "I-031"
    app.session_state["weights"] = DEMO.weights.changed(minimum=1.0)

    at = app.run()

    assert cards(at) == []
    assert at.subheader[0].value.replace("\\", "") == (
        "Belum ada kebutuhan yang bisa ditunjukkan untuk Anda."
    )


def test_ikm_without_a_profile_reads_what_to_write_first(app):
    app.session_state["for_supplier"] = "I-011"

    at = app.run()

    assert cards(at) == []
    assert "Makin lengkap profil Anda (komponen, proses, bahan, mesin" in shown(at)
    assert at.info[0].value.count("Tulis ") == 1


def test_switch_to_english_turns_every_text(app):
    app.session_state["language"] = "en"

    page = shown(opened(app, "I-031"))

    assert "The one thing to do now" in page and "Why it suits you" in page
    assert not re.search(r"\b(kebutuhan|cocok|Anda|syarat)\b", page)


def test_html_in_a_name_is_only_text(app_on, folder):
    bad = "<img src=x onerror=alert(1)> **tebal**"
    for file, name in (("needs", "rem block cast iron"), ("firms", "PT Kereta")):
        text = (folder / f"{file}.csv").read_text(encoding="utf-8")
        (folder / f"{file}.csv").write_text(text.replace(name, bad), encoding="utf-8")
    app_on.session_state["weights"] = Scorer(load(folder)).weights.changed(minimum=0, floor=0)
    app_on.session_state["for_supplier"] = "S-1"
    app_on.session_state["need_S-1_N-1"] = True

    at = app_on.run()

    assert not at.exception
    labels = [card.label for card in at.expander if "onerror" in card.label]
    assert len(labels) == 1 and labels[0].count(r"\<img") == 2 and r"\*\*tebal" in labels[0]
    assert "<img" not in "".join(html.proto.body for html in at.get("html"))


@pytest.mark.parametrize("supplier_id", ["I-001", "I-021", "I-031", "I-081", "I-101"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_page_names_no_other_ikm_no_price_and_no_contact(app, supplier_id, language):
    app.session_state["language"] = language
    data = DEMO.data

    at = opened(app, supplier_id)

    page, needs = shown(at), needs_for(DEMO, supplier_id)
    assert not at.exception and len(needs) == len(cards(at)) > 0
    assert page.count("lm-need'") == len(needs)  # every card was read
    others = set(data.firms.query("kind != 'large'")["firm_id"]) - {supplier_id}
    assert [firm_id for firm_id in others if firm_id in page] == []
    assert [firm_id for firm_id in others if data.firm_name(firm_id) in page] == []
    rows = data.needs.set_index("need_id").loc[[need.need_id for need in needs]]
    asked = pd.to_numeric(rows["target_price_idr"]).dropna()
    prices = {f"{price:.0f}" for price in asked} | {number(price, language) for price in asked}
    assert [p for p in prices if re.search(rf"(?<![\d.,]){re.escape(p)}(?![\d.,])", page)] == []
    assert len(asked) > 0
    assert [contact for contact in set(rows["contact"].dropna()) if contact in page] == []
    assert len(at.dataframe) == 0


@pytest.mark.parametrize("supplier_id", ["I-031", "I-081"])
def test_page_shows_no_score_and_no_rank(app, supplier_id):
    page = shown(opened(app, supplier_id))

    assert not re.search(r"\b(skor|peringkat|score|rank|poin|points)\b", page, re.IGNORECASE)
    shares = set(re.findall(r"\S+ \d+ ?% \S+", page))
    assert {text for text in shares if not text.endswith("kapasitas")} == set()
