"""Pulse: the thread of a worker that tells how far its job is, and that it lives.

The task itself never waits for the store: what it tells is written by this thread, and what
somebody wants of it is raised when it next tells how far it is.
"""

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread
from time import monotonic

from features.language import mark
from matcher.errors import CancelledError, StoreError
from matcher.store.jobs import Job
from matcher.store.opening import Store
from matcher.store.workers import report, stay

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]  # told how much is done, of how much


class Told:
    """What a task has told of itself; calling it tells more.

    Raises
    ------
    CancelledError
        When somebody wants the job stopped, or another worker has it by now.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.done, self.total = 0, 0
        self.stop: CancelledError | None = None

    def __call__(self, done: int, total: int) -> None:
        self.done, self.total = int(done), int(total)
        if self.stop is not None:
            raise self.stop


class Pulse(Thread):
    """Writes what a task tells at most every `report_seconds`, and a sign of life between."""

    def __init__(
        self, store: Store, worker: str, beat_seconds: float, report_seconds: float
    ) -> None:
        super().__init__(name="linkmatch pulse", daemon=True)
        self.store, self.worker = store, worker
        self.beat_seconds, self.report_seconds = beat_seconds, report_seconds
        self._ended, self._lock = Event(), Lock()
        self._told: Told | None = None
        self._written, self._beaten = (0, 0), monotonic()

    def follow(self, told: Told | None) -> None:
        """Follow another job, or none; returns when nothing is being written of the one before."""
        with self._lock:
            self._told, self._written = told, (0, 0)

    def end(self) -> None:
        """Give no more signs; returns when the last one is given."""
        self._ended.set()
        self.join()

    def run(self) -> None:
        """Beat until the end; a store that is away for a moment is tried again."""
        while not self._ended.wait(self.report_seconds):
            try:
                with self._lock:
                    self._beat()
            except StoreError as error:
                log.warning("no sign of life: %s", error)

    def _beat(self) -> None:
        due = monotonic() - self._beaten >= self.beat_seconds
        told = self._told
        if told is not None and (due or (told.done, told.total) != self._written):
            self._written = told.done, told.total
            self._report(told)
        if due:
            stay(self.store, self.worker)
            self._beaten = monotonic()

    def _report(self, told: Told) -> None:
        row = report(self.store, told.job, *self._written)
        if row is None:
            told.stop = CancelledError(
                mark("job {job} went to another worker"), job=told.job.job_id
            )
        elif row["cancel"]:
            message, values = row["error"]
            told.stop = CancelledError(message, **values)
