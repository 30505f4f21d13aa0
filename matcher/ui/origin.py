"""Origin: who sent a file, as of when, how sure what it says is, and which event it is about."""

from typing import Any

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.errors import DataError
from matcher.intake import Mapping
from matcher.records import KINDS
from matcher.ui import event_making, preview, session
from matcher.ui.session import plain
from matcher.ui.wording import certainty_name

MOST_LETTERS = 120  # of a sender's name
_CERTAINTIES = ("claimed", "seen", "verified")
_NEW = ""


def ask() -> tuple[str, dict[str, Any]]:
    """Ask who sent the files, as of when, and how sure what they say is."""
    say = session.say()
    st.subheader(say("2. Where it comes from"))
    left, middle, right = st.columns(3)
    with left:
        sender = _sender()
    as_of = middle.date_input(
        say("As of (if known)"),
        value=None,
        format="DD/MM/YYYY",
        key="data_as_of",
        persist_state="session",
    )
    key = f"data_certainty_{session.language()}"  # another language has other texts to choose
    st.session_state.setdefault(key, st.session_state.get("data_certainty", _CERTAINTIES[0]))
    names = {one: certainty_name(one) for one in _CERTAINTIES}
    certainty = right.selectbox(say("How sure"), names, format_func=names.__getitem__, key=key)
    st.session_state["data_certainty"] = certainty
    by = None
    if certainty == "verified":
        by = right.text_input(
            say("Verified by"), key="data_verified_by", persist_state="session", max_chars=120
        )
    told = {"as_of": as_of, "certainty": certainty, "verified_by": by or None}
    return sender, told


def _sender() -> str:
    """Let the person choose who sent it, or name somebody new."""
    say = session.say()
    known = actions.list_senders(session.person(), session.store())
    chosen, new = None, say("somebody new ...")
    if known:
        chosen = st.selectbox(
            say("Who sent it"),
            [*known, _NEW],
            index=None,
            format_func=lambda name: new if name == _NEW else name,
            accept_new_options=True,
            placeholder=say("choose or write a name"),
            key=preview.sender_key(),
            persist_state="session",
        )
    if known and chosen != _NEW:
        return str(chosen or "").strip()
    label = say("Name of the new sender") if known else say("Who sent it")
    return st.text_input(
        label,
        max_chars=MOST_LETTERS,
        key="data_sender",
        placeholder=say("needed, for example Dinas Perindustrian Kab. Tegal"),
        persist_state="session",
    ).strip()


def needs_event(found: Mapping) -> bool:
    """Tell whether the records belong to an event that no column names."""
    kind = KINDS.get(found.kind)
    named = any(column.field == "event_id" for column in found.columns)
    return bool(kind and found.kind != "event" and "event_id" in kind.key and not named)


def ask_event() -> str | None:
    """Ask which event the records belong to; one can be made right here."""
    chosen, say = None, session.say()
    if event_making.is_there():
        chosen = event_making.pick("data_event", persist_state="session")
    else:
        st.warning(plain(say("There is no event yet; make it here.")))
    event_making.draw(chooses="data_event")
    return chosen


def check(sender: str, told: dict[str, Any]) -> None:
    """Refuse to read a file before it is said where it comes from.

    Raises
    ------
    DataError
        One line that says what is still to be filled in.
    """
    if not sender:
        raise DataError(mark("who sent the file is not said; choose or write a name in step 2"))
    if len(sender) > MOST_LETTERS:
        raise DataError(
            mark("the sender's name has {n} letters, at most {most} are kept; shorten it"),
            n=len(sender),
            most=MOST_LETTERS,
        )
    if told["certainty"] == "verified" and not told["verified_by"]:
        raise DataError(mark("verified by whom is not said; write a name in step 2"))
