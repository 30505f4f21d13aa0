"""Outcome form: the story of one pair, what each side told, and the next step to be noted."""

from html import escape
from typing import Any

import streamlit as st

from features.language import mark, rupiah
from matcher import actions
from matcher.outcomes import ENDS, STEP_NAMES, STEPS, VALUE_NAMES, Pairing, Step
from matcher.ui import following, notices, outcome_lists, session
from matcher.ui.session import plain
from matcher.ui.theme import AMBER, INK, MIST, PETROL
from matcher.ui.wording import value_text

_NEED, _IKM = "outcome_need", "outcome_ikm"
_SIDES = ("organiser", "supplier", "buyer")
_VALUES = ("promised", "signed", "realised")
NOTED = mark("Noted: {step} ({pair}).")


def choose(need_id: str | None, supplier_id: str | None) -> None:
    """Choose the pair that is shown; None for none."""
    st.session_state[_NEED], st.session_state[_IKM] = need_id, supplier_id


def section(pairs: tuple[Pairing, ...], event_id: str | None) -> None:
    """Let a person pick any pair, and show the one that is picked."""
    say = session.say()
    _from_link()
    with st.expander(
        say("Tell a step of any pair") if _tells() else say("Look at any pair"),
        icon=":material/edit_note:",
        expanded=_picked(),
    ):
        _pick()
        need_id, supplier_id = st.session_state[_NEED], st.session_state[_IKM]
        _to_link(need_id, supplier_id)
        if not need_id or not supplier_id:
            st.caption(say("Choose a need and an IKM, or click a row below."))
            return
        known = {one.key: one for one in pairs}
        pair = known.get((need_id, supplier_id)) or _new(need_id, supplier_id)
        _story(pair)
        if _tells():
            _form(pair, event_id)
        elif not session.is_stored():
            st.info(
                say("These data can only be looked at. Import them on the page Data to add steps.")
            )


def _tells() -> bool:
    return session.is_stored() and session.person().role == "planner"


def _picked() -> bool:
    return bool(st.session_state.get(_NEED) and st.session_state.get(_IKM))


def _pick() -> None:
    say, data = session.say(), session.dataset()
    needs = data.needs["need_id"].tolist()
    suppliers = sorted(set(data.suppliers["firm_id"]), key=data.firm_name)
    for key, options in ((_NEED, needs), (_IKM, suppliers)):
        if st.session_state.get(key) not in options:
            st.session_state[key] = None
    left, right = st.columns(2)
    names = {one: f"{following.component(one)} · {one}" for one in needs}
    left.selectbox(
        say("Need"),
        needs,
        index=None,
        format_func=names.__getitem__,
        placeholder=say("choose"),
        key=_NEED,
    )
    right.selectbox(
        say("IKM"),
        suppliers,
        index=None,
        format_func=data.firm_name,
        placeholder=say("choose"),
        key=_IKM,
    )


def _new(need_id: str, supplier_id: str) -> Pairing:
    needs = session.dataset().needs
    buyer = needs.loc[needs["need_id"] == need_id, "firm_id"].iat[0]
    return Pairing(need_id, supplier_id, buyer, None, None, ())


def _story(pair: Pairing) -> None:
    """Draw the steps by day with who told each."""
    say = session.say()
    st.markdown(f"**{plain(following.label(pair))}**")
    if pair.sides_differ:
        st.warning(say("The two sides tell different things; ask both."), icon=":material/help:")
    if not pair.steps:
        st.caption(say("Nothing is told of this pair yet."))
        return
    rows = "".join(_row(one) for one in pair.steps)
    st.html(f"<style>{_STORY}</style><table class='lm-story'>{rows}</table>")


def _row(one: Step) -> str:
    say, language = session.say(), session.language()
    told = [
        f"{say(VALUE_NAMES[name])} {rupiah(amount, language)}"
        for name in _VALUES
        if (amount := getattr(one, f"{name}_idr"))
    ]
    told += [text for text in (one.reason, one.note) if text]
    if one.by:
        told.insert(0, outcome_lists.reporter_name(one.by))
    if one.next_date or one.next_step:
        step = say(STEP_NAMES[one.next_step]) if one.next_step else ""
        day = value_text("outcome", "date", one.next_date)
        told.append(say("next: {step} {day}", step=step, day=day))
    end = " class='lm-end'" if one.step in ENDS else ""
    day = value_text("outcome", "date", one.date)
    return (
        f"<tr{end}><td>{escape(day)}</td><th scope='row'>{escape(say(STEP_NAMES[one.step]))}</th>"
        f"<td>{escape(outcome_lists.reporter_name(one.reported_by))}</td>"
        f"<td>{escape('; '.join(told))}</td></tr>"
    )


