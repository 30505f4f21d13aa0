"""Firm list: the firms of the store a page at a time, narrowed and searched, to choose one."""

import pandas as pd
import streamlit as st

from matcher import actions
from matcher.store.finding import ANYBODY, PAGE, Listed, Wanted
from matcher.ui import session
from matcher.ui.session import plain
from matcher.ui.wording import NOTHING, field_name, value_text

_KINDS = ("ikm", "sentra", "large")
_ASKED, _TURNED = "firms_asked", "firms_turned"  # what is asked; the last firm of each page before


def pick() -> str | None:
    """Let the person narrow the list, page through it and choose a firm; None until it does."""
    say, wanted = session.say(), _wanted()
    turned = _turned(wanted)
    found = actions.list_firms(
        session.person(), session.store(), wanted, turned[-1] if turned else None
    )
    if not found:
        told = say("No firm is like this; take a part of its name, or another place or kind.")
        st.markdown(plain(told))
        return None
    _table(found)
    if len(found) == PAGE or turned:
        _pages(turned, found)
    names = {one.firm_id: f"{one.name} ({one.firm_id})" for one in found}
    if st.session_state.get("story_firm") not in names:
        st.session_state["story_firm"] = found[0].firm_id if wanted.words else None
    return st.selectbox(
        say("Firm"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=say("Choose a firm"),
        key="story_firm",
    )


def _wanted() -> Wanted:
    """Ask what the firm is called, of which kind it is and where."""
    say = session.say()
    every = say("all")
    words, kind, place = st.columns([2, 1, 1])
    said = words.text_input(
        say("Search by name or id"), key="story_text", persist_state="session", max_chars=200
    )
    of_kind = kind.selectbox(
        field_name("firm", "kind"),
        ["", *_KINDS],
        format_func=lambda one: value_text("firm", "kind", one) if one else every,
        key=f"story_kind_{session.language()}",
    )
    there = actions.list_places(session.person(), session.store())
    at = place.selectbox(
        field_name("firm", "place"),
        ["", *there],
        format_func=lambda one: one or every,
        key=f"story_place_{session.language()}",
    )
    return ANYBODY._replace(
        words=" ".join(said.split()), kind=of_kind or None, places=(at,) if at else None
    )


def _turned(wanted: Wanted) -> list[Listed]:
    """Give the last firm of each page turned so far; another question begins at the first page."""
    if st.session_state.get(_ASKED) != wanted:
        st.session_state[_ASKED], st.session_state[_TURNED] = wanted, []
    turned: list[Listed] = st.session_state[_TURNED]
    return turned


def _table(found: list[Listed]) -> None:
    fields = ("name", "kind", "place", "firm_id")
    rows = {
        field_name("firm", name): [
            value_text("firm", name, value) if (value := getattr(one, name)) else NOTHING
            for one in found
        ]
        for name in fields
    }
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key="story_list",
        on_select=lambda: _choose(found),
        selection_mode="single-row",
        height=min(38 + 35 * len(found), 420),
    )


def _choose(found: list[Listed]) -> None:
    """Take the firm whose row was clicked."""
    rows = st.session_state["story_list"].selection.rows
    if rows:
        st.session_state["story_firm"] = found[rows[0]].firm_id


def _pages(turned: list[Listed], found: list[Listed]) -> None:
    say, first = session.say(), PAGE * len(turned) + 1
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say("Firms {first} to {last}", first=first, last=first + len(found) - 1))
        st.button(
            say("Earlier"), key="story_earlier", disabled=not turned, on_click=_back, args=(turned,)
        )
        st.button(
            say("Later"),
            key="story_later",
            disabled=len(found) < PAGE,
            on_click=turned.append,
            args=(found[-1],),
        )


def _back(turned: list[Listed]) -> None:
    turned.pop()
