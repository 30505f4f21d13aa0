"""Notices: what has just happened on the page Data, what went wrong, and the way back."""

from collections.abc import Callable

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.errors import LinkmatchError
from matcher.folder import SHIPPED
from matcher.ui import session
from matcher.ui.session import plain

_DONE, _REFUSED = "data_notice", "data_refusal"


def attempt(act: Callable[[], int | None], done: str, **values: object) -> bool:
    """Do something to the store; say that it is done, or in one line why not.

    What gives the number of its act can be undone right where it is told. `done` is a message of
    the catalogue whose braces `values` fill, so that it follows a switch of the language.
    """
    st.session_state.pop(_REFUSED, None)
    try:
        batch_id = act()
    except LinkmatchError as error:
        refuse(error)
        return False
    finally:
        session.begin()
    st.session_state[_DONE] = (done, values, batch_id)
    return True


def refuse(error: LinkmatchError) -> None:
    """Keep what went wrong, to be told on the next run."""
    st.session_state.pop(_DONE, None)
    st.session_state[_REFUSED] = (error.message, error.values)


def clear() -> None:
    """Forget what was told."""
    for key in (_DONE, _REFUSED):
        st.session_state.pop(key, None)


def told() -> str | None:
    """Give the message that says what was done last; None when nothing is told."""
    done: tuple[str, object, object] | None = st.session_state.get(_DONE)
    return done and done[0]


def draw() -> None:
    """Tell what happened last, with a button that takes it back.

    The place is held also when nothing is told, or what stands below would close when it is gone.
    """
    with st.container():
        _draw()


def _draw() -> None:
    say = session.say()
    if _REFUSED in st.session_state:
        message, values = st.session_state[_REFUSED]
        st.error(plain(say(message, **values)), icon=":material/error:")
    if _DONE not in st.session_state:
        return
    done, values, batch_id = st.session_state[_DONE]
    with st.container(key="data_done", border=True):
        st.markdown(f":material/check_circle: {plain(say(done, **values))}")
        if batch_id is not None:
            st.button(
                say("Undo"),
                key="data_undo_last",
                icon=":material/undo:",
                on_click=undo,
                args=(batch_id,),
            )


def undo(batch_id: int) -> None:
    """Take back an act; the notice then offers to bring it back."""
    who, store = session.person(), session.store()
    if attempt(lambda: actions.undo_act(who, store, batch_id), UNDONE):
        leave_empty_store()


def show_stored() -> None:
    """Let the other pages show the planner's own records, or say what they lack."""
    if session.chosen_data() != session.STORED and session.may_choose_data():
        st.session_state["data"] = session.STORED
        st.session_state.pop("weights", None)


def leave_empty_store() -> None:
    """Leave the store as the data to show when what made it a choice has been undone."""
    if not session.may_choose_data():
        return
    if session.chosen_data() == session.STORED and _is_empty():
        st.session_state["data"] = SHIPPED[0]
        st.session_state.pop("weights", None)


def _is_empty() -> bool:
    data = actions.open_stored(session.person(), session.store())
    return not (len(data.suppliers) or len(data.asked))


UNDONE = mark("It is undone. Undo this too to bring it back.")