def _form(pair: Pairing, event_id: str | None) -> None:
    """Ask for the next step; one click notes it."""
    say = session.say()
    sides = dict(zip(_SIDES, (say("Organisers"), say("IKM"), say("Buyer")), strict=True))
    with st.form("outcome_form", border=False, enter_to_submit=False, clear_on_submit=True):
        left, middle, right = st.columns([2, 1, 2])
        left.selectbox(
            say("What happened"),
            STEPS,
            format_func=lambda one: say(STEP_NAMES[one]),
            key="told_step",
        )
        middle.date_input(
            say("Day"), value="today", max_value="today", format="DD/MM/YYYY", key="told_date"
        )
        right.segmented_control(
            say("Told by"),
            _SIDES,
            default="organiser",
            required=True,
            format_func=sides.__getitem__,
            key="told_reported_by",
        )
        for column, name in zip(st.columns(3), _VALUES, strict=True):
            column.number_input(
                say("{value} in all so far (Rp)", value=say(VALUE_NAMES[name]).capitalize()),
                min_value=1,
                value=None,
                step=1_000_000,
                key=f"told_{name}_idr",
            )
        left, middle, right = st.columns([2, 1, 2])
        left.selectbox(
            say("Next step"),
            [one for one in STEPS if one not in ENDS],
            index=None,
            format_func=lambda one: say(STEP_NAMES[one]),
            placeholder=say("none agreed"),
            key="told_next_step",
        )
        middle.date_input(say("By"), value=None, format="DD/MM/YYYY", key="told_next_date")
        right.text_input(say("Reason or remark"), max_chars=300, key="told_reason")
        left, right = st.columns([2, 3], vertical_alignment="bottom")
        left.selectbox(
            say("If it failed: which side"),
            _SIDES[1:],
            index=None,
            format_func=sides.__getitem__,
            placeholder=say("neither"),
            key="told_by",
        )
        right.form_submit_button(
            say("Note this step"),
            type="primary",
            icon=":material/check:",
            on_click=_note,
            args=(pair, event_id or pair.event_id),
        )


def _note(pair: Pairing, event_id: str | None) -> None:
    """Write what the form says, and offer to undo it."""
    names = ("step", "date", "reported_by", "reason", "next_step", "next_date", "by")
    told: dict[str, Any] = {name: st.session_state.get(f"told_{name}") for name in names}
    told |= {f"{v}_idr": st.session_state.get(f"told_{v}_idr") for v in _VALUES}
    step = str(told["step"])
    if step not in ENDS:
        told["by"] = None
    told["event_id"] = event_id
    who, store, say = session.person(), session.store(), session.say()
    notices.attempt(
        lambda: actions.record_outcome(who, store, *pair.key, told),
        NOTED,
        step=say(STEP_NAMES[step]),
        pair=following.label(pair),
    )


def _from_link() -> None:
    """Open the pair that a link names, `?need=N-001&ikm=I-004`, the first time."""
    for key, name in ((_NEED, "need"), (_IKM, "ikm")):
        st.session_state.setdefault(key, st.query_params.get(name))


def _to_link(need_id: str | None, supplier_id: str | None) -> None:
    for name, value in (("need", need_id), ("ikm", supplier_id)):
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


_STORY = f"""
.lm-story {{width: 100%; border-collapse: collapse; color: {INK}; font-size: 0.95rem}}
.lm-story td, .lm-story th {{text-align: left; font-weight: 400; padding: 0.25rem 1rem 0.25rem 0;
  border: 0; border-bottom: 1px solid {MIST}; vertical-align: top}}
.lm-story th {{border-left: 3px solid {PETROL}; padding-left: 0.6rem; font-weight: 600}}
.lm-story .lm-end th {{border-left-color: {AMBER}}}
.lm-story td:first-child {{white-space: nowrap; width: 7rem}}
.lm-story td:last-child {{width: 45%}}
@media (max-width: 640px) {{
  .lm-story tr {{display: grid; grid-template-columns: 7rem 1fr auto; padding: 0.3rem 0}}
  .lm-story td:last-child {{grid-column: 1 / -1; width: auto}}
}}
"""
