"""Every slider, filter and switch of every page of the planner moves what the page shows."""

from datetime import date, timedelta

import pytest

from matcher import actions
from matcher.people import LOCAL_PLANNER as WHO
from matcher.store import Edit, edit
from matcher.store.processes import process_name
from matcher.store.workers import sign_on
from matcher.ui.pages import PAGES

from .turning import STARTS, WITH_A_BUTTON, controls, dead

TODAY = date.today()

PLANNER = [one.file for one in PAGES if "planner" in one.titles and one.file != "my_data"]


@pytest.fixture
def two_events(stored):
    """The store of the app with a second event, on which nobody stands yet, and who takes part."""
    event = {"event_id": "E-2", "name": "Temu Klaten", "date": TODAY + timedelta(60)}
    there = {"event_id": "E-1", "firm_id": "S-1"}
    edit(
        stored,
        WHO,
        [
            Edit("event", event),
            Edit("participant", there | {"role": "ikm"}),
            Edit("participation", there | {"state": "invited", "date": TODAY}),
        ],
    )
    return stored


@pytest.mark.slow
@pytest.mark.parametrize("file", PLANNER)
def test_every_control_moves_what_is_shown(two_events, open_page, file):  # noqa: ARG001
    assert dead(open_page, file, STARTS.get(file)) - WITH_A_BUTTON.get(file, set()) == set()


def test_event_of_the_pairs_moves_what_is_decided(two_events, open_page):
    actions.decide_pair(WHO, two_events, "E-1", "S-1", "B-1", "must_meet", "harga")
    at = open_page("pairs", event="E-1")
    at.segmented_control(key="pairs_view_en").set_value("decided").run()
    before = [one.label for one in at.button]

    at.selectbox(key="event_chosen").select("E-2").run()

    assert set(before) - {one.label for one in at.button} == {"Take back"}


def test_every_wish_for_a_schedule_reaches_the_worker(two_events, open_page):
    sign_on(two_events, process_name())  # so that none is started
    at = open_page("schedule")
    found = controls(at)
    for name in WITH_A_BUTTON["schedule"]:
        control = found[name]
        control.set_value(not control.value if control.type == "toggle" else control.max)
    next(one for one in at.button if one.label == "Make the schedule").click().run()

    (job,) = actions.list_jobs(WHO, two_events, 5)
    wanted = job.arguments["wanted"]
    assert {name: wanted[name] for name in ("supplier_floor", "buyer_floor", "need_cap")} == {
        "supplier_floor": 20,
        "buyer_floor": 60,
        "need_cap": 60,
    }
    assert wanted["groups"] == [{"place": "", "at_least": 2000, "at_most": None}]
    assert [wanted[name] for name in ("partners_meet", "to_ask", "only_confirmed")] == [True] * 3
    assert (wanted["evenness"], job.arguments["seconds"], job.arguments["with_costs"]) == (
        1.0,
        300.0,
        True,
    )


@pytest.mark.parametrize("name", sorted(WITH_A_BUTTON["invitations"]))
def test_every_wish_for_a_guest_list_says_that_it_is_to_be_worked_out_again(
    two_events,  # noqa: ARG001
    open_page,
    name,
):
    at = open_page("invitations")
    at = next(one for one in at.button if one.label == "Work out whom to invite").click().run()
    again = "Something was changed since; work it out again."
    before = [one.value for one in at.caption if one.value == again]

    control = controls(at)[name]
    control.set_value(control.value + 1)
    at.run()

    assert (before, [one.value for one in at.caption if one.value == again]) == ([], [again])
