"""Daftar calon mitra: who fits a need, a buyer or an IKM, best first, and why."""

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.listing import NO_MUST_HAVE, list_name
from matcher.pairs import ALMOST, READY, TO_ASK
from matcher.score import Scorer
from matcher.shortlisting import Shortlist
from matcher.ui import large, meaning, parts, session

KINDS = ("need", "buyer", "supplier")


def page() -> None:
    """Draw the page."""
    say, needs = session.say(), large.asking()
    st.title(say("Candidate partners"))
    if needs is not None:
        draw_need(needs)
        return
    if large.is_unusable():
        told = say("Another linkmatch made the index, so all firms are read; run: linkmatch index")
        st.warning(told, icon=":material/update:")
    scorer = session.scorer()
    st.caption(say("Choose a need, a buyer or an IKM. The list shows who fits, and why."))
    meaning.of_score()
    draw_record(scorer)
    parts.problems(scorer)


def draw_need(needs: Scorer) -> None:
    """Draw the lists of one need where there are too many firms to compare all."""
    say = session.say()
    st.caption(say("Choose a need. The list shows who fits among all firms, and why."))
    meaning.of_score(needs)
    if large.is_stale():
        told = say("The records have changed since they were indexed; run: linkmatch index")
        st.warning(told, icon=":material/update:")
    options, linked = _options(needs, "need"), st.query_params.get("of", "")
    if "record_need" not in st.session_state and linked in options:
        st.session_state["record_need"] = linked
    need_id = st.selectbox(
        say("Need"), list(options), format_func=options.__getitem__, key="record_need"
    )
    st.query_params["of"] = need_id
    scorer, found = large.find(need_id, session.weights(needs))
    draw_found(scorer, found)


def draw_record(scorer: Scorer) -> None:
    """Draw the lists of one need, buyer or IKM, and one of its pairs."""
    record_id, side = pick_record(scorer)
    found = actions.find_candidates(session.person(), scorer, record_id, session.weights(), side)
    draw_found(scorer, found)


def draw_found(scorer: Scorer, found: Shortlist) -> None:
    """Draw lists, what is asked, and one pair."""
    if found.what == "need":
        parts.need_card(scorer, found.of)
    warn_when_thin(found)
    draw_lists(scorer, found)
    parts.downloads(scorer, found)
    draw_pair(scorer, found)


def pick_record(scorer: Scorer) -> tuple[str, str]:
    """Choose what to match: first its kind, then the record."""
    say = session.say()
    names = {"need": say("Need"), "buyer": say("Buyer"), "supplier": say("IKM")}
    linked = st.query_params.get("of", "")
    if "kind" not in st.session_state:
        st.session_state["kind"] = _kind_of(scorer, linked)
    left, right = st.columns([1, 2])
    kind = str(
        left.segmented_control(
            say("Search by"), KINDS, required=True, format_func=lambda k: names[k], key="kind"
        )
    )
    options = _options(scorer, kind)
    key = session.key(f"record_{kind}")
    if key not in st.session_state and linked in options:
        st.session_state[key] = linked
    record_id = right.selectbox(
        names[kind], list(options), format_func=lambda record: options[record], key=key
    )
    st.query_params["of"] = record_id
    return str(record_id), kind


def warn_when_thin(found: Shortlist) -> None:
    """Say how far the order can be trusted."""
    say, n = session.say(), len(found.candidates)
    if found.too_little:
        st.warning(
            say("Too little is known to rank: read the lists as names, not as an order."),
            icon=":material/warning:",
        )
    elif found.n_known < n:
        st.info(
            say(
                "{known} of {n} candidates have stated enough to be ranked; the order of the "
                "others means little.",
                known=found.n_known,
                n=n,
            ),
            icon=":material/info:",
        )


def draw_lists(scorer: Scorer, found: Shortlist) -> None:
    """Draw the three lists as tabs."""
    say = session.say()
    lists = {READY: found.ready, TO_ASK: found.to_ask, ALMOST: found.almost}
    names = {name: say(list_name(name, found)).capitalize() for name in lists}
    titles = [f"{names[name]} ({len(lists[name])})" for name in lists]
    filled = [title for title, name in zip(titles, lists, strict=True) if lists[name]]
    tabs = st.tabs(titles, default=filled[0] if filled else None)
    for tab, name in zip(tabs, lists, strict=True):
        with tab:
            st.caption(say(_MEANING[name] if found.has_requirements else NO_MUST_HAVE))
            if lists[name]:
                parts.candidate_table(scorer, lists[name], found.what, key=f"{name}_{found.of}")
            else:
                st.markdown(say("Nobody stands in this list."))
    if found.n_out:
        st.caption(say("{n} fail two requirements or more and are not listed.", n=found.n_out))


def draw_pair(scorer: Scorer, found: Shortlist) -> None:
    """Explain the chosen pair."""
    say, data = session.say(), scorer.data
    pairs = {(one.need_id, one.supplier_id): one for one in found.candidates}
    if not pairs:
        return
    st.subheader(say("Why this pair"))
    if st.session_state.get("pair") not in pairs:
        st.session_state["pair"] = next(iter(pairs))
    need_id, supplier_id = st.selectbox(
        say("Pair"),
        list(pairs),
        format_func=lambda ids: f"{data.firm_name(ids[1])} · {parts.need_label(scorer, ids[0])}",
        key="pair",
    )
    parts.explain_pair(scorer, need_id, supplier_id)


def _kind_of(scorer: Scorer, record_id: str) -> str:
    """Say on which side a linked record stands; an invented link falls back to the needs."""
    return next((kind for kind in KINDS if record_id in _options(scorer, kind)), "need")


def _options(scorer: Scorer, kind: str) -> dict[str, str]:
    data, say = scorer.data, session.say()
    if kind == "need":
        buyers = data.asked["firm_id"].map(data.firm_name).replace("", say("buyer not named"))
        parts_ = zip(data.asked.index, data.asked["component"], buyers, strict=True)
        return {i: f"{component} · {buyer} · {i}" for i, component, buyer in parts_}
    table = data.asked if kind == "buyer" else data.suppliers
    ids = sorted(set(table["firm_id"].dropna()), key=data.firm_name)
    return {firm_id: data.firm_name(firm_id) for firm_id in ids}


_MEANING = {
    READY: mark("All must-haves are met."),
    TO_ASK: mark("At least one must-have is not known yet: ask before the event."),
    ALMOST: mark("Exactly one must-have is not met."),
}

page()
