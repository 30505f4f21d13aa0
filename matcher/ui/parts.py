"""Parts: what more than one page draws."""

from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary, ref

import pandas as pd
import streamlit as st

from features.language import mark, percent
from matcher import actions
from matcher.dataset import SYNTHETIC, Problem
from matcher.explain import BAND_NAMES, SILENT, STATED, UNKNOWN, Explanation, summary
from matcher.export import to_csv, to_excel
from matcher.heatmap import FITTING
from matcher.listing import LIST_NAMES, rank_text, remark
from matcher.pairs import OUT
from matcher.score import Scorer
from matcher.shortlisting import Candidate, Shortlist
from matcher.ui import large, session
from matcher.ui.session import plain
from matcher.ui.theme import AMBER, INK, MIST, PETROL, STONE
from matcher.ui.wording import in_words, kind_name

PAGES = Path(__file__).parent
_MOST, _TALL = 12, 480  # lines that stand on the page as they are; pixels that more scroll in
STATE_NAMES = {
    FITTING: mark("fits: worth a meeting"),
    OUT: mark("two must-haves or more not met"),
    **LIST_NAMES,
}


def banner() -> None:
    """Say on every page when firms are made up."""
    say, needs = session.say(), large.asking()
    if (needs.data if needs else session.dataset()).synthetic:
        st.warning(
            say("Synthetic data: firms, needs and outcomes are made up."),
            icon=":material/science:",
        )


def candidate_table(scorer: Scorer, listed: tuple[Candidate, ...], what: str, key: str) -> None:
    """Draw one list; a click on a row chooses the pair that is explained below."""
    say, data, weights = session.say(), scorer.data, session.weights(scorer)
    rows = {
        "rank": [rank_text(one) for one in listed],
        "supplier": [data.firm_name(one.supplier_id) for one in listed],
        "need": [need_label(scorer, one.need_id) for one in listed],
        "score": [100 * one.score for one in listed],
        "buyer_fit": [100 * one.buyer_fit for one in listed],
        "supplier_fit": [100 * one.supplier_fit for one in listed],
        "band": [say(BAND_NAMES[one.band]) for one in listed],
        "completeness": [100 * one.completeness for one in listed],
        "remark": [remark(one, session.language()) for one in listed],
    }
    if what == "need":
        del rows["need"]
    if what == "supplier":
        del rows["supplier"]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key=key,
        on_select=lambda: _choose(key, listed),
        selection_mode="single-row",
        height=min(38 + 35 * len(listed), 420),
        column_config={
            "rank": st.column_config.TextColumn(say("Rank"), width=55),
            "supplier": st.column_config.TextColumn(say("Supplier"), width=220),
            "need": st.column_config.TextColumn(say("Need"), width=300),
            "score": bar(
                say("Score"),
                say(
                    "100 means that all that is asked is covered. {buyer} of it rests on the "
                    "buyer's side, {ikm} on the IKM's.",
                    buyer=percent(1 - weights.rho, session.language()),
                    ikm=percent(weights.rho, session.language()),
                ),
            ),
            "band": st.column_config.TextColumn(say("Band"), width=92),
            "completeness": bar(
                say("Completeness"), say("How much of the score rests on stated facts.")
            ),
            "buyer_fit": bar(say("Buyer's side"), say("How well the IKM serves the need.")),
            "supplier_fit": bar(say("Supplier's side"), say("How good the need is for the IKM.")),
            "remark": st.column_config.TextColumn(say("Remark"), width=220),
        },
    )


def need_label(scorer: Scorer, need_id: str) -> str:
    """Name a need by its component, its buyer and its id."""
    if scorer not in _NAMED:
        asked = scorer.data.asked
        rows = zip(asked.index, asked["component"], asked["firm_id"], strict=True)
        _NAMED[scorer] = {i: (part, scorer.data.firm_name(firm)) for i, part, firm in rows}
    component, buyer = _NAMED[scorer][need_id]
    say = session.say()
    return f"{component} · {buyer or say('buyer not named')} · {need_id}"


# named once: a list of all needs names each at every click
_NAMED: WeakKeyDictionary[Scorer, dict[str, tuple[str, str | None]]] = WeakKeyDictionary()


def explain_pair(scorer: Scorer, need_id: str, supplier_id: str) -> None:
    """Explain one pair with the weights of this session."""
    who, weights = session.person(), session.weights(scorer)
    key = (who, ref(scorer), repr(weights), need_id, supplier_id)
    known = st.session_state.get(_EXPLAINED)
    if known is None or known[0] != key:  # the pair that is shown stays the same for many clicks
        found = actions.explain_pair(who, scorer, need_id, supplier_id, weights)
        known = st.session_state[_EXPLAINED] = (key, found)
    pair_view(scorer, known[1])


_EXPLAINED = "explained_pair"


def open_candidates(record_id: str) -> None:
    """Go to the page of candidates with one record chosen, in the same session."""
    st.session_state.pop("kind", None)
    st.switch_page(PAGES / "candidates.py", query_params={"of": record_id})


def need_card(scorer: Scorer, need_id: str) -> None:
    """Show what purchasing states of a need; the target price is for planners only."""
    say, who = session.say(), session.person()
    tell = actions.facts_for_planner if who.role == "planner" else actions.facts_of_need
    facts = tell(who, scorer, need_id, session.language())
    if not facts:
        return
    with st.expander(say("What the buyer asks for"), icon=":material/description:"):
        st.markdown("\n".join(f"- {plain(name)}: {plain(fact)}" for name, fact in facts))


