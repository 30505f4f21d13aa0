"""Every slider, filter and switch of every page of the planner moves what the page shows."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1.element_tree import TESTING_KEY, Widget

from matcher import actions
from matcher.people import LOCAL_PLANNER as WHO
from matcher.store import Edit, edit
from matcher.store.processes import process_name
from matcher.store.workers import sign_on
from matcher.ui.pages import PAGES

TODAY = date.today()

CHOICES = ("selectbox", "button_group", "radio", "select_slider")
SWITCHES, NUMBERS = ("toggle", "checkbox"), ("slider", "number_input", "pagination")
KINDS = (*CHOICES, *SWITCHES, *NUMBERS, "text_input")
MOST = 6  # options of one control that are looked behind
PLANNER = [one.file for one in PAGES if "planner" in one.titles and one.file != "my_data"]
STARTS = {"outcomes": {"need": "N-1"}}  # by a link: an IKM alone names no pair
# what is read when a button is clicked; each has a test of its own, named beside it
WITH_A_BUTTON = {
    "schedule": {  # test_every_wish_for_a_schedule_reaches_the_worker
        "Each IKM meets at least",
        "Each buyer meets at least",
        "Most IKM for one need (0: no limit)",
        "Spread the meetings",
        "Seconds to look for the best schedule",
        "Only participants that confirmed",
        "Partners meet again like all others",
        "Also pairs to ask: too little is known, and no must-have fails",
        "Also work out what each rule costs (takes a minute more)",
        "Meetings of first-timers at least",
    },
    "invitations": {  # test_every_wish_for_a_guest_list_says_that_it_is_to_be_worked_out_again
        "Seats for IKM",
        "Of these, first-timers at least",
        "Stand by",
    },
    "pairs": {  # test_pairs.py, test_event_of_the_pairs_moves_what_is_decided
        "decision_whole",
        "event_chosen",
    },
    "report": {"report_title_None", "report_title_E-1", "report_title_E-2"},  # test_report.py
}


def nodes(at):
    """Give every element of the page, the side bar left out."""
    blocks = [at.main]
    while blocks:
        for node in blocks.pop().children.values():
            if getattr(node, "children", None) is not None:
                blocks.append(node)
            else:
                yield node


def shown(at, but):
    """Give all that the page shows; of other controls what they offer, one left out."""
    found = []
    for node in nodes(at):
        if not isinstance(node, Widget):
            found.append(node.proto.SerializeToString())
        elif node.id != but:
            options = list(getattr(node, "options", ()))
            found.append((node.type, getattr(node, "label", ""), options, node.disabled))
    return found


def controls(at):
    """Give what can be turned by its key, else its label; a form is read with its button."""
    found = [one for one in nodes(at) if one.type in KINDS]
    return {one.key or one.label: one for one in found if not one.disabled and not one.form_id}


def n_values(control):
    if control.type in CHOICES:
        return min(MOST, len(control.options))
    return 2 if control.type in NUMBERS else 1


def turn(at, control, place):
    """Set a control to one of its values."""
    if control.type in CHOICES:
        at.session_state[TESTING_KEY][control.id] = str  # its options are named by what they show
        control.set_value(control.options[place])
    elif control.type in SWITCHES:
        control.set_value(not control.value)
    elif control.type == "text_input":
        control.set_value("zzz")
    else:
        high = control.max if control.max is not None else control.value + 1
        control.set_value(high if place else control.min)
    at.run()
    assert not at.exception


def dead(open_page, file, way=(), seen=None):
    """Name the controls that move nothing, also those that appear once others are turned."""
    seen, found = set() if seen is None else seen, []

    def arrive():
        at = open_page(file, **STARTS.get(file, {}))
        for name, place in way:
            turn(at, controls(at)[name], place)
        return at

    for name, first in controls(arrive()).items():
        if name in seen:
            continue
        seen.add(name)
        moves = False
        for place in range(n_values(first)):
            at = arrive()
            control = controls(at)[name]
            before = shown(at, control.id)
            turn(at, control, place)
            moves = moves or shown(at, control.id) != before
            if controls(at).keys() - seen:
                found += dead(open_page, file, (*way, (name, place)), seen)
        if not moves and n_values(first):  # what offers nothing yet can move nothing
            found.append(name)
    return found


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
    assert set(dead(open_page, file)) - WITH_A_BUTTON.get(file, set()) == set()


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
