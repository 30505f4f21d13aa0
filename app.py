"""The app and the start of the program: `main` is the command, `run` draws a page."""

import gc
from pathlib import Path


def main() -> None:
    """Run the command `linkmatch`.

    Imports make objects that stay; looking for garbage among them after every 700 new ones costs
    half a second of every start.
    """
    gc.set_threshold(100_000, 20, 20)
    from matcher.cli import main as command

    command()


def run() -> None:
    """Name the pages, draw the frame and the chosen page."""
    import streamlit as st

    import matcher.ui
    from matcher.ui import session

    pages = Path(matcher.ui.__file__).parent
    session.freeze_imports()
    st.set_page_config(page_title="linkmatch", page_icon=str(pages / "icon.svg"), layout="wide")
    st.html("<style>.stMainBlockContainer {padding: 3.5rem clamp(1rem, 3vw, 3.5rem) 3rem}</style>")
    st.logo(str(pages / "logo.svg"), size="large")
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
    st.navigation(
        [
            st.Page(
                pages / "candidates.py",
                title=say("Candidate partners"),
                icon=":material/handshake:",
                default=True,
            ),
        ]
    ).run()


if __name__ == "__main__":
    run()
