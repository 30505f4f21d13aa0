"""Session: who looks, in which language, at which data; opened once for all sessions."""

import gc
import os
from functools import cache
from pathlib import Path

import streamlit as st

from features.language import Translate, mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER, Person
from matcher.errors import LinkmatchError
from matcher.folder import SHIPPED
from matcher.score import Scorer
from matcher.weights import Weights

LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}
DATA_NAMES = {
    "link_and_match": mark("Link & Match in the news, 2017-2022"),
    "demo_event": mark("Example event (synthetic data)"),
    "demo_event_regional": mark("Example from regional lists (synthetic data)"),
}


def person() -> Person:
    """Say who looks: without a configuration, the local planner."""
    return LOCAL_PLANNER


def language() -> str:
    """Give the language chosen in this session; Indonesian until somebody switches."""
    return str(st.session_state.get("language", "id"))


def say() -> Translate:
    """Give the translator of this session."""
    return translator(language())


def pick_language() -> None:
    """Let the person choose a language."""
    st.segmented_control(
        "Bahasa / Language",
        list(LANGUAGE_NAMES),
        default="id",
        required=True,
        format_func=lambda language: LANGUAGE_NAMES[language],
        key="language",
    )


def pick_data() -> None:
    """Let the person choose between the folder given at the start and what ships with linkmatch.

    A link can name it: `?data=demo_event`.
    """
    folders = list(dict.fromkeys([_started_with(), *SHIPPED]))
    linked = st.query_params.get("data")
    if "data" not in st.session_state and linked in folders:
        st.session_state["data"] = linked
    names = {folder: say()(DATA_NAMES[folder]) for folder in SHIPPED}
    st.selectbox(
        say()("Data"),
        folders,
        format_func=lambda folder: names.get(folder, Path(folder).name),
        key="data",
        on_change=lambda: st.session_state.pop("weights", None),
    )


def scorer() -> Scorer:
    """Open the data once for all sessions; an error a person can mend ends the page in one line."""
    try:
        return _prepared(st.session_state.get("data", _started_with()))
    except LinkmatchError as error:
        st.error(plain(say()(error.message, **error.values)))
        st.stop()


def weights() -> Weights:
    """Give the weights of this session: as shipped until somebody moves one."""
    chosen: Weights = st.session_state.get("weights") or scorer().weights
    return chosen


def _started_with() -> str:
    return os.environ.get("LINKMATCH_DATA") or SHIPPED[0]


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
def _prepared(folder: str) -> Scorer:
    who = person()
    return actions.prepare(who, actions.open_data(who, folder))
