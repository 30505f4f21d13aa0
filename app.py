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
    groups = {
        say("Before the event"): [
            ("overview", say("Overview"), ":material/dashboard:"),
            ("data", say("Data"), ":material/database:"),
            ("candidates", say("Candidate partners"), ":material/handshake:"),
            ("pairs", say("Pairs"), ":material/grid_on:"),
            ("for_supplier", say("For IKM"), ":material/storefront:"),
        ],
        say("The event"): [("schedule", say("Schedule"), ":material/calendar_month:")],
        say("After the event"): [
            ("outcomes", say("Outcomes"), ":material/trending_up:"),
            ("map", say("Map"), ":material/map:"),
            ("report", say("Report"), ":material/summarize:"),
        ],
        say("Settings"): [("weights", say("Weights"), ":material/tune:")],
    }
    chosen = st.navigation(
        {
            group: [
                st.Page(folder / f"{file}.py", title=name, icon=icon) for file, name, icon in some
            ]
            for group, some in groups.items()
        }
    )
    if chosen.url_path != "data":  # data are imported before there is anything to match
        parts.banner()
    chosen.run()


if __name__ == "__main__":
    run()
