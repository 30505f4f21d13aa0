"""The page Undangan, through Streamlit's AppTest: whom to invite, and what to know before."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.planner.guest_list import Asked

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app(monkeypatch):
    monkeypatch.delenv("LINKMATCH_DATA", raising=False)
    st.cache_resource.clear()
    at = AppTest.from_file(ROOT / "app.py", default_timeout=90)
    at.session_state["language"], at.session_state["data"] = "en", "demo_event"
    return at.switch_page("matcher/ui/invitations.py")


def work_out(at, seats):
    next(one for one in at.number_input if one.label == "Seats for IKM").set_value(seats)
    button = next(one for one in at.button if one.label == "Work out whom to invite")
    return button.click().run()


def test_firms_to_invite_stand_with_their_reasons_then_those_who_stand_by(app):
    at = work_out(app.run(), 8)

    scorer = actions.prepare(WHO, actions.open_data(WHO, "demo_event"))
    found = actions.whom_to_invite(WHO, scorer, Asked(8, n_reserves=10))
    assert not at.exception
    assert [table.value["IKM id"].tolist() for table in at.table] == [
        [one.firm_id for one in found.invited],
        [one.firm_id for one in found.reserves],
    ]
    assert all(table.value["Why"].str.len().gt(0).all() for table in at.table)


def test_what_no_invitation_mends_is_listed(app):
    at = work_out(app.run(), 8)

    labels = [one.label for one in at.expander]
    assert [label.split(" ", 1)[1] for label in labels if label[0].isdigit()] == [
        "needs that no IKM of the records fits",
        "IKM that fit no need; an invitation would not help them yet",
        "needs have a fitting IKM that finds no seat",
    ]


def test_firms_put_on_the_list_are_counted_at_once_and_can_be_taken_off(open_page):
    at = work_out(open_page("invitations", event="E-1"), 5)
    put = next(one for one in at.button if one.label == "Put them on the list of Temu Tegal")
    n = len(at.table[0].value)

    at = put.click().run()

    assert f"{n} IKM, 0 buyers" in [one.value for one in at.caption]
    assert at.button(key="data_undo_last").click().run().error == []
    assert f"{n} IKM, 0 buyers" not in [one.value for one in at.caption]


def test_a_change_afterwards_says_to_work_it_out_again(app):
    at = work_out(app.run(), 8)

    at = next(one for one in at.number_input if one.label == "Stand by").set_value(3).run()

    assert "Something was changed since; work it out again." in [c.value for c in at.caption]
