"""Board: the meetings of now and next on the day, each noted in one click; who walks in."""

from datetime import datetime

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.actions.board import AWAY, KEPT, LATE, OnBoard
from matcher.agenda.hours import clock, short_day
from matcher.ui import notices, session
from matcher.ui.session import plain
from matcher.ui.wording import time_text, who_name

STATE_NAMES = {
    "": mark("not noted yet"),
    KEPT: mark("kept"),
    LATE: mark("somebody is late"),
    "no_show_supplier": mark("the IKM did not come"),
    "no_show_buyer": mark("the buyer did not come"),
}
_ASKED = "walk_in_asked"
_BUTTONS = {
    KEPT: (mark("Kept"), "check"),
    LATE: (mark("Late"), "schedule"),
    "no_show_supplier": (mark("IKM did not come"), "person_off"),
    "no_show_buyer": (mark("Buyer did not come"), "person_off"),
}


def section(event_id: str) -> tuple[OnBoard, ...]:
    """Draw the board of an event; give its meetings, none before a plan is released."""
    say = session.say()
    found = actions.see_board(session.person(), session.store(), event_id)
    if not found:
        st.caption(say("The board opens when the schedule of this event is released."))
        return found
    n_noted = sum(bool(one.state) for one in found)
    st.progress(n_noted / len(found), say("{n} of {of} are noted", n=n_noted, of=len(found)))
    chosen = _pick(found)
    rows = [one for one in found if one.starts == chosen]
    for one in rows:
        _draw(event_id, one)
    _walk_in(event_id)
    return found


def now_or_next(times: list[datetime], now: datetime) -> int:
    """Give the place of the slot that runs or comes next, by starts; the last after the event."""
    begun = [n for n, starts in enumerate(times) if starts <= now]
    if begun and now.date() == times[begun[-1]].date():
        return begun[-1]
    return min(len(begun), len(times) - 1)


def _pick(found: tuple[OnBoard, ...]) -> datetime:
    say, language = session.say(), session.language()
    slots = list(dict.fromkeys(one.starts for one in found))
    open_ = {at: sum(one.starts == at and not one.state for one in found) for at in slots}

    def name(at: datetime) -> str:
        left = say("{n} open", n=open_[at]) if open_[at] else say("all noted")
        return f"{short_day(at.date(), language)} {clock(at, language)} · {left}"

    return st.selectbox(
        say("Slot"),
        slots,
        index=now_or_next(slots, datetime.now()),
        format_func=name,
        key="board_slot",
    )


def _draw(event_id: str, one: OnBoard) -> None:
    say = session.say()
    key = f"{one.supplier_id}_{one.buyer_id}"
    with st.container(border=True, key=f"board_{key}"):
        table = say("table {table}", table=one.table)
        st.markdown(f"**{plain(table)}** · {plain(one.supplier)} · {plain(one.buyer)}")
        told = [say(STATE_NAMES.get(one.state, one.state))]
        if one.at:
            told += [who_name(one.who), time_text(one.at)]
        st.caption(" · ".join(plain(part) for part in (one.need, *told) if part))
        with st.container(horizontal=True):
            for state, (label, icon) in _BUTTONS.items():
                st.button(
                    say(label),
                    key=f"note_{state}_{key}",
                    icon=f":material/{icon}:",
                    type="primary" if state == one.state else "secondary",
                    on_click=_note,
                    args=(event_id, one, state),
                )


def _note(event_id: str, one: OnBoard, state: str) -> None:
    who, store, say = session.person(), session.store(), session.say()
    notices.attempt(
        lambda: actions.note_meeting(who, store, event_id, one.supplier_id, one.buyer_id, state),
        NOTED,
        supplier=one.supplier,
        buyer=one.buyer,
        state=say(STATE_NAMES[state]),
    )


def _walk_in(event_id: str) -> None:
    say = session.say()
    with st.expander(say("Somebody came who is not on the list"), icon=":material/person_add:"):
        if _ASKED in st.session_state:
            _which(event_id, *st.session_state[_ASKED])
            return
        _newcomer(event_id)


def _which(event_id: str, name: str, role: str, firm_id: str, known: str) -> None:
    """Let the person say whether a name means a firm that is known by a like one."""
    say = session.say()
    st.markdown(
        plain(say("Is “{name}” the firm {known} ({id})?", name=name, known=known, id=firm_id))
    )
    with st.container(horizontal=True):
        choices = ((say("Yes, it is"), firm_id), (say("No, another firm"), ""))
        for label, chosen in choices:
            args = (event_id, name, role, chosen)
            st.button(label, key=f"walk_in_is_{chosen}", on_click=_came, args=args)


def _came(event_id: str, name: str, role: str, firm_id: str | None = None) -> None:
    who, store = session.person(), session.store()
    st.session_state.pop(_ASKED, None)
    notices.attempt(
        lambda: actions.note_walk_in(who, store, event_id, name, role, firm_id),
        WALKED_IN,
        name=name.strip(),
    )


def _newcomer(event_id: str) -> None:
    say = session.say()
    with st.form("walk_in", border=False, clear_on_submit=True):
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        name = left.text_input(say("Name of the firm"), key="walk_in_name", max_chars=200)
        sides = {"ikm": "IKM", "buyer": say("Buyer")}
        role = right.segmented_control(
            say("Side"),
            list(sides),
            default="ikm",
            required=True,
            format_func=sides.__getitem__,
            key="walk_in_role",
        )
        if st.form_submit_button(say("Note it"), key="walk_in_note"):
            like = actions.meant_by_name(session.person(), session.store(), name)
            if like and like[1].casefold() != name.strip().casefold():
                st.session_state[_ASKED] = (name, str(role), *like)
            else:
                _came(event_id, name, str(role))
            st.rerun()


def away(found: tuple[OnBoard, ...], now: datetime) -> dict[str, str]:
    """Name the firms that did not come and still have meetings that nobody has noted."""
    ahead = [one for one in found if not one.state and one.ends > now]
    left = {firm_id for one in ahead for firm_id in (one.supplier_id, one.buyer_id)}
    gone = {}
    for one in found:
        if side := AWAY.get(one.state):
            supplies = side == "supplier"
            firm_id = one.supplier_id if supplies else one.buyer_id
            gone[firm_id] = one.supplier if supplies else one.buyer
    return {firm_id: name for firm_id, name in gone.items() if firm_id in left}


def late(found: tuple[OnBoard, ...], now: datetime) -> dict[str, tuple[str, datetime]]:
    """Name the firms of a meeting that waits for somebody, and when that meeting was to end."""
    waits = [one for one in found if one.state == LATE and one.ends.date() == now.date()]
    return {
        firm_id: (name, one.ends)
        for one in waits
        for firm_id, name in ((one.supplier_id, one.supplier), (one.buyer_id, one.buyer))
    }


NOTED = mark("{supplier} and {buyer}: {state}.")
WALKED_IN = mark("{name} is there; a planner can now give it meetings under Something happened?")
