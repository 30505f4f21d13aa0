"""Answers: what a plan could not hold and why, what would help, who stands by, what rules cost."""

import pandas as pd
import streamlit as st

from matcher.agenda import About
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem
from matcher.store.plans import PlanVersion
from matcher.ui import plan_changing, session
from matcher.ui.session import plain

_ROW = 72  # pixels: from twice the usual height on, a cell takes two lines


def section(version: PlanVersion, problem: Problem, plan: Plan, about: About) -> None:
    """Draw the answers that there are, each folded up."""
    left_out(version, problem, plan, about)
    remarks(about)
    waiting_list(problem, about)
    costs(about)


def left_out(version: PlanVersion, problem: Problem, plan: Plan, about: About) -> None:
    """List the meetings without a place, why, what would help, and who has fewer than wished."""
    say = session.say()
    if not plan.left_out and not about.unmet:
        return
    label = say("Not met ({n})", n=len(plan.left_out) + len(about.unmet))
    with st.expander(label, icon=":material/report:"):
        for why in about.why:
            st.markdown(f"**{plain(say(why.message, **why.values))}**")
        for way, effect in about.ways:
            words = say(way.message, **way.values), say(effect.message, **effect.values)
            st.markdown(f"- {plain(words[0])} ({plain(words[1])})")
        rows = [
            (_names(problem, one.meeting_id), say(one.message, **one.values))
            for one in plan.left_out
        ]
        rows += [unmet.line(problem, say) for unmet in about.unmet]
        st.dataframe(
            pd.DataFrame(rows, columns=[say("Who"), say("Why")]),
            hide_index=True,
            width="stretch",
            row_height=_ROW,
            height=min(38 + _ROW * len(rows), 420),
            column_config={say("Who"): st.column_config.TextColumn(width=240)},
        )
        if plan.left_out:
            names = {one.meeting_id: _names(problem, one.meeting_id) for one in plan.left_out}
            chosen = st.selectbox(
                say("Give a place by hand to"),
                list(names),
                None,
                format_func=names.__getitem__,
                placeholder=say("choose a meeting"),
                key=f"place_{version.plan_id}",
            )
            if chosen:
                plan_changing.meeting(version, problem, plan, about, chosen)


def remarks(about: About) -> None:
    """List what else the planner should know."""
    say = session.say()
    lines = dict.fromkeys(say(one.message, **one.values) for one in about.remarks)
    if lines:
        label = say("To know ({n})", n=len(lines))
        with st.expander(label, icon=":material/info:"):
            st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def waiting_list(problem: Problem, about: About) -> None:
    """Show whom each participant meets when one of its meetings falls through, best first."""
    say = session.say()
    known = [one for one in about.reserves if one.firm_id in problem.participant]
    if not known:
        return
    with st.expander(say("Waiting list"), icon=":material/group_add:"):
        st.caption(say("Whom each could meet when one of its meetings falls through, best first."))
        rows = [
            (
                problem.participant[one.firm_id].name,
                one.rank,
                _firm(problem, one.other_id),
                about.need(one.need_id),
                one.score,
            )
            for one in known
        ]
        columns = [say("Participant"), say("Rank"), say("Could meet"), say("Need"), say("Score")]
        st.dataframe(
            pd.DataFrame(rows, columns=columns).sort_values(columns[:2]),
            hide_index=True,
            width="stretch",
            column_config={columns[4]: st.column_config.NumberColumn(format="%.0f")},
        )


def costs(about: About) -> None:
    """Show what each rule costs, where that was asked for."""
    say = session.say()
    if not about.costs:
        return
    with st.expander(say("What each rule costs"), icon=":material/payments:"):
        st.caption(
            say(
                "What comes on top when the pairs are chosen and planned again without the rule. "
                "Idle gaps: of such a plan, beside one with all rules made in the same time; blank "
                "where nothing changes or no such plan held all its meetings."
            )
        )
        rows = [
            (
                one.rule(say),
                one.points,
                one.meetings,
                "" if one.gaps is None else f"{one.gaps} / {one.usual_gaps}",
            )
            for one in about.costs
        ]
        columns = [say("Rule"), say("Points of score"), say("Meetings"), say("Idle gaps")]
        st.dataframe(
            pd.DataFrame(rows, columns=columns),
            hide_index=True,
            width="stretch",
            column_config={
                columns[1]: st.column_config.NumberColumn(format="%+.0f"),
                columns[2]: st.column_config.NumberColumn(format="%+d"),
            },
        )


def _names(problem: Problem, meeting_id: str) -> str:
    return " · ".join(_firm(problem, one) for one in problem.meeting[meeting_id].firms)


def _firm(problem: Problem, firm_id: str) -> str:
    known = problem.participant.get(firm_id)
    return known.name if known else firm_id
