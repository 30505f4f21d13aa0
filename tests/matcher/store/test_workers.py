"""Workers as real processes that are stopped and killed, on both databases."""

import json
import logging
import multiprocessing
import os
import signal
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import event, insert

from matcher.errors import CancelledError, DataError, StoreError
from matcher.jobs import Pace, ensure_worker, look_after, work
from matcher.people import Person
from matcher.store.jobs import cancel, enqueue, job, jobs
from matcher.store.tables import JOB
from matcher.store.workers import is_served

ANI = Person("Ani", "planner")
PROGRAM = str(Path(__file__).with_name("worker_process.py"))
# forked from a server that has imported everything: a real process in no time
PROCESSES = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
PROCESSES.set_forkserver_preload(["matcher.jobs", "matcher.store"])
QUICK = Pace(look_every=0.02, report_every=0.02, beat_every=0.2, dead_after=2.0, idle=0.2)


@pytest.fixture
def start(store, monkeypatch):
    """Start workers, each with its idle time in seconds; killed at the end."""
    monkeypatch.syspath_prepend(Path(PROGRAM).parent)
    run = import_module("worker_process").run
    started = []

    def start(idle=3.0):
        started.append(PROCESSES.Process(target=run, args=(store.url, idle)))
        started[-1].start()
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.join()


def until(what, seconds=20.0):
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s")


def do(store, task, **arguments):
    """Let a worker in this process do one job."""
    job_id = enqueue(store, ANI, "task", arguments)
    work(store, {"task": task}, QUICK)
    return job(store, job_id)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_job_of_a_killed_worker_is_completed_by_another(store, start, tmp_path):
    trace = tmp_path / "trace"
    counted = {"trace": str(trace), "n": 20, "seconds": 0.05}
    job_id = enqueue(store, ANI, "count", counted)
    first = start()
    until(lambda: job(store, job_id).done >= 3)

    os.kill(first.pid, signal.SIGKILL)
    second = start()
    until(lambda: job(store, job_id).ended)

    found = job(store, job_id)
    assert (found.state, found.n_tries, found.done) == ("done", 2, 20)
    assert found.result == {"by": second.pid, "for": "Ani"}
    assert trace.read_text().split() == [str(first.pid), str(second.pid)]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_job_of_a_worker_that_hangs_goes_to_another_and_counts_once(store, start, tmp_path):
    trace = tmp_path / "trace"
    job_id = enqueue(store, ANI, "count", {"trace": str(trace), "n": 20, "seconds": 0.05})
    first = start()
    until(lambda: job(store, job_id).done >= 3)

    os.kill(first.pid, signal.SIGSTOP)
    second = start()
    until(lambda: job(store, job_id).ended)
    os.kill(first.pid, signal.SIGCONT)
    first.join(20)

    assert (job(store, job_id).result["by"], job(store, job_id).n_tries) == (second.pid, 2)
    assert first.exitcode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_interrupted_worker_hands_its_job_over_at_once(store, start, tmp_path):
    job_id = enqueue(
        store, ANI, "count", {"trace": str(tmp_path / "trace"), "n": 20, "seconds": 0.05}
    )
    first = start()
    until(lambda: job(store, job_id).done >= 3)

    os.kill(first.pid, signal.SIGINT)
    first.join(10)

    assert (job(store, job_id).state, job(store, job_id).n_tries) == ("queued", 0)
    assert not is_served(store)


def test_two_workers_share_the_jobs(store, start, tmp_path):
    traces = [tmp_path / f"trace-{n}" for n in range(12)]
    for trace in traces:
        enqueue(store, ANI, "count", {"trace": str(trace), "n": 4, "seconds": 0.05})
    both = {str(start(1.0).pid), str(start(1.0).pid)}

    until(lambda: all(trace.exists() for trace in traces), 40)

    took = [trace.read_text().split() for trace in traces]
    assert [len(pids) for pids in took] == [1] * 12
    assert {pid for pids in took for pid in pids} == both


def test_running_task_stops_when_somebody_says_so(store, start, tmp_path):
    job_id = enqueue(
        store, ANI, "count", {"trace": str(tmp_path / "trace"), "n": 2000, "seconds": 0.05}
    )
    start()
    until(lambda: job(store, job_id).done >= 3)

    cancel(store, Person("Budi", "planner"), job_id)
    until(lambda: job(store, job_id).ended)

    found = job(store, job_id)
    assert (found.state, found.error) == ("cancelled", ("stopped by {who}", {"who": "Budi"}))


def test_worker_ends_itself_when_idle(store, start):
    process = start(idle=0.5)

    process.join(20)

    assert (process.exitcode, is_served(store)) == (0, False)


def test_one_worker_is_started_for_many_who_ask(store, tmp_path, monkeypatch):
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    job_id = enqueue(
        store, ANI, "count", {"trace": str(tmp_path / "trace"), "n": 3, "seconds": 0.05}
    )

    started = [ensure_worker(store, [sys.executable, PROGRAM]) for _ in range(5)]
    until(lambda: job(store, job_id).ended)

    assert started == [True, False, False, False, False]
    assert job(store, job_id).result["by"] != os.getpid()
    until(lambda: not is_served(store))


