"""Begun: who began each batch, by name and role."""

from collections.abc import Iterable

from sqlalchemy import select

from matcher.store.opening import Store
from matcher.store.tables import BATCH

_CHUNK = 900


def begun_by(store: Store, batch_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Map batches that are there to the name and the role of whoever began them."""
    ids = list(dict.fromkeys(batch_ids))
    found: dict[int, tuple[str, str]] = {}
    with store.read() as connection:
        for start in range(0, len(ids), _CHUNK):
            wanted = select(BATCH.c.batch_id, BATCH.c.who, BATCH.c.role)
            some = wanted.where(BATCH.c.batch_id.in_(ids[start : start + _CHUNK]))
            found |= {row.batch_id: (row.who, row.role) for row in connection.execute(some)}
    return found
