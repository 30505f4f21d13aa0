"""Data: import lists, mend what could not be read, settle doubles, and look back."""

import streamlit as st

from matcher.errors import LinkmatchError
from matcher.ui import (
    acts,
    afterwards,
    cell_questions,
    duplicates,
    importing,
    keeping,
    notices,
    quarantine,
    sections,
    session,
    story,
)


def page() -> None:
    """Draw the page: its sections, what happened last, and the chosen section."""
    say = session.say()
    st.title(say("Data"))
    chosen = sections.pick()
    try:
        session.store()
        notices.draw()
        if chosen == "import":
            afterwards.draw()
        SECTIONS[chosen]()
    except LinkmatchError as error:
        session.refuse(error)


def mend() -> None:
    """Draw what is to be mended: whole rows first, then single cells."""
    quarantine.section()
    cell_questions.section()


def history() -> None:
    """Draw the acts, and the story of one firm."""
    acts.section()
    story.section()


SECTIONS = {
    "import": importing.section,
    "mend": mend,
    "duplicates": duplicates.section,
    "history": history,
    "backup": keeping.section,
}

page()
