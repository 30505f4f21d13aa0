"""Differences: what is other than in an earlier version, to be read out, and who is told what."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from matcher import actions
from matcher.planner.difference import Difference, Told
from matcher.planner.plan import Plan
from matcher.planner.problem import Participant, Problem
from matcher.store.plans import PlanVersion
from matcher.ui import session
from matcher.ui.session import plain
from matcher.ui.wording import time_text, who_name

_MOST, _TALL = 12, 480  # lines that stand on the page as they are; pixels that more scroll in


def version_name(one: PlanVersion) -> str:
    """Name a version: its number, when, by whom, why, and whether it was released."""
    say = session.say()
    released = say("released") if one.released_by else ""
    parts = [str(one.plan_id), time_text(one.at), who_name(one.who), one.note or "", released]
    return " · ".join(part for part in parts if part)


def section(
    version: PlanVersion, versions: list[PlanVersion], problem: Problem, plan: Plan
) -> None:
    """Compare with an earlier version of the same event; the last released one is proposed."""
    who, store, say = session.person(), session.store(), session.say()
    earlier = {
        one.plan_id: one
        for one in versions
        if one.plan_id < version.plan_id and one.event_id == version.event_id
    }
    if not earlier:
        return
    released = [plan_id for plan_id, one in earlier.items() if one.released_by]
    first = (released or [version.based_on or 0])[0]
    ids = list(earlier)
    with st.expander(say("What is other than in an earlier version"), icon=":material/difference:"):
        chosen = st.selectbox(
            say("Earlier version"),
            ids,
            ids.index(first) if first in earlier else 0,
            format_func=lambda plan_id: version_name(earlier[plan_id]),
            key=f"before_{version.plan_id}",
        )
        _, was, old, _ = actions.see_plan(who, store, chosen)
        names = {**was.participant, **problem.participant}
        tell(names, *actions.compare_plans(who, (was, old), (problem, plan)))


def tell(
    names: Mapping[str, Participant], what: Difference, told: dict[str, tuple[Told, ...]]
) -> None:
    """Read out what is other than before, and who is told what."""
    say = session.say()
    words = say(
        "{moved} meetings move, {cancelled} are cancelled, {added} are added",
        moved=len(what.moved),
        cancelled=len(what.cancelled),
        added=len(what.added),
    )
    if what.retimed:
        words += "; " + say("{n} meetings begin at another time", n=len(what.retimed))
    st.info(plain(words))
    rows = [
        (names[firm_id].name, line)
        for firm_id, lines in told.items()
        for line in (say(one.message, **one.values) for one in lines)
    ]
    if rows:
        st.caption(say("To be told ({n} participants):", n=len(told)))
        with st.container(height=_TALL if len(rows) > _MOST else "content"):
            st.table(pd.DataFrame(rows, columns=[say("Participant"), say("Is told")]))
