"""Agenda saya, agenda kami: a firm's own meetings, to take along; who comes, and whom to call."""

from html import escape

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.actions.agenda import OwnAgenda
from matcher.errors import LinkmatchError
from matcher.ui import attendance, notices, session
from matcher.ui.session import plain
from matcher.ui.theme import INK, PETROL
from matcher.ui.wording import bold


def page() -> None:
    """Draw the page."""
    say, who, store = session.say(), session.person(), session.store()
    firm_id = str(who.firm_id)
    st.title(say("My agenda") if who.role == "ikm" else say("Our agenda"))
    try:
        notices.draw()
        agendas = actions.own_agendas(who, store, firm_id, session.language())
        if not agendas:
            st.info(say(_NOT_YET), icon=":material/event_upcoming:")
        for one in agendas:
            draw(one, firm_id)
        if agendas:
            contacts(firm_id)
        attendance.section(firm_id)
    except LinkmatchError as error:
        session.refuse(error)


def draw(agenda: OwnAgenda, firm_id: str) -> None:
    """Draw the meetings at one event, with what can be taken along."""
    say = session.say()
    st.subheader(plain(agenda.event))
    if agenda.synthetic:
        st.caption(say("These are made-up firms (synthetic): an example."))
    where = f" · {agenda.place}" if agenda.place else ""
    st.markdown(plain(agenda.page["summary"] + where))
    papers(agenda, firm_id)
    st.html(f"<style>{_STYLE}</style>{days_html(agenda)}")
    if agenda.page["notes"]:
        notes = "\n".join(f"- {plain(note)}" for note in agenda.page["notes"])
        st.markdown(bold(say("To bring")) + "\n" + notes)
    if agenda.page["qr"]:
        told = say("QR code: this agenda as text")
        with st.expander(told, icon=":material/qr_code:"):
            st.image(agenda.page["qr"], width=240, alt=told)


def papers(agenda: OwnAgenda, firm_id: str) -> None:
    """Offer the agenda as PDF and as a calendar; written when somebody clicks."""
    say, language = session.say(), session.language()
    who, store = session.person(), session.store()

    def write(what: str) -> bytes:
        return actions.own_paper(who, store, firm_id, agenda.plan_id, what, language)[1]

    with st.container(horizontal=True):
        st.download_button(
            say("Agenda (PDF)"),
            lambda: write("pdf"),
            f"agenda-{firm_id}.pdf",
            "application/pdf",
            icon=":material/picture_as_pdf:",
            key=f"pdf_{agenda.plan_id}",
            on_click="ignore",
        )
        st.download_button(
            say("For the phone's calendar"),
            lambda: write("calendar"),
            f"agenda-{firm_id}.ics",
            "text/calendar",
            icon=":material/calendar_add_on:",
            key=f"ics_{agenda.plan_id}",
            on_click="ignore",
        )


def days_html(agenda: OwnAgenda) -> str:
    """Write the meetings day by day as HTML: time, table, whom, about what."""
    say = session.say()
    parts = []
    for day in agenda.page["days"]:
        rows = "".join(
            f"<li><b>{escape(row['time'])}</b><div><strong>{escape(', '.join(row['partners']))}"
            f"</strong><span>{escape('; '.join(row['needs']))}</span>"
            f"<span>{escape(say('Table {table}', table=row['table']))}"
            f"{escape(', ' + row['hall'] if row['hall'] else '')}</span></div></li>"
            for row in day["rows"]
        )
        parts.append(f"<h4>{escape(day['day'])}</h4><ol>{rows}</ol>")
    return f"<div class='lm-agenda'>{''.join(parts)}</div>"


def contacts(firm_id: str) -> None:
    """List whom to call at the firms that are met: told now that the meetings are confirmed."""
    say = session.say()
    found = actions.partner_contacts(session.person(), session.store(), firm_id)
    if not found:
        return
    with st.expander(say("Whom to call at the firms you meet"), icon=":material/contacts:"):
        st.caption(say(_TOLD))
        for one in found:
            who = ", ".join(filter(None, (one.name, one.position)))
            reach = " · ".join(filter(None, (one.phone, one.email))) or say("not told")
            line = f"**{plain(one.firm)}** {plain(who)}  \n{plain(reach)}"
            st.markdown(line)


_NOT_YET = mark(
    "No agenda yet: the organisers are still planning. It appears here when they release it."
)
_TOLD = mark(
    "Shown because your meetings are confirmed, and of a person only when that person agreed. Use "
    "it for these meetings and what follows from them, nothing else."
)
_STYLE = f"""
.lm-agenda {{color: {INK}; overflow-wrap: anywhere}}
.lm-agenda h4 {{color: {PETROL}; font-size: 1rem; margin: .8rem 0 .2rem; padding: 0}}
.lm-agenda ol {{list-style: none; margin: 0; padding: 0}}
.lm-agenda li {{display: grid; grid-template-columns: 7.5rem 1fr; gap: .2rem .8rem;
  padding: .5rem 0; margin: 0; border-top: 1px solid #E4EAEC}}
.lm-agenda span {{display: block; font-size: .92rem}}
@media (max-width: 640px) {{.lm-agenda li {{grid-template-columns: 5.6rem 1fr}}}}
"""

page()
