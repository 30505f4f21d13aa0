"""Kebutuhan kami: what a buyer looks for, and how much of it an IKM may read."""

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.advice.need_facts import need_facts
from matcher.advice.release import STEP_NAMES, STEPS, family_of
from matcher.errors import LinkmatchError
from matcher.explain import amount
from matcher.store import Edit, Record
from matcher.ui import notices, record_form, session
from matcher.ui.session import plain
from matcher.ui.wording import bold, value_text

NEED = (
    *("component", "status", "description", "processes", "materials", "part_weight_kg"),
    *("part_length_mm", "tolerance_mm", "volume", "volume_period", "lead_time_days"),
    *("start_of_production", "certificates", "support_offered", "payment_days"),
    *("drawing", "drawing_revision", "place", "target_price_idr", "contact"),
)
MUST = ("kind", "value")


def page() -> None:
    """Draw the page."""
    say, firm_id = session.say(), str(session.person().firm_id)
    st.title(say("Our needs"))
    st.caption(say(_CONFIDENTIAL))
    try:
        notices.draw()
        found = own("need", firm_id)
        musts = own("requirement", firm_id)
        linked = st.query_params.get("need")
        for one in found:
            own_musts = [must for must in musts if must.values["need_id"] == one.record_id]
            draw(one, own_musts, opened=linked == one.record_id)
        with st.expander(say("Add a need"), icon=":material/add:", expanded=not found):
            fixed = {"need_id": _free_id(firm_id, found), "firm_id": firm_id}
            record_form.draw("need", None, NEED, f"need_new_{len(found)}", fixed)
    except LinkmatchError as error:
        session.refuse(error)


def own(kind: str, firm_id: str) -> tuple[Record, ...]:
    """Give the firm's own records of a kind."""
    return actions.own_records(session.person(), session.store(), firm_id, kind)


def draw(one: Record, musts: list[Record], opened: bool) -> None:
    """Draw one need: what an IKM may read of it, its must-haves, and the form."""
    say = session.say()
    closed = say("closed") if one.values["status"] == "closed" else ""
    step = say("IKM read: {step}", step=say(STEP_NAMES[one.values["released"] or STEPS[0]]))
    title = " · ".join(filter(None, (plain(one.values["component"]), plain(step), closed)))
    with st.expander(title, expanded=opened, icon=":material/inventory_2:"):
        release(one)
        st.markdown(bold(say("Must-haves")))
        for must in musts:
            st.markdown("- " + plain(_must_text(must)))
        with st.popover(say("Add a must-have"), icon=":material/add:"):
            fixed = {"need_id": one.record_id}
            record_form.draw("requirement", None, MUST, f"must_{one.record_id}_{len(musts)}", fixed)
        st.markdown(bold(say("The need itself")))
        record_form.draw("need", one, NEED, f"need_{one.record_id}", {})


def release(one: Record) -> None:
    """Let the buyer choose how much of a need is told, and show what an IKM then reads."""
    say, language = session.say(), session.language()
    names = {step: say(STEP_NAMES[step]) for step in STEPS}
    now = one.values["released"] or STEPS[0]
    chosen = st.segmented_control(
        say("What IKM may read"),
        STEPS,
        default=now,
        required=True,
        format_func=names.__getitem__,
        key=f"release_{one.record_id}_{language}_{one.version}",
    )
    if chosen != now:
        who, store = session.person(), session.store()
        edit = Edit("need", {"released": chosen}, one.record_id, one.version)

        def act() -> None:
            actions.edit_records(who, store, [edit])

        notices.attempt(act, RELEASED, component=one.values["component"], step=names[str(chosen)])
        st.rerun()
    name = one.values["component"]
    told = [f"{title}: {text}" for title, text in need_facts(one.values, language, now)]
    read = "; ".join([family_of(name, language) if now == STEPS[0] else name, *told])
    st.caption(plain(say("An IKM reads: {text}.", text=read)))
    if now == STEPS[-1]:
        st.caption(say(_DRAWING))


def _must_text(must: Record) -> str:
    kind = value_text("requirement", "kind", must.values["kind"])
    asked = amount(must.values["kind"], must.values["value"], session.language())
    return f"{kind}: {asked}"


def _free_id(firm_id: str, found: tuple[Record, ...]) -> str:
    taken = {one.record_id for one in found}
    numbers = range(1, len(taken) + 2)
    return next(f"{firm_id}-N{n}" for n in numbers if f"{firm_id}-N{n}" not in taken)


RELEASED = mark("{component}: an IKM now reads it {step}.")
_CONFIDENTIAL = mark(
    "Other buyers never see this. Target price and contact are read by the organisers only."
)
_DRAWING = mark("The drawing is told only to the IKM that meet you.")

page()
