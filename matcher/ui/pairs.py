"""Pasangan: all needs against all IKM, who is wanted most, who is left out, and what is decided."""

import pandas as pd
import streamlit as st

from matcher import actions
from matcher.errors import LinkmatchError
from matcher.overview.summary import firm_reason
from matcher.score import Scorer
from matcher.ui import deciding, event_choice, meaning, notices, parts, session, wished
from matcher.ui.heat import heat_map

NEED, IKM = "pair_need", "pair_ikm"
_MOST = 15


def page() -> None:
    """Draw the page."""
    scorer, say = session.scorer(), session.say()
    st.title(say("Pairs"))
    st.caption(say("All needs and all IKM at once. Choose one of each to see why, and to decide."))
    try:
        notices.draw()
        event_id = event_choice.pick()
        need_id, supplier_id = pick(scorer)
        meaning.of_score()
        if need_id and supplier_id:
            deciding.pair(scorer, event_id, need_id, supplier_id)
            parts.explain_pair(scorer, need_id, supplier_id)
        elif need_id or supplier_id:
            best(scorer, need_id, supplier_id)
        draw(scorer, event_id)
    except LinkmatchError as error:
        session.refuse(error)


def draw(scorer: Scorer, event_id: str | None) -> None:
    """Draw the chosen view of all pairs."""
    say = session.say()
    names = {
        "heat": say("Needs and IKM"),
        "wanted": say("Who is wanted most"),
        "left_out": say("Who is left out"),
        "wished": say("What both sides wish"),
        "decided": say("What is decided"),
    }
    view = st.segmented_control(
        say("View"),
        list(names),
        default="heat",
        required=True,
        format_func=names.__getitem__,
        key=f"pairs_view_{session.language()}",
        label_visibility="collapsed",
    )
    if view == "heat":
        heat_map(scorer, choose)
    elif view == "wanted":
        most_wanted(scorer)
    elif view == "left_out":
        left_out(scorer)
    elif view == "wished":
        wished.section(scorer, event_id)
    else:
        deciding.all_decisions(scorer, event_id)


def choose(need_id: str | None, supplier_id: str | None) -> None:
    """Choose a need and an IKM in place of the person."""
    st.session_state[session.key(NEED)] = need_id
    st.session_state[session.key(IKM)] = supplier_id


def pick(scorer: Scorer) -> tuple[str | None, str | None]:
    """Let the person choose a need, an IKM or both; a link names them: `?need=N-001&ikm=I-004`."""
    say, data = session.say(), scorer.data
    firms = sorted(set(data.suppliers["firm_id"]), key=data.firm_name)
    options = {NEED: list(data.asked.index), IKM: firms}
    for name, parameter in ((NEED, "need"), (IKM, "ikm")):
        key, linked = session.key(name), st.query_params.get(parameter)
        if st.session_state.setdefault(key, linked) not in options[name]:
            st.session_state[key] = None
    left, right = st.columns(2)
    need_id = left.selectbox(
        say("Need"),
        options[NEED],
        index=None,
        format_func=lambda one: parts.need_label(scorer, one),
        placeholder=say("all needs"),
        key=session.key(NEED),
    )
    supplier_id = right.selectbox(
        "IKM",
        options[IKM],
        index=None,
        format_func=data.firm_name,
        placeholder=say("all IKM"),
        key=session.key(IKM),
    )
    for parameter, value in (("need", need_id), ("ikm", supplier_id)):
        if value:
            st.query_params[parameter] = value
        else:
            st.query_params.pop(parameter, None)
    return need_id, supplier_id


