"""The store opens and is brought up to date, or says in one line why not."""

import os
import re
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from matcher.errors import StoreError
from matcher.records import KINDS
from matcher.store import Edit, count, edit, get, open_store, version
from matcher.store.backup import backup
from matcher.store.opening import differences_of, shown
from matcher.store.register import kept

from .revisions import REVISIONS, rows_of, store_at

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
        assert differences_of(connection) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_earlier_revision_is_upgraded_with_its_data(empty_url, revision):
    tables = store_at(empty_url, revision)
    before = rows_of(empty_url, tables)

    opened = open_store(empty_url)

    assert [len(rows) for rows in before.values()] == [1] * len(before)
    assert rows_of(empty_url, tables) == before
    with opened.engine.connect() as connection:
        assert differences_of(connection) == []
    opened.close()


@pytest.mark.parametrize("revision", REVISIONS)
def test_records_of_every_earlier_revision_are_read_as_they_were_written(empty_url, revision):
    before = rows_of(empty_url, store_at(empty_url, revision))

    opened = open_store(empty_url)

    for kind, (name, *_) in ((kind, KINDS[kind].fields) for kind in KINDS):
        found = get(opened, kind, f"{kind}.record_id").values
        (row,) = before[kind]
        assert found == {n: row.get(n) for n in KINDS[kind].fields} | {"a": "b"}
        assert found[name] == f"{kind}.{name}"
    opened.close()


def test_store_of_the_first_revision_is_edited_and_backed_up_like_a_new_one(
    empty_url, ani, tmp_path
):
    tables = store_at(empty_url, "0001")
    opened = open_store(empty_url)

    edit(opened, ani, [Edit("firm", FIRM)])
    backup(opened, ani, tmp_path / "copy.db")

    assert "backup" not in tables.tables
    assert (version(opened), kept(opened).last.n_acts, kept(opened).changed) == (2, 2, False)
    opened.close()


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
