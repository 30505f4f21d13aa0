"""Begun: who began each batch, by name, role and the firm it spoke for."""

from collections.abc import Iterable

from sqlalchemy import select

from matcher.people import Person
from matcher.store.opening import Store
from matcher.store.tables import BATCH

_CHUNK = 900


Beginner = tuple[str, str, str | None]  # name, role, firm


def beginner(who: Person) -> Beginner:
    """Give a person as a batch keeps who began it."""
    return who.name, who.role, who.firm_id


def begun_by(store: Store, batch_ids: Iterable[int]) -> dict[int, Beginner]:
    """Map batches that are there to whoever began them."""
    ids = list(dict.fromkeys(batch_ids))
    found: dict[int, Beginner] = {}
    with store.read() as connection:
        for start in range(0, len(ids), _CHUNK):
            wanted = select(BATCH.c.batch_id, BATCH.c.who, BATCH.c.role, BATCH.c.settings)
            some = wanted.where(BATCH.c.batch_id.in_(ids[start : start + _CHUNK]))
            for row in connection.execute(some):
                firm_id = (row.settings or {}).get("firm_id")
                found[row.batch_id] = (row.who, row.role, firm_id)
    return found
