"""The page Bobot, through Streamlit's AppTest."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from features import CRITERIA
from matcher import Weights, actions, load_weights
from matcher.access import LOCAL_PLANNER
from matcher.weights import read_weights, to_toml

ROOT = Path(__file__).parents[2]
SHIPPED = load_weights()
EVEN = Weights({"component": 1, "process": 1, "support": 1, "payment": 1}, rho=0.5)


def page(data, **state):
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    at.switch_page("matcher/ui/weights.py")
    at.session_state["data"] = data
    for key, value in state.items():
        at.session_state[key] = value
    return at


@pytest.fixture
def at():
    """The page on the example event, as it opens."""
    return page("demo_event").run()


def blocks(at, of):
    """Give the HTML blocks of one kind."""
    return [html.value for html in at.html if f"class='{of}" in html.value]


def ranking(at):
    """Who stands in the ranking, with the score, in order."""
    rows = re.findall(
        r"<th scope='row'>(.*?) <small>.*?</div></div>([\d,]+)", *blocks(at, "lm-ranks")
    )
    return [(unescape(name), score) for name, score in rows]


def moved(at):
    """What stands in the column of moves."""
    return re.findall(r"</small></th><td(?: class='lm-still')?>(.*?)</td>", *blocks(at, "lm-ranks"))


def influence_texts(at):
    """Give what is said about each criterion, in the order of the page."""
    texts = [re.search("<span>(.*?)</span>", html)[1] for html in blocks(at, "lm-influence")]
    return dict(zip([criterion.name for criterion in CRITERIA], texts, strict=True))


def event_line(at):
    return at.markdown[0].value.replace("\\", "").strip("*")


def move(at, name, points):
    return at.slider(key=f"weight_{name}").set_value(points).run()


def test_page_opens_with_the_weights_at_the_start(at):
    assert not at.exception
    assert at.title[0].value == "Bobot"
    assert event_line(at) == "Ini bobot awal: belum ada yang bergeser."
    assert set(moved(at)) == {"="}
    assert at.button(key="weights_reset").disabled


@pytest.mark.parametrize("name", [criterion.name for criterion in CRITERIA])
def test_slider_of_every_criterion_moves_scores_and_influence(at, name):
    scores, said = ranking(at), influence_texts(at)

    move(at, name, 50)

    assert not at.exception
    assert ranking(at) != scores
    assert influence_texts(at) != said
    assert event_line(at).startswith("Di ")
    assert at.session_state["weights"].criteria[name] == pytest.approx(
        SHIPPED.total(next(c.side for c in CRITERIA if c.name == name)) / 2
    )


def test_share_of_the_ikm_side_moves_scores(at):
    scores = ranking(at)

    move(at, "rho", 80)

    assert ranking(at) != scores
    assert at.session_state["weights"].rho == 0.8


def test_floor_puts_pairs_last(at):
    move(at, "floor", 35)

    assert not any(caption.value.startswith("0 pasangan") for caption in at.caption)
    assert int(re.match(r"Di (\d+) dari 120", event_line(at))[1]) > 0


def test_minimum_decides_what_is_worth_a_meeting(at):
    move(at, "minimum", 100)

    assert ", semula 0." not in event_line(at)
    assert "; 0 pasangan layak bertemu" in event_line(at)
    assert "#0F5C73" not in blocks(at, "lm-ranks")[0].split("<tr>", 1)[1]


def test_ranking_tells_moves_against_the_start(at):
    before = [name for name, _ in ranking(at)]

    move(at, "process", 0)

    now = [name for name, _ in ranking(at)]
    assert now != before
    for place, (name, told) in enumerate(zip(now, moved(at), strict=True)):
        if name not in before:
            assert told.startswith("baru, tadinya ")
        elif (up := before.index(name) - place) == 0:
            assert told == "="
        else:
            assert told == (f"▲{up}" if up > 0 else f"▼{-up}")


def test_another_need_has_another_ranking(at):
    first = ranking(at)

    at.selectbox(key="weights_need_demo_event").select("N-020").run()

    assert ranking(at) != first


def test_influence_is_told_for_all_needs_or_for_one(at):
    on_average = influence_texts(at)

    at.segmented_control(key="weights_scope").set_value("need").run()

    assert influence_texts(at) != on_average


def test_influence_stands_in_words(at):
    texts = influence_texts(at)

    assert re.fullmatch(r"pengaruh sebenarnya \d+%", texts["process"])
    assert texts["record"].startswith("Kriteria ini hanya mengubah urutan kebutuhan bagi satu IKM")


def test_criterion_that_nobody_states_says_that_it_changes_nothing():
    at = page("link_and_match").run()

    assert influence_texts(at)["workload"] == (
        "Kriteria ini tidak mengubah urutan apa pun di sini: belum ada IKM yang menyebutkannya."
    )


def test_reset_restores_weights_sliders_and_ranking(at):
    scores = ranking(at)
    points = [slider.value for slider in at.slider]
    for name, value in (("process", 3), ("rho", 70), ("minimum", 5)):
        move(at, name, value)

    at.button(key="weights_reset").click().run()

    assert "weights" not in at.session_state
    assert [slider.value for slider in at.slider] == points
    assert ranking(at) == scores


def test_all_weights_of_a_side_at_0_is_one_line_and_the_last_good_ones_stay():
    at = page("demo_event", weights=EVEN).run()
    move(at, "support", 0)
    good = at.session_state["weights"]

    move(at, "payment", 0)

    assert not at.exception
    assert [error.value.replace("\\", "") for error in at.error] == [
        "semua bobot sisi IKM bernilai 0; beri bobot pada satu kriteria"
    ]
    assert at.session_state["weights"] == good
    assert at.slider(key="weight_payment").value > 0
    assert not at.run().error


def test_saved_file_is_the_weights_of_the_session(at):
    move(at, "wish", 44)

    at.download_button(key="weights_save").click().run()
    saved = actions.save_weights(LOCAL_PLANNER, at.session_state["weights"])

    assert not at.exception
    assert read_weights(saved, "saved") == at.session_state["weights"]
    assert read_weights(saved, "saved").criteria["wish"] == pytest.approx(0.44)


def test_uploaded_file_is_applied_and_reset_empties_the_field(at):
    at.file_uploader(key="weights_file_0").upload("mine.toml", to_toml(EVEN).encode()).run()

    assert not at.exception
    assert at.session_state["weights"] == EVEN
    assert at.slider(key="weight_component").value == 50
    assert at.slider(key="weight_rho").value == 50

    at.button(key="weights_reset").click().run()

    assert at.slider(key="weight_rho").value == 20
    assert at.file_uploader(key="weights_file_1").value is None


def test_wrong_file_is_one_line_and_changes_nothing(at):
    scores = ranking(at)

    at.file_uploader(key="weights_file_0").upload("<b>.toml", b"[buyer").run()

    assert not at.exception
    assert len(at.error) == 1
    assert at.error[0].value.startswith("'\\<b\\>\\.toml' bukan TOML")
    assert "weights" not in at.session_state
    assert ranking(at) == scores


def test_other_pages_follow_the_weights(at):
    at.switch_page("matcher/ui/candidates.py").run()
    before = at.dataframe[0].value["score"].tolist()
    at.switch_page("matcher/ui/weights.py").run()

    move(at, "process", 50)

    at.switch_page("matcher/ui/candidates.py").run()
    assert at.dataframe[0].value["score"].tolist() != before
    at.switch_page("matcher/ui/weights.py").run()
    assert at.slider(key="weight_process").value == 50


def test_other_data_starts_with_the_weights_at_the_start(at):
    at.file_uploader(key="weights_file_0").upload("mine.toml", to_toml(EVEN).encode()).run()

    at.selectbox(key="data").select("link_and_match").run()

    assert "weights" not in at.session_state
    assert at.slider(key="weight_component").value == round(100 * SHIPPED.share("component"))


def test_page_speaks_english(at):
    at.segmented_control(key="language").set_value("en").run()

    assert at.title[0].value == "Weights"
    assert influence_texts(at)["record"].endswith("all IKM are alike in it.")
