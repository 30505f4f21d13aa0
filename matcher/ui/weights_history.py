"""History on the page Bobot: which weights were accepted, by whom, and on what they rest."""

from datetime import date

import streamlit as st

from features.language import day_text
from matcher import actions
from matcher.errors import LinkmatchError
from matcher.learn.lesson import Lesson
from matcher.learn.telling import interval
from matcher.store.weights import AcceptedWeights
from matcher.ui import session
from matcher.ui.session import plain
from matcher.ui.wording import time_text


def section() -> None:
    """List accepted weights, the latest first; earlier ones can be accepted again."""
    say = session.say()
    found = actions.list_accepted_weights(session.person(), session.store(), session.chosen_data())
    st.subheader(say("Accepted weights"))
    if not found:
        st.markdown(say("Nobody has accepted weights yet: those that ship with linkmatch count."))
    for position, one in enumerate(found):
        _draw(one, position == 0)


def _draw(one: AcceptedWeights, in_use: bool) -> None:
    say, lesson = session.say(), Lesson.from_json(one.lesson)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap="xxsmall", width="stretch"):
            used = say("in use")
            state = f" :small[({plain(used)})]" if in_use else ""
            st.markdown(f"**{one.weights_id} · {plain(one.accepted_by)}**{state}")
            told = [time_text(one.at), _basis(lesson), one.note or ""]
            st.caption(plain(" · ".join(filter(None, told))))
        st.download_button(
            say("TOML"),
            one.toml.encode(),
            f"linkmatch-weights-{one.weights_id}.toml",
            "application/toml",
            on_click="ignore",
            key=f"accepted_save_{one.weights_id}",
        )
        if not in_use:
            _use_again(one, lesson)


def _use_again(one: AcceptedWeights, lesson: Lesson) -> None:
    """Accept earlier weights once more, in the name of whoever does it now."""
    say = session.say()
    with st.popover(say("Use again")):
        name = st.text_input(say("Your name"), key=f"accepted_name_{one.weights_id}", max_chars=200)
        if st.button(say("Accept these weights"), key=f"accepted_use_{one.weights_id}"):
            note = say("again: {id}", id=one.weights_id)
            try:
                actions.accept_weights(
                    session.person(), session.store(), lesson, name, one.data, note
                )
            except LinkmatchError as error:
                st.error(plain(say(error.message, **error.values)))
                return
            for key in ("weights", "weights_file"):
                st.session_state.pop(key, None)
            st.rerun()


def _basis(lesson: Lesson) -> str:
    """Say what the weights were learned from, and how good they were then."""
    say, language = session.say(), session.language()
    learned, first, last = (
        day_text(date.fromisoformat(day), language)
        for day in (lesson.learned_on, lesson.first_day, lesson.last_day)
    )
    return say(
        "learned on {day} from {needs} needs, {first} to {last}; gain {gain}; data {digest}",
        day=learned,
        needs=lesson.n_needs,
        first=first,
        last=last,
        gain=interval(lesson.mrr["gain"], say, language),
        digest=lesson.data_hash,
    )
