"""The app: names the pages, draws what stands around each, and runs one."""

import gc
from pathlib import Path

import streamlit as st

import matcher.ui
from matcher.ui import session

PAGES = Path(matcher.ui.__file__).parent


@st.cache_resource(show_spinner=False)
def freeze_imports() -> None:
    """Keep Streamlit's garbage collection after every rerun off what never changes."""
    gc.freeze()


def run() -> None:
    """Draw the frame and the chosen page."""
    freeze_imports()
    st.set_page_config(page_title="linkmatch", page_icon=str(PAGES / "icon.svg"), layout="wide")
    st.html("<style>.stMainBlockContainer {padding: 3.5rem clamp(1rem, 3vw, 3.5rem) 3rem}</style>")
    st.logo(str(PAGES / "logo.svg"), size="large")
    with st.sidebar:
        st.segmented_control(
            "Bahasa / Language",
            list(session.LANGUAGE_NAMES),
            default="id",
            required=True,
            format_func=lambda language: session.LANGUAGE_NAMES[language],
            key="language",
        )
        say = session.say()
        st.caption(say("Only on this computer, without a login."))
    pages = [
        st.Page(
            PAGES / "candidates.py",
            title=say("Candidate partners"),
            icon=":material/handshake:",
            default=True,
        ),
    ]
    st.navigation(pages).run()


run()
