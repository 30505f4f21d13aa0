"""A worker to run in a process of its own; as a program it works at the store LINKMATCH_DB."""

import logging
import os
import time
from pathlib import Path

from matcher.jobs import Pace, work
from matcher.store import open_store


def count(_store, who, arguments, _payload, progress):
    """Count slowly, leaving the number of this process in a file."""
    with Path(arguments["trace"]).open("a") as trace:
        trace.write(f"{os.getpid()}\n")
    for n in range(arguments["n"]):
        progress(n, arguments["n"])
        time.sleep(arguments["seconds"])
    return {"by": os.getpid(), "for": who.name}


PACE = {"look_every": 0.05, "report_every": 0.05, "beat_every": 0.3, "dead_after": 2.0}


def run(url, idle):
    """Work at a store until nothing came for so many seconds."""
    work(open_store(url), {"count": count}, Pace(idle=idle, **PACE))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    run(os.environ["LINKMATCH_DB"], 1.0)
