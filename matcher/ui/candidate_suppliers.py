"""Calon pemasok: the IKM that fit a buyer's needs; welcome, not this time, or never, and why."""

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.actions.wishes import OwnEvent
from matcher.errors import LinkmatchError
from matcher.explain import BAND_NAMES
from matcher.listing import list_name
from matcher.pairs import ALMOST, READY, TO_ASK
from matcher.score import Scorer
from matcher.shortlisting import Candidate, Shortlist
from matcher.store.wishes import ANSWERS, REASONS, Answer, Wished
from matcher.ui import attendance, notices, parts, session
from matcher.ui.session import plain

N_SHOWN = 10  # of each list, before somebody asks for all


def page() -> None:
    """Draw the page."""
    scorer, say, firm_id = session.scorer(), session.say(), str(session.person().firm_id)
    st.title(say("Candidate suppliers"))
    try:
        notices.draw()
        need_id = pick_need(scorer, firm_id)
        if need_id is None:
            st.info(say("You have no open need yet; add one on the page Our needs."))
            return
        event = attendance.pick_event(firm_id, "suppliers_event")
        found = actions.find_candidates(session.person(), scorer, need_id)
        said = _said(firm_id, event)
        st.caption(say(_HOW) if event else say(_NO_EVENT))
        for name in (READY, TO_ASK, ALMOST):
            draw_list(scorer, found, name, event, said)
        parts.downloads(scorer, found)
    except LinkmatchError as error:
        session.refuse(error)


def pick_need(scorer: Scorer, firm_id: str) -> str | None:
    """Choose one of the own needs; a link can name it, also somebody else's: that is refused."""
    say = session.say()
    own = scorer.data.asked[scorer.data.asked["firm_id"] == firm_id]["component"].to_dict()
    linked, key = st.query_params.get("need"), "suppliers_need"
    if linked and linked not in own:
        return linked
    if key not in st.session_state and linked in own:
        st.session_state[key] = linked
    if not own:
        return None
    chosen = st.selectbox(
        say("Need"),
        list(own),
        format_func=lambda need_id: f"{own[need_id]} ({need_id})",
        key=key,
    )
    st.query_params["need"] = str(chosen)
    return str(chosen)


def _said(firm_id: str, event: OwnEvent | None) -> dict[tuple[str, str], Wished]:
    if event is None:
        return {}
    return actions.own_wishes(session.person(), session.store(), firm_id, event.event_id)


def draw_list(
    scorer: Scorer,
    found: Shortlist,
    name: str,
    event: OwnEvent | None,
    said: dict[tuple[str, str], Wished],
) -> None:
    """Draw one of the three lists as cards that open."""
    say, listed = session.say(), getattr(found, name)
    if not listed:
        return
    title = say(list_name(name, found))
    st.subheader(f"{title[:1].upper()}{title[1:]} ({len(listed)})")
    everything = len(listed) <= N_SHOWN or st.toggle(
        say("Show all {n}", n=len(listed)), key=f"all_{name}_{found.of}"
    )
    for one in listed if everything else listed[:N_SHOWN]:
        draw(scorer, one, event, said.get((one.need_id, one.supplier_id)))


def draw(scorer: Scorer, one: Candidate, event: OwnEvent | None, said: Wished | None) -> None:
    """Draw one IKM; why it stands there is worked out when somebody opens it."""
    say, key = session.say(), f"{one.need_id}_{one.supplier_id}"
    score, band = round(100 * one.score), say(BAND_NAMES[one.band])
    answer = f" · *{say(ANSWER_NAMES[said.answer])}*" if said else ""
    name = plain(scorer.data.firm_name(one.supplier_id))
    title = f"**{name}** · {score}/100, {plain(band)}{answer}"
    with st.expander(title, key=f"supplier_{key}", on_change="rerun") as card:
        if not card.open:
            return
        if event:
            ask(scorer, one, event, said, key)
        parts.explain_pair(scorer, one.need_id, one.supplier_id)


def ask(scorer: Scorer, one: Candidate, event: OwnEvent, said: Wished | None, key: str) -> None:
    """Ask whether the buyer would meet this IKM; a no asks why."""
    say, language = session.say(), session.language()
    names = {answer: say(ANSWER_NAMES[answer]) for answer in ANSWERS}
    key = f"{key}_{language}_{said.answer if said else ''}"  # anew once it is noted, or undone
    chosen = st.segmented_control(
        say("Meet at {event}?", event=plain(event.name)),
        ANSWERS,
        default=said.answer if said else None,
        format_func=names.__getitem__,
        key=f"answer_{key}",
    )
    reason = None
    if chosen and chosen != "wish":
        reason = st.selectbox(
            say("Why"),
            list(REASONS),
            index=list(REASONS).index(said.reason) if said and said.reason in REASONS else None,
            format_func=lambda reason: say(REASONS[reason]),
            placeholder=say("choose"),
            key=f"why_{key}",
        )
        st.caption(say(_READS[chosen]))
    told = (said.answer, said.reason if said.answer != "wish" else None) if said else None
    if chosen and (chosen == "wish" or reason) and (chosen, reason) != told:
        save(scorer, one, event, chosen, reason)
        st.rerun()


def save(
    scorer: Scorer, one: Candidate, event: OwnEvent, answer: Answer, reason: str | None
) -> None:
    """Note the buyer's answer; it can be undone."""
    who, store = session.person(), session.store()
    about = (event.event_id, one.supplier_id, one.need_id)
    notices.attempt(
        lambda: actions.answer_candidate(who, store, *about, answer, reason),
        ANSWERED[answer],
        name=scorer.data.firm_name(one.supplier_id),
    )


ANSWER_NAMES = {
    "wish": mark("welcome"),
    "decline": mark("not this time"),
    "never": mark("not at this event at all"),
    "never_again": mark("never"),
}
ANSWERED = {
    "wish": mark("{name}: noted that you would like to meet."),
    "decline": mark("{name}: noted; the plan of this event leaves you two apart for this need."),
    "never": mark("{name}: noted; no plan of this event brings you two together."),
    "never_again": mark("{name}: noted; no plan of any event brings you two together."),
}
_HOW = mark(
    "Say whom you would like to meet: the plan puts a meeting that you wish for before others that "
    "fit as well, and keeps your no."
)
_NO_EVENT = mark("There is no event yet; you can answer once the organisers have made one.")
_READS = {
    "decline": mark(
        "The IKM reads a courteous no with this reason, only if it had wished to meet."
    ),
    "never": mark("The organisers read this. The IKM reads no more than a courteous no."),
    "never_again": mark(
        "It holds for all your needs and every later event until you say otherwise. The IKM reads "
        "no more than a courteous no."
    ),
}


page()
