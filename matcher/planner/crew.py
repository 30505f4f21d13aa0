"""Crew: processes that search side by side; each sends what it finds, and can be ended at once.

They are started as programs of their own and not through `multiprocessing`, which would run the
page or the notebook that asked for a plan a second time.
"""

import pickle
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from matcher.planner.instance import Array, Instance

START = (
    "import sys, pickle; sys.path[:] = pickle.load(sys.stdin.buffer);"
    " from matcher.planner.member import main; main()"
)

Role = Literal["anneal", "prove"]


@dataclass(frozen=True)
class Task:
    """What a member is to do until `ends` (of the clock) or, to be reproducible, in `n_moves`."""

    role: Role
    inst: Instance
    ends: float
    n_moves: int | None
    seed: int
    worst_first: bool


class Report(NamedTuple):
    """What a member found: a timetable, a lower bound of the aim, or that it is done.

    `worst` and `gaps` are lower bounds of the worst participant's and of all gaps; `gaps` holds for
    timetables whose worst participant has at most `within` gaps, any if that is None.
    """

    member: int
    kind: Literal["better", "bound", "impossible", "done"]
    slot: Array | None = None
    worst: int = 0
    gaps: int = 0
    within: int | None = None


class Crew:
    """Processes at work."""

    def __init__(self, tasks: list[Task]) -> None:
        self.reports: queue.Queue[Report] = queue.Queue()
        self._processes = [_start() for _ in tasks]
        for number, (process, task) in enumerate(zip(self._processes, tasks, strict=True)):
            self._tell(process, (number, task))
            threading.Thread(target=self._listen, args=(number, process), daemon=True).start()

    def tell(self, slot: Array) -> None:
        """Show every member a timetable."""
        for process in self._processes:
            self._tell(process, slot)

    def end(self) -> None:
        """End all members now."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    _close(pipe)

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _tell(self, process: "subprocess.Popen[bytes]", something: Any) -> None:
        try:
            pickle.dump(something, process.stdin)  # type: ignore[arg-type]
            process.stdin.flush()  # type: ignore[union-attr]
        except (OSError, ValueError):  # it has ended; its listener reports that
            return

    def _listen(self, number: int, process: "subprocess.Popen[bytes]") -> None:
        try:
            while True:
                self.reports.put(pickle.load(process.stdout))  # type: ignore[arg-type]
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self.reports.put(Report(number, "done"))


def _start() -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    pickle.dump(sys.path, process.stdin)  # type: ignore[arg-type]
    return process


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:  # what was still to be written has nobody to read it
        return
