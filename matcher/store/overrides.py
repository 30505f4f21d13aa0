"""Overrides in the store: what the organisers decide about a pair, by whom and why."""

import pandas as pd
from sqlalchemy import select

from features.language import mark
from matcher.errors import DataError
from matcher.people import Person
from matcher.records import KINDS
from matcher.store.editing import Edit, edit
from matcher.store.opening import Store
from matcher.store.reading import find, get
from matcher.store.tables import BATCH, RECORDS


def decide(
    store: Store,
    who: Person,
    event_id: str,
    supplier_id: str,
    buyer_id: str,
    kind: str,
    reason: str,
    need_id: str | None = None,
    version: int | None = None,
) -> str:
    """Decide that a pair must meet, never meets or was moved; give the decision's id.

    Without a need it holds for all needs of the buyer. Deciding again replaces the need and the
    reason; what was said before stays in the history.

    Raises
    ------
    NotFoundError
        When the event, a firm or the need is not in the store.
    DataError
        When the need is another buyer's, or no reason is given.
    ChangedError
        When somebody decided otherwise since `version`.
    """
    get(store, "event", event_id)
    for firm_id in (supplier_id, buyer_id):
        get(store, "firm", firm_id)
    if need_id is not None and get(store, "need", need_id).values["firm_id"] != buyer_id:
        raise DataError(
            mark("the need '{need}' is not one of '{buyer}'; name one of its own, or none"),
            need=need_id,
            buyer=buyer_id,
        )
    if not reason.strip():
        raise DataError(mark("a decision needs a reason; write why"))
    pair = {"event_id": event_id, "supplier_id": supplier_id, "buyer_id": buyer_id, "kind": kind}
    values = pair | {"need_id": need_id, "reason": reason, "withdrawn": False}
    record_id = KINDS["override"].key_of(values)
    edit(store, who, [Edit("override", values, record_id, version)])
    return record_id


def withdraw(store: Store, who: Person, record_id: str, version: int | None = None) -> int:
    """Take a decision back; it stays readable with who made it and who took it back.

    Raises
    ------
    NotFoundError
        When there is no such decision.
    ChangedError
        When somebody changed it since `version`.
    """
    there = get(store, "override", record_id)
    values = {name: there.values[name] for name in KINDS["override"].key}
    return edit(store, who, [Edit("override", values | {"withdrawn": True}, record_id, version)])


def overrides(store: Store, event_id: str | None = None) -> pd.DataFrame:
    """Give what was decided: the columns of an override, then `record_id`, `version`, `who`, `at`.

    Those taken back stand there too, with `withdrawn`; `who` and `at` tell of the last act.
    """
    record = RECORDS["override"]
    names = [*KINDS["override"].fields, "record_id"]
    acted = BATCH.c.batch_id.label("version"), BATCH.c.who, BATCH.c.at
    wanted = select(*(record.c[name] for name in names), *acted).join(
        BATCH, BATCH.c.batch_id == record.c.batch_id
    )
    if event_id is not None:
        wanted = wanted.where(record.c.event_id == event_id)
    with store.read() as connection:
        rows = connection.execute(wanted.order_by(record.c.record_id)).all()
    columns = [*names, "version", "who", "at"]
    frame = pd.DataFrame([tuple(row) for row in rows], columns=columns, dtype=object)
    return frame.astype(object).where(frame.notna(), None)


def link_firms(
    store: Store, who: Person, firm_id: str, other_id: str, kind: str = "same_owner"
) -> int:
    """Say that two firms have one owner or belong to one group; they stay two firms.

    Raises
    ------
    NotFoundError
        When a firm is not in the store.
    DataError
        When both are the same firm.
    """
    first, second = sorted((firm_id, other_id))  # one link, whichever is named first
    if first == second:
        raise DataError(mark("'{id}' is one firm; name two to link them"), id=first)
    for firm in (first, second):
        get(store, "firm", firm)
    ends = {"firm_id": first, "other_id": second}
    turned = KINDS["firm_link"].key_of({"firm_id": second, "other_id": first})
    if find(store, "firm_link", [turned]):
        ends = {"firm_id": second, "other_id": first}  # as a file said it
    return edit(store, who, [Edit("firm_link", ends | {"kind": kind})])
