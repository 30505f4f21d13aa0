"""Problems: rows set aside and cells asked about, until somebody mends them."""

from collections.abc import Mapping

from sqlalchemy import insert, select, update

from matcher.people import Person
from matcher.store.batches import now, publish_in
from matcher.store.opening import Store
from matcher.store.preview import Row
from matcher.store.tables import MAPPING, PROBLEM


def question(store: Store, problem_id: int) -> Row | None:
    """Give one row or cell that nobody has mended yet."""
    wanted = select(*(PROBLEM.c[name] for name in Row._fields)).where(
        PROBLEM.c.problem_id == problem_id, PROBLEM.c.mended_by.is_(None)
    )
    with store.read() as connection:
        row = connection.execute(wanted).mappings().first()
    return Row(**row) if row else None


def publish_mended(store: Store, problem_id: int, batch_id: int) -> None:
    """Publish a mended row, and say of its question by which act it was mended."""
    with store.write() as connection:
        publish_in(connection, batch_id)
        connection.execute(
            update(PROBLEM).where(PROBLEM.c.problem_id == problem_id).values(mended_by=batch_id)
        )


def remember_mapping(store: Store, who: Person, sender: str, kind: str, mapping: str) -> None:
    """Keep how a sender's columns were read, for its next file of that kind."""
    own = (MAPPING.c.sender == sender, MAPPING.c.kind == kind)
    values: Mapping[str, object] = {"mapping": mapping, "who": who.name, "at": now()}
    with store.write() as connection:
        if not connection.execute(update(MAPPING).where(*own).values(**values)).rowcount:
            connection.execute(insert(MAPPING).values(sender=sender, kind=kind, **values))
