"""Deciding: must meet and never meet, each with a reason, taken back at will."""

import pandas as pd
import streamlit as st

from features.language import mark
from matcher import actions
from matcher.overrides import MUST_MEET, NEVER_MEET, RULE_NAMES
from matcher.score import Scorer
from matcher.ui import event_making, notices, parts, session
from matcher.ui.session import plain
from matcher.ui.wording import time_text, who_name

_REASON = "decision_reason"
_WHOLE = "decision_whole"
DECIDED = mark("Decided: {rule} ({pair}).")
TAKEN_BACK = mark("The decision about {pair} is taken back.")
REASONS = (
    mark("the buyer asks for it"),
    mark("the IKM asks for it"),
    mark("already partners"),
    mark("bad experience before"),
    mark("competitors"),
    mark("the ministry asks for it"),
)


def pair(scorer: Scorer, event_id: str | None, need_id: str, supplier_id: str) -> None:
    """Let a planner decide about one pair; no 'are you sure', as it can be undone."""
    say = session.say()
    buyer_id = scorer.data.asked.at[need_id, "firm_id"]
    if not session.is_stored():
        st.info(say("These data can only be looked at. Import them on the page Data to decide."))
        return
    if not buyer_id:
        st.info(say("Nobody can decide about this pair yet: the buyer is not named."))
        return
    if event_id is None:
        st.info(say("A decision belongs to an event. Make it here, then decide."))
        event_making.draw(chooses="event_chosen")
        return
    with st.container(border=True):
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        left.selectbox(
            say("Reason"),
            [say(one) for one in REASONS],
            index=None,
            accept_new_options=True,
            placeholder=say("choose or write why"),
            key=_REASON,
        )
        right.toggle(say("For all needs of this buyer"), key=_WHOLE)
        reason = str(st.session_state.get(_REASON) or "").strip()
        with st.container(horizontal=True):
            for kind, icon in ((MUST_MEET, "push_pin"), (NEVER_MEET, "block")):
                st.button(
                    say(RULE_NAMES[kind]).capitalize(),
                    key=f"decide_{kind}",
                    icon=f":material/{icon}:",
                    disabled=not reason,
                    on_click=_decide,
                    args=(scorer, event_id, need_id, supplier_id, str(buyer_id), kind, reason),
                )
        if not reason:
            st.caption(say("Choose or write a reason first; whoever reads the list later sees it."))


def all_decisions(scorer: Scorer, event_id: str | None) -> None:
    """List what was decided for an event, each to be taken back."""
    say = session.say()
    if not session.is_stored() or event_id is None:
        st.markdown(
            say("Decisions belong to an event of your own records; make one on the page Overview.")
        )
        return
    found = actions.list_decisions(session.person(), session.store(), event_id)
    found = found[[one is not True for one in found["withdrawn"]]]
    if found.empty:
        st.markdown(say("Nothing is decided yet. Choose a need and an IKM above."))
        return
    for row in found.to_dict("records"):
        _decision(scorer, pd.Series(row))


def _decision(scorer: Scorer, row: pd.Series) -> None:
    say = session.say()
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap="xxsmall", width="stretch"):
            name = _pair_name(scorer, row["supplier_id"], row["buyer_id"], row["need_id"])
            st.markdown(f"**{plain(say(RULE_NAMES[row['kind']]).capitalize())}**: {plain(name)}")
            told = (row["reason"], who_name(row["who"]), time_text(row["at"]))
            st.caption(" · ".join(plain(part) for part in told))
        st.button(
            say("Take back"),
            key=f"withdraw_{row['record_id']}",
            icon=":material/undo:",
            on_click=_withdraw,
            args=(row["record_id"], int(row["version"]), name),
        )


def _decide(
    scorer: Scorer,
    event_id: str,
    need_id: str,
    supplier_id: str,
    buyer_id: str,
    kind: str,
    reason: str,
) -> None:
    who, store, say = session.person(), session.store(), session.say()
    about = None if st.session_state.get(_WHOLE) else need_id

    def decide() -> int:
        record_id = actions.decide_pair(
            who, store, event_id, supplier_id, buyer_id, kind, reason, about
        )
        return actions.see_record(who, store, "override", record_id).version

    notices.attempt(
        decide,
        DECIDED,
        rule=say(RULE_NAMES[kind]),
        pair=_pair_name(scorer, supplier_id, buyer_id, about),
    )
    st.session_state[_REASON] = None


def _withdraw(record_id: str, version: int, name: str) -> None:
    who, store = session.person(), session.store()
    notices.attempt(
        lambda: actions.withdraw_decision(who, store, record_id, version), TAKEN_BACK, pair=name
    )


def _pair_name(scorer: Scorer, supplier_id: str, buyer_id: str, need_id: str | None) -> str:
    data = scorer.data
    supplier, buyer = data.firm_name(supplier_id) or supplier_id, data.firm_name(buyer_id)
    if need_id in data.asked.index:
        return f"{supplier} · {parts.need_label(scorer, str(need_id))}"
    return f"{supplier} · {buyer}"
