"""Data pribadi saya: what linkmatch keeps of who looks, for what, and the way out."""

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.errors import LinkmatchError
from matcher.store.consents import ACCOUNT, PURPOSES
from matcher.ui import notices, session
from matcher.ui.session import plain
from matcher.ui.wording import time_text


def page() -> None:
    """Draw the page."""
    say, who = session.say(), session.person()
    st.title(say("My personal data"))
    if who.email is None:
        st.info(say("Nobody signs in here, so that nothing is kept of you."))
        return
    try:
        notices.draw()
        agree(who.email)
        take_along(who.email)
    except LinkmatchError as error:
        session.refuse(error)


def agree(email: str) -> None:
    """Ask for each purpose whether the person agrees; every answer is kept with its words."""
    say, language, who = session.say(), session.language(), session.person()
    st.subheader(say("What I agree to"))
    st.caption(say(_LAW))
    given = actions.see_consents(who, session.store(), email)
    for purpose, text in PURPOSES.items():
        there = given.get(purpose)
        with st.container(border=True):
            answer = st.checkbox(
                say(text),
                value=bool(there and there.given),
                key=f"agree_{purpose}_{language}",
                on_change=None,
            )
            if there:
                when = time_text(there.at)
                st.caption(plain(say("Answered {at}.", at=when)))
            if purpose == ACCOUNT:
                st.caption(say(_ACCOUNT))
        if answer != bool(there and there.given):
            save(email, purpose, answer)
            st.rerun()


def save(email: str, purpose: str, given: bool) -> None:
    """Write the answer down."""
    who, store, language = session.person(), session.store(), session.language()
    notices.attempt(lambda: actions.give_consent(who, store, email, purpose, given, language), KEPT)


def take_along(email: str) -> None:
    """Offer a copy of everything that is kept of the person."""
    say, who, store = session.say(), session.person(), session.store()
    st.subheader(say("What is kept of me"))
    st.download_button(
        say("Download everything (JSON)"),
        lambda: actions.export_person(who, store, email),
        "data-pribadi.json",
        "application/json",
        icon=":material/download:",
        on_click="ignore",
    )


KEPT = mark("Your answer is kept.")
_LAW = mark(
    "Law 27/2022 (UU PDP): you may change each answer at any time, take a copy along, have "
    "mistakes corrected, and be erased."
)
_ACCOUNT = mark(
    "Take this back to ask the organisers to erase you: they take you out of everything but the "
    "backups, which end after the time they set."
)

page()
