"""A registry on real workers, some of which are killed."""

import os
import signal
from pathlib import Path

import psutil
import pytest
from distributed import LocalCluster

from matcher import DataError
from matcher.cluster import N_DEATHS, workers
from matcher.ranking_all import Task, rank_all, run_here


def quiet(step: str, done: int, of: int) -> None:
    """Tell nobody."""


def kill_a_worker() -> None:
    """Kill the process of one of the workers that this one started."""
    here = psutil.Process().children(recursive=True)
    first = next(one for one in here if "multiprocessing.spawn" in " ".join(one.cmdline()))
    first.send_signal(signal.SIGKILL)


def test_files_workers_and_kills_do_not_change_a_byte(files, tmp_path):
    alone = files.order(tmp_path / "alone")
    order, killed = files.order(tmp_path, files.cut(tmp_path, 3)), []

    def kill(step: str, done: int, of: int) -> None:
        if step in ("reading", "ranking") and done == 1 < of and step not in killed:
            killed.append(step)
            kill_a_worker()

    rank_all(alone, run_here)
    with workers(kill, n_workers=2, memory="800MB") as run:
        found = rank_all(order, run)

    assert killed == ["reading", "ranking"] and found.missing == []
    assert order.out.read_bytes() == alone.out.read_bytes()


def test_a_scheduler_of_somebody_else_serves_too(tmp_path):
    task, told = Task({}, Path.write_text, (tmp_path / "note", "done")), []

    with (
        LocalCluster(n_workers=1, processes=False, dashboard_address=None) as other,
        workers(lambda *of: told.append(of), other.scheduler_address) as run,
    ):
        missing = run("ranking", [task])

    assert missing == [] and (tmp_path / "note").read_text() == "done"
    assert told == [("ranking", 0, 1), ("ranking", 1, 1)]


def test_a_task_whose_memory_runs_out_is_named_and_the_others_are_done(tmp_path):
    tasks = [Task({"shard": i}, Path.write_text, (tmp_path / str(i), "done")) for i in range(3)]
    tasks.insert(1, Task({"shard": 9}, os.urandom, (1 << 30,)))

    with workers(quiet, n_workers=1, memory="600MB") as run:
        missing = run("ranking", tasks)

    assert [one.about for one in missing] == [{"shard": 9}]
    assert str(missing[0].why).startswith(
        f"its worker was killed {2 * N_DEATHS} times, most often because memory ran out (600MB"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "2"]


def test_no_scheduler_is_one_line():
    with (
        pytest.raises(DataError, match=r"^no scheduler answers at 'tcp://127.0.0.1:9'; start one"),
        workers(quiet, "tcp://127.0.0.1:9"),
    ):
        pass
