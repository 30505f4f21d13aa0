"""Event choice: which event a page speaks of; kept from page to page and in the link."""

from datetime import date

import streamlit as st

from matcher import actions
from matcher.ui import event_making, session

_KEPT = "kept_event"


def pick(or_all: bool = False) -> str | None:
    """Let the person choose an event of the store; None for all, or where there is none.

    The first choice is the next event to come, else the latest. A link names it: `?event=E-1`.
    """
    names = event_names()
    if not names:
        return None
    options: list[str] = ["", *names] if or_all else list(names)
    linked = st.query_params.get("event") or st.session_state.get(_KEPT)
    if "event_chosen" not in st.session_state:
        first = "" if or_all else _next()
        st.session_state["event_chosen"] = linked if linked in options else first
    if st.session_state["event_chosen"] not in options:
        st.session_state["event_chosen"] = options[0]
    say = session.say()
    chosen = st.selectbox(
        say("Event"),
        options,
        format_func=lambda one: names.get(one, say("All events")),
        key="event_chosen",
    )
    if chosen:
        st.session_state[_KEPT] = st.query_params["event"] = chosen
    elif "event" in st.query_params:
        del st.query_params["event"]
    return chosen or None


def pick_for_plan() -> str | None:
    """Let the person choose the event to plan, and say when all firms count instead."""
    if not session.is_stored():
        return None
    say, chosen = session.say(), pick()
    if chosen is None:
        st.caption(say("There is no event yet: all firms of your records count."))
        event_making.draw(chooses="event_chosen")
        return None
    events = actions.list_events(session.person(), session.store())
    row = events[events["event_id"] == chosen].iloc[0]
    if row["n_ikm"] + row["n_buyers"]:
        st.caption(say("{n_ikm} IKM, {n_buyers} buyers", **row[["n_ikm", "n_buyers"]].to_dict()))
    else:
        st.caption(say("Nobody stands on its list yet: all firms of your records count."))
    return chosen


def event_names() -> dict[str, str]:
    """Map the events of the store to their names, the latest first."""
    if not session.is_stored():
        return {}
    found = actions.list_events(session.person(), session.store())
    return dict(zip(found["event_id"], found["name"], strict=True))


def _next() -> str:
    found = actions.list_events(session.person(), session.store())
    coming = found[[day is not None and day >= date.today() for day in found["date"]]]
    return str((coming if len(coming) else found.iloc[:1])["event_id"].iat[-1])
