"""Event making: which event records belong to, and a new one made on the spot."""

from typing import Any

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.store import Edit, Record
from matcher.ui import notices, session
from matcher.ui.session import plain

_MOST_LETTERS = 200  # of a name or a place


def pick(key: str, **keeps: Any) -> str | None:
    """Let the person choose an event; None until one is chosen."""
    say, names = session.say(), _names()
    chosen = st.selectbox(
        say("For which event"),
        list(names),
        index=None,
        format_func=lambda event: f"{names.get(event, '')} ({event})",
        placeholder=say("choose"),
        key=key,
        **keeps,
    )
    return str(chosen) if chosen else None


def draw(chooses: str) -> None:
    """Offer to make an event, which is then the one chosen in the widget of a key."""
    say, names = session.say(), _names()
    with (
        st.expander(
            say("A new event"), icon=":material/event:", expanded=not names, key="event_new"
        ),
        st.form("event_form", border=False, enter_to_submit=False),
    ):
        left, middle, right = st.columns([2, 1, 1])
        left.text_input(say("Name of the event"), key="event_name", max_chars=_MOST_LETTERS)
        middle.date_input(say("First day"), value=None, format="DD/MM/YYYY", key="event_date")
        right.text_input(say("Regency or city"), key="event_place", max_chars=_MOST_LETTERS)
        if names:
            st.selectbox(
                say("With the settings and participants of (if any)"),
                list(names),
                index=None,
                format_func=lambda event: f"{names.get(event, '')} ({event})",
                placeholder=say("no earlier event"),
                key="event_from",
            )
        st.form_submit_button(say("Make the event"), on_click=_make, args=(chooses,))


def ask_day(event_id: str) -> bool:
    """Ask on which day an event begins that says neither that nor has a programme; tell whether."""
    event = actions.see_record(session.person(), session.store(), "event", event_id)
    if event.values["date"] or event.values["programme"]:
        return False
    say = session.say()
    st.markdown(plain(say("On which day does the event begin? Its schedule rests on that.")))
    with st.form("event_day_form", border=False, enter_to_submit=False):
        st.date_input(say("First day"), value=None, format="DD/MM/YYYY", key="event_day", width=200)
        st.form_submit_button(say("Save"), icon=":material/save:", on_click=_date, args=(event,))
    return True


def _date(event: Record) -> None:
    day = st.session_state["event_day"]
    if day:
        edit = Edit("event", {"date": day}, event.record_id, event.version)
        who, store = session.person(), session.store()
        notices.attempt(lambda: actions.edit_records(who, store, [edit]), DATED)


def is_there() -> bool:
    """Tell whether there is any event to choose."""
    return bool(_names())


def _names() -> dict[str, str]:
    events = actions.list_events(session.person(), session.store())
    return dict(zip(events["event_id"], events["name"], strict=True))


def _make(chooses: str) -> None:
    """Make the event from what the form says, and choose it."""
    said = {name: st.session_state.get(f"event_{name}") for name in ("name", "date", "place")}
    values = {name: value for name, value in said.items() if value}
    earlier = st.session_state.get("event_from")

    def make() -> None:
        who, store = session.person(), session.store()
        if earlier:
            made = actions.start_event(who, store, earlier, values)
        else:
            made = actions.create_event(who, store, values)
        st.session_state[chooses] = made
        for name in ("name", "date", "place", "from"):
            st.session_state.pop(f"event_{name}", None)

    notices.attempt(make, MADE, name=str(values.get("name", "")))


DATED = mark("The event has its first day.")
MADE = mark("The event {name} is made; what you import now can belong to it.")
