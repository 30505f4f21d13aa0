"""Record form: the fields of one record that a firm corrects itself, nobody's edit lost."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from features.language import LANGUAGES, mark, number
from matcher import actions
from matcher.errors import ChangedError, LinkmatchError
from matcher.intake import field
from matcher.intake.cells import read_cell
from matcher.intake.fields import CHOICES, drop_down
from matcher.store import Edit, Record
from matcher.ui import notices, session
from matcher.ui.session import plain
from matcher.ui.wording import field_name, value_text

_SEEN, _SAID = "form_seen", "form_said"
_WIDE = ("description", "address", "machines", "product")


def draw(
    kind: str, record: Record | None, names: Sequence[str], key: str, fixed: Mapping[str, Any]
) -> None:
    """Draw the form of a record, or of a new one that has the `fixed` values.

    What somebody else changed meanwhile is shown, and nothing is written over it unseen.
    """
    say = session.say()
    seen = st.session_state.setdefault(_SEEN, {}).setdefault(key, record and record.version)
    with st.form(f"form_{key}_{session.language()}", border=False):
        said = _fields(kind, record, names, key)
        _trouble(kind, key)
        if st.form_submit_button(say("Save"), icon=":material/save:"):
            _save(kind, record, said, key, fixed, seen)


def _fields(kind: str, record: Record | None, names: Sequence[str], key: str) -> dict[str, Any]:
    said: dict[str, Any] = {}
    free: list[Any] = []  # a row at a time, so that a phone shows them in their order
    for name in names:
        place: Any = st
        if name not in _WIDE:
            free = free or list(st.columns(2))
            place = free.pop(0)
        value = record.values.get(name) if record else None
        said[name] = _field(place, kind, name, value, f"{key}_{name}")
    return said


def _field(place: Any, kind: str, name: str, value: Any, key: str) -> Any:
    """Draw one field; give what stands in it, as text or as a value."""
    say = session.say()
    reads, title = field(kind, name).reads, plain(field_name(kind, name))
    key = f"{key}_{session.language()}"
    if reads in CHOICES and reads != "support":
        words = {CHOICES[reads][word.casefold()]: word for word in drop_down(reads, _language())}
        return place.selectbox(
            title,
            list(words),
            index=list(words).index(value) if value in words else None,
            format_func=words.__getitem__,
            placeholder=say("not said"),
            key=key,
        )
    if reads == "date":
        told = value if isinstance(value, date) else None
        return place.date_input(title, told, format="DD/MM/YYYY", key=key)
    shown = "" if value is None else value_text(kind, name, value)
    if isinstance(value, (int, float)):
        shown = number(value, _language())
    return place.text_input(title, shown, key=key, max_chars=500)


def _language() -> str:
    return session.language() if session.language() in LANGUAGES else "id"


def _save(
    kind: str,
    record: Record | None,
    said: Mapping[str, Any],
    key: str,
    fixed: Mapping[str, Any],
    seen: int | None,
) -> None:
    st.session_state.setdefault(_SAID, {}).pop(key, None)
    try:
        read = {name: _read(kind, name, value) for name, value in said.items()}
        there = record.values if record else {}
        new = {name: value for name, value in read.items() if value != there.get(name)}
        if not new:
            notices.attempt(lambda: None, UNCHANGED)
        else:
            edit = Edit(kind, {**fixed, **new}, record.record_id if record else "", seen)
            actions.edit_records(session.person(), session.store(), [edit])
            notices.attempt(lambda: None, SAVED)
    except LinkmatchError as error:
        st.session_state[_SAID][key] = error
        if isinstance(error, ChangedError):
            st.session_state[_SEEN][key] = error.values["version"]
    else:
        st.session_state[_SEEN].pop(key, None)
    st.rerun()


def _read(kind: str, name: str, said: Any) -> Any:
    if not isinstance(said, str):
        return said
    reads = field(kind, name).reads
    if reads in CHOICES and reads != "support":
        return said
    return read_cell(reads, said, field_name(kind, name)) if said.strip() else None


def _trouble(kind: str, key: str) -> None:
    """Say what is wrong with what was entered, or what somebody else has changed."""
    error, say = st.session_state.get(_SAID, {}).get(key), session.say()
    if error is None:
        return
    st.error(plain(say(error.message, **error.values)), icon=":material/error:")
    if isinstance(error, ChangedError):
        for name, (_, now, yours) in error.difference.items():
            told = say(
                "{field}: now {now}, you say {yours}",
                field=field_name(kind, name),
                now=value_text(kind, name, now),
                yours=value_text(kind, name, yours),
            )
            st.markdown("- " + plain(told))


SAVED = mark(
    "Saved. Where somebody has checked a fact already, that one counts until it is checked anew."
)
UNCHANGED = mark("Nothing was changed.")
