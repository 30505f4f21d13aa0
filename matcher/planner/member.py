"""Member: one process of a crew. It reads its task and the best timetable known, and reports."""

import os
import pickle
import sys
import threading
import time
from typing import Any, BinaryIO

import numpy as np

from matcher.planner.crew import Report, Task


class Line:
    """The line to whoever started this process; when it breaks, so does the process."""

    def __init__(self, number: int, reader: BinaryIO, writer: BinaryIO) -> None:
        self.number = number
        self.known = np.zeros(0, np.int64)
        self.news = threading.Event()
        self._reader, self._writer = reader, writer
        threading.Thread(target=self._listen, daemon=True).start()

    def report(self, kind: Any, **what: Any) -> None:
        """Send a report."""
        try:
            pickle.dump(Report(self.number, kind, **what), self._writer)
            self._writer.flush()
        except OSError:
            os._exit(1)

    def _listen(self) -> None:
        try:
            while True:
                self.known = pickle.load(self._reader)
                self.news.set()
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)


def main() -> None:
    """Do the task that comes through the standard input."""
    reader, writer = sys.stdin.buffer, sys.stdout.buffer
    number, task = pickle.load(reader)
    line = Line(number, reader, writer)
    if task.role == "anneal":
        _anneal(task, line)
    else:
        _prove(task, line)
    line.report("done")
    os._exit(0)  # the thread that listens would hold an orderly end up


def _anneal(task: Task, line: Line) -> None:
    from matcher.planner.tempering import improve

    line.news.wait()
    improve(
        task.inst,
        line.known,
        length=max(0.0, task.ends - time.time()) if task.n_moves is None else task.n_moves,
        seed=task.seed,
        worst_first=task.worst_first,
        on_better=lambda slot: line.report("better", slot=slot),
    )


def _prove(task: Task, line: Line) -> None:
    """Prove; where an event is too large for that, help to search."""
    from matcher.planner.proof import prove

    if not prove(task.inst, line.report, worst_first=task.worst_first):
        _anneal(task, line)
