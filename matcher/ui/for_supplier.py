"""Untuk IKM: the needs that suit one IKM, why, what is missing, and the one thing to fix.

An IKM reads this page, mostly on a phone: no score, no rank, no other IKM, no price.
"""

from html import escape

import streamlit as st

from features.language import mark
from matcher import actions
from matcher.advice.advise import Advice
from matcher.advice.release import FAMILY
from matcher.advice.supplier_needs import FITS, GROUPS, ONE_SHORT, TO_ANSWER, NeedForSupplier
from matcher.score import Scorer
from matcher.ui import attendance, notices, session
from matcher.ui.headline import headline
from matcher.ui.session import plain
from matcher.ui.theme import INK, PETROL

N_FIXES = 5  # further advice that is listed
N_SHOWN = 8  # needs of a group before somebody asks for all


def page() -> None:
    """Draw the page."""
    scorer, say = session.scorer(), session.say()
    who, weights = session.person(), session.weights()
    st.title(say("Buyers for me") if who.role == "ikm" else say("For IKM"))
    supplier_id = own_firm() if who.role == "ikm" else pick_supplier(scorer)
    needs = actions.needs_for_supplier(who, scorer, supplier_id, weights, session.shown_store())
    if who.role == "ikm":
        notices.draw()
    st.subheader(plain(headline(needs)))
    draw_advice(actions.advise_supplier(who, scorer, supplier_id, weights), empty=not needs)
    for group in GROUPS:
        draw_group(scorer, supplier_id, group, [need for need in needs if need.group == group])
    if needs:
        st.caption(say("Prices, contacts and other IKM are not shown on this page."))


def own_firm() -> str:
    """Give the firm of the IKM that looks, or the one that a link names: the actions judge it."""
    return str(st.query_params.get("of") or session.person().firm_id)


def pick_supplier(scorer: Scorer) -> str:
    """Choose whose page to see; a link can name it."""
    say, names = session.say(), scorer.data.firm_name
    options = sorted(set(scorer.data.suppliers["firm_id"]), key=names)
    linked = st.query_params.get("of", "")
    key = session.key("for_supplier")
    if key not in st.session_state and linked in options:
        st.session_state[key] = linked
    chosen = st.selectbox("IKM", options, format_func=names, key=key)
    if session.person().role == "planner":
        st.caption(
            say("Only the event planner sees this choice; below stands what this IKM may read.")
        )
    st.query_params["of"] = chosen
    return str(chosen)


def draw_advice(found: Advice, empty: bool) -> None:
    """Highlight the one thing to fix, and list what comes after it."""
    say, language = session.say(), session.language()
    if empty:
        st.markdown(say(_WRITE_MORE))
    if not found.first:
        return
    title = say("The one thing to do now")
    st.info(f"**{title}**  \n{plain(found.first.text(language))}", icon=":material/build:")
    rest = found.fixes[1 : 1 + N_FIXES]
    if rest:
        with st.expander(say("What helps next"), expanded=empty, key="next"):
            st.markdown("\n".join(f"- {plain(fix.text(language))}" for fix in rest))


def draw_group(scorer: Scorer, supplier_id: str, group: str, needs: list[NeedForSupplier]) -> None:
    """Draw one group of needs as cards that open."""
    if not needs:
        return
    say = session.say()
    st.subheader(f"{say(_TITLES[group])} ({len(needs)})")
    st.caption(say(_MEANING[group]))
    everything = len(needs) <= N_SHOWN or st.toggle(
        say("Show all {n}", n=len(needs)), key=f"all_{group}_{supplier_id}"
    )
    for need in needs if everything else needs[:N_SHOWN]:
        draw_need(scorer, supplier_id, need)


def draw_need(scorer: Scorer, supplier_id: str, need: NeedForSupplier) -> None:
    """Draw one need; what stands inside is worked out when somebody opens it."""
    say, language = session.say(), session.language()
    hidden = say("the buyer will say more") if need.step == FAMILY else say("buyer not named")
    buyer = need.buyer or hidden
    where = f"{buyer}, {need.place}" if need.place else buyer
    with st.expander(
        f"**{plain(need.part(language))}** · {plain(where)} · *{plain(need.band(language))}*",
        key=f"need_{supplier_id}_{need.need_id}",
        on_change="rerun",
    ) as card:
        if card.open:
            if session.person().role == "ikm":
                draw_wish(supplier_id, need)
            st.html(need_html(scorer, supplier_id, need))


