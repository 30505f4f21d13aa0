"""The stores of tests/matcher/store, on both databases, for what is imported into them."""

import pytest
from sqlalchemy import event

from matcher.store import open_store

from ..store.conftest import (
    ani,
    budi,
    database,
    new_database,
    postgres_template,
    server_url,
    sqlite_template,
    store_url,
)

__all__ = [
    "ani",
    "budi",
    "database",
    "new_database",
    "postgres_template",
    "server_url",
    "sqlite_template",
    "store_url",
]


@pytest.fixture
def store(store_url):
    """A store without a record; quick, since nothing here has to outlive the machine."""
    opened = open_store(store_url)
    if opened.sqlite:
        opened.close()
        event.listen(opened.engine, "connect", _quick)
    yield opened
    opened.close()


def _quick(connection, _record):
    connection.execute("pragma synchronous = off")
