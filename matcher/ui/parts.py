"""Parts: what more than one page draws."""

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from matcher import actions
from matcher.explain import BAND_NAMES, TITLES, Explanation, points_of, summary
from matcher.export import to_csv, to_excel
from matcher.listing import rank_text, remark
from matcher.score import Scorer, Share
from matcher.shortlist import Candidate, Shortlist
from matcher.ui import session
from matcher.ui.session import plain
from matcher.ui.theme import AMBER, INK, MIST, PETROL, STONE


def candidate_table(
    scorer: Scorer, listed: tuple[Candidate, ...], per_need: bool, key: str
) -> None:
    """Draw one list; a click on a row chooses the pair that is explained below."""
    say, data = session.say(), scorer.data
    rows = {
        "rank": [rank_text(one) for one in listed],
        "supplier": [data.firm_name(one.supplier_id) for one in listed],
        "need": [f"{one.need_id} · {data.asked.at[one.need_id, 'component']}" for one in listed],
        "score": [100 * one.score for one in listed],
        "buyer_fit": [100 * one.buyer_fit for one in listed],
        "supplier_fit": [100 * one.supplier_fit for one in listed],
        "band": [say(BAND_NAMES[one.band]) for one in listed],
        "remark": [remark(one, session.language()) for one in listed],
        "completeness": [100 * one.completeness for one in listed],
    }
    if not per_need:
        del rows["need"]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key=key,
        on_select=lambda: _choose(key, listed),
        selection_mode="single-row",
        height=min(38 + 35 * len(listed), 420),
        column_config={
            "rank": st.column_config.TextColumn(say("Rank"), width=55),
            "supplier": st.column_config.TextColumn(say("Supplier"), width=190),
            "need": st.column_config.TextColumn(say("Need"), width="medium"),
            "score": _bar(say("Score"), say("100 means that all that is asked is covered.")),
            "band": st.column_config.TextColumn(say("Band"), width=92),
            "completeness": _bar(
                say("Completeness"), say("How much of the score rests on stated facts.")
            ),
            "buyer_fit": _bar(say("Buyer's side"), say("How well the IKM serves the need.")),
            "supplier_fit": _bar(say("Supplier's side"), say("How good the need is for the IKM.")),
            "remark": st.column_config.TextColumn(say("Remark"), width=220),
        },
    )


def pair_view(scorer: Scorer, found: Explanation) -> None:
    """Explain one pair: the headline, the picture of its shares, and the sentences."""
    say, language = session.say(), session.language()
    candidate, data = found.candidate, scorer.data
    component = data.asked.at[candidate.need_id, "component"]
    buyer = data.firm_name(candidate.buyer_id) or say("buyer not named")
    supplier = data.firm_name(candidate.supplier_id)
    st.markdown(f"**{plain(supplier)}** → {plain(component)} ({plain(buyer)})")
    st.markdown(plain(summary(candidate, language)))
    st.altair_chart(share_chart(found.shares), width="stretch")
    st.markdown("\n".join("- " + plain(line) for line in found.sentences(language)))
    source = scorer.suppliers.at[candidate.row_id, "source"]
    if source:
        st.caption(say("Source of the IKM's data: {source}", source=plain(source)))


def share_chart(shares: tuple[Share, ...]) -> Any:
    """Draw what each criterion gives (bar) of the most it could give (track)."""
    say, language = session.say(), session.language()
    states = {
        "stated": say("from stated facts"),
        "average": say("not known, counted as average"),
        "silent": say("the need does not say, the same for all"),
    }
    table = pd.DataFrame(
        {
            "criterion": [TITLES[share.criterion].label(language).capitalize() for share in shares],
            "amount": [share.amount for share in shares],
            "most": [share.weight for share in shares],
            "state": [states[_state(share)] for share in shares],
            "label": [points_of(share, language) for share in shares],
        }
    )
    longest = max(share.weight for share in shares)
    rows = alt.Y("criterion:N", sort=None, title=None, axis=_criterion_axis())
    colours = alt.Scale(domain=list(states.values()), range=[PETROL, AMBER, STONE])
    length = alt.Scale(domain=[0, longest * 1.6])
    base = alt.Chart(table).encode(y=rows)
    track = base.mark_bar(color=MIST, height=18).encode(x=alt.X("most:Q", axis=None, scale=length))
    bar = base.mark_bar(height=18).encode(
        x=alt.X("amount:Q", axis=None, scale=length),
        color=alt.Color("state:N", scale=colours, legend=_legend()),
        tooltip=[
            alt.Tooltip("criterion:N", title=say("Criterion")),
            alt.Tooltip("label:N", title=say("Score")),
            alt.Tooltip("state:N", title=say("Rests on")),
        ],
    )
    text = base.mark_text(align="left", dx=6, color=INK, fontSize=12).encode(
        x=alt.X("most:Q", scale=length), text="label:N"
    )
    return _without_frame(alt.layer(track, bar, text, height=alt.Step(30)))


def _without_frame(chart: Any) -> Any:
    return chart.configure_view(stroke=None).configure_axis(domain=False, ticks=False)


def _criterion_axis() -> alt.Axis:
    return alt.Axis(labelFontSize=13, labelColor=INK, labelOverlap=False)


def _legend() -> alt.Legend:
    return alt.Legend(
        title=None,
        orient="top",
        direction="vertical",
        labelLimit=320,
        labelFontSize=12,
        labelColor=INK,
    )


def downloads(scorer: Scorer, found: Shortlist) -> None:
    """Offer the shortlist as Excel and CSV."""
    say = session.say()
    table = actions.table_of(session.person(), scorer, found, session.language())
    name = f"linkmatch-{found.of}"
    left, right, _ = st.columns([1, 1, 2])
    left.download_button(
        say("Download Excel"),
        to_excel(table, say("Shortlist")),
        f"{name}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/table_view:",
        width="stretch",
    )
    right.download_button(
        say("Download CSV"),
        to_csv(table),
        f"{name}.csv",
        "text/csv",
        icon=":material/download:",
        width="stretch",
    )


def problems(scorer: Scorer) -> None:
    """Show every row or cell that has a question, each in one line."""
    found, say = scorer.data.problems, session.say()
    if found:
        with st.expander(say("{n} questions about the data", n=len(found)), icon=":material/help:"):
            st.markdown("\n".join("- " + plain(problem.text(say)) for problem in found))


def _bar(title: str, meaning: str) -> Any:
    return st.column_config.ProgressColumn(
        title, help=meaning, min_value=0.0, max_value=100.0, format="%.0f", width=98
    )


def _choose(key: str, listed: tuple[Candidate, ...]) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    if chosen:
        one = listed[chosen[0]]
        st.session_state["pair"] = (one.need_id, one.supplier_id)


def _state(share: Share) -> str:
    if not share.need_stated:
        return "silent"
    return "stated" if share.supplier_stated else "average"
