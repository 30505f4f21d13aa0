"""Afterwards: what is to be done once an import is saved, with the way to it."""

import streamlit as st

from features.language import number
from matcher import actions
from matcher.ui import notices, parts, preview, sections, session
from matcher.ui.draft import current
from matcher.ui.wording import bold


def draw() -> None:
    """Draw the next steps right under what was saved, until something else is done."""
    if notices.told() != preview.PUBLISHED:
        return
    say, who, store = session.say(), session.person(), session.store()
    n_rows = len(actions.see_questions(who, store, None, "set aside"))
    n_cells = len(actions.see_cell_questions(who, store))
    with st.container(horizontal=True, vertical_alignment="center", key="data_next"):
        st.markdown(bold(say("What comes next:")))
        if n_rows + n_cells:
            told = number(n_rows + n_cells, session.language())
            _to("mend", say("Mend {n} rows and cells", n=told), "build")
        if current().left():  # the next table of the same file stands below
            return
        _to("duplicates", say("See which firms may be one"), "content_copy")
        if who.role == "planner":
            overview = parts.PAGES / "overview.py"
            st.page_link(overview, label=say("Overview"), icon=":material/dashboard:")


def _to(section: str, label: str, icon: str) -> None:
    st.button(
        label,
        key=f"data_next_{section}",
        icon=f":material/{icon}:",
        on_click=_go,
        args=(section,),
    )


def _go(section: str) -> None:
    notices.clear()
    sections.go_to(section)
