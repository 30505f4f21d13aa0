"""Turning: every control that a page offers is found and turned, and what then moves is seen."""

from datetime import timedelta

from streamlit.testing.v1.element_tree import TESTING_KEY, Widget

CHOICES = ("selectbox", "button_group", "radio", "select_slider")
SWITCHES, NUMBERS = ("toggle", "checkbox"), ("slider", "number_input", "pagination")
TEXTS, OTHERS = ("text_input", "text_area"), ("multiselect", "date_input", "time_input", "feedback")
KINDS = (*CHOICES, *SWITCHES, *NUMBERS, *TEXTS, *OTHERS)
# what is done on a click, or with a file, is tested where it is done
ACTS = ("button", "download_button", "file_uploader")
MOST = 6  # options of one control that are looked behind
STARTS = {"outcomes": {"need": "N-1", "ikm": "S-1"}}  # by a link: one alone names no pair
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
    "data": {"data_pasted_0"},  # test_all_of_5000_pasted_lines_are_read
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
    widgets = [one for one in nodes(at) if isinstance(one, Widget) and one.type not in ACTS]
    unknown = {one.type for one in widgets} - set(KINDS)
    assert not unknown, f"say in tests/ui/turning.py how these are turned: {unknown}"
    found = [one for one in nodes(at) if one.type in KINDS]
    return {one.key or one.label: one for one in found if not one.disabled and not one.form_id}


def n_values(control):
    if control.type in (*CHOICES, "multiselect"):
        return min(MOST, len(control.options))
    return 2 if control.type in NUMBERS else 1


def turn(at, control, place):
    """Set a control to one of its values."""
    if control.type in CHOICES:
        at.session_state[TESTING_KEY][control.id] = str  # its options are named by what they show
        control.set_value(control.options[place])
    elif control.type in SWITCHES:
        control.set_value(not control.value)
    elif control.type in TEXTS:
        control.set_value("zzz")
    elif control.type == "feedback":
        control.set_value(place)
    elif control.type == "multiselect":
        control.set_value([control.options[place]])
    elif control.type == "time_input":
        control.set_value(control.value.replace(hour=(control.value.hour + 1) % 24))
    elif control.type == "date_input":
        control.set_value((control.value or control.min) + timedelta(days=1))
    else:
        high = control.max if control.max is not None else control.value + 1
        control.set_value(high if place else control.min)
    at.run()
    assert not at.exception


def dead(open_page, file, linked=None):
    """Name the controls that move nothing wherever they stand, also behind others."""
    met, alive = set(), set()
    explore(open_page, file, linked or {}, (), met, alive)
    return met - alive


def explore(open_page, file, linked, way, met, alive):
    """Turn each control of the page behind others, then look behind those that brought new ones."""

    def arrive():
        at = open_page(file, **linked)
        for name, place in way:
            if (control := controls(at).get(name)) is not None:  # else another since it wrote
                turn(at, control, place)
        return at

    there = arrive()
    assert way or not there.error, [one.value for one in there.error]
    found = {name: one for name, one in controls(there).items() if n_values(one)}
    met |= found.keys()  # what offers nothing yet can move nothing
    known, ways = met.copy(), []
    for name in found.keys() - alive:
        for place in range(n_values(found[name])):
            at = arrive()
            control = controls(at).get(name)
            if control is None:  # what it wrote into the store has made it another one
                break
            before = shown(at, control.id)
            turn(at, control, place)
            if shown(at, control.id) != before:
                alive.add(name)
            if name in controls(at) and controls(at).keys() - known:
                known |= controls(at).keys()
                ways.append((*way, (name, place)))
    for further in ways:
        explore(open_page, file, linked, further, met, alive)
