"""Session: who looks, in which language, at which data; opened once for all sessions."""

import gc
import os
from functools import cache
from pathlib import Path
from typing import NoReturn

import streamlit as st

from features.language import Translate, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER, Person
from matcher.errors import LinkmatchError
from matcher.folder import SHIPPED
from matcher.score import Scorer
from matcher.store import Store, is_there, open_store
from matcher.weights import Weights, read_weights, to_toml

LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}
STORED = "store"
DATA_NAMES = {  # in both languages: the browser knows an option by its text
    STORED: "Data Anda / Your records",
    "link_and_match": "Link & Match 2017-2022",
    "demo_event": "Acara contoh: sintetis / synthetic",
    "demo_event_regional": "Daftar daerah: sintetis / synthetic",
}


def person() -> Person:
    """Say who looks: without a configuration, the local planner."""
    return LOCAL_PLANNER


def language() -> str:
    """Give the language chosen in this session; Indonesian until somebody switches."""
    return str(st.session_state.get("language", _kept("language", "id")))


def say() -> Translate:
    """Give the translator of this session."""
    return translator(language())


def pick_language() -> None:
    """Let the person choose a language; a link can name it: `?language=en`."""
    linked = st.query_params.get("language")
    _restore("language", linked if linked in LANGUAGE_NAMES else "id")
    st.segmented_control(
        "Bahasa / Language",
        list(LANGUAGE_NAMES),
        required=True,
        format_func=lambda language: LANGUAGE_NAMES[language],
        key="language",
    )


def pick_data() -> None:
    """Let the person choose between the folder given at the start and what ships with linkmatch.

    A link can name it: `?data=demo_event`.
    """
    folders = list(dict.fromkeys([_started_with(), STORED, *SHIPPED]))
    linked = st.query_params.get("data")
    _restore("data", linked if linked in folders else folders[0])
    st.selectbox(
        say()("Data"),
        folders,
        format_func=lambda folder: DATA_NAMES.get(folder, Path(folder).name),
        key="data",
        on_change=lambda: st.session_state.pop("weights", None),
    )
    for name, usual in (("language", "id"), ("data", _started_with())):
        st.session_state[f"kept_{name}"] = st.session_state[name]
        if st.session_state[name] != usual:  # so that a reload keeps it
            st.query_params[name] = st.session_state[name]
        elif name in st.query_params:
            del st.query_params[name]


def scorer() -> Scorer:
    """Open the data once for all sessions; an error a person can mend ends the page in one line."""
    folder = chosen_data()
    try:
        version = actions.data_version(person(), store()) if folder == STORED else 0
        weights = actions.weights_in_use(person(), store(), folder)
        return _prepared(folder, version, person().region or "", to_toml(weights))
    except LinkmatchError as error:
        refuse(error)


def chosen_data() -> str:
    """Give the data of this session: the store, or a folder by its path or name."""
    return str(st.session_state.get("data", _kept("data", _started_with())))


def store() -> Store:
    """Open the store once for all sessions."""
    return _opened(os.environ.get("LINKMATCH_DB"))


def refuse(error: LinkmatchError) -> NoReturn:
    """Say in one line what a person can mend, and end the page."""
    st.error(plain(say()(error.message, **error.values)))
    st.stop()


def key(name: str) -> str:
    """Give a widget that chooses a record its own key for each data set.

    N-001 is another need in other data; under one key the browser would keep the old label.
    """
    folder = _kept("data", _started_with())
    return name if folder == _started_with() else f"{name}_{folder}"


def weights() -> Weights:
    """Give the weights of this session: those in use until somebody moves one."""
    chosen: Weights = st.session_state.get("weights") or scorer().weights
    return chosen


def _kept(name: str, otherwise: str) -> str:
    return str(st.session_state.get(f"kept_{name}", otherwise))


def _restore(name: str, otherwise: str) -> None:
    """Give a widget back its value: Streamlit drops it when another page is switched to."""
    if name not in st.session_state:
        st.session_state[name] = _kept(name, otherwise)


def _started_with() -> str:
    """Give the folder named at the start, else the store once it holds something."""
    named = os.environ.get("LINKMATCH_DATA")
    if named:
        return named
    if not is_there(os.environ.get("LINKMATCH_DB")):
        return SHIPPED[0]
    return STORED if actions.data_version(person(), store()) else SHIPPED[0]


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


@st.cache_resource(show_spinner=False, max_entries=6)
def _prepared(folder: str, version: int, region: str, weights: str) -> Scorer:  # noqa: ARG001
    who = person()  # a regional office has other data than a planner
    stored = folder == STORED
    data = actions.open_stored(who, store()) if stored else actions.open_data(who, folder)
    return actions.prepare(who, data, weights=read_weights(weights.encode(), "weights"))


@st.cache_resource(show_spinner=False)
def _opened(where: str | None) -> Store:
    return open_store(where)
