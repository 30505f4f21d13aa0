"""Story: everything that was ever said of one firm, the statement that counts first."""

from datetime import date

import pandas as pd
import streamlit as st

from matcher import actions
from matcher.store import Entry, Fact
from matcher.ui import attachments, firm_list, session
from matcher.ui.wording import (
    NOTHING,
    act_name,
    bold,
    certainty_name,
    field_name,
    state_name,
    time_text,
    value_text,
    who_name,
)


def section() -> None:
    """List firms, or search one, and tell its story."""
    say, who, store = session.say(), session.person(), session.store()
    st.subheader(say("The story of one firm"))
    firm_id = firm_list.pick()
    if firm_id is None:
        st.caption(say("It shows who said what, from which file, and which statement counts."))
        return
    st.markdown(bold(say("What is known, and who said so")))
    _table(_facts(actions.see_facts(who, store, "firm", firm_id)))
    st.markdown(bold(say("What happened to it")))
    _table(_history(actions.see_history(who, store, "firm", firm_id)))
    attachments.section("firm", firm_id)


def _facts(facts: list[Fact]) -> dict[str, list[str]]:
    say = session.say()
    return {
        say("Field"): [field_name("firm", fact.field) for fact in facts],
        say("Value"): [value_text("firm", fact.field, fact.value) for fact in facts],
        say("Counts"): [say("yes") if fact.held else "" for fact in facts],
        say("Source"): [fact.source or NOTHING for fact in facts],
        say("As of"): [_day(fact.as_of) for fact in facts],
        say("How sure"): [certainty_name(fact.certainty) for fact in facts],
        say("Verified by"): [who_name(fact.verified_by or "") for fact in facts],
        say("Entered by"): [who_name(fact.who) for fact in facts],
        say("When"): [time_text(fact.at) for fact in facts],
    }


def _history(entries: list[Entry]) -> dict[str, list[str]]:
    say = session.say()
    return {
        say("When"): [time_text(one.at) for one in entries],
        say("Who"): [who_name(one.who) for one in entries],
        say("What"): [f"{act_name(one.act)} ({state_name(one.state)})" for one in entries],
        say("File or note"): [_from(one) for one in entries],
        say("What was said"): [_said(one) for one in entries],
    }


def _from(entry: Entry) -> str:
    say = session.say()
    if entry.file and entry.line:
        return say("{file}, row {line}", file=entry.file, line=entry.line)
    return entry.file or entry.source or NOTHING


def _said(entry: Entry) -> str:
    say = session.say()
    if entry.deleted:
        return say("taken away")
    return "; ".join(
        f"{field_name('firm', name)}: {value_text('firm', name, value)}"
        for name, value in entry.values.items()
    )


def _day(day: date | None) -> str:
    return value_text("firm", "as_of", day)


def _table(rows: dict[str, list[str]]) -> None:
    n = max(map(len, rows.values()))
    st.dataframe(pd.DataFrame(rows), hide_index=True, height=min(38 + 35 * max(1, n), 420))
