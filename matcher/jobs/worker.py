"""Worker: takes one job after the other until there has been none for a while."""

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from features.language import mark
from matcher.errors import CancelledError, LinkmatchError, StoreError
from matcher.jobs.pulse import Progress, Pulse, Told
from matcher.jobs.starting import log_file
from matcher.people import Person
from matcher.store.jobs import DEAD_AFTER
from matcher.store.opening import Store
from matcher.store.processes import process_name
from matcher.store.workers import (
    Taken,
    end,
    is_waiting,
    put_back,
    put_back_dead,
    sign_off,
    sign_on,
    take,
)

log = logging.getLogger(__name__)

# gets the job's arguments and file, and gives a result that fits into JSON
Task = Callable[[Store, Person, dict[str, Any], bytes | None, Progress], Mapping[str, Any]]


@dataclass(frozen=True)
class Pace:
    """How often a worker looks, tells and gives a sign of life, in seconds."""

    look_every: float = 0.5
    report_every: float = 0.5
    beat_every: float = 5.0
    dead_after: float = DEAD_AFTER.total_seconds()
    idle: float = 600.0  # without a job, the worker ends itself

    def __post_init__(self) -> None:
        if self.dead_after < 3 * self.beat_every:
            raise ValueError(f"dead_after={self.dead_after} is less than three beats")


def work(store: Store, tasks: Mapping[str, Task], pace: Pace | None = None) -> int:
    """Do the jobs of these tasks, oldest first, until there is none for `pace.idle` seconds.

    A task may run twice when its worker died, so doing it again must change nothing.

    Returns
    -------
    int
        How many jobs this worker took.
    """
    pace = pace or Pace()
    worker = f"{process_name()}:{uuid4().hex[:8]}"
    pulse = Pulse(store, worker, pace.beat_every, pace.report_every)
    n_jobs = 0
    sign_on(store, worker)
    log.info("worker %s starts", worker)
    pulse.start()
    try:
        while True:
            n_jobs += _until_idle(store, tasks, pace, worker, pulse)
            sign_off(store, worker)
            if not is_waiting(store, tasks):  # else somebody saw a worker and started none
                return n_jobs
            sign_on(store, worker)
    finally:
        pulse.end()
        with suppress(StoreError):  # a lease ends by itself
            sign_off(store, worker)
        log.info("worker %s ends after %d jobs", worker, n_jobs)


def _until_idle(
    store: Store, tasks: Mapping[str, Task], pace: Pace, worker: str, pulse: Pulse
) -> int:
    """Do jobs until there has been none for a while; count them."""
    n_jobs, last = 0, monotonic()
    while monotonic() - last < pace.idle:
        try:
            taken = _next(store, tasks, pace, worker)
            if taken is not None:
                _do(store, tasks[taken.job.task], taken, pulse)
                n_jobs, last = n_jobs + 1, monotonic()
                continue
        except StoreError as error:  # a server that restarts; the job is put back as dead
            log.warning("the store is away: %s", error)
        sleep(pace.look_every)
    return n_jobs


def _next(store: Store, tasks: Mapping[str, Task], pace: Pace, worker: str) -> Taken | None:
    dead_after = timedelta(seconds=pace.dead_after)
    if not is_waiting(store, tasks, dead_after):
        return None
    for job_id in put_back_dead(store, dead_after):
        log.warning("job %d: its worker is dead", job_id)
    return take(store, worker, tasks)


def _do(store: Store, task: Task, taken: Taken, pulse: Pulse) -> None:
    """Run one task, and keep what came of it."""
    job = taken.job
    told = Told(job)
    pulse.follow(told)
    log.info("job %d: %s for a %s", job.job_id, job.task, job.who.role)
    try:
        result = task(store, job.who, job.arguments, taken.payload, told)
        json.dumps(result, allow_nan=False)
    except (KeyboardInterrupt, SystemExit):
        pulse.follow(None)
        put_back(store, job, blameless=True)
        raise
    except CancelledError as error:
        pulse.follow(None)
        end(store, job, "cancelled", error=error)
    except StoreError as error:  # perhaps away for a moment
        log.exception("job %d: the store failed", job.job_id)
        pulse.follow(None)
        put_back(store, job, error=error)
    except LinkmatchError as error:
        pulse.follow(None)
        end(store, job, "failed", error=error)
    except Exception as error:
        log.exception("job %d failed", job.job_id)
        pulse.follow(None)
        end(store, job, "failed", error=_told(job.task, error))
    else:
        pulse.follow(None)
        end(store, job._replace(done=told.done, total=told.total), "done", result)
    log.info("job %d ends", job.job_id)


def _told(task: str, error: Exception) -> LinkmatchError:
    return LinkmatchError(
        mark("{task} broke off ({kind}); try again, and if it happens again look into {log}"),
        task=task,
        kind=type(error).__name__,
        log=str(log_file()),
    )
