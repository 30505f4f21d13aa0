"""Wording: kinds, fields, values and times as a planner reads them, in the session's language."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from matcher import actions, naming
from matcher.access import LOCAL_PLANNER
from matcher.errors import NotFoundError
from matcher.naming import NOTHING as NOTHING
from matcher.ui import session
from matcher.ui.session import plain


def bold(text: str) -> str:
    """Write a text in bold, whatever stands in it."""
    return f"**{plain(text)}**"


def kind_name(kind: str) -> str:
    """Name a kind of record, or what a line of a file stands for."""
    return naming.kind_name(kind, session.language())


def field_name(kind: str, name: str) -> str:
    """Name a field; a custom one bears its heading."""
    return naming.field_name(kind, name, session.language())


def in_words(values: Mapping[str, object], cells: Mapping[str, str]) -> dict[str, object]:
    """Name the column in the values of a message, unless the row itself has it as a heading."""
    return naming.in_words(values, cells, session.language())


def value_text(kind: str, name: str, value: Any) -> str:
    """Write a value as the reader writes it."""
    return naming.value_text(kind, name, value, session.language())


def firm_named(firm_id: str) -> str:
    """Name a firm of the store with its id; its id alone once it is gone."""
    try:
        firm = actions.see_record(session.person(), session.store(), "firm", firm_id)
    except NotFoundError:
        return firm_id
    return f"{firm.values['name']} ({firm_id})"


def certainty_name(certainty: str | None) -> str:
    """Say how sure something is."""
    return naming.certainty_name(certainty, session.language())


def act_name(act: str, settings: Mapping[str, Any] = MappingProxyType({})) -> str:
    """Say what was done, and to what kinds of record where the act's settings tell."""
    return naming.act_name(act, session.language(), settings)


def state_name(state: str) -> str:
    """Say what has become of an act."""
    return naming.state_name(state, session.language())


def time_text(at: datetime) -> str:
    """Write a moment in the reader's own time zone."""
    name = st.context.timezone
    return naming.time_text(at, session.language(), ZoneInfo(name) if name else None)


def who_name(who: str) -> str:
    """Name who did it; alone on one computer that is nobody else."""
    say = session.say()
    if who != LOCAL_PLANNER.name:
        return who
    alone = session.person() == LOCAL_PLANNER
    return say("you, on this computer") if alone else say("a planner, without a login")
