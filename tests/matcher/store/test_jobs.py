"""Jobs in the store: who gets one, who sees it, how it ends; on both databases."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from matcher.errors import DataError, NotFoundError
from matcher.people import Person
from matcher.store.jobs import cancel, enqueue, job, jobs
from matcher.store.tables import JOB
from matcher.store.workers import (
    end,
    is_served,
    is_waiting,
    put_back,
    put_back_dead,
    report,
    reserve,
    sign_off,
    sign_on,
    stay,
    take,
)

ANI = Person("Ani", "coach", region="Jawa Tengah")
BUDI = Person("Budi", "planner")
MINUTE = timedelta(minutes=1)


def silence(store, seconds=3600):
    """Let all that was seen have been seen so long ago."""
    with store.write() as connection:
        seen = {row.job_id: row.last_seen for row in connection.execute(JOB.select())}
        for job_id, at in seen.items():
            before = at - timedelta(seconds=seconds)
            connection.execute(update(JOB).where(JOB.c.job_id == job_id).values(last_seen=before))


def test_job_keeps_who_asks_for_what(store):
    job_id = enqueue(store, ANI, "import", {"sender": "Dinas"}, b"a;b\n")

    taken = take(store, "w", ["import"])

    assert (taken.job.job_id, taken.job.who, taken.job.arguments, taken.payload) == (
        job_id,
        ANI,
        {"sender": "Dinas"},
        b"a;b\n",
    )


def test_oldest_job_goes_first_and_other_tasks_wait(store):
    first, other, last = (enqueue(store, ANI, task) for task in ("a", "b", "a"))

    taken = [take(store, "w", ["a"]).job.job_id for _ in range(2)]

    assert (taken, take(store, "w", ["a"])) == ([first, last], None)
    assert job(store, other).state == "queued"


def test_eight_takers_never_get_the_same_job(store):
    ids = [enqueue(store, ANI, "a") for _ in range(40)]

    def take_all(name):
        got = []
        while taken := take(store, name, ["a"]):
            got.append(taken.job.job_id)
        return got

    with ThreadPoolExecutor(8) as pool:
        got = [job_id for some in pool.map(take_all, "abcdefgh") for job_id in some]

    assert Counter(got) == Counter(ids)


def test_two_people_see_the_same_job(store):
    job_id = enqueue(store, ANI, "a")
    one = take(store, "w", ["a"]).job

    report(store, one, 3, 10)

    seen = jobs(store)[0]
    assert (seen.job_id, seen.state, seen.done, seen.total, seen.who.name) == (
        job_id,
        "running",
        3,
        10,
        "Ani",
    )


def test_result_stays_and_the_file_is_forgotten(store):
    job_id = enqueue(store, ANI, "a", payload=b"file")
    one = take(store, "w", ["a"]).job

    ended = end(store, one._replace(done=9, total=10), "done", {"imported": 10})

    found = job(store, job_id)
    assert ended
    assert (found.state, found.ended, found.result, found.error) == (
        "done",
        True,
        {"imported": 10},
        None,
    )
    assert (found.done, found.total) == (10, 10)
    with store.read() as connection:
        assert connection.execute(JOB.select()).one().payload is None


def test_error_is_a_line_with_its_values(store):
    job_id = enqueue(store, ANI, "a")
    one = take(store, "w", ["a"]).job

    end(store, one, "failed", error=DataError("{file} is no {what}", file=1, what=MINUTE))

    message, values = job(store, job_id).error
    assert message.format(**values) == "1 is no 0:01:00"


def test_cancelled_before_it_starts_it_never_starts(store):
    job_id = enqueue(store, ANI, "a", payload=b"file")

    cancel(store, BUDI, job_id)

    found = job(store, job_id)
    assert (found.state, found.error) == ("cancelled", ("stopped by {who}", {"who": "Budi"}))
    assert take(store, "w", ["a"]) is None


def test_running_job_is_told_who_stops_it(store):
    job_id = enqueue(store, ANI, "a")
    one = take(store, "w", ["a"]).job

    cancel(store, BUDI, job_id)
    cancel(store, ANI, job_id)

    assert job(store, job_id).state == "running"
    assert report(store, one, 1, 2) == {
        "cancel": True,
        "error": ["stopped by {who}", {"who": "Budi"}],
    }


def test_cancelling_what_has_ended_changes_nothing(store):
    job_id = enqueue(store, ANI, "a")
    end(store, take(store, "w", ["a"]).job, "done", {})

    cancel(store, BUDI, job_id)

    assert (job(store, job_id).state, job(store, job_id).error) == ("done", None)


def test_unknown_job_is_refused_in_one_line(store):
    with pytest.raises(NotFoundError, match="there is no job 7"):
        cancel(store, BUDI, 7)


def test_job_of_a_dead_worker_is_tried_once_more_then_fails(store):
    job_id = enqueue(store, ANI, "a", payload=b"file")
    states = []

    for name in ("first", "second"):
        assert take(store, name, ["a"]).payload == b"file"
        assert put_back_dead(store) == []
        silence(store)
        assert put_back_dead(store) == [job_id]
        states.append(job(store, job_id).state)

    message, values = job(store, job_id).error
    assert states == ["queued", "failed"]
    assert message.format(**values) == (
        "a broke off 2 times without saying why; see the log, then start it again"
    )


def test_worker_thought_dead_cannot_touch_its_job_any_more(store):
    job_id = enqueue(store, ANI, "a")
    late = take(store, "w", ["a"]).job
    silence(store)
    put_back_dead(store)
    now = take(store, "w", ["a"]).job  # even the same worker

    assert report(store, late, 5, 5) is None
    assert not end(store, late, "done", {"by": "late"})
    assert end(store, now, "done", {"by": "now"})
    assert job(store, job_id).result == {"by": "now"}


def test_stopped_job_of_a_dead_worker_is_not_tried_again(store):
    asked_before, asked_after = enqueue(store, ANI, "a"), enqueue(store, ANI, "a")
    take(store, "w", ["a"])
    take(store, "w", ["a"])
    cancel(store, BUDI, asked_before)
    silence(store)

    cancel(store, BUDI, asked_after)
    put_back_dead(store)

    assert [(one.state, one.error[1]) for one in jobs(store)] == 2 * [
        ("cancelled", {"who": "Budi"})
    ]


def test_try_of_a_worker_that_was_told_to_end_does_not_count(store):
    job_id = enqueue(store, ANI, "a")

    for _ in range(3):
        put_back(store, take(store, "w", ["a"]).job, blameless=True)

    assert (job(store, job_id).state, job(store, job_id).n_tries) == ("queued", 0)


def test_waiting_is_what_is_queued_or_orphaned(store):
    assert not is_waiting(store, ["a"])

    enqueue(store, ANI, "a")
    assert (is_waiting(store, ["a"]), is_waiting(store, ["b"])) == (True, False)

    take(store, "w", ["a"])
    assert not is_waiting(store, ["a"])

    silence(store)
    assert is_waiting(store, ["a"])


def test_only_one_of_eight_starts_a_worker(store):
    with ThreadPoolExecutor(8) as pool:
        reserved = list(pool.map(lambda _: reserve(store), range(8)))

    assert sorted(reserved) == [False] * 7 + [True]


def test_worker_lives_from_sign_on_to_sign_off_or_silence(store):
    assert not is_served(store)

    reserve(store)
    sign_on(store, "w")
    assert (is_served(store), reserve(store)) == (True, False)

    silence(store)
    assert not is_served(store)

    stay(store, "w")
    assert is_served(store)

    sign_off(store, "w")
    assert not is_served(store)


def test_worker_thought_dead_signs_on_again(store):
    sign_on(store, "slept")
    silence(store)
    assert reserve(store)
    sign_off(store, "starting")

    stay(store, "slept")

    assert is_served(store)


def test_workers_are_no_jobs(store):
    sign_on(store, "w")

    assert jobs(store) == []


def test_looking_for_work_waits_for_nobody_who_writes(store):
    enqueue(store, ANI, "a")
    with store.write():
        start = time.monotonic()

        assert is_waiting(store, ["a"])
        assert len(jobs(store)) == 1

    assert time.monotonic() - start < 2
