"""The page Daftar calon mitra, through Streamlit's AppTest."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from matcher import load

ROOT = Path(__file__).parents[2]
PRICES = load("demo_event").asked["target_price_idr"].to_dict()


@pytest.fixture
def app(monkeypatch):
    """The app on the records that ship with linkmatch."""
    monkeypatch.delenv("LINKMATCH_DATA", raising=False)
    st.cache_resource.clear()
    return AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page(
        "matcher/ui/candidates.py"
    )


@pytest.fixture
def app_on(monkeypatch, folder):
    """The app on a folder of the test."""
    monkeypatch.setenv("LINKMATCH_DATA", str(folder))
    st.cache_resource.clear()
    return AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page(
        "matcher/ui/candidates.py"
    )


def texts(at):
    """What a person reads: Markdown without its escapes."""
    return [element.value.replace("\\", "") for element in at.markdown]


def test_first_screen_shows_the_best_candidate_and_why(app):
    at = app.run()

    assert not at.exception
    assert at.title[0].value == "Daftar calon mitra"
    assert at.dataframe[0].value["supplier"].tolist() == ["IKM logam di Ceper (sentra)"]
    assert any("Skor" in text and "dari 100" in text for text in texts(at))
    assert any("Syarat wajib bahan cast iron: terpenuhi" in text for text in texts(at))


def test_another_need_gives_another_list(app):
    at = app.run()

    at.selectbox(key="record_need").select("N-020").run()

    assert not at.exception
    assert len(at.dataframe[0].value) == 11


def test_search_by_buyer_and_by_ikm(app):
    at = app.run()

    at.segmented_control(key="kind").set_value("buyer").run()
    at.selectbox(key="record_buyer").select("B-KAI").run()
    by_buyer = at.dataframe[0].value
    at.segmented_control(key="kind").set_value("supplier").run()
    at.selectbox(key="record_supplier").select("S-CEPER").run()
    by_ikm = at.dataframe[0].value

    assert by_buyer["need"].iloc[0].endswith("N-008")
    assert by_ikm["need"].iloc[0] == "rem block cast iron · PT Inka · N-001"
    assert "supplier" not in by_ikm


def test_partnership_needs_of_2018_are_too_little_to_rank(app):
    """What was known of the IKM of 27 November 2018 does not tell them apart."""
    at = app.run()

    for need in ("N-023", "N-024", "N-025"):
        at.selectbox(key="record_need").select(need).run()
        assert [warning.value for warning in at.warning] == [
            "Data terlalu sedikit untuk memeringkat: bacalah daftar ini sebagai nama, bukan urutan."
        ]


def test_choosing_a_pair_explains_that_pair(app):
    at = app.run()

    at.selectbox(key="pair").select(("N-001", "S-01")).run()

    assert any("PT Gaya Teknik Logam" in text for text in texts(at))
    assert any("belum diketahui, tanyakan dulu" in text for text in texts(at))


def test_switch_to_english_turns_every_text(app):
    at = app.run()

    at.segmented_control(key="language").set_value("en").run()

    assert at.title[0].value == "Candidate partners"
    assert any("Must-have material cast iron: met" in text for text in texts(at))


def test_link_opens_its_record(app):
    app.query_params["of"] = "N-003"

    at = app.run()

    assert at.selectbox(key="record_need").value == "N-003"


@pytest.mark.parametrize(("link", "kind"), [("B-KAI", "buyer"), ("S-CEPER", "supplier")])
def test_link_to_a_firm_opens_its_side(app, link, kind):
    app.query_params["of"] = link

    at = app.run()

    assert at.segmented_control(key="kind").value == kind
    assert at.selectbox(key=f"record_{kind}").value == link


@pytest.mark.parametrize("link", ["N-999", "<script>alert(1)</script>", "", "x" * 5000])
def test_invented_link_opens_the_first_record(app, link):
    app.query_params["of"] = link

    at = app.run()

    assert not at.exception
    assert at.selectbox(key="record_need").value == "N-001"


def test_questions_about_the_data_are_shown(app):
    at = app.run()

    labels = [expander.label for expander in at.expander]
    assert labels == ["Yang diminta pembeli", "5 pertanyaan tentang data"]


def test_html_in_a_name_is_only_text(app_on, folder):
    text = (folder / "firms.csv").read_text(encoding="utf-8")
    name = "<img src=x onerror=alert(1)> **tebal** [x](javascript:alert(1))"
    (folder / "firms.csv").write_text(text.replace("CV Cor Ceper", name), encoding="utf-8")

    at = app_on.run()

    assert not at.exception
    shown = next(element.value for element in at.markdown if "onerror" in element.value)
    assert r"\<img" in shown and r"\*\*tebal\*\*" in shown and r"\[x\]\(javascript\:" in shown


def test_broken_data_is_one_line_on_the_page(app_on, folder):
    (folder / "needs.csv").write_bytes(b"\x00\x01")

    at = app_on.run()

    assert not at.exception
    assert len(at.error) == 1 and "needs" in at.error[0].value


def test_blank_buyer_is_named_unknown(app_on):
    at = app_on.run()

    assert (
        "komponen rahasia · pembeli belum disebut · N-3" in at.selectbox(key="record_need").options
    )


def test_need_card_tells_a_planner_price_and_contact(app):
    app.session_state["data"] = "demo_event"
    at = app.run()
    priced = [i for i, price in PRICES.items() if price is not None]

    at.selectbox(key="record_need_demo_event").select(priced[0]).run()

    card = next(e for e in at.expander if e.label == "Yang diminta pembeli")
    lines = card.markdown[0].value.replace("\\", "")
    assert "Harga sasaran (rahasia): Rp " in lines
    assert "Dibayar setelah: " in lines


def test_choice_of_data_changes_the_records_and_says_synthetic(app):
    at = app.run()
    before = at.selectbox(key="record_need").options

    at.selectbox(key="data").select("demo_event").run()

    assert at.selectbox(key="record_need_demo_event").options != before
    assert at.warning[0].value == "Data sintetis: perusahaan, kebutuhan, dan hasil di sini rekaan."
