"""An empty store per test, on both databases; each is opened once, which saves most of the time."""

import shutil

import pytest
from sqlalchemy import event

from matcher.store import open_store
from matcher.store.opening import url_of
from matcher.store.tables import METADATA

from ..store.conftest import (
    ani,
    budi,
    database,
    new_database,
    postgres_template,
    server_url,
    sqlite_template,
)

__all__ = ["ani", "budi", "database", "new_database", "postgres_template", "server_url"]
__all__ += ["sqlite_template"]


@pytest.fixture(scope="session")
def opened(request, tmp_path_factory):
    """Open the store of a database once for all tests."""
    found = {}

    def give(database):
        if database not in found:
            found[database] = _opened(request, tmp_path_factory, database)
        return found[database]

    yield give
    for one in found.values():
        one.close()


@pytest.fixture
def store(opened, database):
    """A store without a record."""
    one = opened(database)
    empty(one)
    return one


def empty(store):
    """Take everything out of a store."""
    with store.write() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())


def _opened(request, folders, database):
    if database == "postgres":
        template = request.getfixturevalue("postgres_template")
        return open_store(request.getfixturevalue("new_database")(template))
    template = request.getfixturevalue("sqlite_template")
    url = url_of(shutil.copy(template, folders.mktemp("imports") / "store.db"))
    store = open_store(url)
    store.close()
    event.listen(store.engine, "connect", _quick)
    return store


def _quick(connection, _record):
    """Nothing here has to outlive the machine; test_killed.py has a store of its own."""
    connection.execute("pragma synchronous = off")
