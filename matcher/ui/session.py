"""Session: who looks, in which language, at which data; opened once for all sessions."""

import gc
import os
from functools import cache

import streamlit as st

from features.language import Translate, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER, Person
from matcher.errors import LinkmatchError
from matcher.score import Scorer

LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}


def person() -> Person:
    """Say who looks: without a configuration, the local planner."""
    return LOCAL_PLANNER


def language() -> str:
    """Give the language chosen in this session; Indonesian until somebody switches."""
    return str(st.session_state.get("language", "id"))


def say() -> Translate:
    """Give the translator of this session."""
    return translator(language())


def scorer() -> Scorer:
    """Open the data once for all sessions; an error a person can mend ends the page in one line."""
    try:
        return _prepared(os.environ.get("LINKMATCH_DATA"))
    except LinkmatchError as error:
        st.error(plain(say()(error.message, **error.values)))
        st.stop()


def plain(text: str) -> str:
    r"""Escape what Markdown would read as its own, so that a firm's name stays a name.

    >>> plain("<b>PT *A*</b>")
    '\\<b\\>PT \\*A\\*\\</b\\>'
    """
    return "".join(
        "\\" + letter if letter in "\\`*_{}[]()#+-.!|<>$:~" else letter for letter in text
    )


@cache
def freeze_imports() -> None:
    """Keep Streamlit's garbage collection after every rerun off what never changes."""
    gc.freeze()


@st.cache_resource(show_spinner=False)
def _prepared(folder: str | None) -> Scorer:
    who = person()
    return actions.prepare(who, actions.open_data(who, folder))