def draw_wish(supplier_id: str, need: NeedForSupplier) -> None:
    """Ask the IKM whether it would like to meet about a need; a no of the buyer is told kindly."""
    say, who, store = session.say(), session.person(), session.store()
    event = attendance.pick_event(supplier_id, f"wish_event_{need.need_id}")
    if event is None:
        return
    said = actions.own_wishes(who, store, supplier_id, event.event_id)
    there = said.get((need.need_id, supplier_id))
    now = None if there is None else there.answer == "wish"
    names = {True: say("would like to meet"), False: say("rather not")}
    wished = st.segmented_control(
        say("Meet at {event}?", event=plain(event.name)),
        list(names),
        default=now,
        format_func=names.__getitem__,
        key=f"wish_{need.need_id}_{session.language()}_{now}",  # anew once noted, or undone
    )
    if wished is not None and wished != now:
        about = (event.event_id, supplier_id, need.need_id, wished)
        notices.attempt(lambda: actions.wish_for_need(who, store, *about), WISHED)
        st.rerun()
    answers = actions.courteous_answers(who, store, supplier_id, event.event_id)
    if need.need_id in answers:
        message, reason = answers[need.need_id]
        st.info(plain(say(message, reason=say(reason))))


def need_html(scorer: Scorer, supplier_id: str, need: NeedForSupplier) -> str:
    """Write why a need suits, what is missing, and what the buyer asks, as HTML."""
    say, language = session.say(), session.language()
    who = session.person()
    why = actions.reasons_for_supplier(
        who, scorer, need.need_id, supplier_id, session.weights(), language, session.shown_store()
    )
    blanks = ", ".join(need.unwritten(language))
    asked = actions.facts_of_need(
        who, scorer, need.need_id, language, supplier_id, session.shown_store()
    )
    parts = [
        _list(say("Not met yet"), need.failed(language)),
        _list(say("To be answered"), need.questions(language)),
        _pairs(say("Why it suits you"), why.speaks_for),
        _pairs(say("Look at this"), why.look_at),
        _list(say("Not in your profile yet"), [blanks] if blanks else []),
        _pairs(say("What the buyer asks"), asked),
        f"<p class='lm-id'>{escape(need.need_id)}</p>",
    ]
    return f"<style>{_STYLE}</style><div class='lm-need'>{''.join(parts)}</div>"


def _list(title: str, lines: list[str]) -> str:
    rows = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h4>{escape(title)}</h4><ul>{rows}</ul>" if rows else ""


def _pairs(title: str, pairs: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in pairs)
    return f"<h4>{escape(title)}</h4><dl>{rows}</dl>" if rows else ""


_TITLES = {
    FITS: mark("Fits"),
    TO_ANSWER: mark("May fit, something is still unknown"),
    ONE_SHORT: mark("One must-have short"),
}
_MEANING = {
    FITS: mark("You meet every must-have that is stated. Open a need to see why."),
    TO_ANSWER: mark("Answer the questions, or ask the buyer for what it has not said."),
    ONE_SHORT: mark("Everything else suits; see what is asked and what you stated."),
}
_WRITE_MORE = mark(
    "None of the needs that buyers have named so far fits what is known of you. The more your "
    "profile says (parts, processes, materials, machines, pieces a month), the more can be found."
)
_STYLE = f"""
.lm-need {{color: {INK}; font-size: 0.95rem; overflow-wrap: break-word}}
.lm-need h4 {{font-size: 0.95rem; color: {PETROL}; margin: 0.6rem 0 0.15rem; padding: 0}}
.lm-need ul {{margin: 0; padding-left: 1.1rem}}
.lm-need dl {{display: grid; grid-template-columns: 12rem 1fr; gap: 0.1rem 0.8rem; margin: 0}}
.lm-need dl, .lm-need dt, .lm-need dd {{margin: 0; padding: 0}}
.lm-need dt {{opacity: 0.75}}
.lm-id {{opacity: 0.75; font-size: 0.8rem; margin: 0.6rem 0 0}}
@media (max-width: 640px) {{.lm-need dl {{grid-template-columns: 6.5rem 1fr}}}}
"""

WISHED = mark(
    "Noted. A meeting that you wish for is put before others that fit as well; what you would "
    "rather not is not planned."
)

page()
