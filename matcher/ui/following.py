"""Following: the pairs with what was told of them, read once for each state of the data."""

from datetime import datetime

import pandas as pd
import streamlit as st

from matcher import actions
from matcher.access import PROGRAM
from matcher.outcomes import Pairing
from matcher.ui import session

Released = tuple[tuple[int, datetime | None], ...]


def pairs() -> tuple[Pairing, ...]:
    """Give all pairs of the data of this session."""
    if session.is_stored():
        versions = actions.list_plans(PROGRAM, session.store())  # only to know when it is old
        released = tuple((one.plan_id, one.released_at) for one in versions if one.released_at)
        return _stored(session.store().url, session.data_version(), released)
    return _of_folder(session.chosen_data())


def component(need_id: str) -> str:
    """Name the part that a need asks for, also of a closed need."""
    return _components(session.chosen_data(), session.data_version()).get(need_id, need_id)


def label(pair: Pairing) -> str:
    """Name a pair: the IKM, the part and the buyer."""
    data, say = session.dataset(), session.say()
    supplier = data.firm_name(pair.supplier_id) or pair.supplier_id
    buyer = data.firm_name(pair.buyer_id) or say("buyer not named")
    return f"{supplier} · {component(pair.need_id)} ({pair.need_id}) · {buyer}"


@st.cache_resource(show_spinner=False, max_entries=3)
def _stored(url: str, version: int, released: Released) -> tuple[Pairing, ...]:  # noqa: ARG001
    return actions.follow_stored(session.person(), session.store())


@st.cache_resource(show_spinner=False, max_entries=3)
def _of_folder(folder: str) -> tuple[Pairing, ...]:  # noqa: ARG001
    return actions.follow_pairs(session.person(), session.dataset())


@st.cache_resource(show_spinner=False, max_entries=3)
def _components(folder: str, version: int) -> dict[str, str]:  # noqa: ARG001
    needs: pd.DataFrame = session.dataset().needs
    return dict(zip(needs["need_id"], needs["component"], strict=True))
