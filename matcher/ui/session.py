"""Session: who looks, in which language, at which data; opened once for all sessions."""

import gc
import os
from functools import cache
from pathlib import Path
from typing import NoReturn

import streamlit as st

from features.language import Translate, mark, number, translator
from matcher import actions
from matcher.access import PROGRAM, Person
from matcher.dataset import STORED as STORED
from matcher.dataset import Dataset
from matcher.errors import LinkmatchError
from matcher.folder import SHIPPED
from matcher.score import Scorer
from matcher.store import Store, is_there, open_store
from matcher.ui import login
from matcher.weights import Weights, load_weights, read_weights, to_toml

LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}
_WHO, _PREPARED = "who", "prepared"
_READING = mark("Reads the records and compares them ...")
_FOLDER = Path(__file__).parent
_SO_FAR = mark("Your records: {firms} IKM that say what they make, {needs} open needs.")
_IMPORT = mark("Import a list")
_FIRMS_FIRST = mark("Import a list of IKM; then this page shows who fits whom.")
_NEEDS_FIRST = mark("Import what buyers look for; then this page shows who fits whom.")
_ALONE = mark("Only on this computer, without a login.")
ROLE_NAMES = {
    "planner": mark("event planner"),
    "buyer": mark("buyer"),
    "ikm": mark("IKM"),
    "coach": mark("regional office"),
    "desk": mark("registration desk"),
    "viewer": mark("viewer"),
}
DATA_NAMES = {  # in both languages: the browser knows an option by its text
    STORED: "Data Anda / Your records",
    "link_and_match": "Link & Match 2017-2022",
    "demo_event": "Acara contoh: sintetis / synthetic",
    "demo_event_regional": "Daftar daerah: sintetis / synthetic",
}


def sign_in() -> Person:
    """Find out anew who looks.

    Raises
    ------
    LinkmatchError
        When nobody has signed in who may look.
    """
    st.session_state.pop(_WHO, None)
    st.session_state[_WHO] = login.who_signed_in(store)
    return person()


def person() -> Person:
    """Say who looks, as found out at the start of this run."""
    who: Person = st.session_state[_WHO]
    return who


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


def tell_who() -> None:
    """Say who looks, in which role, and the way out."""
    who, tell = person(), say()
    if not login.is_on():
        st.caption(tell(_ALONE))
        return
    st.caption(plain(f"{who.name} · {tell(ROLE_NAMES[who.role])}"))
    login.sign_out_button(tell)


def pick_data() -> None:
    """Let the person choose between the folder given at the start and what ships with linkmatch.

    A link can name it: `?data=demo_event`. Who speaks for a firm sees the stored records only.
    """
    if not may_choose_data():
        _keep_in_link("language", "id")
        return
    folders = list(dict.fromkeys([_started_with(), STORED, *SHIPPED]))
    linked, tell = st.query_params.get("data"), say()
    _restore("data", linked if linked in folders else folders[0])
    st.selectbox(
        tell("Data"),
        folders,
        format_func=lambda folder: DATA_NAMES.get(folder, Path(folder).name),
        key="data",
        on_change=lambda: st.session_state.pop("weights", None),
    )
    _keep_in_link("language", "id")
    _keep_in_link("data", _started_with())


def _keep_in_link(name: str, usual: str) -> None:
    """Keep a choice for the next page and, where it is not the usual one, for a reload."""
    st.session_state[f"kept_{name}"] = st.session_state[name]
    if st.session_state[name] != usual:
        st.query_params[name] = st.session_state[name]
    elif name in st.query_params:
        del st.query_params[name]


def scorer() -> Scorer:
    """Open the data once for all sessions; an error a person can mend ends the page in one line."""
    try:
        return prepared()
    except LinkmatchError as error:
        if is_stored() and person().role == "planner":
            _lead_on()
        refuse(error)


def _lead_on() -> None:
    """Say what the planner's own records hold so far and where to add what is missing.

    Who looks after an event has its IKM long before the needs, or the other way round.
    """
    data, tell = dataset(), say()
    n_firms = data.suppliers["firm_id"].nunique()
    if n_firms and len(data.asked):
        return
    counts = {"firms": number(n_firms, language()), "needs": number(len(data.asked), language())}
    missing = _NEEDS_FIRST if n_firms else _FIRMS_FIRST
    st.info(plain(tell(_SO_FAR, **counts) + " " + tell(missing)), icon=":material/database:")
    st.page_link(_FOLDER / "data.py", label=tell(_IMPORT), icon=":material/arrow_forward:")
    st.stop()


