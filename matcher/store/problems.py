"""Problems: rows set aside and cells asked about, until somebody mends them."""

from collections.abc import Mapping

from sqlalchemy import exists, insert, select, update

from features.language import mark
from matcher.errors import DataError, NotFoundError
from matcher.people import Person
from matcher.store.batches import begin_in, now, publish_in
from matcher.store.opening import Store
from matcher.store.preview import Row, is_open
from matcher.store.tables import BATCH, MAPPING, PROBLEM

SET_ASIDE = "set aside"  # the effect of a question that keeps a whole row out
GONE = mark("row {id} is no longer set aside; load the page again")


def question(store: Store, problem_id: int) -> Row | None:
    """Give one row or cell of a live import that nobody has mended yet."""
    live = exists().where(BATCH.c.batch_id == PROBLEM.c.batch_id, BATCH.c.state == "live")
    wanted = select(*(PROBLEM.c[name] for name in Row._fields)).where(
        PROBLEM.c.problem_id == problem_id, live, is_open()
    )
    with store.read() as connection:
        row = connection.execute(wanted).mappings().first()
    return Row(**row) if row else None


def publish_mended(store: Store, problem_id: int, batch_id: int) -> None:
    """Publish a mended row, and say of its question by which act it was mended.

    Raises
    ------
    NotFoundError
        When somebody else has mended it meanwhile; nothing is published.
    """
    with store.write() as connection:
        own = update(PROBLEM).where(PROBLEM.c.problem_id == problem_id, is_open())
        if not connection.execute(own.values(mended_by=batch_id)).rowcount:
            raise NotFoundError(GONE, id=problem_id)
        publish_in(connection, batch_id)


def dismiss(store: Store, who: Person, problem_id: int, reason: str) -> int:
    """Say that a row set aside is settled otherwise, by whom and why; give the act.

    Raises
    ------
    DataError
        When no reason is said.
    NotFoundError
        When there is no such row, or somebody else has settled it meanwhile.
    """
    row, reason = question(store, problem_id), " ".join(reason.split())
    if row is None or row.effect != SET_ASIDE:
        raise NotFoundError(GONE, id=problem_id)
    if not reason:
        raise DataError(
            mark("why row {id} is dismissed is not said; write a reason"), id=problem_id
        )
    with store.write() as connection:
        batch_id = begin_in(connection, who, "dismiss", "live", file=row.file, note=reason)
        own = update(PROBLEM).where(PROBLEM.c.problem_id == problem_id, is_open())
        if not connection.execute(own.values(mended_by=batch_id)).rowcount:
            raise NotFoundError(GONE, id=problem_id)
    return batch_id


def remember_mapping(store: Store, who: Person, sender: str, kind: str, mapping: str) -> None:
    """Keep how a sender's columns were read, for its next file of that kind."""
    own = (MAPPING.c.sender == sender, MAPPING.c.kind == kind)
    values: Mapping[str, object] = {"mapping": mapping, "who": who.name, "at": now()}
    with store.write() as connection:
        if not connection.execute(update(MAPPING).where(*own).values(**values)).rowcount:
            connection.execute(insert(MAPPING).values(sender=sender, kind=kind, **values))
