"""Papers: a version is released, and goes out as workbook, PDF, calendars and list."""

import streamlit as st

from matcher import actions
from matcher.agenda import About
from matcher.planner.plan import Plan
from matcher.planner.problem import Problem
from matcher.store.plans import PlanVersion
from matcher.ui import session
from matcher.ui.session import plain
from matcher.ui.wording import time_text, who_name

_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "zip": "application/zip",
}


def section(version: PlanVersion, problem: Problem, plan: Plan, about: About) -> None:
    """Draw what can be taken away."""
    who, store, say = session.person(), session.store(), session.say()
    _release(version, problem, plan)
    earlier = [held for _, held in actions.earlier_releases(who, store, version.plan_id)]
    papers = {
        "workbook": say("Workbook for the organisers"),
        "agendas": say("Agenda of every participant (PDF)"),
        "wall": say("Plan for the wall (PDF, A3)"),
        "calendars": say("Calendars of all participants (zip)"),
        "pairs": say("List of pairs (CSV)"),
    }
    with st.container(horizontal=True):
        for paper, label in papers.items():
            asked = (about, paper, session.language(), earlier)
            name, make = actions.paper(who, problem, plan, *asked)
            st.download_button(
                label,
                make,
                name,
                _TYPES[name.rpartition(".")[2]],
                icon=":material/download:",
                on_click="ignore",
                key=f"paper_{paper}_{version.plan_id}",
            )


def _release(version: PlanVersion, problem: Problem, plan: Plan) -> None:
    who, store, say = session.person(), session.store(), session.say()
    broken = actions.check_plan(who, problem, plan)
    if broken:
        st.error(say("This schedule breaks {n} rules; it cannot be released.", n=len(broken)))
        for one in broken[:20]:
            st.markdown("- " + plain(say(one.message, **one.values)))
        return
    st.caption(say("Counted again without the planner: every rule is kept."))
    if version.released_by and version.released_at:
        told = say(
            "Released by {who}, {at}",
            who=who_name(version.released_by),
            at=time_text(version.released_at),
        )
        st.success(plain(told))
    elif st.button(say("Release this version"), icon=":material/campaign:"):
        actions.release_plan(who, store, version.plan_id)
        st.rerun()
