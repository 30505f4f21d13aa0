"""Changing: one meeting moved, placed, locked or taken out by hand; clashes are named first."""

import streamlit as st

from matcher import actions
from matcher.agenda import About
from matcher.agenda.hours import hours, short_day
from matcher.overrides import NEVER_MEET
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem, Slot
from matcher.store.plans import PlanVersion
from matcher.ui import session
from matcher.ui.session import plain

_VERSION = "schedule_version"


def slot_name(slot: Slot) -> str:
    """Name a slot by day and hours."""
    language = session.language()
    return f"{short_day(slot.starts.date(), language)} {hours(slot, language)}"


def meeting(
    version: PlanVersion, problem: Problem, plan: Plan, about: About, meeting_id: str
) -> None:
    """Draw what can be done with one meeting: another slot, a lock, or out with it."""
    say, own = session.say(), problem.meeting[meeting_id]
    at = next((one for one in plan.placed if one.meeting_id == meeting_id), None)
    names = " · ".join(problem.participant[firm_id].name for firm_id in own.firms)
    with st.container(border=True):
        where = say("without a place")
        if at is not None:
            table = say("table {table}", table=at.table_id)
            where = f"{slot_name(problem.slot[at.slot_id])}, {table}"
        st.markdown(f"**{plain(names)}**, {plain(where)}")
        if need := about.need(own.need_id):
            st.caption(plain(say("About {need}", need=need)))
        if own.slots == frozenset():
            _taken_back(version, problem, plan, about, meeting_id, names)
            return
        _elsewhere(version, problem, plan, about, meeting_id, at.slot_id if at else "")
        if at is not None:
            _settled(version, problem, plan, about, meeting_id)


def _elsewhere(
    version: PlanVersion, problem: Problem, plan: Plan, about: About, meeting_id: str, now: str
) -> None:
    """Let the person put a meeting into another slot; those without a clash stand first."""
    who, say = session.person(), session.say()
    found = actions.see_clashes(who, problem, plan, meeting_id)
    others = [slot for slot in problem.slots if slot.slot_id != now]
    others.sort(key=lambda slot: (len(found[slot.slot_id]), slot.starts))
    labels = {slot.slot_id: _label(slot, len(found[slot.slot_id])) for slot in others}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        slot_id = st.selectbox(
            say("Another slot") if now else say("A slot"),
            list(labels),
            format_func=labels.__getitem__,
            key=f"to_{version.plan_id}_{meeting_id}",
        )
        clashes = found[slot_id] if slot_id else []
        wanted = st.button(say("Move it there"), disabled=bool(clashes) or not slot_id)
    for broken in clashes:
        st.markdown("- " + plain(say(broken.message, **broken.values)))
    if wanted and slot_id:
        moved = actions.move_meeting(who, problem, plan, meeting_id, slot_id)
        _note(version, problem, moved, about, meeting_id, say("{names} moved"))


def _settled(
    version: PlanVersion, problem: Problem, plan: Plan, about: About, meeting_id: str
) -> None:
    """Let the person lock a meeting where it is, let it go again, or take it out for good."""
    who, say = session.person(), session.say()
    locked = problem.meeting[meeting_id].locked is not None
    with st.container(horizontal=True):
        if st.button(say("Unlock") if locked else say("Lock"), icon=":material/lock:"):
            settled = actions.lock_meeting(who, problem, plan, meeting_id, not locked)
            words = say("{names} unlocked") if locked else say("{names} locked")
            _note(version, settled, plan, about, meeting_id, words)
        if st.button(say("Take out"), icon=":material/event_busy:"):
            changed, without = actions.take_out_meeting(who, problem, plan, meeting_id)
            _note(version, changed, without, about, meeting_id, say("{names} taken out"))
        if version.event_id and st.button(say("They shall never meet"), icon=":material/block:"):
            own, reason = problem.meeting[meeting_id], say("decided on the page Schedule")
            decided = (version.event_id, own.supplier_id, own.buyer_id, NEVER_MEET, reason)
            actions.decide_pair(who, session.store(), *decided)
            changed, without = actions.take_out_meeting(who, problem, plan, meeting_id)
            _note(version, changed, without, about, meeting_id, say("{names} never meet"))


def _taken_back(
    version: PlanVersion, problem: Problem, plan: Plan, about: About, meeting_id: str, names: str
) -> None:
    say = session.say()
    st.caption(say("It was taken out, so that it fills no hole either."))
    if st.button(say("Let it have a place again"), icon=":material/undo:"):
        back = actions.take_back_meeting(session.person(), problem, meeting_id)
        note = say("{names} may meet again", names=names)
        keep(version, back, plan, about, note)


def _label(slot: Slot, n: int) -> str:
    say = session.say()
    return f"{slot_name(slot)} · " + (say("{n} clashes", n=n) if n else say("free"))


def _note(
    version: PlanVersion, problem: Problem, plan: Plan, about: About, meeting_id: str, words: str
) -> None:
    """Keep a plan that differs in one meeting; `words` have a place for both names."""
    firms = problem.meeting[meeting_id].firms
    names = " · ".join(problem.participant[firm_id].name for firm_id in firms)
    keep(version, problem, plan, about, words.format(names=names))


def keep(version: PlanVersion, problem: Problem, plan: Plan, about: About, note: str) -> None:
    """Keep a plan as the next version and look at it."""
    st.session_state[_VERSION] = actions.keep_plan(
        session.person(),
        session.store(),
        problem,
        plan,
        about,
        version.event_id,
        version.plan_id,
        note,
    )
    st.rerun()
