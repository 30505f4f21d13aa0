"""Wishes: what one side says of meeting the other at an event; the two sides' answers stay apart.

An answer is about a need. A pair has one record per side, so that its needs stand in it as two
lists: those wished for and those declined.
"""

from typing import Any, Literal, NamedTuple

import pandas as pd

from features.language import mark, translator
from matcher.overrides import NEVER_MEET
from matcher.people import Person
from matcher.records import KINDS
from matcher.store.editing import Edit, edit
from matcher.store.opening import Store
from matcher.store.reading import Record, find, get, matching

Answer = Literal["wish", "decline", "never", "never_again"]
ANSWERS: tuple[Answer, ...] = ("wish", "decline", "never", "never_again")
REASONS = {
    "capacity": mark("the capacity does not suit yet"),
    "process": mark("the process or the material does not suit yet"),
    "size": mark("the size or the precision does not suit yet"),
    "quality": mark("the quality papers do not suit yet"),
    "distance": mark("the place is too far away"),
    "later": mark("the need is put off"),
    "supplied": mark("the need is already supplied"),
    "other": mark("another reason"),
}
_NEVER = mark("said by the buyer: {reason}")
_WISHED, _DECLINED = "needs_wished", "needs_declined"
_FOR_GOOD = "for_good"


class Wished(NamedTuple):
    """What one side said of one need of a pair; `reason` is one of `REASONS`, None unsaid."""

    event_id: str
    supplier_id: str
    buyer_id: str
    by: str
    need_id: str
    answer: Answer
    reason: str | None


def answer(
    store: Store,
    who: Person,
    event_id: str,
    supplier_id: str,
    need_id: str,
    by: str,
    said: Answer,
    reason: str | None = None,
) -> int:
    """Note what one side says of a need, instead of what it said before; give the act's number.

    *Never* is also a decision about the pair, which a plan of this event keeps, *never again* one
    that the plan of every event keeps; saying anything else takes that back, unless the organisers
    decided it.

    Raises
    ------
    NotFoundError
        When the event, the IKM or the need is not in the store.
    """
    get(store, "event", event_id)
    get(store, "firm", supplier_id)
    buyer_id = str(get(store, "need", need_id).values["firm_id"])
    pair = {"event_id": event_id, "supplier_id": supplier_id, "buyer_id": buyer_id}
    edits = [Edit("wish", _values(store, pair | {"by": by}, need_id, said, reason))]
    if by == "buyer":
        edits += _decisions(store, pair | {"kind": NEVER_MEET}, said, reason)
    return edit(store, who, edits)


def _decisions(
    store: Store, decided: dict[str, str], said: Answer, reason: str | None
) -> list[Edit]:
    """Give the decision that an answer of a buyer is, and take back those that it no longer is."""
    if said in ("never", "never_again"):
        why = translator("id")(REASONS[reason or "other"])
        told = {"reason": translator("id")(_NEVER, reason=why), "withdrawn": False}
        edits = [Edit("override", decided | told | {_FOR_GOOD: said == "never_again"})]
    elif find(store, "override", [KINDS["override"].key_of(decided)]):
        edits = [Edit("override", decided | {"withdrawn": True})]
    else:
        edits = []
    pair = {name: decided[name] for name in ("supplier_id", "buyer_id")}
    earlier = (one for one in _for_good(store, **pair) if said != "never_again")
    return edits + [
        Edit("override", {"withdrawn": True}, one.record_id)
        for one in earlier
        if one.values["event_id"] != decided["event_id"]
    ]


def _for_good(store: Store, **of: object) -> list[Record]:
    """Give the decisions of buyers that count at every event."""
    found = matching(store, "override", kind=NEVER_MEET, **of)
    return [
        one for one in found if one.values.get(_FOR_GOOD) and one.values["withdrawn"] is not True
    ]


def never_again(store: Store, **of: object) -> frozenset[tuple[str, str]]:
    """Give (supplier, buyer) that a buyer will meet at no event, where fields have these values."""
    return frozenset(
        (one.values["supplier_id"], one.values["buyer_id"]) for one in _for_good(store, **of)
    )


def _values(
    store: Store, key: dict[str, str], need_id: str, said: Answer, reason: str | None
) -> dict[str, Any]:
    there = find(store, "wish", [KINDS["wish"].key_of(key)])
    lists = {name: _needs(there[0] if there else None, name) for name in (_WISHED, _DECLINED)}
    for name, needs in lists.items():
        kept = [one for one in needs if one != need_id]
        belongs = name == (_WISHED if said == "wish" else _DECLINED)
        lists[name] = [*kept, need_id] if belongs else kept
    wished = bool(lists[_WISHED])
    texts = {name: ";".join(needs) or None for name, needs in lists.items()}
    return key | {"wished": wished, "need_id": need_id, "reason": reason} | texts


def _needs(record: Record | None, name: str) -> list[str]:
    return (
        str(record.values.get(name) or "").split(";") if record and record.values.get(name) else []
    )


def wishes_of(store: Store, **of: object) -> list[Wished]:
    """Give what was said, a row per need, where fields of the record have these values."""
    decided = {_pair(one): one for one in matching(store, "override", kind=NEVER_MEET)}
    found = []
    for one in matching(store, "wish", **of):
        values = one.values
        never = decided.get(_pair(one))
        is_never = never is not None and never.values["withdrawn"] is not True
        named = {name: _needs(one, name) for name in (_WISHED, _DECLINED)}
        if not any(named.values()) and values["need_id"]:  # as a file said it
            named[_WISHED if values["wished"] else _DECLINED] = [values["need_id"]]
        for name, needs in named.items():
            event_id, supplier_id, buyer_id, by = (values[name] for name in KINDS["wish"].key)
            said: Answer = "wish" if name == _WISHED else "decline"
            if said == "decline" and never and is_never and by == "buyer":
                said = "never_again" if never.values.get(_FOR_GOOD) else "never"
            found += [
                Wished(event_id, supplier_id, buyer_id, by, need_id, said, values["reason"])
                for need_id in needs
            ]
    return found


def declined(store: Store, event_id: str | None) -> frozenset[tuple[str, str, str]]:
    """Give (supplier, buyer, need) that one of the sides declined, at one event or at any."""
    of = {} if event_id is None else {"event_id": event_id}
    said = (one for one in wishes_of(store, **of) if one.answer != "wish")
    at_every = [
        (supplier_id, buyer_id, need.record_id)
        for supplier_id, buyer_id in never_again(store)
        for need in matching(store, "need", firm_id=buyer_id)
    ]
    return frozenset([*((one.supplier_id, one.buyer_id, one.need_id) for one in said), *at_every])


def wish_rows(store: Store, event_id: str) -> pd.DataFrame:
    """Give what was said at an event as a plan counts it, a row per need that somebody spoke of.

    A row without a need, from a file, is about all needs of the buyer.
    """
    rows = [
        (one.supplier_id, one.buyer_id, one.by, one.answer == "wish", one.need_id)
        for one in wishes_of(store, event_id=event_id)
    ]
    for one in matching(store, "wish", event_id=event_id):
        if not any(one.values.get(name) for name in (_WISHED, _DECLINED, "need_id")):
            pair = tuple(one.values[name] for name in ("supplier_id", "buyer_id", "by"))
            rows.append((*pair, one.values["wished"], None))
    columns = ["supplier_id", "buyer_id", "by", "wished", "need_id"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _pair(record: Record) -> tuple[object, ...]:
    return tuple(record.values[name] for name in ("event_id", "supplier_id", "buyer_id"))
