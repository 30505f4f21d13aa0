"""What each side says of meeting the other: wished for, not this time, or never; kept apart."""

from typing import NamedTuple

from features.language import mark
from matcher.access import Person, allowed, of
from matcher.agenda.released import partners
from matcher.errors import DataError
from matcher.store import Store, matching
from matcher.store.participants import events
from matcher.store.wishes import REASONS, Answer, Wished, answer, never_again, wishes_of

_OWN = mark(
    "what a firm says of meetings is for planners, and the buyer or the IKM whose word it is; "
    "ask a planner"
)
_ANSWERS_NEED = mark(
    "who may be met for a need is answered by the buyer whose need it is; ask a planner"
)
_WISHES = mark("wishes of an IKM are said by that IKM; ask a planner to note it otherwise")
_ANSWERS = mark("what an IKM is answered can be read by planners and that IKM; ask a planner")
_SEES = mark("what both sides wish is read together by planners; ask one")
_COURTEOUS = mark(
    "Thank you for your interest. This time no meeting can be offered: {reason}. Keep your profile "
    "up to date, other needs follow."
)


class OwnEvent(NamedTuple):
    """An event that a firm takes part in, or could."""

    event_id: str
    name: str
    takes_part: bool


@allowed(_OWN, whose=of(firm="firm_id"), planner="all", buyer="own", ikm="own")
def own_events(who: Person, store: Store, firm_id: str) -> tuple[OwnEvent, ...]:
    """List the events of a firm, the latest first; all events where it is on no list yet."""
    own = {one.values["event_id"] for one in matching(store, "participant", firm_id=firm_id)}
    every = [
        OwnEvent(row["event_id"], row["name"], row["event_id"] in own)
        for row in events(store).to_dict("records")
    ]
    return tuple(one for one in every if one.takes_part) or tuple(every)


@allowed(_ANSWERS_NEED, whose=of(need="need_id"), buyer="own")
def answer_candidate(
    who: Person,
    store: Store,
    event_id: str,
    supplier_id: str,
    need_id: str,
    said: Answer,
    reason: str | None = None,
) -> int:
    """Say as a buyer that an IKM is welcome, not this time, or never to be met; why if not.

    Raises
    ------
    DataError
        When the answer is no and the reason is none of the list.
    """
    _check(said, reason)
    return answer(store, who, event_id, supplier_id, need_id, "buyer", said, reason)


@allowed(_WISHES, whose=of(supplier="supplier_id"), ikm="own")
def wish_for_need(
    who: Person, store: Store, event_id: str, supplier_id: str, need_id: str, wished: bool
) -> int:
    """Say as an IKM that it would like to meet about a need, or rather not."""
    said: Answer = "wish" if wished else "decline"
    return answer(store, who, event_id, supplier_id, need_id, "supplier", said)


@allowed(_OWN, whose=of(firm="firm_id"), planner="all", buyer="own", ikm="own")
def own_wishes(
    who: Person, store: Store, firm_id: str, event_id: str
) -> dict[tuple[str, str], Wished]:
    """Give what a firm itself said at an event, by need and IKM."""
    own = [
        *wishes_of(store, event_id=event_id, buyer_id=firm_id, by="buyer"),
        *wishes_of(store, event_id=event_id, supplier_id=firm_id, by="supplier"),
    ]
    said = {(one.need_id, one.supplier_id): one for one in own}
    for supplier_id, _ in never_again(store, buyer_id=firm_id):  # also said at another event
        for need in matching(store, "need", firm_id=firm_id):
            pair = (event_id, supplier_id, firm_id, "buyer", need.record_id)
            said.setdefault((need.record_id, supplier_id), Wished(*pair, "never_again", None))
    return said


@allowed(_SEES, planner="all")
def see_wishes(who: Person, store: Store, event_id: str) -> tuple[Wished, ...]:
    """Give what both sides said at an event, by buyer, need, IKM and side."""
    found = wishes_of(store, event_id=event_id)
    return tuple(sorted(found, key=lambda o: (o.buyer_id, o.need_id, o.supplier_id, o.by)))


@allowed(_ANSWERS, whose=of(supplier="supplier_id"), planner="all", ikm="own")
def courteous_answers(
    who: Person, store: Store, supplier_id: str, event_id: str
) -> dict[str, tuple[str, str]]:
    """Tell an IKM which of its wishes were declined: by need a sentence and its reason.

    Only what it wished for is answered, and *never* reads like *not this time*.
    """
    own = wishes_of(store, event_id=event_id, supplier_id=supplier_id, by="supplier")
    asked = {one.need_id: one.buyer_id for one in own if one.answer == "wish"}
    refused = never_again(store, supplier_id=supplier_id)  # perhaps said at another event
    said = wishes_of(store, event_id=event_id, supplier_id=supplier_id, by="buyer")
    meets = partners(store, supplier_id)
    found = {
        need_id: (_COURTEOUS, REASONS["other"])
        for need_id, buyer_id in asked.items()
        if (supplier_id, buyer_id) in refused and buyer_id not in meets
    }
    return found | {
        one.need_id: (_COURTEOUS, REASONS[one.reason or "other"])
        for one in said
        if one.answer != "wish" and one.need_id in asked and one.buyer_id not in meets
    }


def _check(said: str, reason: str | None) -> None:
    if said != "wish" and reason not in REASONS:
        raise DataError(mark("a no needs a reason; choose one from the list"))