def pair_view(scorer: Scorer, found: Explanation) -> None:
    """Explain one pair: the headline, the picture of its shares, and the sentences."""
    say, language = session.say(), session.language()
    candidate, data = found.candidate, scorer.data
    component = data.asked.at[candidate.need_id, "component"]
    buyer = data.firm_name(candidate.buyer_id) or say("buyer not named")
    supplier = data.firm_name(candidate.supplier_id)
    st.markdown(f"**{plain(supplier)}** → {plain(component)} ({plain(buyer)})")
    st.markdown(plain(summary(candidate, language)))
    st.markdown("\n".join("- " + plain(line) for line in found.must_haves(language)))
    st.html(share_bars(found))
    source = scorer.suppliers.at[candidate.row_id, "source"]
    if source:
        told = say("synthetic") if source == SYNTHETIC else source
        st.caption(say("Source of the IKM's data: {source}", source=plain(told)))


def share_bars(found: Explanation) -> str:
    """Draw what each line gives (bar) of the most it could give (track), and why, as HTML."""
    language = session.language()
    lines = found.lines(language)
    longest = max(line.most for line in lines)
    rows = [
        f"<tr><th scope='row'>{escape(line.title)}</th>"
        f"<td class='lm-track'><div style='width:{100 * line.most / longest:.1f}%'>"
        f"<div style='width:{100 * line.points / line.most:.1f}%;background:{COLOUR[line.basis]}'>"
        f"</div></div></td><td>{escape(line.points_text(language))}</td>"
        f"<td class='lm-reason'>{escape(line.reason)}</td></tr>"
        for line in lines
        if line.most
    ]
    return f"<style>{_BARS}</style><table class='lm-shares'>{''.join(rows)}</table>"


def downloads(scorer: Scorer, found: Shortlist) -> None:
    """Offer the shortlist as Excel and CSV."""
    say, language, who = session.say(), session.language(), session.person()
    sheet = say("Shortlist")

    def table() -> pd.DataFrame:  # made when somebody clicks, outside of the session
        return actions.table_of(who, scorer, found, language)

    name = f"linkmatch-{found.of}"
    left, right, _ = st.columns([1, 1, 2])
    left.download_button(
        say("Download Excel"),
        lambda: to_excel(table(), sheet),
        f"{name}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/table_view:",
        width="stretch",
        on_click="ignore",
    )
    right.download_button(
        say("Download CSV"),
        lambda: to_csv(table()),
        f"{name}.csv",
        "text/csv",
        icon=":material/download:",
        width="stretch",
        on_click="ignore",
    )


def problems(scorer: Scorer) -> None:
    """Show every row or cell that has a question, each in one line."""
    found, say = scorer.data.problems, session.say()
    if found:
        title = say("{n} questions about the data", n=len(found))
        with st.expander(title, icon=":material/help:"):
            with st.container(height=_TALL if len(found) > _MOST else "content"):
                st.markdown("\n".join("- " + plain(_asked(one).text(say)) for one in found))
            if session.is_stored() and session.person().role in ("planner", "coach"):
                _way_to_mend()


def _asked(problem: Problem) -> Problem:
    """Name the column and the kind of record as the reader does."""
    kind, _, record_id = problem.file.partition(" ")
    where = problem.file if problem.row else f"{kind_name(kind)} {record_id}"
    return replace(problem, file=where, values=in_words(problem.values, problem.cells))


def _way_to_mend() -> None:
    """Lead to where the questions are answered."""
    say = session.say()
    st.page_link(
        PAGES / "data.py",
        label=say("Answer them on the page Data"),
        icon=":material/edit:",
        query_params={"section": "mend"},
    )


def bar(title: str, meaning: str) -> Any:
    """Give a column of bars from 0 to 100 with what it means."""
    return st.column_config.ProgressColumn(
        title, help=meaning, min_value=0.0, max_value=100.0, format="%.0f", width=98
    )


def _choose(key: str, listed: tuple[Candidate, ...]) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    if chosen:
        one = listed[chosen[0]]
        st.session_state["pair"] = (one.need_id, one.supplier_id)


# a part rests on facts, on an average, or on a need that does not say
COLOUR = {STATED: PETROL, UNKNOWN: AMBER, SILENT: STONE}
_BARS = f"""
.lm-shares {{width: 100%; border-collapse: collapse; color: {INK}; font-size: 0.95rem}}
.lm-shares th, .lm-shares td {{text-align: left; padding: 0.3rem 1rem 0.3rem 0; border: 0;
  font-weight: 400; white-space: nowrap}}
.lm-shares .lm-reason {{width: 45%; white-space: normal}}
.lm-track {{width: 30%}}
.lm-track > div {{background: {MIST}; border-radius: 3px}}
.lm-track > div > div {{height: 0.95rem; border-radius: 3px}}
@media (max-width: 640px) {{
  .lm-shares tr {{display: grid; grid-template-columns: 1fr auto; padding: 0.45rem 0}}
  .lm-shares th, .lm-shares td {{padding: 0.05rem 0}}
  .lm-shares .lm-track, .lm-shares .lm-reason {{grid-column: 1 / -1; width: 100%}}
  .lm-shares th + td + td {{grid-row: 1; grid-column: 2}}
}}
"""
