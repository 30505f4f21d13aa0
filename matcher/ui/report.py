"""Laporan: one page for the ministry, as PDF and Excel, and how it will look."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from features.language import number
from matcher import actions
from matcher.errors import LinkmatchError
from matcher.outcomes import Pairing
from matcher.report import Report
from matcher.ui import event_choice, following, parts, session

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page() -> None:
    """Draw the page."""
    scorer, say = session.scorer(), session.say()
    parts.banner()
    st.title(say("Report"))
    st.caption(
        say(
            "One page for whoever asks what came of it: figures, how far the pairs came, and the "
            "pairs with the reason why they were matched."
        )
    )
    try:
        event_id = event_choice.pick(or_all=True)
        title = st.text_input(
            say("Title"), value=_title(event_id), max_chars=120, key=f"report_title_{event_id}"
        )
        pairs = tuple(one for one in following.pairs() if event_id in (None, one.event_id))
        if not pairs:
            st.info(
                say(
                    "No pair of this event has met or is to meet; the report then says who finds "
                    "whom. Release a schedule or note steps to fill it."
                )
            )
        weights, (place, day) = session.weights(), _where_and_when(event_id)
        who, language = session.person(), session.language()
        name = title.strip() or _title(event_id)

        def found() -> Report:  # made when somebody clicks, after the run: no session any more
            return actions.make_report(who, scorer, pairs, name, place, day, language, weights)

        downloads(found)
        look(found, pairs)
    except LinkmatchError as error:
        session.refuse(error)


def downloads(found: Callable[[], Report]) -> None:
    """Offer the page and the workbook."""
    who, say = session.person(), session.say()
    with st.container(horizontal=True):
        st.download_button(
            say("Download PDF (one page)"),
            lambda: actions.report_page(who, found()),
            "linkmatch-laporan.pdf",
            "application/pdf",
            type="primary",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
        )
        st.download_button(
            say("Download Excel (all pairs)"),
            lambda: actions.report_sheets(who, found()),
            "linkmatch-laporan.xlsx",
            _EXCEL,
            icon=":material/table_view:",
            on_click="ignore",
        )


def look(found: Callable[[], Report], pairs: tuple[Pairing, ...]) -> None:
    """Show the page as it will be printed, when somebody asks."""
    say = session.say()
    told = number(len(pairs), session.language())
    if st.toggle(say("Show the page ({n} pairs)", n=told), key="report_look"):
        with st.spinner(say("The page is being set ...")):
            picture = actions.report_picture(session.person(), found())
            st.image(picture, width=760, alt=say("The page as it is printed"))


def _title(event_id: str | None) -> str:
    say = session.say()
    names = event_choice.event_names()
    return names.get(event_id or "", say("Link & Match: what came of it"))


def _where_and_when(event_id: str | None) -> tuple[str, date | None]:
    if event_id is None:
        return "", None
    events = actions.list_events(session.person(), session.store()).set_index("event_id")
    row = events.loc[event_id]
    return str(row["place"] or ""), row["date"]


page()
