"""Sections: what can be done on the page Data; the choice outlives pages and languages."""

import streamlit as st

from matcher.ui import notices, session

_CHOSEN = "data_section"


def pick() -> str:
    """Let the person choose what to do; a link can name it: `?section=mend`."""
    say, key = session.say(), _key()
    keeps = session.person().role == "planner"
    names = {
        "import": say("Import"),
        "mend": say("To mend"),
        "duplicates": say("Doubles?"),
        "history": say("History"),
        "backup": say("Backup and template") if keeps else say("Template"),
    }
    linked = st.query_params.get("section")
    kept = linked if linked in names else st.session_state.get(_CHOSEN, "import")
    st.session_state.setdefault(key, kept)
    chosen = st.segmented_control(
        say("What to do"),
        list(names),
        required=True,
        format_func=lambda name: names[name],
        key=key,
        on_change=notices.clear,
        label_visibility="collapsed",
    )
    st.session_state[_CHOSEN] = st.query_params["section"] = str(chosen)
    return str(chosen)


def go_to(name: str) -> None:
    """Choose a section in place of the person, before the page is drawn anew."""
    st.session_state[_key()] = st.session_state[_CHOSEN] = name


def _key() -> str:
    """Give each language a control of its own: the browser knows an option by its text."""
    return f"{_CHOSEN}_{session.language()}"
