"""Cluster: the tasks of a step on dask workers, on this machine or on many.

Nothing but names of files travels: what a task makes, it writes into the work folder. So a task
whose worker was killed is simply done again by another.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dask
from distributed import Client, KilledWorker, LocalCluster, as_completed

from features.language import mark
from matcher.errors import DataError
from matcher.ranking_all import Missing, Run, Task, failed, own_code

N_DEATHS = 2  # of workers at one task among others, and as many when it is tried alone
_PATIENCE_S = 120.0  # without any worker that takes tasks
_SETTINGS = {
    "distributed.scheduler.allowed-failures": N_DEATHS - 1,
    "distributed.scheduler.worker-saturation": 1.0,  # who dies has been given little else
    "distributed.worker.memory.target": False,  # nothing is kept in memory between tasks:
    "distributed.worker.memory.spill": False,  # there is nothing to spill, and a worker that
    "distributed.worker.memory.pause": False,  # pauses would wait for ever
    "distributed.worker.memory.terminate": 0.95,
}
_KILLED = mark(
    "its worker was killed {n} times, most often because memory ran out ({limit} each); give "
    "--memory more or --shard-rows less, and start again: what is finished is kept"
)
_NO_SCHEDULER = mark("no scheduler answers at '{address}'; start one, or leave --scheduler out")
_OTHER_CODE = mark(
    "the workers at '{address}' have another version of linkmatch; install the same everywhere"
)
_LOST = mark("no worker is left; start again: what is finished is kept")

Tell = Callable[[str, int, int], None]


@contextmanager
def workers(
    tell: Tell,
    scheduler: str | None = None,
    n_workers: int | None = None,
    memory: str = "2GB",
) -> Iterator[Run]:
    """Give what runs tasks on workers, and end the workers that it started.

    Parameters
    ----------
    tell
        Is called with a step, how many of its tasks are done, and of how many.
    scheduler
        Address of a running one; by default workers are started on this machine.
    n_workers, memory
        How many to start, one for each core by default, and the most that each may hold.

    Raises
    ------
    DataError
        When no scheduler answers, or its workers run other code.
    """
    with dask.config.set(_SETTINGS):
        if scheduler is None:
            with (
                LocalCluster(
                    n_workers=n_workers or os.cpu_count(),
                    threads_per_worker=1,
                    memory_limit=memory,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                ) as own,
                Client(own) as client,
            ):
                own.adapt(minimum=len(own.workers), maximum=len(own.workers))  # replaces the lost
                yield lambda step, tasks: _run(client, memory, tell, step, tasks)
            return
        with _connected(scheduler) as client:
            if any(code != own_code() for code in client.run(own_code).values()):
                raise DataError(_OTHER_CODE, address=scheduler)
            yield lambda step, tasks: _run(client, memory, tell, step, tasks)


def _connected(scheduler: str) -> Client:
    try:
        return Client(scheduler, timeout=5)
    except (OSError, ValueError) as error:
        raise DataError(_NO_SCHEDULER, address=scheduler) from error


def _run(client: Client, memory: str, tell: Tell, step: str, tasks: list[Task]) -> list[Missing]:
    """Do the tasks of a step wherever there is a worker free; say which failed.

    A worker that dies takes the blame to all tasks that it was given, so those are tried once
    more, each alone.
    """
    tell(step, 0, len(tasks))
    missing, suspects, n_done = [], [], 0
    for task, error in _tried(client, tasks):
        if isinstance(error, KilledWorker | MemoryError):
            suspects.append(task)
            continue
        missing += [failed(task, error)] if error else []
        n_done += 1
        tell(step, n_done, len(tasks))
    for suspect in suspects:
        for task, error in _tried(client, [suspect]):
            if isinstance(error, KilledWorker | MemoryError):
                error = DataError(_KILLED, n=2 * N_DEATHS, limit=memory)
            missing += [failed(task, error)] if error else []
        n_done += 1
        tell(step, n_done, len(tasks))
    return missing


def _tried(client: Client, tasks: list[Task]) -> Iterator[tuple[Task, BaseException | None]]:
    """Do tasks, and give each with what went wrong as soon as it is over."""
    futures = {client.submit(task.function, *task.arguments, pure=False): task for task in tasks}
    over, alone_since = as_completed(futures), time.monotonic()
    while over.count():
        if _works(client):
            alone_since = time.monotonic()
        if time.monotonic() - alone_since > _PATIENCE_S:
            raise DataError(_LOST)
        for future in over.next_batch(block=False):
            if future.status in ("cancelled", "lost"):
                raise DataError(_LOST)
            yield futures[future], future.exception() if future.status == "error" else None
        time.sleep(0.1)


def _works(client: Client) -> bool:
    """Whether any worker takes tasks; one that pauses for its memory does not."""
    found = client.scheduler_info(n_workers=-1)["workers"].values()
    return any(one["status"] == "running" for one in found)
