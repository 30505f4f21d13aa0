"""Wishes: what one side says of meeting the other at an event; the two sides' answers stay apart.

An answer is about a need. A pair has one record per side, so that its needs stand in it as two
lists: those wished for and those declined.
"""

from typing import Any, Literal, NamedTuple

from features.language import mark, translator
from matcher.overrides import NEVER_MEET
from matcher.people import Person
from matcher.records import KINDS
from matcher.store.editing import Edit, edit
from matcher.store.opening import Store
from matcher.store.reading import Record, find, get, matching

Answer = Literal["wish", "decline", "never"]
ANSWERS: tuple[Answer, ...] = ("wish", "decline", "never")
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

    *Never* is also a decision about the pair, which a plan keeps; saying anything else takes that
    back, unless the organisers decided it.

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
    decided = pair | {"kind": NEVER_MEET}
    if said == "never":
        why = translator("id")(REASONS[reason or "other"])
        told = translator("id")(_NEVER, reason=why)
        edits.append(Edit("override", decided | {"reason": told, "withdrawn": False}))
    elif find(store, "override", [KINDS["override"].key_of(decided)]):
        edits.append(Edit("override", decided | {"withdrawn": True}))
    return edit(store, who, edits)


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
            said: Answer = "wish" if name == _WISHED else "never" if is_never else "decline"
            event_id, supplier_id, buyer_id, by = (values[name] for name in KINDS["wish"].key)
            found += [
                Wished(event_id, supplier_id, buyer_id, by, need_id, said, values["reason"])
                for need_id in needs
            ]
    return found


def declined(store: Store, event_id: str | None) -> frozenset[tuple[str, str, str]]:
    """Give (supplier, buyer, need) that one of the sides declined, at one event or at any."""
    of = {} if event_id is None else {"event_id": event_id}
    said = (one for one in wishes_of(store, **of) if one.answer != "wish")
    return frozenset((one.supplier_id, one.buyer_id, one.need_id) for one in said)


def _pair(record: Record) -> tuple[object, ...]:
    return tuple(record.values[name] for name in ("event_id", "supplier_id", "buyer_id"))
