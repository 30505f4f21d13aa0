"""Outcome lists: what is due and all pairs, as tables in which a row opens its pair."""

import pandas as pd
import streamlit as st

from matcher.naming import NOTHING
from matcher.outcomes import STAGE_NAMES, STAGES, STEP_NAMES, Due, Pairing, Step
from matcher.ui import following, outcome_form, session
from matcher.ui.wording import value_text

_MOST = 500
_REPORTERS = ("supplier", "buyer", "organiser")


def due_list(late: tuple[Due, ...]) -> None:
    """Draw what is due, the most pressing first."""
    say, language = session.say(), session.language()
    if not late:
        st.markdown(say("Nothing is due. Every dated step is settled and nobody has gone silent."))
        return
    st.caption(say("The most pressing first. Click a row to see its story and to tell a step."))
    rows = {"why": [one.text(language) for one in late]}
    _table(tuple(one.pairing for one in late), rows, "outcome_due")


def pair_list(pairs: tuple[Pairing, ...]) -> None:
    """Draw all pairs behind filters."""
    say = session.say()
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    text = left.text_input(
        say("Only rows with"),
        placeholder=say("a firm, a part, an id"),
        max_chars=200,
        key="outcome_text",
    )
    stage = middle.selectbox(
        say("How far"),
        ["", *STAGES],
        format_func=lambda one: say(STAGE_NAMES[one]) if one else say("all"),
        key="outcome_stage",
    )
    going_on = right.toggle(say("Only those that go on"), key="outcome_going_on")
    found = tuple(
        one
        for one in pairs
        if stage in ("", one.stage)
        and not (going_on and one.ended)
        and text.casefold() in following.label(one).casefold()
    )
    if not found:
        st.markdown(say("No pair is like that; take a filter away."))
        return
    st.caption(say("{n} pairs. Click one to see its story and to tell a step.", n=len(found)))
    rows = {"stage": [say(STAGE_NAMES[one.stage]) for one in found[:_MOST]]}
    _table(found[:_MOST], rows, "outcome_pairs")


def reporter_name(reporter: str | None) -> str:
    """Say who told it."""
    say = session.say()
    names = dict(zip(_REPORTERS, (say("IKM"), say("Buyer"), say("Organisers")), strict=True))
    return names.get(reporter or "", NOTHING)


def _table(pairs: tuple[Pairing, ...], rows: dict[str, list[str]], key: str) -> None:
    say, data = session.say(), session.dataset()
    text = st.column_config.TextColumn
    names = {
        "why": text(say("Why"), width=260),
        "supplier": text(say("IKM"), width=210),
        "component": text(say("Component"), width=170),
        "buyer": text(say("Buyer"), width=200),
        "stage": text(say("How far"), width=140),
        "last": text(say("Last step"), width=190),
        "when": text(say("When"), width=100),
        "told": text(say("Told by"), width=100),
    }
    latest = [one.latest for one in pairs]
    cells = rows | {
        "supplier": [data.firm_name(one.supplier_id) or one.supplier_id for one in pairs],
        "component": [following.component(one.need_id) for one in pairs],
        "buyer": [data.firm_name(one.buyer_id) for one in pairs],
        "last": [say(STEP_NAMES[one.step]) if one else NOTHING for one in latest],
        "when": [_day(one) for one in latest],
        "told": [reporter_name(one.reported_by) if one else NOTHING for one in latest],
    }
    st.dataframe(
        pd.DataFrame(cells),
        hide_index=True,
        key=key,
        on_select=lambda: _open(key, pairs),
        selection_mode="single-row",
        height=min(38 + 35 * len(pairs), 460),
        column_config={name: names[name] for name in cells},
    )


def _open(key: str, pairs: tuple[Pairing, ...]) -> None:
    for row in st.session_state[key]["selection"]["rows"]:
        outcome_form.choose(*pairs[row].key)


def _day(one: Step | None) -> str:
    return value_text("outcome", "date", one.date if one else None)
