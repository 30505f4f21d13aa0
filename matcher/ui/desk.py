"""Meja penerima: who takes part in an event, and who is there; found by a part of the name."""

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.errors import LinkmatchError
from matcher.ui import board, event_choice, notices, session
from matcher.ui.participants import STATE_NAMES
from matcher.ui.session import plain

_MOST = 20
_THERE = "present"


def page() -> None:
    """Draw the page."""
    say, who, store = session.say(), session.person(), session.store()
    st.title(say("Registration"))
    try:
        notices.draw()
        event_id = event_choice.pick()
        if event_id is None:
            st.info(say("There is no event yet."))
            return
        with st.expander(
            say("Meetings now and next"),
            icon=":material/today:",
            on_change="rerun",
            key="desk_board",
        ) as opened:
            if opened.open:
                board.section(event_id)
        found = actions.list_participants(who, store, event_id)
        n_there = int((found["state"] == _THERE).sum())
        st.progress(n_there / max(1, len(found)), say(_COUNT, n=n_there, of=len(found)))
        text = st.text_input(say("Search by name"), key="desk_text", max_chars=100)
        rows = [
            row
            for row in found.to_dict("records")
            if text.casefold().strip() in str(row["firm"]).casefold()
        ]
        for row in rows[:_MOST]:
            draw(event_id, row)
        if len(rows) > _MOST:
            st.caption(say("{n} more; write a part of the name.", n=len(rows) - _MOST))
    except LinkmatchError as error:
        session.refuse(error)


def draw(event_id: str, row: dict[str, object]) -> None:
    """Draw one participant with the way to say that it is there."""
    say = session.say()
    state = say(STATE_NAMES[str(row["state"])])
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(f"**{plain(str(row['firm']))}** · {plain(state)}")
    if row["state"] != _THERE:
        right.button(
            say("Is there"),
            key=f"there_{row['firm_id']}",
            on_click=there,
            args=(event_id, str(row["firm_id"]), str(row["firm"])),
            icon=":material/how_to_reg:",
            width="stretch",
        )


def there(event_id: str, firm_id: str, firm: str) -> None:
    """Note that a participant is there."""
    who, store = session.person(), session.store()

    notices.attempt(lambda: actions.mark_present(who, store, event_id, firm_id), NOTED, firm=firm)


NOTED = mark("{firm} is there.")
_COUNT = mark("{n} of {of} are there")

page()
