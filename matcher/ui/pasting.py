"""Pasting: lines copied out of a spreadsheet or a message, read like a file."""

import streamlit as st

from matcher.ui import session
from matcher.ui.draft import PASTED, current, open_files


def draw(key: str) -> None:
    """Offer a field to paste lines into; what stands in it is read beside the files."""
    say = session.say()
    with st.expander(say("Or paste the lines"), icon=":material/content_paste:", key="data_paste"):
        st.text_area(
            say("Copied from a spreadsheet, the headings in the first line"),
            key=f"{PASTED}_{current().number}",
            height=160,
            placeholder=say("Firm name, regency, products ..."),
        )
        st.button(
            say("Read the lines"),
            key="data_read_pasted",
            icon=":material/table_view:",
            on_click=open_files,
            args=(key,),
        )
