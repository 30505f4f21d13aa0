"""Weights that a person accepted: each with what it was learned from; earlier ones stay.

Going back to earlier weights is accepting them again. Nothing here is changed or taken away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from features.language import mark
from matcher.errors import NotFoundError
from matcher.people import Person
from matcher.store.batches import now
from matcher.store.opening import Store
from matcher.store.tables import ACCEPTED_WEIGHTS
from matcher.weights import Weights, read_weights, to_toml


@dataclass(frozen=True)
class AcceptedWeights:
    """Weights, for which data they hold, who accepted them when, and the lesson behind them."""

    weights_id: int
    data: str
    accepted_by: str
    who: str
    role: str
    at: datetime
    note: str | None
    toml: str
    lesson: dict[str, Any]

    @property
    def weights(self) -> Weights:
        """The weights as they were accepted."""
        return read_weights(self.toml.encode(), str(self.weights_id))


def accept_weights(
    store: Store,
    who: Person,
    data: str,
    accepted_by: str,
    weights: Weights,
    lesson: Mapping[str, Any],
    note: str = "",
) -> int:
    """Keep weights as accepted for a data set, a folder or the store; give their number."""
    values = {
        "data": data,
        "accepted_by": accepted_by,
        "who": who.name,
        "role": who.role,
        "at": now(),
        "note": note or None,
        "weights": to_toml(weights),
        "lesson": dict(lesson),
    }
    with store.write() as connection:
        added = connection.execute(insert(ACCEPTED_WEIGHTS).values(**values))
        return int(added.inserted_primary_key[0])  # type: ignore[index]


def accepted_weights(store: Store, data: str) -> list[AcceptedWeights]:
    """Give what was accepted for a data set, the latest first: that one is in use."""
    table = ACCEPTED_WEIGHTS
    wanted = select(table).where(table.c.data == data).order_by(table.c.weights_id.desc())
    with store.read() as connection:
        rows = connection.execute(wanted).mappings().all()
    return [_read(row) for row in rows]


def accepted(store: Store, weights_id: int) -> AcceptedWeights:
    """Give accepted weights by their number.

    Raises
    ------
    NotFoundError
        When there are none of this number.
    """
    wanted = select(ACCEPTED_WEIGHTS).where(ACCEPTED_WEIGHTS.c.weights_id == weights_id)
    with store.read() as connection:
        row = connection.execute(wanted).mappings().first()
    if row is None:
        raise NotFoundError(
            mark("there are no accepted weights {id}; look at them on the page Weights"),
            id=weights_id,
        )
    return _read(row)


def _read(row: Mapping[Any, Any]) -> AcceptedWeights:
    names = ("weights_id", "data", "accepted_by", "who", "role", "at", "note", "lesson")
    return AcceptedWeights(toml=row["weights"], **{name: row[name] for name in names})
