"""Workers: which of them live, and how one takes a job, tells how far it is and ends it.

A job's `worker` names every worker that took it, the present one last: that tells how often it was
tried, and a worker that was thought dead finds that the job is no longer its own.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from features.language import mark
from matcher.errors import LinkmatchError
from matcher.store.jobs import DEAD_AFTER, LEASE, SHOWN, Job, clock, dead, read_job
from matcher.store.opening import Store
from matcher.store.processes import is_gone
from matcher.store.tables import JOB

TRIES = 2
STARTING = "starting"  # the name in a lease until there is a process
_PAUSE = timedelta(seconds=5)  # before another is started for one that ended right away
_STOPPED = mark("{task} broke off {n} times without saying why; see the log, then start it again")


class Taken(NamedTuple):
    """A job in the hands of a worker, with its file."""

    job: Job
    payload: bytes | None


def is_waiting(store: Store, tasks: Collection[str], dead_after: timedelta = DEAD_AFTER) -> bool:
    """Tell whether there is anything for a worker to do; disturbs nobody."""
    with store.read() as connection:
        todo = _queued(tasks) | dead(connection, dead_after)
        return connection.execute(select(JOB.c.job_id).where(todo).limit(1)).first() is not None


def take(store: Store, worker: str, tasks: Collection[str]) -> Taken | None:
    """Take the oldest job of these tasks, so that no other worker gets it; None without any."""
    with store.write(turn=False) as connection:
        wanted = select(JOB).where(_queued(tasks)).order_by(JOB.c.job_id).limit(1)
        row = connection.execute(wanted.with_for_update(skip_locked=True)).mappings().first()
        if row is None:
            return None
        names = f"{row['worker']};{worker}" if row["worker"] else worker
        values = {"state": "running", "worker": names, "last_seen": clock(connection)}
        connection.execute(update(JOB).where(JOB.c.job_id == row["job_id"]).values(values))
        return Taken(read_job({**row, **values}), row["payload"])


def _queued(tasks: Collection[str]) -> ColumnElement[bool]:
    return and_(JOB.c.state == "queued", JOB.c.task.in_(tasks))


def report(store: Store, one: Job, done: int, total: int) -> Mapping[str, Any] | None:
    """Tell how far a job is, as a sign of life; give who wants it stopped, if anybody does.

    Returns
    -------
    mapping or None
        `cancel`, and `error` with who stopped it; None when the job is no longer the worker's.
    """
    with store.write(turn=False) as connection:
        told = {"done": done, "total": total, "last_seen": clock(connection)}
        change = update(JOB).where(_own(one)).values(told).returning(JOB.c.cancel, JOB.c.error)
        row = connection.execute(change).first()
        return {"cancel": row.cancel, "error": row.error} if row else None


def end(
    store: Store,
    one: Job,
    state: str,
    result: Mapping[str, Any] | None = None,
    error: LinkmatchError | None = None,
) -> bool:
    """Let a job end as done, failed or cancelled; False when it is no longer the worker's."""
    with store.write(turn=False) as connection:
        return _end(connection, one, state, result, error)


def _end(
    connection: Connection,
    one: Job,
    state: str,
    result: Mapping[str, Any] | None = None,
    error: LinkmatchError | None = None,
) -> bool:
    values: dict[str, Any] = {"state": state, "payload": None}
    values["result"] = None if result is None else dict(result)
    if state == "done":
        values |= {"done": one.total, "total": one.total}
    if state != "cancelled" or error is not None:  # else it says already who stopped it
        values["error"] = _told(error)
    values["last_seen"] = clock(connection)
    return bool(connection.execute(update(JOB).where(_own(one)).values(values)).rowcount)


def put_back(
    store: Store, one: Job, error: LinkmatchError | None = None, blameless: bool = False
) -> None:
    """Let another worker try a job; a blameless try (this worker was stopped) does not count.

    A job that somebody wants stopped is cancelled instead; one tried often enough fails.
    """
    with store.write(turn=False) as connection:
        _put_back(connection, one, error, blameless)


