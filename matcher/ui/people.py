"""Orang: who may sign in, in which role and for whom; invite somebody, or take the access away."""

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.access import Person
from matcher.errors import LinkmatchError
from matcher.people import ROLES
from matcher.ui import login, notices, session
from matcher.ui.session import ROLE_NAMES, plain
from matcher.ui.wording import firm_named, time_text, value_text


def page() -> None:
    """Draw the page."""
    say = session.say()
    st.title(say("People"))
    try:
        if not login.is_on():
            st.info(say(_NO_LOGIN), icon=":material/info:")
        notices.draw()
        invite()
        listed()
        contested()
        erasing()
    except LinkmatchError as error:
        session.refuse(error)


def invite() -> None:
    """Ask for an address, a role, and the firm or region it is for."""
    say = session.say()
    st.subheader(say("Invite somebody"))
    st.caption(say(_INVITED))
    role = st.segmented_control(
        say("Role"),
        list(ROLES),
        default="ikm",
        required=True,
        format_func=lambda role: say(ROLE_NAMES[role]),
        key="invite_role",
    )
    st.caption(say(_MAY[str(role)]))
    with st.form("invite", clear_on_submit=False):
        left, right = st.columns(2)
        email = left.text_input(say("E-mail address"), key="invite_email", max_chars=200)
        name = right.text_input(say("Name"), key="invite_name", max_chars=200)
        firm_id = region = None
        if role in ("buyer", "ikm"):
            firms = dict(actions.search_firms(session.person(), session.store(), "", 5000))
            firm_id = st.selectbox(
                say("Speaks for the firm"),
                list(firms),
                index=None,
                format_func=lambda firm_id: f"{firms[firm_id]} ({firm_id})",
                placeholder=say("Choose a firm"),
                key="invite_firm",
            )
        if role == "coach":
            region = st.text_input(
                say("Region: a province or a regency, several by ';'"),
                key="invite_region",
                max_chars=200,
            )
        if st.form_submit_button(say("Invite"), type="primary"):
            save(email, Person(name.strip(), str(role), firm_id, region))
            st.rerun()


def save(email: str, person: Person) -> None:
    """Invite; say so, or in one line why not."""
    who, store = session.person(), session.store()
    notices.attempt(
        lambda: actions.invite_person(who, store, email, person), DONE, email=email.strip()
    )


def listed() -> None:
    """List who may sign in; a person can be taken off the list."""
    say, language = session.say(), session.language()
    people = actions.list_people(session.person(), session.store())
    st.subheader(say("Who may sign in ({n})", n=len(people)))
    if not people:
        st.markdown(say("Nobody yet."))
    for known in people:
        who = known.person
        speaks_for = firm_named(who.firm_id) if who.firm_id else who.region or ""
        seen = say("has not signed in yet")
        if known.last_seen:
            seen = say("last signed in {at}", at=time_text(known.last_seen))
        with st.container(border=True):
            left, right = st.columns([5, 1], vertical_alignment="center")
            role = " · ".join(filter(None, (say(ROLE_NAMES[who.role]), speaks_for)))
            left.markdown(f"**{plain(who.name)}** · {plain(role)}")
            left.text(f"{known.email} · {seen}")
            right.button(
                say("Remove"),
                key=f"remove_{known.email}_{language}",
                on_click=remove,
                args=(known.email,),
                width="stretch",
            )


def remove(email: str) -> None:
    """Take the access away; what the person did keeps its name."""
    who, store = session.person(), session.store()
    notices.attempt(lambda: actions.remove_person(who, store, email), REMOVED, email=email)


def contested() -> None:
    """List what firms contest of what was noted of them; a planner settles it."""
    say, who, store = session.say(), session.person(), session.store()
    found = actions.list_contested(who, store)
    if not found:
        return
    st.subheader(say("Contested by firms ({n})", n=len(found)))
    for one in found:
        step = value_text("outcome", "step", one.step)
        day = value_text("outcome", "date", one.date)
        with st.container(border=True):
            st.markdown(plain(f"{one.firm} · {day} · {step} · {one.partner}"))
            st.caption(plain(say("It says: {why}", why=one.contested)))
            for stands, label in ((True, say("It stands")), (False, say("Take it away"))):
                st.button(
                    label,
                    key=f"settle_{one.outcome_id}_{stands}",
                    on_click=settle,
                    args=(one.outcome_id, stands, one.version),
                )


def settle(outcome_id: str, stands: bool, version: int) -> None:
    """Settle one of them; it can be undone."""
    who, store = session.person(), session.store()
    notices.attempt(
        lambda: actions.settle_contested(who, store, outcome_id, stands, version), SETTLED
    )


def erasing() -> None:
    """Hand over or erase what is kept of one person, by e-mail address."""
    say, who, store = session.say(), session.person(), session.store()
    st.subheader(say("Personal data of one person"))
    asking = actions.who_asks_to_be_erased(who, store)
    if asking:
        st.warning(plain(say("Asked to be erased: {emails}", emails=", ".join(asking))))
    st.caption(say(_ERASING))
    known = [one.email for one in actions.list_people(who, store)]
    email = st.selectbox(
        say("E-mail address"),
        known,
        index=None,
        placeholder=say("choose"),
        key="erase_email",
    )
    if email is None:
        return
    with st.container(horizontal=True):
        st.download_button(
            say("Download everything (JSON)"),
            lambda: actions.export_person(who, store, email),
            "data-pribadi.json",
            "application/json",
            icon=":material/download:",
            on_click="ignore",
        )
        st.button(
            say("Erase for good"), on_click=erase, args=(email,), icon=":material/delete_forever:"
        )


def erase(email: str) -> None:
    """Erase a person; what cannot be undone is said before it, not asked after it."""
    who, store = session.person(), session.store()

    def act() -> None:
        actions.erase(who, store, email)

    notices.attempt(act, ERASED)


DONE = mark("{email} can sign in now; tell them the address of this app.")
SETTLED = mark("It is settled.")
ERASED = mark("The person is taken out of everything but the backups made before now.")
_ERASING = mark(
    "Erasing takes the account, visits, contacts and the name beside acts out of the store for "
    "good; it cannot be undone. Records of firms stay. Download first what has to be handed over."
)
REMOVED = mark("{email} can sign in no longer; to undo this, invite the address again.")
_NO_LOGIN = mark(
    "No login is set up, so that nobody but you, on this computer, can open linkmatch. You can "
    "invite people already; they get in once the login is set up (docs/operate.md)."
)
_INVITED = mark(
    "Whoever signs in with this e-mail address gets in, in this role. linkmatch sends no e-mail: "
    "tell them the address of the app. Inviting an address again changes its role."
)
_MAY = {
    "planner": mark("May see and do everything, also invite others."),
    "buyer": mark("Sees its own needs, the IKM that fit them, and its own agenda."),
    "ikm": mark("Sees the needs that fit it, its own profile and its own agenda."),
    "coach": mark("Looks after the IKM of a region: their lists, profiles and questions."),
    "desk": mark("Sees who takes part, and notes who is there."),
    "viewer": mark("Looks at needs, candidates and the overview; changes nothing."),
}

page()
