"""Profil saya: what an IKM says of itself, how complete that is, and what the list makes of it."""

import streamlit as st

from features.language import mark, percent
from matcher import actions
from matcher.advice.profile import FIELDS
from matcher.errors import LinkmatchError
from matcher.store import Record
from matcher.ui import notices, record_form, session
from matcher.ui.headline import headline
from matcher.ui.session import plain

FIRM = (
    *("name", "place", "phone", "email", "website", "owner", "address", "workers"),
    *("support_needed", "industry_wished", "payment_days_max", "established"),
)
CAPABILITY = (
    *("product", "processes", "materials", "machines", "capacity_per_month", "max_weight_kg"),
    *("max_length_mm", "tolerance_mm", "lead_time_days"),
)
CERTIFICATE = ("status", "valid_until")


def page() -> None:
    """Draw the page."""
    say, firm_id = session.say(), str(session.person().firm_id)
    st.title(say("My profile"))
    try:
        notices.draw()
        answer(firm_id)
        (firm,) = own("firm", firm_id)
        st.subheader(say("The firm"))
        record_form.draw("firm", firm, FIRM, f"firm_{firm_id}", {})
        capabilities(firm_id)
        certificates(firm_id)
    except LinkmatchError as error:
        session.refuse(error)


def own(kind: str, firm_id: str) -> tuple[Record, ...]:
    """Give the firm's own records of a kind."""
    return actions.own_records(session.person(), session.store(), firm_id, kind)


def answer(firm_id: str) -> None:
    """Say how the list answers to the profile as it stands: it follows every saved change."""
    say, language, who = session.say(), session.language(), session.person()
    try:
        scorer = session.prepared()
    except LinkmatchError:
        return  # there is nothing to match yet
    found = actions.completeness_of(who, scorer, firm_id)
    told = say("Your profile is {share} complete", share=percent(found.share, language))
    st.progress(found.share, plain(told))
    if found.blank:
        blank = ", ".join(say(FIELDS[name].title) for name in found.blank[:5])
        st.caption(plain(say("Not written, or not for every product: {blank}.", blank=blank)))
    needs = actions.needs_for_supplier(who, scorer, firm_id, None, session.shown_store())
    first = actions.advise_supplier(who, scorer, firm_id).first
    with st.container(border=True):
        st.markdown(f"**{plain(headline(needs))}**")
        if first:
            st.markdown(plain(first.text(language)))


def capabilities(firm_id: str) -> None:
    """Draw what the firm makes, one form for each product family, and one for a new one."""
    say = session.say()
    st.subheader(say("What we make"))
    found = own("capability", firm_id)
    for one in found:
        name = one.values["product"] or say("product not named")
        with st.expander(plain(str(name)), icon=":material/precision_manufacturing:"):
            record_form.draw("capability", one, CAPABILITY, f"made_{one.record_id}", {})
    with st.expander(say("Add a product"), icon=":material/add:", expanded=not found):
        fixed = {"capability_id": _free_id(firm_id, found), "firm_id": firm_id}
        record_form.draw("capability", None, CAPABILITY, f"made_new_{len(found)}", fixed)


def _free_id(firm_id: str, found: tuple[Record, ...]) -> str:
    taken = {one.record_id for one in found}
    numbers = range(1, len(taken) + 2)
    return next(f"{firm_id}-{n}" for n in numbers if f"{firm_id}-{n}" not in taken)


def certificates(firm_id: str) -> None:
    """Draw the certificates, and a form for one more."""
    say = session.say()
    st.subheader(say("Certificates"))
    found = own("certificate", firm_id)
    for one in found:
        with st.expander(plain(str(one.values["certificate"])), icon=":material/verified:"):
            record_form.draw("certificate", one, CERTIFICATE, f"held_{one.record_id}", {})
    with st.expander(say("Add a certificate"), icon=":material/add:"):
        st.caption(say(_NONE))
        names = ("certificate", *CERTIFICATE)
        record_form.draw("certificate", None, names, f"held_new_{len(found)}", {"firm_id": firm_id})


_NONE = mark("Write its name as it stands on the paper, such as ISO 9001:2015 or SNI.")

page()
