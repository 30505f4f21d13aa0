"""Jadwal: who meets whom, when and at which table; made, looked at, changed and handed out."""

from datetime import date, datetime

import streamlit as st

from matcher import actions
from matcher.errors import LinkmatchError
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem
from matcher.store.plans import PlanVersion
from matcher.ui import (
    board,
    notices,
    plan_answers,
    plan_changing,
    plan_differences,
    plan_happening,
    plan_making,
    plan_papers,
    session,
    timetable,
)
from matcher.ui.session import plain
from matcher.ui.timetable import BY_BUYER, BY_SUPPLIER, BY_TABLE

_VERSION = "schedule_version"
_MOST = 30


def page() -> None:
    """Draw the page."""
    say = session.say()
    st.title(say("Schedule"))
    notices.draw()
    try:
        with st.container():  # holds its place, so that nothing below closes when its text goes
            plan_making.running(_VERSION)
        versions = actions.list_plans(session.person(), session.store())[:_MOST]
        if not versions:
            st.markdown(plain(say("There is no schedule yet. Say what you want and make one.")))
            plan_making.form()
            return
        draw(pick(versions), versions)
    except LinkmatchError as error:
        session.refuse(error)


def pick(versions: list[PlanVersion]) -> PlanVersion:
    """Let the person choose a version; the latest unless one is chosen."""
    say, by_id = session.say(), {one.plan_id: one for one in versions}
    names = {plan_id: plan_differences.version_name(one) for plan_id, one in by_id.items()}
    wanted = st.session_state.pop(_VERSION, None)
    if wanted in by_id:
        st.session_state["schedule_picked"] = wanted
    chosen = st.selectbox(
        say("Version"),
        list(by_id),
        format_func=names.__getitem__,
        key="schedule_picked",
    )
    return by_id[chosen]


def draw(version: PlanVersion, versions: list[PlanVersion]) -> None:
    """Draw one version: its figures, its picture, what can be done with it."""
    who, store, say = session.person(), session.store(), session.say()
    _, problem, plan, about = actions.see_plan(who, store, version.plan_id)
    if about.synthetic:
        st.caption(say("These are made-up firms (synthetic): an example."))
    st.html(figures(problem, plan))
    _proof(plan)
    _on_the_day(version, problem)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    names = {BY_TABLE: say("By table"), BY_BUYER: say("By buyer"), BY_SUPPLIER: say("By IKM")}
    with left:
        by = st.segmented_control(
            say("Rows"), list(names), default=BY_TABLE, format_func=names.__getitem__, required=True
        )
    search = right.text_input(
        say("Only rows with"), placeholder=say("a name, a need, a table"), max_chars=200
    )
    st.caption(say("Click a meeting to move it, to lock it or to take it out."))
    panel = st.container()
    chosen = timetable.timetable(problem, plan, about, str(by), search)
    if chosen:
        with panel:
            plan_changing.meeting(version, problem, plan, about, chosen)
    plan_answers.section(version, problem, plan, about)
    plan_differences.section(version, versions, problem, plan)
    st.subheader(say("Something happened?"))
    plan_happening.section(version, problem, plan, about)
    st.subheader(say("To hand out"))
    plan_papers.section(version, problem, plan, about)
    with st.expander(say("Make another schedule"), icon=":material/add:"):
        plan_making.form()


def _on_the_day(version: PlanVersion, problem: Problem) -> None:
    """Draw the board of the event; who did not come can be taken out of what is left."""
    say, today = session.say(), date.today()
    if version.event_id is None:
        return
    is_today = any(slot.starts.date() == today for slot in problem.slots)
    with st.expander(
        say("On the day"), expanded=is_today, icon=":material/today:", on_change="rerun", key="day"
    ) as opened:
        if not opened.open:
            return
        found = board.section(version.event_id)
        for firm_id, name in board.away(found, datetime.now()).items():
            if firm_id in problem.participant:
                plan_happening.offer_without(version, firm_id, name)
        for firm_id, (name, ends) in board.late(found, datetime.now()).items():
            if firm_id in problem.participant:
                plan_happening.offer_later(version, problem, firm_id, name, ends)


def figures(problem: Problem, plan: Plan) -> str:
    """Write the figures of a plan as HTML."""
    say = session.say()
    held = [problem.meeting[one.meeting_id] for one in plan.placed]
    boxes = [
        (len(held), say("meetings")),
        (len({one.supplier_id for one in held}), say("IKM with a meeting")),
        (len({one.buyer_id for one in held}), say("buyers with a meeting")),
        (len(plan.left_out), say("meetings without a place")),
        (plan.quality.n_gaps, say("idle gaps in all")),
        (plan.quality.worst_gaps, say("idle gaps of the one who waits most")),
    ]
    cells = "".join(f"<div><b>{n}</b><span>{words}</span></div>" for n, words in boxes)
    return f"<style>{_FIGURES}</style><div class='lm-figures'>{cells}</div>"


def _proof(plan: Plan) -> None:
    say = session.say()
    if plan.status == "proved" or (plan.status == "bound" and plan.quality.n_gaps <= plan.bound):
        st.caption(say("No schedule has fewer idle gaps: this is proved."))
    elif plan.status == "impossible":
        st.caption(say("No schedule holds all meetings: this is proved. See what is left out."))
    elif plan.bound == 0:
        told = say(
            "Whether fewer than {gaps} idle gaps are possible is not known. More time may help.",
            gaps=plan.quality.n_gaps,
        )
        st.caption(told)
    else:
        told = say(
            "No schedule has fewer than {bound} idle gaps; this has {gaps}. More time may help.",
            bound=plan.bound,
            gaps=plan.quality.n_gaps,
        )
        st.caption(told)


_FIGURES = (
    ".lm-figures{display:flex;flex-wrap:wrap;gap:.75rem 2rem}.lm-figures div{display:flex;"
    "flex-direction:column}.lm-figures b{font-size:1.7rem;line-height:1.1}"
    ".lm-figures span{font-size:.8rem;opacity:.8}"
)

page()
