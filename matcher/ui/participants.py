"""Participants: who is on the list of an event, who answered, who is late; invited right here."""

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from features.language import mark, number
from matcher import actions
from matcher.naming import NOTHING
from matcher.ui import event_making, notices, session
from matcher.ui.session import plain
from matcher.ui.wording import value_text

STATE_NAMES = {
    "candidate": mark("on the list"),
    "curated": mark("chosen"),
    "invited": mark("invited"),
    "confirmed": mark("comes"),
    "present": mark("is there"),
    "cancelled": mark("does not come"),
    "replaced": mark("replaced"),
}
_TABLE = "participants_table"
INVITED = mark("{n} invited; they are to answer by {day}.")
NOTED = mark("Noted for {n}: {state}.")
ADDED = mark("{n} put on the list.")


def of_event(event_id: str | None) -> pd.DataFrame | None:
    """Give who takes part today; None where there is no event."""
    if event_id is None or not session.is_stored():
        return None
    return actions.list_participants(session.person(), session.store(), event_id)


def boxes(found: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Give the figures of who takes part: all, invited, confirmed, late."""
    say, language = session.say(), session.language()
    asked = found[found["state"].isin(["invited", "confirmed", "present"])]
    comes = found[found["state"].isin(["confirmed", "present"])]
    groups = [
        (found, say("on the list")),
        (asked, say("invited")),
        (comes, say("come")),
        (found[found["late"].astype(bool)], say("late to answer")),
    ]
    return [(number(len(some), language), words, _sides(some)) for some, words in groups]


def section(event_id: str | None) -> None:
    """Draw the list with what can be done with it."""
    say = session.say()
    found = of_event(event_id)
    if found is None or event_id is None:
        _without_event()
        return
    plans = session.person().role == "planner"
    if plans:
        _add(event_id, found)
    if found.empty:
        st.markdown(plain(say("Nobody is on the list yet. Add firms here, or import a list.")))
        return
    shown = _filtered(found)
    chosen = _table(shown)
    if plans:
        st.caption(say("Tick firms, then say what happened."))
        _acts(event_id, chosen)


def _without_event() -> None:
    say = session.say()
    if session.person().role == "planner":
        st.markdown(plain(say("There is no event yet; make it here.")))
        event_making.draw(chooses="event_chosen")
    else:
        st.markdown(plain(say("There is no event yet.")))


def _filtered(found: pd.DataFrame) -> pd.DataFrame:
    say = session.say()
    names = {"": say("all"), "late": say("late to answer")}
    states = [one for one in STATE_NAMES if (found["state"] == one).any()]
    names |= {state: say(STATE_NAMES[state]) for state in states}
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    state = left.selectbox(
        say("Only"), list(names), format_func=names.__getitem__, key="participants_state"
    )
    text = right.text_input(say("Search by name or id"), key="participants_text", max_chars=200)
    if state == "late":
        found = found[found["late"].astype(bool)]
    elif state:
        found = found[found["state"] == state]
    named = (found["firm"] + " " + found["firm_id"]).str.casefold()
    return found[named.str.contains(text.strip().casefold(), regex=False)].reset_index(drop=True)


def _table(shown: pd.DataFrame) -> list[str]:
    say = session.say()
    rows = pd.DataFrame(
        {
            say("Firm"): shown["firm"],
            say("Side"): ["IKM" if role == "ikm" else say("Buyer") for role in shown["role"]],
            say("State"): [_state(row) for row in shown.to_dict("records")],
            say("Answer by"): [value_text("event", "date", day) for day in shown["answer_by"]],
            say("Who comes"): [number(n, "id") if n else NOTHING for n in shown["n_attendees"]],
        }
    )
    picked = st.dataframe(
        rows,
        hide_index=True,
        key=_TABLE,
        on_select="rerun",
        selection_mode="multi-row",
        height=min(38 + 35 * max(1, len(rows)), 420),
    )
    at = picked["selection"]["rows"]
    return [str(shown["firm_id"].iat[row]) for row in at if row < len(shown)]


def _state(row: dict[str, object]) -> str:
    say = session.say()
    state = say(STATE_NAMES[str(row["state"])])
    return say("{state}, late", state=state) if row["late"] else state


def _acts(event_id: str, firm_ids: list[str]) -> None:
    say = session.say()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(
            say("Answer by"),
            value=_answer_by(event_id),
            min_value="today",
            format="DD/MM/YYYY",
            key=f"participants_answer_by_{event_id}",
            width=160,
        )
        st.button(
            say("Invite {n}", n=len(firm_ids)),
            key="participants_invite",
            type="primary",
            icon=":material/mail:",
            disabled=not firm_ids,
            on_click=_invite,
            args=(event_id, firm_ids, day),
        )
        for state, icon in (("confirmed", "check"), ("cancelled", "close")):
            st.button(
                say(STATE_NAMES[state]).capitalize(),
                key=f"participants_{state}",
                icon=f":material/{icon}:",
                disabled=not firm_ids,
                on_click=_note,
                args=(event_id, firm_ids, state),
            )


def _answer_by(event_id: str) -> date:
    """Suggest the day until which firms answer: in two weeks, and before the event begins."""
    event = actions.see_record(session.person(), session.store(), "event", event_id)
    today, first = date.today(), event.values["date"]
    day = today + timedelta(days=14)
    return max(today, min(day, first - timedelta(days=1))) if first else day


def _add(event_id: str, found: pd.DataFrame) -> None:
    """Offer to put every IKM and buyer on the list that is not there."""
    say, data, there = session.say(), session.dataset(), set(found["firm_id"])
    buyers = set(data.asked["firm_id"].dropna()) - there  # who does both comes as a buyer
    suppliers = set(data.suppliers["firm_id"]) - there - buyers
    sides = {"ikm": sorted(suppliers), "buyer": sorted(buyers)}
    n = sum(map(len, sides.values()))
    if n:
        st.button(
            say("Put {n} firms on the list that are not there yet", n=n),
            key="participants_add",
            icon=":material/group_add:",
            on_click=_put,
            args=(event_id, sides),
        )


def _put(event_id: str, sides: dict[str, list[str]]) -> None:
    who, store = session.person(), session.store()

    def put() -> None:
        for role, firm_ids in sides.items():
            actions.add_participants(who, store, event_id, firm_ids, role)

    notices.attempt(put, ADDED, n=sum(map(len, sides.values())))


def _invite(event_id: str, firm_ids: list[str], day: date) -> None:
    who, store = session.person(), session.store()
    told = value_text("event", "date", day)

    def invite() -> int:
        return actions.invite_participants(who, store, event_id, firm_ids, day)

    _do(invite, INVITED, firm_ids, day=told)


def _note(event_id: str, firm_ids: list[str], state: str) -> None:
    who, store, say = session.person(), session.store(), session.say()

    def note() -> int | None:
        acts = [actions.set_state(who, store, event_id, firm_id, state) for firm_id in firm_ids]
        return acts[0] if len(acts) == 1 else None  # several acts are undone on the page Data

    _do(note, NOTED, firm_ids, state=say(STATE_NAMES[state]))


def _do(act: Callable[[], int | None], done: str, firm_ids: list[str], **values: object) -> None:
    if notices.attempt(act, done, n=len(firm_ids), **values):
        st.session_state.pop(_TABLE, None)


def _sides(some: pd.DataFrame) -> str:
    say = session.say()
    n_ikm = int((some["role"] == "ikm").sum())
    return say("{ikm} IKM, {buyers} buyers", ikm=n_ikm, buyers=len(some) - n_ikm)
