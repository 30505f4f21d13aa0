"""Plans: every version of an event's timetable, kept as it was; a released one is what all go by.

A version is never changed: a move by hand, a lock or a new plan after a no-show is the next one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from features.language import mark
from matcher.errors import ChangedError, NotFoundError
from matcher.people import Person
from matcher.store.batches import now
from matcher.store.opening import Store
from matcher.store.tables import PLAN

_NO_PLAN = mark("there is no plan {plan}; look at them on the page Schedule")
_OVERTAKEN = mark("{who} has changed this plan since ({at}); look at plan {plan} and decide again")
_TOLD = [column for column in PLAN.c if column.name != "document"]


@dataclass(frozen=True)
class PlanVersion:
    """Which plan it is: of which event, after which one, who made it, and who released it."""

    plan_id: int
    event_id: str | None
    based_on: int | None
    who: str
    role: str
    at: datetime
    note: str | None
    released_by: str | None
    released_at: datetime | None


def keep_plan(
    store: Store,
    who: Person,
    document: Mapping[str, Any],
    event_id: str | None = None,
    based_on: int | None = None,
    note: str = "",
) -> int:
    """Keep a plan as the next version; give its number.

    Raises
    ------
    ChangedError
        When `based_on` has a later version by somebody else: nothing is written.
    """
    values = {
        "event_id": event_id,
        "based_on": based_on,
        "who": who.name,
        "role": who.role,
        "at": now(),
        "note": note or None,
        "document": document,
    }
    with store.write() as connection:
        if based_on is not None:
            _refuse_overtaken(connection, based_on)
        added = connection.execute(insert(PLAN).values(**values))
        return int(added.inserted_primary_key[0])  # type: ignore[index]


def _refuse_overtaken(connection: Connection, plan_id: int) -> None:
    later = select(*_TOLD).where(PLAN.c.based_on == plan_id).order_by(PLAN.c.plan_id)
    row = connection.execute(later).mappings().first()
    if row is not None:
        told = {"who": row["who"], "at": f"{row['at']:%d-%m-%Y %H:%M}", "plan": row["plan_id"]}
        raise ChangedError(_OVERTAKEN, {}, **told)


def plan_versions(store: Store, event_id: str | None = None) -> list[PlanVersion]:
    """Give the plans, the latest first; of one event if it is named."""
    wanted = select(*_TOLD).order_by(PLAN.c.plan_id.desc())
    if event_id is not None:
        wanted = wanted.where(PLAN.c.event_id == event_id)
    with store.read() as connection:
        return [PlanVersion(**row) for row in connection.execute(wanted).mappings()]


def plan_document(store: Store, plan_id: int) -> tuple[PlanVersion, dict[str, Any]]:
    """Give a plan, and its document as `matcher.planner.document` writes it.

    Raises
    ------
    NotFoundError
        When there is none of this number.
    """
    with store.read() as connection:
        row = connection.execute(select(PLAN).where(PLAN.c.plan_id == plan_id)).mappings().first()
    if row is None:
        raise NotFoundError(_NO_PLAN, plan=plan_id)
    return _version(row), row["document"]


def release_plan(store: Store, who: Person, plan_id: int) -> None:
    """Say that all go by this plan from now on; earlier releases stay on record.

    Raises
    ------
    NotFoundError
        When there is none of this number.
    """
    one = update(PLAN).where(PLAN.c.plan_id == plan_id)
    with store.write() as connection:
        if not connection.execute(one.values(released_by=who.name, released_at=now())).rowcount:
            raise NotFoundError(_NO_PLAN, plan=plan_id)


def _version(row: RowMapping) -> PlanVersion:
    return PlanVersion(**{name: row[name] for name in PlanVersion.__dataclass_fields__})