def best(scorer: Scorer, need_id: str | None, supplier_id: str | None) -> None:
    """List the best pairs of one need or one IKM; a click chooses the other side."""
    say, data = session.say(), scorer.data
    table = actions.map_pairs(session.person(), scorer, session.weights())
    own, other = ("need_id", "supplier_id") if need_id else ("supplier_id", "need_id")
    found = table[table[own] == (need_id or supplier_id)]
    found = found.sort_values(["score", other], ascending=[False, True]).head(_MOST)
    ids = found[other].tolist()
    named = [data.firm_name(i) if need_id else parts.need_label(scorer, i) for i in ids]
    rows = pd.DataFrame(
        {
            "named": named,
            "score": found["score"].tolist(),
            "state": [say(parts.STATE_NAMES[state]) for state in found["state"]],
        }
    )
    st.dataframe(
        rows,
        hide_index=True,
        key="best_pairs",
        on_select=lambda: _choose_other(ids, need_id, supplier_id),
        selection_mode="single-row",
        height=38 + 35 * min(len(rows), 8),
        column_config={
            "named": st.column_config.TextColumn("IKM" if need_id else say("Need")),
            "score": parts.bar(say("Score"), say("100 means that all that is asked is covered.")),
            "state": st.column_config.TextColumn(say("List")),
        },
    )


def most_wanted(scorer: Scorer) -> None:
    """List who fits the most needs, and on whom a need depends alone."""
    say, data = session.say(), scorer.data
    table = actions.see_demand(session.person(), scorer, session.weights())
    wanted = table[table["n_fitting"] > 0]
    if wanted.empty:
        st.markdown(say("No IKM fits any need yet; see the next steps on the page Overview."))
        return
    st.caption(
        say(
            "Who fits many needs cannot meet all of them: place the others with care. Who is the "
            "only one for a need must not be missed."
        )
    )
    most, ids = int(wanted["n_fitting"].max()), wanted["supplier_id"].tolist()
    whole = st.column_config.NumberColumn
    st.dataframe(
        wanted.assign(supplier=wanted["supplier_id"].map(data.firm_name)),
        hide_index=True,
        key="most_wanted",
        on_select=lambda: _choose_row("most_wanted", ids),
        selection_mode="single-row",
        height=38 + 35 * min(len(wanted), 14),
        column_order=["supplier", "n_fitting", "n_first", "n_alone"],
        column_config={
            "supplier": st.column_config.TextColumn("IKM"),
            "n_fitting": st.column_config.ProgressColumn(
                say("Needs it fits"), min_value=0, max_value=most, format="%d"
            ),
            "n_first": whole(say("Best of all in")),
            "n_alone": whole(say("The only one for")),
        },
    )


def left_out(scorer: Scorer) -> None:
    """List who fits no need, with the main reason and its nearest score."""
    say, data, language = session.say(), scorer.data, session.language()
    who, weights = session.person(), session.weights()
    unmatched = actions.see_overview(who, scorer, weights).coverage.unmatched
    if not unmatched:
        st.markdown(say("Every IKM has a fitting need."))
        return
    best_of = actions.see_demand(who, scorer, weights).set_index("supplier_id")["best"]
    ids = [one.supplier_id for one in unmatched]
    rows = pd.DataFrame(
        {
            "supplier": [data.firm_name(i) for i in ids],
            "reason": [firm_reason(one, language) for one in unmatched],
            "best": [best_of[i] for i in ids],
        }
    )
    st.dataframe(
        rows,
        hide_index=True,
        key="left_out",
        on_select=lambda: _choose_row("left_out", ids),
        selection_mode="single-row",
        height=38 + 35 * min(len(rows), 14),
        column_config={
            "supplier": st.column_config.TextColumn("IKM", width=230),
            "reason": st.column_config.TextColumn(say("Why"), width=450),
            "best": parts.bar(say("Best score"), say("The highest with any need.")),
        },
    )


def _choose_other(ids: list[str], need_id: str | None, supplier_id: str | None) -> None:
    for row in st.session_state["best_pairs"]["selection"]["rows"]:
        choose(need_id or ids[row], supplier_id or ids[row])


def _choose_row(key: str, ids: list[str]) -> None:
    for row in st.session_state[key]["selection"]["rows"]:
        choose(None, ids[row])


page()
