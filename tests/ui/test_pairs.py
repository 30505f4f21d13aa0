"""The page Pasangan, through Streamlit's AppTest: all pairs, and what is decided about one."""

import json

from matcher import actions
from matcher.people import LOCAL_PLANNER as WHO
from matcher.people import Person
from matcher.store import Edit, edit


def decisions(store):
    found = actions.list_decisions(WHO, store)
    return found[["supplier_id", "kind", "reason", "need_id", "withdrawn"]].values.tolist()


def decide(at, kind, reason="competitors"):
    at.selectbox(key="decision_reason").select(reason).run()
    at.button(key=f"decide_{kind}").click().run()
    assert not at.exception


def view(at, name):
    return at.segmented_control(key="pairs_view_en").set_value(name).run()


def test_link_names_a_pair_and_survives_a_reload(open_page):
    for _ in range(2):
        at = open_page("pairs", need="N-1", ikm="S-1")

        assert at.selectbox(key="pair_need").value == "N-1"
        assert at.selectbox(key="pair_ikm").value == "S-1"
        assert at.query_params["need"] == "N-1"
        assert any("CV Cor Ceper" in one.value for one in at.markdown)


def test_invented_link_shows_all(open_page):
    at = open_page("pairs", need="N-99", ikm="<script>")

    assert at.selectbox(key="pair_need").value is None
    assert "need" not in at.query_params


def test_need_alone_lists_its_best_ikm_and_an_ikm_its_best_needs(open_page):
    at = open_page("pairs", need="N-1")
    assert at.dataframe[0].value["named"].iat[0] == "CV Cor Ceper"

    at.selectbox(key="pair_need").set_value(None)
    at.selectbox(key="pair_ikm").select("S-2").run()

    assert at.dataframe[0].value["named"].iat[0] == "muffler assy · PT Motor · N-2"


def test_every_need_of_a_short_list_stands_beside_the_map(open_page):
    (chart,) = open_page("pairs").get("vega_lite_chart")

    spec = json.loads(chart.proto.spec)

    assert spec["encoding"]["y"]["axis"]["labelOverlap"] is False
    assert spec["height"] == {"step": 22}


def test_event_is_made_where_a_decision_asks_for_one(open_page, stored):
    edit(stored, WHO, [Edit("event", {}, "E-1", deleted=True)])
    at = open_page("pairs", need="N-1", ikm="S-1")

    at.text_input(key="event_name").set_value("Temu Klaten")
    at.button(key="FormSubmitter:event_form-Make the event").click().run()

    assert not at.exception
    assert [one.label for one in at.button if str(one.key).startswith("decide_")] == [
        "Must meet",
        "Never meet",
    ]


def test_no_decision_without_a_reason(open_page):
    at = open_page("pairs", need="N-1", ikm="S-1")

    assert at.button(key="decide_never_meet").disabled


def test_veto_is_kept_shown_and_undone(open_page, stored):
    at = open_page("pairs", need="N-1", ikm="S-1")

    decide(at, "never_meet")

    assert decisions(stored) == [["S-1", "never_meet", "competitors", "N-1", False]]
    said = [one.value.replace("\\", "") for one in at.markdown]
    assert any(text.startswith(":material/check_circle: Decided: never meet") for text in said)
    assert any("Never meet (competitors" in text for text in said)
    at.button(key="data_undo_last").click().run()
    assert decisions(stored) == []


def test_pin_for_all_needs_of_a_buyer_names_no_need(open_page, stored):
    at = open_page("pairs", need="N-1", ikm="S-2")
    at.toggle(key="decision_whole").set_value(True)

    decide(at, "must_meet")

    assert decisions(stored) == [["S-2", "must_meet", "competitors", None, False]]


def test_decision_is_taken_back_in_the_list(open_page, stored):
    at = open_page("pairs", need="N-1", ikm="S-1")
    decide(at, "must_meet")
    view(at, "decided")

    (button,) = [one for one in at.button if one.label == "Take back"]
    button.click().run()

    assert decisions(stored) == [["S-1", "must_meet", "competitors", "N-1", True]]
    assert "Nothing is decided yet. Choose a need and an IKM above." in [
        one.value for one in at.markdown
    ]


def test_every_view_shows_something_else(open_page):
    at = open_page("pairs")
    assert len(at.get("vega_lite_chart")) == 1

    view(at, "wanted")
    wanted = at.dataframe[0].value["supplier_id"].tolist()
    view(at, "left_out")
    left_out = at.dataframe[0].value["supplier"].tolist()

    assert wanted == ["S-1", "S-2"]
    assert left_out == ["UD Kosong"]


def test_what_both_sides_wish_stands_in_one_row(open_page, stored):
    buyer, ikm = Person("Budi", "buyer", firm_id="B-1"), Person("Ika", "ikm", firm_id="S-1")
    actions.wish_for_need(ikm, stored, "E-1", "S-1", "N-1", True)
    actions.answer_candidate(buyer, stored, "E-1", "S-1", "N-1", "decline", "later")

    at = open_page("pairs")
    view(at, "wished")

    shown = at.dataframe[0].value[["ikm", "buyer", "reason"]]
    assert shown.to_numpy().tolist() == [
        ["would like to meet", "not this time", "the need is put off"]
    ]
