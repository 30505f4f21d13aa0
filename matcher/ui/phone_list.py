"""Phone list: whom to call first, how complete each IKM is, and the three questions to ask."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from matcher import actions
from matcher.export import to_excel
from matcher.naming import NOTHING
from matcher.overview.calls import Call
from matcher.score import Scorer
from matcher.ui import meaning, parts, session


def section(scorer: Scorer) -> None:
    """List the IKM with a question, whose answers would tell most first."""
    say = session.say()
    who, weights, language = session.person(), session.weights(), session.language()
    found = [one for one in actions.list_calls(who, scorer, weights) if one.questions]
    if not found:
        st.markdown(say("Every IKM has stated all that the needs ask."))
        return
    st.caption(say("Three questions each; what most needs ask and nobody said stands first."))
    meaning.of_completeness()
    table = _table(scorer, found, language)
    st.dataframe(
        table,
        hide_index=True,
        key="phone_list",
        row_height=72,
        height=440,
        column_config=_columns(),
    )
    st.download_button(
        say("Download the phone list (Excel)"),
        _workbook(table),
        "linkmatch-telepon.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/call:",
        on_click="ignore",
    )


def _table(scorer: Scorer, found: list[Call], language: str) -> pd.DataFrame:
    phones, data = _phones(), scorer.data
    places = dict(zip(data.firms["firm_id"], data.firms["place"], strict=True))
    ids = [one.supplier_id for one in found]
    return pd.DataFrame(
        {
            "firm": [data.firm_name(i) for i in ids],
            "phone": [phones.get(i) or NOTHING for i in ids],
            "place": [places.get(i) or NOTHING for i in ids],
            "completeness": [round(100 * one.completeness) for one in found],
            "questions": [_numbered(one.texts(language)) for one in found],
        }
    )


def _numbered(texts: list[str]) -> str:
    return "\n".join(f"{place}. {text}" for place, text in enumerate(texts, 1))


def _columns() -> dict[str, Any]:
    say = session.say()
    text = st.column_config.TextColumn
    return {
        "firm": text("IKM", width=170),
        "phone": text(say("Phone"), width=150),
        "place": text(say("Place"), width=90),
        "completeness": parts.bar(
            say("Completeness"), say("How much of what the needs ask this IKM has stated.")
        ),
        "questions": text(say("Ask"), width=420),
    }


def _phones() -> dict[str, str | None]:
    """Map the IKM to their phone; a folder has none, they stay in the store."""
    if not session.is_stored():
        return {}
    firms = actions.see_table(session.person(), session.store(), "firm")
    return dict(zip(firms["firm_id"], firms["phone"], strict=True))


def _workbook(table: pd.DataFrame) -> Callable[[], bytes]:
    say = session.say()
    names = {
        "firm": "IKM",
        "phone": say("Phone"),
        "place": say("Place"),
        "completeness": say("Completeness"),
        "questions": say("Ask"),
    }
    answers = table.rename(columns=names).assign(**{say("Answer"): ""})
    return lambda: to_excel(answers, say("Phone list"))