def prepared() -> Scorer:
    """Open the same, for a page that has more to show than what is matched.

    Raises
    ------
    LinkmatchError
        When there is nothing to match.
    """
    found: Scorer | None = st.session_state.get(_PREPARED)
    if found is None:
        with st.spinner(say()(_READING)):  # shown when it takes more than half a second
            weights = to_toml(weights_in_use())
            found = _prepared(chosen_data(), data_version(), _region(), weights)
        st.session_state[_PREPARED] = found
    return found


def begin() -> None:
    """Forget what was prepared: at the start of a run, and once something was done to the store.

    In between a page asks for it dozens of times.
    """
    st.session_state.pop(_PREPARED, None)


def dataset() -> Dataset:
    """Give the data of this session without fitting anything to it."""
    try:
        with st.spinner(say()(_READING)):
            return _opened_data(chosen_data(), data_version(), _region())
    except LinkmatchError as error:
        refuse(error)


def is_stored() -> bool:
    """Tell whether this session looks at the store, in which decisions and steps are kept."""
    return chosen_data() == STORED


def folder() -> str | None:
    """Name the folder that this session looks at; None for the store."""
    return None if is_stored() else chosen_data()


def data_version() -> int:
    """Give the version of the data; a folder has but one."""
    return actions.data_version(PROGRAM, store()) if is_stored() else 0


def weights_in_use() -> Weights:
    """Give the weights accepted last for the data; nobody accepted any before there is a store."""
    if not is_there(os.environ.get("LINKMATCH_DB")):
        return load_weights()
    return actions.weights_in_use(PROGRAM, store(), chosen_data())


def _region() -> str:
    """Name the region of a coach, who has other data than everybody else."""
    who = person()
    return (who.region or "") if who.role == "coach" else ""


def chosen_data() -> str:
    """Give the data of this session: the store, or a folder by its path or name."""
    if not may_choose_data():
        return STORED
    return str(st.session_state.get("data", _kept("data", _started_with())))


def may_choose_data() -> bool:
    """Tell whether who looks may look at other data than the records of the store."""
    return person().role in ("planner", "viewer")


def store() -> Store:
    """Open the store once for all sessions."""
    return _opened(os.environ.get("LINKMATCH_DB"))


def shown_store() -> Store | None:
    """Give the store where its records are shown; None beside a folder."""
    return store() if chosen_data() == STORED else None


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


def weights(of: Scorer | None = None) -> Weights:
    """Give the weights of this session: those in use until somebody moves one.

    Those in use stand in any scorer of the session; without one, all is prepared for it.
    """
    chosen: Weights = st.session_state.get("weights") or (of or scorer()).weights
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
    return STORED if actions.data_version(PROGRAM, store()) else SHIPPED[0]


# what turns the direction of the text that follows a name, and is not seen
_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def plain(text: str) -> str:
    r"""Escape what Markdown would read as its own, so that a firm's name stays a name.

    >>> plain("<b>PT *A*</b>")
    '\\<b\\>PT \\*A\\*\\</b\\>'
    """
    return "".join(
        "\\" + letter if letter in "\\`*_{}[]()#+-.!|<>$:~" else letter
        for letter in text.translate(_TURNS)
    )


@cache
def freeze_imports() -> None:
    """Keep Streamlit's garbage collection after every rerun off what never changes."""
    gc.freeze()


@st.cache_resource(show_spinner=False, max_entries=6)
def _prepared(folder: str, version: int, region: str, weights: str) -> Scorer:
    last, data = _last_fitted(), _opened_data(folder, version, region)
    who, key = (person() if region else PROGRAM), (folder, region, weights)
    of_text = read_weights(weights.encode(), "weights")
    last[key] = actions.prepare(who, data, weights=of_text, before=last.get(key))
    if len(last[key].needs) * len(last[key].suppliers) < _WARMED:
        actions.see_demand(PROGRAM, last[key])  # works out all pairs, which every page reads
    _freeze_anew()
    return last[key]


_WARMED = 1_000_000  # needs x capabilities


def _freeze_anew() -> None:
    """Keep the same collection off the prepared data, which outlast thousands of clicks too."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False)
def _last_fitted() -> dict[tuple[str, str, str], Scorer]:
    return {}


@st.cache_resource(show_spinner=False, max_entries=6)
def _opened_data(folder: str, version: int, region: str) -> Dataset:  # noqa: ARG001
    who = person() if region else PROGRAM
    return actions.open_stored(who, store()) if folder == STORED else actions.open_data(who, folder)


@st.cache_resource(show_spinner=False)
def _opened(where: str | None) -> Store:
    return open_store(where)
