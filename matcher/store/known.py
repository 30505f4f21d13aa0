"""Known: what an import asks of the store before it adds to it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, or_, select

from matcher.store.opening import Store
from matcher.store.preview import is_open
from matcher.store.tables import BATCH, MAPPING, PROBLEM, RECORDS, STATEMENTS

_CHUNK = 900


class KnownFirm(NamedTuple):
    """What identifies a firm, and the firm it turned out to be; a tuple, for there are many."""

    firm_id: str
    name: str
    place: str | None
    phone: str | None
    email: str | None
    address: str | None
    owner: str | None
    nib: str | None
    npwp: str | None
    merged_into: str | None


def settled_rows(store: Store, sender: str, as_of: date | None = None) -> set[int]:
    """Give the digests of a sender's rows, as of one day, that still stand as they were read.

    A row of which any record has changed since is not among them: it is compared anew.
    """
    fresh: set[int] = set()
    stale: set[int] = set()
    with store.read() as connection:
        day = as_of.isoformat() if as_of else None
        live = select(BATCH.c.batch_id, BATCH.c.settings).where(BATCH.c.state == "live")
        sent = connection.execute(live.where(BATCH.c.sender == sender))
        own = [one.batch_id for one in sent if (one.settings or {}).get("as_of") == day]
        for kind, batch_id in product(RECORDS, own):
            record, said = RECORDS[kind], STATEMENTS[kind]
            rows = select(said.c.digest).where(said.c.batch_id == batch_id)
            rows = rows.where(said.c.digest.is_not(None))
            if not _all_stand(connection, kind, batch_id):
                joined = rows.outerjoin(record, record.c.record_id == said.c.record_id)
                changed = record.c.batch_id.is_distinct_from(batch_id)
                stale.update(connection.execute(joined.where(changed)).scalars())
            fresh.update(connection.execute(rows).scalars())
    return fresh - stale


def _all_stand(connection: Connection, kind: str, batch_id: int) -> bool:
    """Tell without a join whether a batch made as many records as it has rows: then all stand."""
    tables = (RECORDS[kind], STATEMENTS[kind])
    counts = (select(func.count()).where(table.c.batch_id == batch_id) for table in tables)
    n_records, n_rows = (connection.execute(count).scalar() for count in counts)
    return n_records == n_rows


def told_problems(store: Store, sender: str) -> dict[int, bool]:
    """Map the digests of a sender's rows with questions to whether somebody has mended them."""
    rows = (
        select(PROBLEM.c.digest, ~is_open())
        .join(BATCH, BATCH.c.batch_id == PROBLEM.c.batch_id)
        .where(BATCH.c.state == "live", BATCH.c.sender == sender, PROBLEM.c.digest.is_not(None))
    )
    with store.read() as connection:
        return {digest: bool(mended) for digest, mended in connection.execute(rows)}


def held_rows(store: Store, kind: str, record_ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Give what is held true of records that are there, by id."""
    record = RECORDS[kind]
    found: dict[str, Mapping[str, Any]] = {}
    with store.read() as connection:
        if not _any(connection, kind):
            return found
        for chunk in _chunks(record_ids):
            wanted = select(record).where(record.c.record_id.in_(chunk))
            found |= {row["record_id"]: row for row in connection.execute(wanted).mappings()}
    return found


def are_held(store: Store, kind: str, record_ids: Iterable[str]) -> bool:
    """Tell whether anything is held of any of these records."""
    record = RECORDS[kind].c.record_id
    with store.read() as connection:
        return _any(connection, kind) and any(
            connection.execute(select(record).where(record.in_(chunk)).limit(1)).first()
            for chunk in _chunks(record_ids)
        )


def last_said(
    store: Store, kind: str, record_ids: Iterable[str], sender: str, source: str = ""
) -> dict[str, Mapping[str, Any]]:
    """Give what a sender said last of records, by id, also what a merge says in its place."""
    said = STATEMENTS[kind]
    found: dict[str, Mapping[str, Any]] = {}
    with store.read() as connection:
        for chunk in _chunks(record_ids):
            wanted = (
                select(said)
                .join(BATCH, BATCH.c.batch_id == said.c.batch_id)
                .where(BATCH.c.state == "live", said.c.record_id.in_(chunk))
                .where(or_(BATCH.c.sender == sender, said.c.source == source))
                .order_by(said.c.statement_id)
            )
            found |= {row["record_id"]: row for row in connection.execute(wanted).mappings()}
    return found


def known_firms(store: Store) -> list[KnownFirm]:
    """Give what identifies each firm, by id."""
    record = RECORDS["firm"]
    with store.read() as connection:
        wanted = select(*(record.c[name] for name in KnownFirm._fields)).order_by(record.c.firm_id)
        return list(map(KnownFirm._make, connection.execute(wanted)))


def names_of(store: Store) -> dict[str, list[str]]:
    """Map firms to their other names."""
    alias = RECORDS["alias"]
    found: dict[str, list[str]] = {}
    with store.read() as connection:
        for firm_id, name in connection.execute(select(alias.c.firm_id, alias.c.alias)):
            found.setdefault(firm_id, []).append(name)
    return found


def needs_by_buyer(store: Store) -> dict[str, list[tuple[str, str]]]:
    """Map buyers to their needs: id and component."""
    need = RECORDS["need"]
    found: dict[str, list[tuple[str, str]]] = {}
    with store.read() as connection:
        for firm_id, need_id, component in connection.execute(
            select(need.c.firm_id, need.c.need_id, need.c.component).order_by(need.c.need_id)
        ):
            found.setdefault(firm_id, []).append((need_id, component))
    return found


def ids_of(store: Store, kind: str) -> set[str]:
    """Give the ids of all records of a kind."""
    with store.read() as connection:
        return set(connection.execute(select(RECORDS[kind].c.record_id)).scalars())


def remembered_mapping(store: Store, sender: str, kind: str) -> str | None:
    """Give the mapping that a sender's files of a kind were read with last, as JSON."""
    with store.read() as connection:
        wanted = select(MAPPING.c.mapping).where(MAPPING.c.sender == sender, MAPPING.c.kind == kind)
        return connection.execute(wanted).scalar()


def senders(store: Store) -> list[str]:
    """Name who has sent something, by name."""
    with store.read() as connection:
        wanted = select(BATCH.c.sender).where(BATCH.c.sender.is_not(None)).distinct()
        return sorted(connection.execute(wanted).scalars())


def _any(connection: Connection, kind: str) -> bool:
    return bool(
        connection.execute(
            select(func.count()).select_from(select(RECORDS[kind].c.record_id).limit(1).subquery())
        ).scalar()
    )


def _chunks(record_ids: Iterable[str]) -> Iterable[Sequence[str]]:
    ids = list(record_ids)
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
