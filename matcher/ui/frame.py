"""Frame: what surrounds every page, who looks, and which page is drawn for whom."""

from pathlib import Path
from typing import Any

import streamlit as st

from features.language import mark
from matcher.errors import DeniedError, LinkmatchError
from matcher.ui import login, notices, parts, session, upgrade
from matcher.ui.pages import GROUPED, PAGES, Listed
from matcher.ui.session import plain
from matcher.ui.theme import style

_FOLDER = Path(__file__).parent
_HOME = "home"
_SHOWN = "page_shown"  # what was told on another page is not told on this one
_BROKEN = mark(
    "linkmatch made a mistake on this page; load it again, what was saved is kept. If it comes "
    "back, tell whoever looks after linkmatch the hour and what you did."
)
_NOT_YOURS = mark("this page is for others than you; choose one at the left")


def draw() -> None:
    """Draw the frame and the chosen page; what a person can mend is one sentence on it."""
    session.freeze_imports()
    session.begin()
    st.set_page_config(page_title="linkmatch", page_icon=str(_FOLDER / "icon.svg"), layout="wide")
    st.logo(str(_FOLDER / "logo.svg"), size="large")
    with st.sidebar:
        session.pick_language()
    st.html(style(session.say()))
    if (stale := upgrade.stale()) is not None:
        st.navigation([page for page, _ in _offered("")], position="hidden")
        session.refuse(stale)
    try:
        who = session.sign_in()
    except LinkmatchError as error:
        st.navigation([page for page, _ in _offered("")], position="hidden")  # takes a menu away
        say = session.say()
        login.page(plain(say(error.message, **error.values)), say)
    with st.sidebar:
        session.pick_data()
        session.tell_who()
    offered = _offered(who.role)
    chosen = st.navigation(_grouped(offered, who.role), expanded=True)
    page = next(listed for one, listed in offered if one is chosen)
    if st.session_state.get(_SHOWN) != page.file:
        notices.clear()
        st.session_state[_SHOWN] = page.file
    try:
        if who.role not in page.titles:
            raise DeniedError(_NOT_YOURS)
        if page.matches:
            parts.banner()
        chosen.run()
    except LinkmatchError as error:
        session.refuse(error)
    except Exception:  # a mistake of ours: Streamlit writes it into the log
        say = session.say()
        st.error(plain(say(_BROKEN)), icon=":material/error:")
        raise


def _offered(role: str) -> list[tuple[Any, Listed]]:
    """Give the pages of a role, then the others, which a link may name and the menu does not.

    The first one opens without a name in the address; it stands there once more with its name, so
    that a link to it works whoever's first page it is.
    """
    listed = sorted(PAGES, key=lambda page: role not in page.titles)
    first = listed[0]
    found = [(_page(page, role, role in page.titles), page) for page in listed[1:]]
    return [(_page(first, role, True, _HOME), first), *found, (_page(first, role, False), first)]


def _grouped(offered: list[tuple[Any, Listed]], role: str) -> dict[str, list[Any]]:
    """Give the pages by group; who has few pages reads them without."""
    say, groups = session.say(), dict[str, list[Any]]()
    for page, listed in offered:
        shown = role in GROUPED and role in listed.titles and listed.group
        groups.setdefault(say(listed.group) if shown else "", []).append(page)
    return groups


def _page(page: Listed, role: str, is_shown: bool, url_path: str | None = None) -> Any:
    title = session.say()(page.titles.get(role, next(iter(page.titles.values()))))
    return st.Page(
        _FOLDER / f"{page.file}.py",
        title=title,
        icon=f":material/{page.icon}:",
        url_path=url_path or page.file,
        default=url_path == _HOME,
        visibility="visible" if is_shown else "hidden",
    )
