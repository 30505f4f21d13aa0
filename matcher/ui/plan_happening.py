"""Happening: what the desk says of the day, noted one by one, and the plan mended after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from features.language import mark
from matcher import actions
from matcher.agenda import About
from matcher.errors import LinkmatchError
from matcher.planner.changes import (
    Change,
    Delayed,
    EarlyLeaving,
    LateArrival,
    MeetingAdded,
    NoShow,
    SessionShortened,
    TableLost,
    WalkIn,
)
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem, Slot
from matcher.planner.replanning import Replanned
from matcher.planner.walking_in import added_by_hand, walk_in
from matcher.store.plans import PlanVersion
from matcher.ui import board, plan_differences, session
from matcher.ui.plan_changing import keep, slot_name
from matcher.ui.session import plain

NO_SHOW, LATE, EARLY, WALK_IN, ADD = "no_show", "late", "early", "walk_in", "add"
TABLE, DELAY, SHORTER = "table", "delay", "shorter"


def section(version: PlanVersion, problem: Problem, plan: Plan, about: About) -> None:
    """Let the person say what happened, and mend the plan with as few moves as possible."""
    say, key = session.say(), f"changes_{version.plan_id}"
    noted: list[Change] = st.session_state.setdefault(key, [])
    st.caption(
        say(
            "Say what happened; what is past and what is locked stays, few meetings move, and the "
            "waiting list fills the holes."
        )
    )
    soon = board.now_or_next([slot.starts for slot in problem.slots], datetime.now())
    now = _pick_slot(say("It is now just before"), problem.slots, soon)
    change = _change(_so_far(problem, noted), about, now)
    with st.container(horizontal=True):
        if st.button(say("Note it"), icon=":material/add:", disabled=change is None) and change:
            noted.append(change)
            st.session_state.pop(f"{key}_found", None)
        if noted and st.button(say("Forget all"), icon=":material/close:"):
            noted.clear()
            st.session_state.pop(f"{key}_found", None)
    for one in noted:
        st.markdown("- " + plain(_said(problem, one)))
    if noted and st.button(say("Mend the schedule"), type="primary", icon=":material/healing:"):
        before = now.starts - timedelta(minutes=1)
        try:
            st.session_state[f"{key}_found"] = actions.change_plan(
                session.person(), problem, plan, about, before, noted
            )
        except LinkmatchError as error:
            st.error(plain(say(error.message, **error.values)))
    found: tuple[Replanned, About] | None = st.session_state.get(f"{key}_found")
    if found is not None:
        mended, then = found
        plan_differences.tell(mended.problem.participant, mended.difference, mended.told)
        st.caption(say(_PROPOSED))
        if st.button(say("Keep this as the next version"), type="primary", icon=":material/save:"):
            note = "; ".join(_said(problem, one) for one in noted)
            keep(version, mended.problem, mended.plan, then, note)


def offer_without(version: PlanVersion, firm_id: str, name: str) -> None:
    """Offer to note that a firm stays away, so that its place goes to others."""
    say = session.say()
    label = say("Plan the rest without {name}", name=plain(name))
    _offer(version, NoShow(firm_id), name, label, f"without_{firm_id}")


def offer_later(
    version: PlanVersion, problem: Problem, firm_id: str, name: str, ends: datetime
) -> None:
    """Offer to note that a firm comes after the slot that it misses, while there is a later one."""
    later = min((slot.starts for slot in problem.slots if slot.starts >= ends), default=None)
    if later is not None and later.date() == ends.date():
        say, hour = session.say(), f"{later:%H.%M}"
        label = say("{name} is late: plan from {hour} on", name=plain(name), hour=hour)
        _offer(version, LateArrival(firm_id, later), name, label, f"later_{firm_id}")


def _offer(
    version: PlanVersion, change: NoShow | LateArrival, name: str, label: str, button: str
) -> None:
    say, key = session.say(), f"changes_{version.plan_id}"
    noted: list[Change] = st.session_state.setdefault(key, [])
    if change in noted:
        st.caption(plain(say(_NEXT, name=name)))
    elif st.button(label, key=button):
        noted.append(change)
        st.session_state.pop(f"{key}_found", None)
        st.rerun()


_PROPOSED = mark(
    "This is only proposed. Keep it as the next version, release that, and hand the papers out "
    "anew."
)
_NEXT = mark("{name} is noted under Something happened?; click Mend the schedule there.")


def _so_far(problem: Problem, noted: Sequence[Change]) -> Problem:
    """Know those who walked in too, so that the next can be told apart and meet them."""
    came = tuple(one.participant for one in noted if isinstance(one, WalkIn))
    return replace(problem, participants=(*problem.participants, *came))


def _pick_slot(label: str, slots: Sequence[Slot], index: int = 0) -> Slot:
    names = {slot.slot_id: slot_name(slot) for slot in slots}
    chosen = st.selectbox(label, list(names), index, format_func=names.__getitem__)
    return next(slot for slot in slots if slot.slot_id == chosen)


def _change(problem: Problem, about: About, now: Slot) -> Change | None:
    """Ask what happened; None as long as something is still to be said."""
    say = session.say()
    kinds = {
        NO_SHOW: say("does not come"),
        LATE: say("comes late"),
        EARLY: say("leaves early"),
        WALK_IN: say("comes unexpected"),
        ADD: say("a meeting is added"),
        TABLE: say("a table is lost"),
        DELAY: say("the whole programme is late"),
        SHORTER: say("a session ends earlier"),
    }
    one, two, three = st.columns(3)
    kind = one.selectbox(say("What happened"), list(kinds), format_func=kinds.__getitem__)
    if kind == TABLE:
        tables = [table.table_id for table in problem.tables]
        return TableLost(two.selectbox(say("Meeting table"), tables))
    if kind == DELAY:
        return Delayed(int(two.number_input(say("Minutes"), 5, 240, 15, 5)))
    with two:
        if kind == WALK_IN:
            return _newcomer(problem, three)
        if kind == ADD:
            pair = _pick_firm(problem, "IKM", "supplier"), ""
            with three:
                pair = pair[0], _pick_firm(problem, say("Buyer"), "buyer")
            return added_by_hand(problem, pair, about.waiting)
        if kind == SHORTER:
            return _shorter(problem, three)
        firm_id = _pick_firm(problem, say("Who"))
    if kind == NO_SHOW:
        return NoShow(firm_id)
    same_day = [slot for slot in problem.slots if slot.starts.date() == now.starts.date()]
    with three:
        label = say("From when on") if kind == LATE else say("Until when")
        slot = _pick_slot(label, same_day, len(same_day) // 2)
    if kind == LATE:
        return LateArrival(firm_id, slot.starts)
    return EarlyLeaving(firm_id, slot.starts)


def _pick_firm(problem: Problem, label: str, side: str | None = None) -> str:
    people = {one.firm_id: one.name for one in problem.participants if side in (None, one.side)}
    by_name = sorted(people, key=lambda one: (people[one], one))
    return str(st.selectbox(label, by_name, format_func=people.__getitem__))


def _newcomer(problem: Problem, beside: DeltaGenerator) -> Change | None:
    say = session.say()
    name = st.text_input(say("Name of the firm"), max_chars=200)
    people = {one.firm_id: one.name for one in problem.participants}
    by_name = sorted(people, key=lambda one: (people[one], one))
    chosen = beside.multiselect(say("It is to meet"), by_name, format_func=people.__getitem__)
    if not name.strip() or not chosen:
        return None
    try:
        return walk_in(problem, name.strip(), chosen)
    except LinkmatchError as error:
        st.error(plain(say(error.message, **error.values)))
        return None


def _shorter(problem: Problem, beside: DeltaGenerator) -> Change:
    say = session.say()
    sessions = list(dict.fromkeys(slot.session for slot in problem.slots))
    name = str(st.selectbox(say("Session"), sessions))
    own = [slot for slot in problem.slots if slot.session == name]
    with beside:
        last = _pick_slot(say("The last slot that is held"), own, max(0, len(own) - 2))
    return SessionShortened(name, last.ends)


def _said(problem: Problem, change: Change) -> str:
    """Write a change as the planner would say it."""
    say = session.say()
    name = _name(problem, getattr(change, "firm_id", ""))
    at = getattr(change, "at", None)
    hour = f"{at:%H.%M}" if isinstance(at, datetime) else ""
    if isinstance(change, NoShow):
        return say("{name} does not come", name=name)
    if isinstance(change, LateArrival):
        return say("{name} comes at {hour}", name=name, hour=hour)
    if isinstance(change, EarlyLeaving):
        return say("{name} leaves at {hour}", name=name, hour=hour)
    if isinstance(change, TableLost):
        return say("table {table} is lost", table=change.table_id)
    if isinstance(change, SessionShortened):
        hour = f"{change.until:%H.%M}"
        return say("{session} ends at {hour}", session=change.session, hour=hour)
    if isinstance(change, WalkIn):
        partners = [
            _name(problem, firm)
            for one in change.meetings
            for firm in one.firms
            if firm != change.participant.firm_id
        ]
        words = {"name": change.participant.name, "partners": ", ".join(partners)}
        return say("{name} comes unexpected and meets {partners}", **words)
    if isinstance(change, MeetingAdded):
        names = [_name(problem, firm) for firm in change.meeting.firms]
        return say("{supplier} meets {buyer} as well", supplier=names[0], buyer=names[1])
    return say("{n} minutes late", n=change.minutes)


def _name(problem: Problem, firm_id: str) -> str:
    known = problem.participant.get(firm_id)
    return known.name if known else firm_id
