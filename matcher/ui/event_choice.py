"""Event choice: which event of the store a page is about."""

import streamlit as st

from matcher import actions
from matcher.ui import session


def pick(key: str) -> str | None:
    """Let the person choose an event of the store; None while there is none."""
    say = session.say()
    events = actions.list_events(session.person(), session.store()).to_dict("records")
    if not events:
        st.caption(say("There is no event yet: all firms of your records count."))
        return None
    by_id = {str(row["event_id"]): row for row in events}
    names = {
        event_id: say(
            "{name} ({event}): {n_ikm} IKM, {n_buyers} buyers",
            name=row["name"],
            event=event_id,
            n_ikm=row["n_ikm"],
            n_buyers=row["n_buyers"],
        )
        for event_id, row in by_id.items()
    }
    chosen = st.selectbox(say("Event"), list(names), format_func=names.__getitem__, key=key)
    if not by_id[chosen]["n_ikm"] + by_id[chosen]["n_buyers"]:
        st.caption(say("Nobody stands on its list yet: all firms of your records count."))
    return chosen
