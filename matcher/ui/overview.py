"""Ringkasan: what is loaded, which needs are covered, who finds nothing, and what to do next."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from features.language import number
from matcher import actions
from matcher.folder import SHIPPED
from matcher.overview.coverage import NeedCoverage
from matcher.overview.summary import (
    COVERED,
    NONE,
    ONE_ONLY,
    Overview,
    firm_reason,
    nearest,
    need_reason,
)
from matcher.score import Scorer
from matcher.ui import parts, session
from matcher.ui.session import plain
from matcher.ui.theme import AMBER, INK, MIST, PETROL, STONE


def page() -> None:
    """Draw the page."""
    scorer, say = session.scorer(), session.say()
    found = actions.see_overview(session.person(), scorer, session.weights())
    st.title(say("Overview"))
    st.html(figures(found))
    warn_when_thin(found)
    draw_steps(found)
    st.subheader(say("Do the needs find an IKM?"))
    st.html(coverage_bar(found))
    draw_needs(scorer, found)
    st.subheader(say("IKM without a fitting need"))
    draw_unmatched(scorer, found)
    parts.problems(scorer)


def figures(found: Overview) -> str:
    """Write the big figures with their words as HTML."""
    say = session.say()
    sentra = say("{n} of them sentra", n=found.n_sentra) if found.n_sentra else ""
    boxes = [
        (found.n_suppliers, say("IKM"), sentra),
        (found.n_capabilities, say("capabilities of IKM"), ""),
        (found.n_buyers, say("buyers"), ""),
        (found.n_needs, say("open needs"), ""),
        (found.n_problems, say("questions about the data"), ""),
    ]
    cells = [
        f"<div><b>{number(n, session.language())}</b><span>{escape(words)}</span>"
        f"<small>{escape(more)}</small></div>"
        for n, words, more in boxes
    ]
    folder = escape(say("Data folder: {folder}", folder=found.folder))
    return (
        f"<style>{_FIGURES}</style><div class='lm-figures'>{''.join(cells)}</div>"
        f"<div class='lm-folder'>{folder}</div>"
    )


def warn_when_thin(found: Overview) -> None:
    """Say when most of what follows rests on too little."""
    if not found.too_thin:
        return
    say, covered = session.say(), found.coverage
    first = (
        say("The news says too little to judge.")
        if found.folder == SHIPPED[0]
        else say("The data say too little to judge.")
    )
    rest = say(
        "Enough is known of {firms} of {n_firms} IKM and for {needs} of {n_needs} needs. "
        "Read this page as a list of what to ask.",
        firms=covered.n_known_firms,
        n_firms=found.n_suppliers,
        needs=covered.n_known_needs,
        n_needs=found.n_needs,
    )
    st.warning(f"**{plain(first)}** {plain(rest)}", icon=":material/warning:")


def draw_steps(found: Overview) -> None:
    """List what to do next, in order."""
    say = session.say()
    st.subheader(say("Next steps"))
    texts = [step.text(session.language()) for step in found.steps]
    st.markdown("\n".join(f"{i}. {plain(text)}" for i, text in enumerate(texts, 1)))


def coverage_bar(found: Overview) -> str:
    """Draw how many needs have two candidates or more, one, or none, as HTML."""
    say = session.say()
    levels = [
        (COVERED, PETROL, say("two candidates or more")),
        (ONE_ONLY, AMBER, say("one candidate only")),
        (NONE, STONE, say("no candidate")),
    ]
    counted = [(len(found.needs_with(level)), colour, text) for level, colour, text in levels]
    bars = [f"<div style='flex:{n};background:{colour}'></div>" for n, colour, _ in counted if n]
    words = [
        f"<span><i style='background:{colour}'></i><b>{n}</b> {escape(text)}</span>"
        for n, colour, text in counted
    ]
    return (
        f"<style>{_COVERAGE}</style><div class='lm-coverage'>{''.join(bars)}</div>"
        f"<div class='lm-legend'>{''.join(words)}</div>"
    )


def draw_needs(scorer: Scorer, found: Overview) -> None:
    """Draw the needs of each level as a tab, those without a candidate first."""
    say = session.say()
    st.caption(
        say(
            "A candidate counts when no must-have fails, enough is known and the score is "
            "{minimum} of 100 or more. Tick a row to open its candidates.",
            minimum=round(100 * session.weights().minimum),
        )
    )
    names = {
        NONE: say("No candidate"),
        ONE_ONLY: say("One candidate"),
        COVERED: say("Two or more"),
    }
    needs = {level: found.needs_with(level) for level in names}
    tabs = st.tabs([f"{names[level]} ({len(needs[level])})" for level in names])
    for tab, level in zip(tabs, names, strict=True):
        with tab:
            if not needs[level]:
                st.markdown(say("No need stands here."))
            elif level == NONE:
                _table(_without_candidate(scorer, needs[level]), key=f"needs_{level}")
            else:
                _table(_with_candidates(scorer, needs[level]), key=f"needs_{level}")


def draw_unmatched(scorer: Scorer, found: Overview) -> None:
    """List the IKM without a fitting need and the main reason."""
    say, unmatched = session.say(), found.coverage.unmatched
    if not unmatched:
        st.markdown(say("Every IKM has a fitting need."))
        return
    rows = {
        "of": [firm.supplier_id for firm in unmatched],
        "supplier": [scorer.data.firm_name(firm.supplier_id) for firm in unmatched],
        "reason": [firm_reason(firm, session.language()) for firm in unmatched],
    }
    _table(rows, key="unmatched")


def _without_candidate(scorer: Scorer, needs: tuple[NeedCoverage, ...]) -> dict[str, list[object]]:
    language = session.language()
    return _named(scorer, needs) | {
        "reason": [need_reason(need, language) for need in needs],
        "nearest": [nearest(need, language) for need in needs],
        "buyer": _buyers(scorer, needs),
    }


def _with_candidates(scorer: Scorer, needs: tuple[NeedCoverage, ...]) -> dict[str, list[object]]:
    return _named(scorer, needs) | {
        "n_fitting": [len(need.fitting) for need in needs],
        "best": [scorer.data.firm_name(need.fitting[0]) for need in needs],
        "buyer": _buyers(scorer, needs),
    }


def _named(scorer: Scorer, needs: tuple[NeedCoverage, ...]) -> dict[str, list[object]]:
    components = scorer.data.asked["component"]
    return {
        "of": [need.need_id for need in needs],
        "component": [components[need.need_id] for need in needs],
    }


def _buyers(scorer: Scorer, needs: tuple[NeedCoverage, ...]) -> list[object]:
    data, say = scorer.data, session.say()
    buyers = [data.firm_name(data.asked.at[need.need_id, "firm_id"]) for need in needs]
    return [buyer or say("buyer not named") for buyer in buyers]


def _table(rows: Mapping[str, Sequence[object]], key: str) -> None:
    """Draw rows; choosing one opens its record on the page of candidates."""
    say = session.say()
    text, whole = st.column_config.TextColumn, st.column_config.NumberColumn
    columns = {
        "of": text(say("Id"), width=70),
        "component": text(say("Component"), width=150),
        "supplier": text(say("IKM"), width=200),
        "reason": text(say("Why"), width=285),
        "nearest": text(say("IKM that lack one must-have"), width=300),
        "n_fitting": whole(say("Candidates"), width=90),
        "best": text(say("Best candidate"), width=260),
        "buyer": text(say("Buyer"), width=200),
    }
    chosen: Any = st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        height=min(38 + 35 * len(rows["of"]), 420),
        column_config={name: columns[name] for name in rows},
    )
    for row in chosen["selection"]["rows"]:
        parts.open_candidates(str(rows["of"][row]))


_FIGURES = f"""
.lm-figures {{display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr));
  gap: 0.75rem; color: {INK}}}
.lm-figures > div {{border-left: 3px solid {MIST}; padding-left: 0.75rem; display: flex;
  flex-direction: column}}
.lm-figures b {{font-size: 1.9rem; line-height: 1.15; font-weight: 600}}
.lm-figures small, .lm-folder {{font-size: 0.85rem; opacity: 0.75}}
.lm-folder {{margin-top: 0.6rem}}
"""
_COVERAGE = f"""
.lm-coverage {{display: flex; gap: 2px; height: 1.6rem; border-radius: 3px; overflow: hidden;
  background: {MIST}}}
.lm-legend {{display: flex; flex-wrap: wrap; gap: 0.3rem 1.6rem; margin-top: 0.5rem; color: {INK}}}
.lm-legend i {{display: inline-block; width: 0.75rem; height: 0.75rem; border-radius: 2px;
  margin-right: 0.4rem}}
"""

page()