def _put_back(
    connection: Connection, one: Job, error: LinkmatchError | None = None, blameless: bool = False
) -> None:
    own = select(JOB.c.cancel).where(_own(one)).with_for_update()
    if connection.execute(own).scalar():
        _end(connection, one, "cancelled")
    elif one.n_tries >= TRIES and not blameless:
        error = error or LinkmatchError(_STOPPED, task=one.task, n=TRIES)
        _end(connection, one, "failed", error=error)
    else:
        workers = (one.worker.rpartition(";")[0] or None) if blameless else one.worker
        values = {"state": "queued", "done": 0, "total": 0, "worker": workers}
        connection.execute(update(JOB).where(_own(one)).values(values))


def put_back_dead(store: Store, dead_after: timedelta = DEAD_AFTER) -> list[int]:
    """Put back the jobs of workers that died; give their numbers."""
    with store.read() as connection:  # whoever only looks disturbs nobody
        wanted = select(JOB.c.job_id).where(dead(connection, dead_after)).limit(1)
        if connection.execute(wanted).first() is None:
            return []
    with store.write(turn=False) as connection:
        wanted = select(*SHOWN).where(dead(connection, dead_after)).with_for_update()
        found = [read_job(row) for row in connection.execute(wanted).mappings().all()]
        for one in found:
            _put_back(connection, one)
        return [one.job_id for one in found]


def _own(one: Job) -> ColumnElement[bool]:
    return and_(JOB.c.job_id == one.job_id, JOB.c.worker == one.worker, JOB.c.state == "running")


def _told(error: LinkmatchError | None) -> list[Any] | None:
    """Keep what a person is told; values that JSON does not know become text."""
    if error is None:
        return None
    plain = (str, int, float, bool, type(None))
    values = {k: v if isinstance(v, plain) else str(v) for k, v in error.values.items()}
    return [error.message, values]


def is_served(store: Store, dead_after: timedelta = DEAD_AFTER) -> bool:
    """Tell whether a worker lives, or is about to."""
    with store.read() as connection:
        return lives(connection, dead_after)


def lives(connection: Connection, dead_after: timedelta) -> bool:
    """Tell the same inside a transaction."""
    at = clock(connection)
    fresh = and_(JOB.c.task == LEASE, JOB.c.last_seen >= at - dead_after)
    leases = connection.execute(select(JOB.c.worker, JOB.c.created).where(fresh)).all()
    return any(one.created > at - _PAUSE or not is_gone(one.worker) for one in leases)


def reserve(store: Store, dead_after: timedelta = DEAD_AFTER) -> bool:
    """Say that a worker is about to start; False when one lives or was reserved just before."""
    with store.write() as connection:
        if lives(connection, dead_after):
            return False
        connection.execute(delete(JOB).where(JOB.c.task == LEASE))
        _lease(connection, STARTING)
        return True


def started(store: Store, process: str) -> None:
    """Say which process is starting as a worker, so that its end is seen before it signs on."""
    with store.write(turn=False) as connection:
        reserved = and_(JOB.c.task == LEASE, JOB.c.worker == STARTING)
        connection.execute(update(JOB).where(reserved).values(worker=process))


def sign_on(store: Store, worker: str) -> None:
    """Say that a worker lives; the reservation for one is no longer needed."""
    with store.write() as connection:
        sign_off_in(connection, STARTING)
        sign_off_in(connection, worker.rpartition(":")[0])
        sign_off_in(connection, worker)
        _lease(connection, worker)


def sign_off(store: Store, worker: str) -> None:
    """Say that a worker, or the one about to start, is no more."""
    with store.write(turn=False) as connection:
        sign_off_in(connection, worker)


def sign_off_in(connection: Connection, worker: str) -> None:
    """Do the same inside a transaction."""
    connection.execute(delete(JOB).where(JOB.c.task == LEASE, JOB.c.worker == worker))


def stay(store: Store, worker: str) -> None:
    """Give a sign of life of a worker."""
    with store.write(turn=False) as connection:
        own = and_(JOB.c.task == LEASE, JOB.c.worker == worker)
        change = update(JOB).where(own).values(last_seen=clock(connection))
        if not connection.execute(change).rowcount:  # thought dead, after the machine slept
            _lease(connection, worker)


def _lease(connection: Connection, worker: str) -> None:
    at = clock(connection)
    row: dict[str, Any] = {
        "task": LEASE,
        "arguments": {},
        "state": "alive",
        "worker": worker,
        "who": "",
        "role": "",
    }
    row |= {"done": 0, "total": 0, "cancel": False, "created": at, "last_seen": at}
    connection.execute(insert(JOB).values(row))
