"""Undangan: whom to invite so that most needs are served, why each, and who stands by."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from features.places import regencies
from matcher import actions
from matcher.agenda.invitations import invited_because, need_name, reserve_because
from matcher.dataset import Dataset
from matcher.errors import LinkmatchError
from matcher.export import to_csv
from matcher.planner.guest_list import Asked
from matcher.ui import event_choice, notices, session
from matcher.ui.participants import ADDED
from matcher.ui.quota_table import quota_table
from matcher.ui.session import plain

if TYPE_CHECKING:
    from matcher.planner.invitation import Invitation

_FOUND = "invitations_found"


def page() -> None:
    """Draw the page."""
    say = session.say()
    st.title(say("Invitations"))
    st.caption(
        say(
            "Before invitations go out: which IKM serve the open needs best, who stands by, and "
            "what no invitation can mend."
        )
    )
    notices.draw()
    try:
        draw()
    except LinkmatchError as error:
        session.refuse(error)


def draw() -> None:
    """Ask what is wanted, and show the guest list once it is worked out."""
    say, folder = session.say(), session.chosen_data()
    event_id = event_choice.pick_for_plan()
    if event_id:
        _buyers(event_id)
    asked = _asked()
    key = (folder, event_id, asked, session.weights())
    if st.button(say("Work out whom to invite"), type="primary", icon=":material/mail:"):
        store = session.store() if event_id else None
        with st.spinner(say("Looking for the best choice …")):
            found = actions.whom_to_invite(
                session.person(), session.scorer(), asked, store, event_id, session.weights()
            )
        st.session_state[_FOUND] = (key, found)
    kept = st.session_state.get(_FOUND)
    if kept is None:
        return
    if kept[0] != key:
        st.caption(say("Something was changed since; work it out again."))
    _show(kept[1], event_id)


def _buyers(event_id: str) -> None:
    """Offer to put the buyers on the list that have an open need and do not stand there yet."""
    say, data = session.say(), session.scorer().data
    who, store = session.person(), session.store()
    ids = actions.buyers_to_invite(who, data, store, event_id)
    if not ids:
        return
    with st.container(border=True, key="invitations_buyers"):
        st.markdown(
            plain(
                say(
                    "{n} buyers with an open need are not on the list of this event yet.",
                    n=len(ids),
                )
            )
        )
        names = {one: data.firm_name(one) for one in ids}
        some = st.multiselect(
            say("Buyers (none chosen: all)"),
            ids,
            format_func=lambda one: names.get(one, one),
            placeholder=say("all"),
            key="invitations_buyers_some",
        )
        st.button(
            say("Put {n} buyers on the list", n=len(some or ids)),
            icon=":material/group_add:",
            key="invitations_buyers_add",
            on_click=_put,
            args=(event_id, some or ids, "buyer"),
        )


def _put(event_id: str, ids: list[str], role: str) -> None:
    """Put firms on the list of an event; who stands there already stays as it is."""
    who, store = session.person(), session.store()
    st.session_state.pop("invitations_buyers_some", None)
    notices.attempt(
        lambda: actions.add_participants(who, store, event_id, ids, role), ADDED, n=len(ids)
    )


def _asked() -> Asked:
    say = session.say()
    one, two, three = st.columns(3)
    seats = one.number_input(say("Seats for IKM"), 1, 2000, 60)
    new = two.number_input(say("Of these, first-timers at least"), 0, 2000, 0)
    spare = three.number_input(say("Stand by"), 0, 200, 10)
    with st.expander(say("Numbers per province"), icon=":material/map:"):
        provinces = quota_table(
            say("Province"),
            st.column_config.SelectboxColumn(
                options=sorted(set(regencies()["province"])), required=True
            ),
            "invitations_provinces",
        )
    return Asked(int(seats), provinces, (int(new), None) if new else None, n_reserves=int(spare))


def _show(found: "Invitation", event_id: str | None) -> None:
    say, data = session.say(), session.scorer().data
    n_served = len(data.asked) - len(found.unserved) - len(found.uncovered)
    words = say(
        "Invite these {n} IKM; {needs} needs then have one that fits:",
        n=len(found.invited),
        needs=n_served,
    )
    st.subheader(plain(words.rstrip(":")))
    for quota in found.unmet:
        told = {"quota": say(quota.names[0]), "wanted": quota.wanted, "got": quota.got}
        st.warning(plain(say("{quota}: {wanted} wanted, {got} possible", **told)))
    rows = [
        (data.firm_name(one.firm_id), one.firm_id, invited_because(data, one, say))
        for one in found.invited
    ]
    _table(rows, "undangan.csv")
    event = event_choice.event_names().get(event_id or "", "")
    if event_id and rows:
        st.button(
            plain(say("Put them on the list of {event}", event=event)),
            icon=":material/playlist_add:",
            on_click=_put,
            args=(event_id, [one.firm_id for one in found.invited], "ikm"),
        )
    st.subheader(say("Stand by, in this order"))
    rows = [
        (data.firm_name(one.firm_id), one.firm_id, reserve_because(data, one, say))
        for one in found.reserves
    ]
    _table(rows, "cadangan.csv")
    _before(data, found)


def _before(data: Dataset, found: "Invitation") -> None:
    """Say what no invitation can mend."""
    say = session.say()
    lists = (
        (
            say("{n} needs that no IKM of the records fits:", n=len(found.unserved)),
            [need_name(data, one) for one in found.unserved],
        ),
        (
            say(
                "{n} IKM that fit no need; an invitation would not help them yet:",
                n=len(found.without_buyer),
            ),
            [data.firm_name(one) for one in found.without_buyer],
        ),
        (
            say("{n} needs have a fitting IKM that finds no seat:", n=len(found.uncovered)),
            [need_name(data, one) for one in found.uncovered],
        ),
    )
    for label, lines in lists:
        if lines:
            with st.expander(label.rstrip(":"), icon=":material/report:"):
                st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _table(rows: list[tuple[str, str, str]], file: str) -> None:
    say = session.say()
    table = pd.DataFrame(rows, columns=["IKM", say("IKM id"), say("Why")])
    table.index = pd.RangeIndex(1, len(table) + 1)
    if not rows:
        st.caption(say("none"))
        return
    st.table(table)
    st.download_button(
        say("As CSV"),
        lambda: to_csv(table),
        file,
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=file,
    )


page()
