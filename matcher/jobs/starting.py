"""Starting: one worker process for a store, when a page or a command leaves a job and none lives.

The process outlives whoever started it and ends itself when nothing is left to do.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_log_path

from features.language import mark
from matcher.errors import StoreError
from matcher.store.opening import Store
from matcher.store.processes import process_name
from matcher.store.workers import (
    STARTING,
    is_served,
    is_waiting,
    put_back_dead,
    reserve,
    sign_off,
    started,
)

log = logging.getLogger(__name__)

# by the module and not by the script `linkmatch`, which need not be on the path
COMMAND = (sys.executable, "-c", "from matcher.cli import main; main()", "worker")


def log_file() -> Path:
    """Give the file in which workers say what they do, in the user's log directory."""
    return user_log_path("linkmatch", appauthor=False) / "worker.log"


def ensure_worker(store: Store, command: Sequence[str] = COMMAND) -> bool:
    """Start a worker unless one lives; tell whether one was started.

    The command finds the store in the environment variable LINKMATCH_DB: a URL can hold a
    password, and everybody on a machine can read how a process was called.

    Raises
    ------
    StoreError
        When the operating system starts no process.
    """
    if is_served(store) or not reserve(store):
        return False
    environment = {**os.environ, "LINKMATCH_DB": store.url}
    try:
        with _log().open("ab") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                **_apart(),
            )
    except OSError as error:
        sign_off(store, STARTING)
        raise StoreError(
            mark("no worker can be started: {reason}; start one with: linkmatch worker"),
            reason=error.strerror or str(error),
        ) from error
    started(store, process_name(process.pid))
    return True


def look_after(store: Store, tasks: Collection[str], command: Sequence[str] = COMMAND) -> bool:
    """Put back what dead workers left, and start one when a job waits and none lives."""
    put_back_dead(store)
    if not is_waiting(store, tasks):
        return False
    try:
        return ensure_worker(store, command)
    except StoreError as error:  # whoever left the job was told so
        log.warning("a job waits: %s", error)
        return False


def _log() -> Path:
    """Give the log file; nowhere when it cannot be written."""
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        log_file().touch()
    except OSError:
        return Path(os.devnull)
    return log_file()


def _apart() -> dict[str, Any]:
    """Keep the worker alive when the page's process ends or Ctrl+C is pressed there."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
