"""Large: the index of a store with more firms than can all be compared, opened for all sessions.

Where there is one, the page of candidates asks it and reads the firms that it shows; without one,
and for every folder, all records are read and compared.
"""

from typing import TYPE_CHECKING

import streamlit as st

from matcher import actions
from matcher.access import PROGRAM
from matcher.score import Scorer
from matcher.shortlisting import Shortlist
from matcher.ui import session
from matcher.weights import Weights

if TYPE_CHECKING:
    from matcher.registry import Registry

_FOUND = "found_in_index"


def asking() -> Scorer | None:
    """Give all needs of the store, to ask the index of; None where all is compared."""
    registry = _registry()
    if registry is None:
        return None
    return _asking(str(session.store().url), session.data_version(), registry)


def is_stale() -> bool:
    """Tell whether something was done to the store since its index was made."""
    registry = _registry()
    return registry is not None and registry.version != session.data_version()


def is_unusable() -> bool:
    """Tell whether there is an index that another linkmatch made, so that all is compared."""
    return _made_at() > 0 and _registry() is None


def find(need_id: str, weights: Weights) -> tuple[Scorer, Shortlist]:
    """Give the first candidates of a need; asked once for many clicks."""
    registry, needs = _registry(), asking()
    if registry is None or needs is None:
        raise RuntimeError(need_id)
    key = (need_id, repr(weights), session.data_version(), registry.version)
    known = st.session_state.get(_FOUND)
    if known is None or known[0] != key:
        who, store = session.person(), session.store()
        found = actions.find_in_index(who, store, registry, needs, need_id, weights)
        known = st.session_state[_FOUND] = (key, found)
    scorer, shortlist = known[1]
    return scorer, shortlist


def _made_at() -> float:
    if not session.is_stored() or session.person().role not in ("planner", "viewer"):
        return 0.0
    return actions.index_made_at(PROGRAM, session.store())


def _registry() -> "Registry | None":
    made_at = _made_at()
    return _opened(str(session.store().url), made_at) if made_at else None


@st.cache_resource(show_spinner=False, max_entries=1)
def _opened(url: str, made_at: float) -> "Registry | None":  # noqa: ARG001  what it is kept by
    return actions.open_index(PROGRAM, session.store())


@st.cache_resource(show_spinner=False, max_entries=2)
def _asking(url: str, version: int, _registry: "Registry") -> Scorer:  # noqa: ARG001
    weights = session.weights_in_use()
    asking = actions.ask_index(PROGRAM, session.store(), _registry, weights)
    session.freeze_anew()
    return asking
