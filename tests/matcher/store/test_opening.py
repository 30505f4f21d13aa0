"""The store opens and is brought up to date, or says in one line why not."""

import os
import re
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from matcher.errors import StoreError
from matcher.store import Edit, count, edit, get, open_store, version
from matcher.store.opening import migrations, shown
from matcher.store.tables import METADATA

REVISIONS = [one.revision for one in ScriptDirectory.from_config(migrations()).walk_revisions()]
FIRM = {"firm_id": "S-1", "name": "CV Cor Ceper", "kind": "ikm"}


def line_of(where):
    with pytest.raises(StoreError) as refused:
        open_store(where)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_new_store_holds_nothing(store):
    assert (count(store, "firm"), version(store)) == (0, 0)


def test_tables_are_those_of_the_migrations(store):
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_earlier_revision_is_upgraded_with_its_data(empty_url, revision):
    before = fill(make_at(empty_url, revision))

    opened = open_store(empty_url)

    with opened.engine.connect() as connection:
        assert {name: rows_of(connection, name) for name in before} == before
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    opened.close()


def make_at(url, revision):
    engine, config = create_engine(url), migrations()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return engine


def fill(engine):
    """Put one row into every table, whatever its columns are; give how many rows each has."""
    tables = inspect(engine)
    with engine.begin() as connection:
        for name in tables.get_sorted_table_and_fkc_names():
            if name[0] in (None, "alembic_version"):
                continue
            columns = {c["name"]: value_for(c["type"]) for c in tables.get_columns(name[0])}
            names = ", ".join(f'"{one}"' for one in columns)
            slots = ", ".join(f":{one}" for one in columns)
            connection.execute(text(f'insert into "{name[0]}" ({names}) values ({slots})'), columns)
    with engine.connect() as connection:
        found = {name: rows_of(connection, name) for name in tables.get_table_names()}
    engine.dispose()
    return found


def value_for(column_type):
    values = {"Integer": 1, "Boolean": True, "Float": 2.5, "LargeBinary": b"x", "JSON": "{}"}
    values |= {"Date": "2026-01-02", "DateTime": "2026-01-02 03:04:05"}
    return next((v for k, v in values.items() if is_a(column_type, k)), "1")


def is_a(column_type, name):
    return name in [one.__name__ for one in type(column_type).__mro__]


def rows_of(connection, table):
    return connection.execute(text(f'select count(*) from "{table}"')).scalar()


def test_eight_processes_open_a_new_store_at_once(empty_url, at_once):
    assert at_once(firms_in, [(empty_url,)] * 8) == [0] * 8


def firms_in(url):
    opened = open_store(url)
    found = count(opened, "firm")
    opened.close()
    return found


def test_reopened_store_still_holds_what_was_said(store, ani):
    edit(store, ani, [Edit("firm", FIRM)])
    store.close()

    again = open_store(store.url)

    assert get(again, "firm", "S-1").values["name"] == "CV Cor Ceper"
    again.close()


def test_store_of_a_newer_linkmatch_is_left_alone(store):
    with store.write() as connection:
        connection.execute(text("update alembic_version set version_num = 'zzz'"))

    said = line_of(store.url)

    assert said == "the store was made by a newer linkmatch (zzz); upgrade linkmatch"


def test_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be looked at" * 50)

    assert line_of(path) == (
        f"{path} cannot be opened: file is not a database; name another file with --db"
    )


def test_database_of_another_program_gets_no_tables(tmp_path):
    path = tmp_path / "recipes.db"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("create table recipe (name text)")

    said = line_of(path)

    assert said == f"{path} belongs to another program; name another file with --db"
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("select name from sqlite_master").fetchall() == [("recipe",)]


def test_file_below_a_file_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")

    assert "cannot be opened" in line_of(tmp_path / "file" / "store.db")


def test_file_name_with_signs_of_a_url_is_taken_as_it_stands(tmp_path):
    path = tmp_path / "data 100% ?#%20.db"

    opened = open_store(path)

    assert (path.exists(), shown(opened.url)) == (True, str(path))
    opened.close()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://ani:secret@127.0.0.1:1/none", "Connection refused"),
        ("postgresql://ani:secret@127.0.0.1:abc/none", "names no store"),
        ("mysql://127.0.0.1/none", "names no store"),
        ("sqlite://", "names no store"),
        ("nonsense://", "names no store"),
    ],
)
def test_place_that_cannot_be_a_store_is_one_line(url, reason):
    said = line_of(url)

    assert reason in said
    assert "secret" not in said


@pytest.mark.skipif(os.name == "nt", reason="permissions of Unix")
def test_folder_that_may_not_be_written_is_one_line():
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o555)

        with not_as_root():
            said = line_of(Path(place) / "store.db")

    assert re.search("unable to open database file|readonly", said)


@pytest.mark.skipif(os.name == "nt", reason="permissions of Unix")
def test_file_that_may_not_be_written_refuses_edits_in_one_line(ani):
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "store.db"
        open_store(path).close()
        path.chmod(0o444)
        Path(place).chmod(0o555)

        with not_as_root(), pytest.raises(StoreError) as refused:
            edit(open_store(path), ani, [Edit("firm", FIRM)])

    assert "\n" not in str(refused.value)


@contextmanager
def not_as_root():
    """Root may write anywhere."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield
    os.seteuid(was)