def test_worker_that_cannot_be_started_is_told_in_one_line(store, tmp_path):
    with pytest.raises(StoreError, match=r"^no worker can be started: .*linkmatch worker$"):
        ensure_worker(store, [str(tmp_path / "nothing")])

    assert not is_served(store)


def test_error_a_person_can_mend_is_kept_as_its_line(store):
    def task(*_):
        raise DataError("{file}: no sheet", file=Path("a.xlsx"))

    found = do(store, task)

    assert (found.state, found.error) == ("failed", ("{file}: no sheet", {"file": "a.xlsx"}))


def test_any_other_error_goes_to_the_log_with_its_trace(store, caplog):
    def task(*_):
        return {"share": 1 / 0}

    found = do(store, task)

    message, values = found.error
    assert found.state == "failed"
    assert message.format(**values).startswith("task broke off (ZeroDivisionError); try again")
    assert "Traceback" in caplog.text
    assert "1 / 0" in caplog.text


@pytest.mark.parametrize("result", [{"day": object()}, {"share": float("nan")}, {1j: 1}])
def test_result_that_json_does_not_know_is_a_failure_not_a_crash(store, result):
    assert do(store, lambda *_: result).state == "failed"


def test_store_that_fails_gives_a_second_try(store):
    tries = []

    def task(*_):
        tries.append(1)
        if len(tries) == 1:
            raise StoreError("the server restarts")
        return {"n": len(tries)}

    assert do(store, task).result == {"n": 2}


def test_store_that_fails_twice_is_told(store):
    def task(*_):
        raise StoreError("the server is away")

    found = do(store, task)

    assert (found.state, found.error[0], found.n_tries) == ("failed", "the server is away", 2)


def test_task_may_stop_itself(store):
    def task(*_):
        raise CancelledError("nothing to do")

    assert (do(store, task).state, do(store, task).error[0]) == ("cancelled", "nothing to do")


def test_telling_never_waits_for_the_store(store):
    told = []

    def task(store, _who, _arguments, _payload, progress):
        with store.write():  # on SQLite nobody else can write meanwhile
            start = time.monotonic()
            for n in range(100_000):
                progress(n, 100_000)
            told.append(time.monotonic() - start)
        return {}

    assert do(store, task).state == "done"
    assert told[0] < 2


def test_progress_is_written_at_most_a_few_times_a_second(store, caplog):
    caplog.set_level(logging.INFO, "sqlalchemy.engine")

    def task(_store, _who, _arguments, _payload, progress):
        end = time.monotonic() + 1
        while time.monotonic() < end:
            progress(1, 10**9)
            progress(2, 10**9)
        return {}

    job_id = enqueue(store, ANI, "task")
    work(store, {"task": task}, Pace(look_every=0.02, idle=0.2))

    written = [r for r in caplog.messages if r.startswith("UPDATE job SET done=")]
    assert job(store, job_id).state == "done"
    assert 1 <= len(written) <= 4


def test_job_left_while_a_worker_ends_is_not_forgotten(store):
    late = {"task": "task", "arguments": {"given": {}, "firm_id": None, "region": None}}
    late |= {"state": "queued", "done": 0, "total": 0, "cancel": False, "who": "A", "role": "desk"}
    now = datetime.now(UTC)
    signed = []

    @event.listens_for(store.engine, "before_cursor_execute")
    def leave_a_job(connection, _cursor, statement, *_):
        if statement.startswith("DELETE FROM job"):
            signed.append(statement)
            if len(signed) == 3:  # two when it signed on, this one signs off
                connection.execute(insert(JOB).values(**late, created=now, last_seen=now))

    n_jobs = work(store, {"task": lambda *_: {}}, QUICK)

    assert (n_jobs, jobs(store)[0].state) == (1, "done")


def test_arguments_go_through_json_unchanged(store):
    given = {"sender": "Dinas “Jateng”", "n": 3, "share": 0.25, "none": None, "many": ["é", 1]}

    found = do(store, lambda _store, _who, arguments, *_: arguments, **given)

    assert found.result == json.loads(json.dumps(given))


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_who_looks_at_the_jobs_of_a_killed_worker_starts_another(store, tmp_path, monkeypatch):
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    trace = tmp_path / "trace"
    job_id = enqueue(store, ANI, "count", {"trace": str(trace), "n": 20, "seconds": 0.05})
    program = [sys.executable, PROGRAM]
    ensure_worker(store, program)
    until(lambda: job(store, job_id).done >= 3)

    os.kill(int(trace.read_text()), signal.SIGKILL)
    until(lambda: look_after(store, ["count"], program), 10)

    assert job(store, job_id).state == "queued"
    until(lambda: job(store, job_id).ended)
    assert (job(store, job_id).state, job(store, job_id).n_tries) == ("done", 2)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_worker_killed_before_it_signed_on_is_replaced_after_a_pause(store, tmp_path, monkeypatch):
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    enqueue(store, ANI, "count", {"trace": str(tmp_path / "trace"), "n": 1, "seconds": 0})
    dies = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]

    assert look_after(store, ["count"], dies)
    assert not look_after(store, ["count"], dies)
    until(lambda: look_after(store, ["count"], dies), 10)


def test_who_looks_when_nothing_waits_starts_nothing(store):
    assert not look_after(store, ["count"])
