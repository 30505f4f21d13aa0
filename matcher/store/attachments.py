"""Attachments of records in the store: photos, scans, profiles and drawings, and who put them."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, insert, select, update

from features.language import mark
from matcher.errors import NotFoundError
from matcher.people import Person
from matcher.store.batches import now
from matcher.store.opening import Store
from matcher.store.tables import ATTACHMENT, RECORDS


class Attachment(NamedTuple):
    """One file of a record, without its contents; `removed_by` when it is no longer shown."""

    attachment_id: int
    kind: str
    record_id: str
    what: str
    name: str
    type: str
    sha256: str
    n_bytes: int
    who: str
    at: datetime
    removed_by: str | None


def attach(
    store: Store,
    who: Person,
    kind: str,
    record_id: str,
    what: str,
    name: str,
    type_: str,
    content: bytes,
) -> Attachment:
    """Keep a file that was checked; the same one twice is kept once.

    Raises
    ------
    NotFoundError
        When there is no such record.
    """
    record, digest = RECORDS[kind], sha256(content).hexdigest()
    with store.write() as connection:
        there = select(record.c.record_id).where(record.c.record_id == record_id)
        if connection.execute(there).first() is None:
            raise NotFoundError(
                mark("there is no {kind} '{id}' in the store"), kind=kind, id=record_id
            )
        own = and_(ATTACHMENT.c.kind == kind, ATTACHMENT.c.record_id == record_id)
        same = and_(own, ATTACHMENT.c.sha256 == digest, ATTACHMENT.c.removed_by.is_(None))
        found = connection.execute(select(ATTACHMENT.c.attachment_id).where(same)).scalar()
        if found is None:
            row = {"kind": kind, "record_id": record_id, "what": what, "name": name}
            row |= {"type": type_, "sha256": digest, "who": who.name}
            new = insert(ATTACHMENT).values(**row, content=content, at=now())
            found = connection.execute(new).inserted_primary_key[0]  # type: ignore[index]
    return _chosen(store, ATTACHMENT.c.attachment_id == found)[0]


def attachments(store: Store, kind: str, record_id: str, removed: bool = False) -> list[Attachment]:
    """List the files of a record, the first kept first; with `removed`, those taken away too."""
    own = and_(ATTACHMENT.c.kind == kind, ATTACHMENT.c.record_id == record_id)
    return _chosen(store, own if removed else and_(own, ATTACHMENT.c.removed_by.is_(None)))


def attachment(store: Store, attachment_id: int) -> tuple[Attachment, bytes]:
    """Give one file and its contents.

    Raises
    ------
    NotFoundError
        When there is none, or it was removed.
    """
    shown = and_(ATTACHMENT.c.attachment_id == attachment_id, ATTACHMENT.c.removed_by.is_(None))
    found = _chosen(store, shown)
    with store.read() as connection:
        content = connection.execute(select(ATTACHMENT.c.content).where(shown)).scalar()
    if not found or content is None:
        raise _missing(attachment_id)
    return found[0], bytes(content)


def remove(store: Store, who: Person, attachment_id: int) -> None:
    """Show a file no longer; it is kept, with who removed it, until it is purged.

    Raises
    ------
    NotFoundError
        When there is none, or it was removed before.
    """
    shown = and_(ATTACHMENT.c.attachment_id == attachment_id, ATTACHMENT.c.removed_by.is_(None))
    with store.write() as connection:
        change = update(ATTACHMENT).where(shown).values(removed_by=who.name)
        if not connection.execute(change).rowcount:
            raise _missing(attachment_id)


def purge(store: Store) -> int:
    """Delete for good what was removed; give how many files that were."""
    with store.write() as connection:
        gone = ATTACHMENT.delete().where(ATTACHMENT.c.removed_by.is_not(None))
        return connection.execute(gone).rowcount


def _chosen(store: Store, where: ColumnElement[bool]) -> list[Attachment]:
    plain: Sequence[Any] = [one for one in ATTACHMENT.columns if one.name != "content"]
    size = func.length(ATTACHMENT.c.content).label("n_bytes")
    wanted = select(*plain, size).where(where).order_by(ATTACHMENT.c.attachment_id)
    with store.read() as connection:
        rows = connection.execute(wanted).mappings().all()
    return [Attachment(**row) for row in rows]


def _missing(attachment_id: int) -> NotFoundError:
    return NotFoundError(mark("there is no attachment {id}; load the page again"), id=attachment_id)
