"""Attendance: who comes to an event for a firm, and whether the other side may call them."""

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.actions.wishes import OwnEvent
from matcher.store.consents import PURPOSES, SHARE
from matcher.ui import notices, session
from matcher.ui.session import plain


def pick_event(firm_id: str, key: str) -> OwnEvent | None:
    """Choose one of the firm's events, the latest unless another is chosen; None without any."""
    say = session.say()
    own = actions.own_events(session.person(), session.store(), firm_id)
    if len(own) < 2:
        return own[0] if own else None
    names = {one.event_id: one.name for one in own}
    chosen = st.selectbox(say("Event"), list(names), format_func=names.__getitem__, key=key)
    return next(one for one in own if one.event_id == chosen)


def section(firm_id: str) -> None:
    """List who comes, and ask for one more."""
    say, who, store = session.say(), session.person(), session.store()
    st.subheader(say("Who comes for us"))
    event = pick_event(firm_id, "attendance_event")
    if event is None or not event.takes_part:
        st.caption(say("Your firm is on the list of no event yet; ask the organisers."))
        return
    found = actions.list_attendees(who, store, event.event_id, firm_id)
    for row in found.to_dict("records"):
        decides = say("may decide") if row["decides"] else ""
        told = " · ".join(filter(None, (row["position"], row["phone"], row["email"], decides)))
        st.markdown(f"- **{plain(row['name'])}** {plain(told)}")
    if not len(found):
        st.caption(plain(say("Nobody is named yet for {event}.", event=event.name)))
    with st.expander(say("Name somebody"), icon=":material/person_add:", key="name_somebody"):
        form(firm_id, event)


def form(firm_id: str, event: OwnEvent) -> None:
    """Ask for one person, and whether it agrees that its contact is told."""
    say = session.say()
    with st.form("attendee", border=False, clear_on_submit=True):
        left, right = st.columns(2)
        values: dict[str, str | bool] = {
            "event_id": event.event_id,
            "firm_id": firm_id,
            "name": left.text_input(say("Name"), key="attendee_name", max_chars=120),
            "position": right.text_input(say("Position"), key="attendee_position", max_chars=120),
            "phone": left.text_input(say("Phone"), key="attendee_phone", max_chars=60),
            "email": right.text_input(say("E-mail address"), key="attendee_email", max_chars=120),
        }
        values["decides"] = st.checkbox(say("May decide for the firm"), key="attendee_decides")
        agrees = st.checkbox(say(PURPOSES[SHARE]), key="attendee_agrees")
        st.caption(say(_ASK_FIRST))
        if st.form_submit_button(say("Save"), icon=":material/save:"):
            save(values, agrees)
            st.rerun()


def save(values: dict[str, str | bool], agrees: bool) -> None:
    """Note who comes and what it agreed to."""
    who, store, language = session.person(), session.store(), session.language()
    told = {name: None if value == "" else value for name, value in values.items()}

    def act() -> None:
        actions.record_attendee(who, store, told)
        actions.consent_for_attendee(who, store, told, SHARE, agrees, language)

    notices.attempt(act, NOTED, name=str(values["name"]))


NOTED = mark("{name} is noted.")
_ASK_FIRST = mark(
    "Tick it only if this person was asked and agreed. Without it the firms you meet read the "
    "name, and no phone number or address."
)
