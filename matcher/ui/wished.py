"""Wished: what both sides say of meeting each other at an event, side by side, for the planner."""

import pandas as pd
import streamlit as st

from features.language import mark
from matcher import actions
from matcher.score import Scorer
from matcher.store.wishes import REASONS, Wished
from matcher.ui import parts, session

_SAID = {
    "wish": mark("would like to meet"),
    "decline": mark("not this time"),
    "never": mark("not at this event at all"),
    "never_again": mark("never"),
}


def section(scorer: Scorer, event_id: str | None) -> None:
    """List what was said of each need, both sides in one row, wished for by both first."""
    say = session.say()
    if not session.is_stored() or event_id is None:
        st.markdown(say("Wishes belong to an event of your own records."))
        return
    found = actions.see_wishes(session.person(), session.store(), event_id)
    if not found:
        st.markdown(say("Nobody has said a wish yet; buyers and IKM do so on their own pages."))
        return
    st.caption(say(_COUNTS))
    table = pd.DataFrame(_rows(scorer, found))
    st.dataframe(
        table.sort_values("n", ascending=False, kind="stable"),
        hide_index=True,
        key="wishes",
        height=38 + 35 * min(len(table), 14),
        column_order=["supplier", "need", "ikm", "buyer", "reason"],
        column_config={
            "supplier": st.column_config.TextColumn("IKM"),
            "need": st.column_config.TextColumn(say("Need")),
            "ikm": st.column_config.TextColumn(say("The IKM says")),
            "buyer": st.column_config.TextColumn(say("The buyer says")),
            "reason": st.column_config.TextColumn(say("Why not")),
        },
    )


def _rows(scorer: Scorer, found: tuple[Wished, ...]) -> list[dict[str, object]]:
    say, of = session.say(), dict[tuple[str, str], dict[str, object]]()
    for one in found:
        row = of.setdefault(
            (one.need_id, one.supplier_id),
            {
                "supplier": scorer.data.firm_name(one.supplier_id) or one.supplier_id,
                "need": parts.need_label(scorer, one.need_id)
                if one.need_id in scorer.data.asked.index
                else one.need_id,
                "ikm": "",
                "buyer": "",
                "reason": "",
                "n": 0,
            },
        )
        row["buyer" if one.by == "buyer" else "ikm"] = say(_SAID[one.answer])
        row["n"] = int(str(row["n"])) + (one.answer == "wish")
        if one.answer != "wish" and one.reason:
            row["reason"] = say(REASONS[one.reason])
    return list(of.values())


_COUNTS = mark(
    "Each side that wishes for a meeting adds 10 points to it when meetings are chosen; what a "
    "side does not want is not planned, unless you decide that the two must meet."
)
