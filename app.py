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
    from matcher.ui import parts, session

    folder = Path(matcher.ui.__file__).parent
    session.freeze_imports()
    st.set_page_config(page_title="linkmatch", page_icon=str(folder / "icon.svg"), layout="wide")
    st.html("<style>.stMainBlockContainer {padding: 3.5rem clamp(1rem, 3vw, 3.5rem) 3rem}</style>")
    st.logo(str(folder / "logo.svg"), size="large")
    with st.sidebar:
        session.pick_language()
        session.pick_data()
        say = session.say()
        st.caption(say("Only on this computer, without a login."))
    pages = [
        ("overview", say("Overview"), ":material/dashboard:"),
        ("candidates", say("Candidate partners"), ":material/handshake:"),
        ("for_supplier", say("For IKM"), ":material/storefront:"),
        ("invitations", say("Invitations"), ":material/mail:"),
        ("schedule", say("Schedule"), ":material/calendar_month:"),
        ("weights", say("Weights"), ":material/tune:"),
        ("data", say("Data"), ":material/database:"),
    ]
    chosen = st.navigation(
        [st.Page(folder / f"{file}.py", title=title, icon=icon) for file, title, icon in pages]
    )
    if chosen.url_path != "data":  # data are imported before there is anything to match
        parts.banner()
    chosen.run()


if __name__ == "__main__":
    run()
