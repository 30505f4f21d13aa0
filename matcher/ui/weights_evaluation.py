"""Evaluation on the page Bobot: how well the ranking would have done on what it did not know."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from features.language import day_text, mark, number, percent
from matcher import actions
from matcher.naming import GROUP_NAMES
from matcher.ui import jobs, session
from matcher.ui.session import plain

_JOB, _FOUND = "evaluation_job", "evaluation_found"
_RECALL = "recall@10"
_OURS, _PEER = "linkmatch", "nearest past need"  # as the JSON of the evaluation calls them


def section() -> None:
    """Offer to evaluate the weights on the sliders, show how far that is, and what came of it."""
    say, who, store = session.say(), session.person(), session.store()
    st.divider()
    st.subheader(say("How good is the order?"))
    st.caption(
        say(
            "Needs from a day on are ranked with what was known before it, and compared with who "
            "was really taken. Of earlier years only words, track record and partners are known, "
            "so it tells of these and not of the other criteria."
        )
    )
    day = actions.propose_split(who, session.dataset())
    if day is None:
        st.markdown(say("No past need led to an MoU or an order yet: there is nothing to compare."))
        return
    jobs.ended(_JOB)
    running = _JOB in st.session_state
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    key = session.key("evaluation_day")
    chosen = left.date_input(say("Needs from"), value=day, format="DD/MM/YYYY", key=key)
    if right.button(
        say("Evaluate the weights on the sliders"),
        icon=":material/query_stats:",
        disabled=running or not chosen,
        key="evaluation_start",
    ):
        weights, folder = session.weights(), session.folder()
        st.session_state[_JOB] = actions.leave_evaluation(who, store, chosen, weights, folder)
        st.rerun()
    jobs.bars("evaluate", jobs.steps(say("Evaluation")), say("Stop"))
    found = actions.last_evaluation(who, store, session.folder())
    if found is not None:
        _draw(found)


def _draw(found: Mapping[str, Any]) -> None:
    """Show the last evaluation of this data, whoever left it."""
    say, language = session.say(), session.language()
    names = {name: say(title) for name, title in GROUP_NAMES.items()}
    key = f"evaluation_group_{language}"
    shown = st.segmented_control(
        say("Which pairs count"),
        list(names),
        default="all",
        required=True,
        format_func=names.__getitem__,
        key=key,
    )
    st.markdown(f"**{plain(_verdict(found, str(shown)))}**")
    st.dataframe(_table(found, str(shown)), hide_index=True, width="stretch", key="evaluation")
    st.caption(plain(_basis(found, str(shown))))
    st.caption(plain(_newcomers(found)))
    remarks = dict.fromkeys(_remarks(found))
    if remarks:
        st.warning("  \n".join(map(plain, remarks)), icon=":material/info:")


def _newcomers(found: Mapping[str, Any]) -> str:
    """Say what the order does to IKM that were taken once at most."""
    say, language = session.say(), session.language()
    shares = found["methods"][_OURS]["newcomers"]
    told = say(
        "IKM taken only once before are {share} of all and stand in {shown} of the places.",
        share=percent(shares["share_of_suppliers"], language),
        shown=percent(shares["share_shown"], language),
    )
    cold = found["cold_start"]["n"]
    if not cold:
        return told
    return told + " " + say("{n} needs went to IKM without any past; no order can tell.", n=cold)


def _remarks(found: Mapping[str, Any]) -> Iterator[str]:
    say = session.say()
    for message, values in map(dict.values, found["remarks"]):
        group = values.get("group")
        yield say(message, **values | ({"group": say(GROUP_NAMES[group])} if group else {}))


def _verdict(found: Mapping[str, Any], group: str) -> str:
    """Say whether the weights find more partners than going by the most similar past need."""
    say, language = session.say(), session.language()
    gain = found["differences"][f"{_OURS} - {_PEER}"][group][_RECALL]
    if isinstance(gain, str):
        return say("Too few to tell.")
    share = percent(found["methods"][_OURS][group][_RECALL], language)
    told = {"share": share, "peer": percent(found["methods"][_PEER][group][_RECALL], language)}
    if gain["low"] > 0:
        return say(
            "Among the first ten stand {share} of the true partners: clearly more than by the most "
            "similar past need ({peer}).",
            **told,
        )
    if gain["high"] < 0:
        return say(
            "Among the first ten stand {share} of the true partners: clearly fewer than by the "
            "most similar past need ({peer}).",
            **told,
        )
    return say(
        "Among the first ten stand {share} of the true partners; by the most similar past need "
        "{peer}. The difference may as well be chance.",
        **told,
    )


def _basis(found: Mapping[str, Any], group: str) -> str:
    say, language = session.say(), session.language()
    return say(
        "{n} needs from {day} on, ranked with {past} past needs of {firms} IKM; in brackets, what "
        "holds in 95 of 100 cases. Near the top: 1 is always first.",
        n=found["methods"][_OURS][group]["n"],
        day=day_text(date.fromisoformat(found["split"]), language),
        past=found["n_past_needs"],
        firms=found["n_suppliers"],
    )


def _table(found: Mapping[str, Any], group: str) -> pd.DataFrame:
    """Give every method with its figures, ours first."""
    say = session.say()
    rows = []
    for name, title in _METHODS.items():
        cell = found["methods"][name][group]
        rows.append(
            {
                say("Ordered by"): say(title),
                say("True partners among the first ten"): _cell(cell, _RECALL),
                say("Near the top"): _cell(cell, "mrr"),
                say("IKM ever shown"): percent(cell["coverage"], session.language()),
            }
        )
    return pd.DataFrame(rows)


def _cell(cell: Mapping[str, Any], figure: str) -> str:
    say, language = session.say(), session.language()
    bounds = cell["intervals"][figure]
    if isinstance(bounds, str):
        return say("too few to tell")
    if figure == "mrr":
        mean, low, high = (number(round(v, 2), language) for v in (cell[figure], *bounds))
    else:
        mean, low, high = (percent(value, language) for value in (cell[figure], *bounds))
    return say("{mean} ({low} to {high})", mean=mean, low=low, high=high)


_METHODS = {
    "linkmatch": mark("Weights on the sliders"),
    "linkmatch-learned": mark("Weights learned from the years before"),
    "nearest past need": mark("The most similar past need"),
    "BM25": mark("Words in common (BM25)"),
    "TF-IDF": mark("Words in common (TF-IDF)"),
    "popularity": mark("Whoever was chosen most"),
    "random": mark("Chance"),
}
