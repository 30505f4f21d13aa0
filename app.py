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
    from features.language import mark
    from matcher.errors import DeniedError, LinkmatchError
    from matcher.ui import parts, session
    from matcher.ui.pages import GROUPED, PAGES

    folder = Path(matcher.ui.__file__).parent
    session.freeze_imports()
    st.set_page_config(page_title="linkmatch", page_icon=str(folder / "icon.svg"), layout="wide")
    st.html("<style>.stMainBlockContainer {padding: 3.5rem clamp(1rem, 3vw, 3.5rem) 3rem}</style>")
    st.logo(str(folder / "logo.svg"), size="large")
    with st.sidebar:
        session.pick_language()
    who, say = session.sign_in(), session.say()
    with st.sidebar:
        session.pick_data()
        session.tell_who()
    listed = sorted(PAGES, key=lambda page: who.role not in page.titles)  # the first one opens
    offered = [
        st.Page(
            folder / f"{page.file}.py",
            title=say(page.titles.get(who.role, next(iter(page.titles.values())))),
            icon=f":material/{page.icon}:",
            visibility="visible" if who.role in page.titles else "hidden",
        )
        for page in listed
    ]
    groups: dict[str, list[st.Page]] = {}
    for page, one in zip(listed, offered, strict=True):
        group = say(page.group) if who.role in GROUPED and page.group else ""
        groups.setdefault(group, []).append(one)
    chosen = st.navigation(groups)
    page = next(page for page, one in zip(listed, offered, strict=True) if one is chosen)
    try:
        if who.role not in page.titles:
            raise DeniedError(mark("this page is for others than you; choose one at the left"))
        if page.matches:
            parts.banner()
        chosen.run()
    except LinkmatchError as error:
        session.refuse(error)


if __name__ == "__main__":
    run()
