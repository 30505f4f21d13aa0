"""Jobs: what people leave for a worker, how far it is, and what came of it.

What a worker does with them stands in `matcher.store.workers`.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from features.language import mark
from matcher.errors import NotFoundError
from matcher.people import Person
from matcher.store.batches import now
from matcher.store.opening import Store
from matcher.store.processes import is_gone
from matcher.store.tables import JOB

ENDED = ("done", "failed", "cancelled")
DEAD_AFTER = timedelta(seconds=60)  # without a sign; longer than an import holds up all others
LEASE = "worker"  # the task of a row that is no job, but says that a worker lives
SHOWN = [column for column in JOB.c if column.name != "payload"]


class Job(NamedTuple):
    """One job as everybody sees it; times are in UTC.

    `state` is queued, running, done, failed or cancelled; `error` is a message of the catalogue
    and its values, of a job that failed or that somebody stopped. `worker` names the workers that
    took it, the present one last.
    """

    job_id: int
    task: str
    arguments: dict[str, Any]
    who: Person
    state: str
    done: int
    total: int
    cancel: bool
    result: dict[str, Any] | None
    error: tuple[str, dict[str, Any]] | None
    worker: str
    created: datetime
    last_seen: datetime

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ENDED

    @property
    def n_tries(self) -> int:
        """How often a worker has taken it."""
        return len(self.worker.split(";")) if self.worker else 0


def enqueue(
    store: Store,
    who: Person,
    task: str,
    arguments: Mapping[str, Any] | None = None,
    payload: bytes | None = None,
) -> int:
    """Leave a job for a worker; give its number.

    `arguments` must fit into JSON; `payload` is a file, and forgotten when the job ends.
    """
    given = {"given": dict(arguments or {}), "firm_id": who.firm_id, "region": who.region}
    with store.write(turn=False) as connection:
        at = clock(connection)
        row: dict[str, Any] = {
            "task": task,
            "arguments": given,
            "payload": payload,
            "state": "queued",
        }
        row |= {"who": who.name, "role": who.role, "created": at, "last_seen": at}
        added = connection.execute(
            insert(JOB).values(row | {"done": 0, "total": 0, "cancel": False})
        )
        return int(added.inserted_primary_key[0])  # type: ignore[index]


def job(store: Store, job_id: int) -> Job:
    """Give one job.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    found = _jobs(store, JOB.c.job_id == job_id, n=1)
    if not found:
        raise NotFoundError(mark("there is no job {job}; load the page again"), job=job_id)
    return found[0]


def jobs(store: Store, n: int = 20, states: Collection[str] = ()) -> list[Job]:
    """Give the last `n` jobs of anybody, the latest first; of some states, or of all."""
    return _jobs(store, *([JOB.c.state.in_(states)] if states else []), n=n)


def _jobs(store: Store, *where: ColumnElement[bool], n: int) -> list[Job]:
    wanted = select(*SHOWN).where(JOB.c.task != LEASE, *where)
    with store.read() as connection:
        rows = connection.execute(wanted.order_by(JOB.c.job_id.desc()).limit(n)).mappings().all()
    return [read_job(row) for row in rows]


def read_job(row: Mapping[Any, Any]) -> Job:
    """Read one row of the table."""
    told = row["arguments"]
    names = ("job_id", "task", "state", "done", "total", "cancel", "result")
    return Job(
        **{name: row[name] for name in names},
        arguments=told["given"],
        who=Person(row["who"], row["role"], told["firm_id"], told["region"]),
        error=(row["error"][0], row["error"][1]) if row["error"] else None,
        worker=row["worker"] or "",
        created=in_utc(row["created"]),
        last_seen=in_utc(row["last_seen"]),
    )


def cancel(store: Store, who: Person, job_id: int, dead_after: timedelta = DEAD_AFTER) -> None:
    """Stop a job: at once when nobody works at it, else when its task next tells how far it is.

    A job that has ended stays as it is.

    Raises
    ------
    NotFoundError
        When there is no such job.
    """
    one, by = job(store, job_id), [mark("stopped by {who}"), {"who": who.name}]
    values = {"cancel": True, "error": by}
    with store.write(turn=False) as connection:
        nobody = (JOB.c.state == "queued") | dead(connection, dead_after)
        at_once = update(JOB).where(JOB.c.job_id == one.job_id, nobody)
        if not connection.execute(
            at_once.values(**values, state="cancelled", payload=None)
        ).rowcount:
            running = and_(JOB.c.job_id == one.job_id, JOB.c.state == "running", ~JOB.c.cancel)
            connection.execute(update(JOB).where(running).values(**values))


def dead(connection: Connection, dead_after: timedelta) -> ColumnElement[bool]:
    """Tell which running jobs nobody works at: no sign for too long, or the process has ended."""
    running, silent = JOB.c.state == "running", JOB.c.last_seen < clock(connection) - dead_after
    workers = connection.execute(select(JOB.c.worker).where(running).distinct()).scalars()
    gone = [names for names in workers if is_gone((names or "").rpartition(";")[2])]
    return and_(running, or_(silent, JOB.c.worker.in_(gone)))


def clock(connection: Connection) -> datetime:
    """Give the time: the server's if there is one, for the clocks of several machines differ."""
    if connection.dialect.name == "sqlite":
        return now()
    return in_utc(connection.execute(select(func.now())).scalar_one())


def in_utc(at: datetime) -> datetime:
    """Give a time of the store in UTC; SQLite keeps no zone."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
