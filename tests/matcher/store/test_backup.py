"""Backup and restore, in every direction between the two databases, while in use."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from sqlalchemy import insert, select

from matcher.errors import StoreError
from matcher.store import Edit, begin, count, edit, get, open_store, publish, stage, undo
from matcher.store.backup import backup, restore
from matcher.store.opening import url_of
from matcher.store.tables import ATTACHMENT, BACKUP, METADATA

from .revisions import rows_of, store_at

FIRM = {"firm_id": "S-1", "name": "CV Cor Ceper", "kind": "ikm", "place": "Ceper", "RT": "3"}


@pytest.fixture
def filled(store, ani, budi):
    """A store with an edit, an undone import, a staged one, a date, JSON and a file in it."""
    edit(store, ani, [Edit("firm", FIRM)])
    told = {"record_id": "S-2", "firm_id": "S-2", "name": "UD Dua", "kind": "ikm"}
    batch_id = begin(store, budi, "import", file="ikm.xlsx")
    stage(store, batch_id, {"firm": [told | {"batch_id": batch_id}]})
    publish(store, batch_id, {"imported": 1})
    undo(store, ani, batch_id)
    begin(store, budi, "import")
    at = get(store, "firm", "S-1").changed_at
    file = {"kind": "firm", "record_id": "S-1", "what": "photo", "name": "a.png"}
    rest = {"type": "image/png", "sha256": "0", "content": b"\x00%s\xff", "who": "Ani", "at": at}
    with store.write() as connection:
        connection.execute(insert(ATTACHMENT).values(**file, **rest))
    return store


@pytest.fixture(params=["sqlite", "postgres"])
def other(request, tmp_path):
    """Another store, empty, on each database."""
    if request.param == "sqlite":
        opened = open_store(tmp_path / "other" / "store.db")
    else:
        opened = open_store(request.getfixturevalue("new_database")())
    yield opened
    opened.close()


def contents(store):
    """Give every row of every table but the register, which belongs to the store."""
    with store.read() as connection:
        return {
            table.name: connection.execute(select(table).order_by(*table.primary_key)).all()
            for table in METADATA.sorted_tables
            if table is not BACKUP
        }


def backed_up(store, who, path):
    """Back up a store; give the path."""
    backup(store, who, path)
    return path


def test_backup_is_a_store_with_the_same_rows(filled, ani, tmp_path):
    path = backed_up(filled, ani, tmp_path / "kept" / "copy.db")

    copy = open_store(path)
    assert contents(copy) == contents(filled)
    copy.close()


def test_backup_leaves_one_file(filled, ani, tmp_path):
    backup(filled, ani, tmp_path / "kept" / "copy.db")

    assert [one.name for one in (tmp_path / "kept").iterdir()] == ["copy.db"]


def test_restore_brings_back_every_row(filled, other, ani, tmp_path):
    before = contents(filled)
    path = backed_up(filled, ani, tmp_path / "copy.db")

    done = restore(other, ani, path)

    after = contents(other)
    assert done.kept is None
    assert done.n_rows == {name: len(rows) for name, rows in before.items()}
    assert {n: r for n, r in after.items() if n != "batch"} == {
        n: r for n, r in before.items() if n != "batch"
    }
    assert [row.state for row in after["batch"]] == ["live", "undone", "live", "discarded"]


def test_no_table_is_left_out_of_a_backup_or_of_a_restore(filled, other, ani, tmp_path):
    with filled.write() as connection:
        for table in METADATA.sorted_tables:
            if not connection.execute(select(table).limit(1)).first():
                connection.execute(insert(table).values(**some_row(connection, table)))
    before = contents(filled)

    restore(other, ani, backed_up(filled, ani, tmp_path / "copy.db"))

    assert [name for name, rows in before.items() if not rows] == []
    assert {name: len(rows) for name, rows in contents(other).items()} == {
        name: len(rows) for name, rows in before.items()
    }


def some_row(connection, table):
    """Make values for what a row must say, naming rows that are there."""
    some = {"Text": "x", "BigInteger": 1, "Integer": 1, "Float": 1.0, "Boolean": True}
    some |= {"LargeBinary": b"x", "JSON": {}, "Moment": datetime(2026, 3, 1, tzinfo=UTC)}
    must = [c for c in table.columns if not c.nullable and c is not table.autoincrement_column]
    return {
        column.name: connection.execute(select(link.column)).scalars().first()
        if (link := next(iter(column.foreign_keys), None))
        else some[type(column.type).__name__]
        for column in must
    }


def test_backup_of_the_first_revision_is_restored(other, ani, tmp_path):
    path = tmp_path / "old.db"
    tables = store_at(url_of(path), "0001")
    before = rows_of(url_of(path), tables)

    restore(other, ani, path)

    assert rows_of(other.url, tables) == before
    assert rows_of(url_of(path), tables) == before
    with closing(sqlite3.connect(path)) as plain:  # the backup itself stays as it was
        assert plain.execute("select version_num from alembic_version").fetchall() == [("0001",)]


def test_numbers_go_on_above_the_restored_ones(filled, other, ani, tmp_path):
    restore(other, ani, backed_up(filled, ani, tmp_path / "copy.db"))

    assert edit(other, ani, [Edit("firm", {"place": "Klaten"}, "S-1")]) == 5
    assert get(other, "firm", "S-1").values["place"] == "Klaten"


def test_what_was_there_is_kept_aside_and_told(filled, other, ani, tmp_path):
    edit(other, ani, [Edit("firm", FIRM | {"name": "Sebelumnya"})])

    done = restore(other, ani, backed_up(filled, ani, tmp_path / "copy.db"), tmp_path / "aside")

    kept = open_store(done.kept)
    assert get(kept, "firm", "S-1").values["name"] == "Sebelumnya"
    assert get(other, "firm", "S-1").values["name"] == "CV Cor Ceper"
    assert done.kept.parent == tmp_path / "aside"
    kept.close()


def test_backup_while_others_write_is_one_state_of_everything(store, ani, tmp_path):
    """Two firms change together in each act; the backup never has one without the other."""
    stop, started = Event(), Event()
    names = [FIRM | {"firm_id": one, "workers": 1} for one in ("S-1", "S-2")]
    edit(store, ani, [Edit("firm", one) for one in names])

    def write():
        n = 1
        while not stop.wait(0.03):  # as long as an act takes, or nobody else gets a turn
            n += 1
            edit(store, ani, [Edit("firm", {"workers": n}, one) for one in ("S-1", "S-2")])
            started.set()

    writer = Thread(target=write)
    writer.start()
    started.wait()
    paths = [backed_up(store, ani, tmp_path / f"{n}.db") for n in range(3)]
    stop.set()
    writer.join()

    for path in paths:
        copy = open_store(path)
        first, second = (get(copy, "firm", one).values["workers"] for one in ("S-1", "S-2"))
        copy.close()
        assert first == second


@pytest.mark.parametrize("make", ["text", "missing", "folder", "other program"])
def test_file_that_is_no_backup_is_refused_in_one_line(store, ani, tmp_path, make):
    edit(store, ani, [Edit("firm", FIRM)])
    path = tmp_path / "given.db"
    if make == "text":
        path.write_text("no database " * 100)
    if make == "folder":
        path.mkdir()
    if make == "other program":
        with closing(sqlite3.connect(path)) as plain:
            plain.execute("create table recipe (name text)")

    with pytest.raises(StoreError) as refused:
        restore(store, ani, path)

    assert str(refused.value) == (
        f"{path} is no backup of linkmatch; name one made by: linkmatch backup"
    )
    assert count(store, "firm") == 1


def test_damaged_backup_is_refused_and_nothing_changes(filled, ani, tmp_path):
    path = backed_up(filled, ani, tmp_path / "copy.db")
    contents_of = bytearray(path.read_bytes())
    contents_of[len(contents_of) // 2 :] = b"\xee" * (len(contents_of) - len(contents_of) // 2)
    path.write_bytes(contents_of)
    before = contents(filled)

    with pytest.raises(StoreError, match=r"is damaged|is no backup"):
        restore(filled, ani, path)

    assert contents(filled) == before


def test_backup_of_a_newer_linkmatch_is_refused(filled, ani, tmp_path):
    path = backed_up(filled, ani, tmp_path / "copy.db")
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("update alembic_version set version_num = 'zzz'")
        plain.commit()

    with pytest.raises(StoreError, match="made by a newer linkmatch"):
        restore(filled, ani, path)

    assert count(filled, "firm") == 1


def test_backup_replaces_an_earlier_one_and_nothing_else(filled, ani, tmp_path):
    path = backed_up(filled, ani, tmp_path / "copy.db")
    edit(filled, ani, [Edit("firm", {"place": "Klaten"}, "S-1")])
    (tmp_path / "letter.txt").write_text("dear")

    backup(filled, ani, path)
    with pytest.raises(StoreError, match=r"letter.txt is there and no backup"):
        backup(filled, ani, tmp_path / "letter.txt")

    copy = open_store(path)
    assert get(copy, "firm", "S-1").values["place"] == "Klaten"
    copy.close()


@pytest.mark.parametrize("database", ["sqlite"])
def test_store_is_never_backed_up_onto_itself(filled, ani, tmp_path):
    with pytest.raises(StoreError):
        backup(filled, ani, tmp_path / "store.db")
    with pytest.raises(StoreError, match="is the store itself"):
        restore(filled, ani, tmp_path / "store.db")


def test_backup_to_a_place_that_cannot_be_is_one_line(filled, ani, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be written"):
        backup(filled, ani, tmp_path / "file" / "copy.db")


def test_restore_that_fails_half_way_leaves_all_as_it_was(filled, ani, tmp_path):
    path = backed_up(filled, ani, tmp_path / "copy.db")
    before = contents(filled)
    with closing(sqlite3.connect(path)) as plain:  # a row that no database of ours takes
        plain.execute("pragma writable_schema = on")
        plain.execute(
            "update sqlite_master set sql = replace(sql, 'name TEXT NOT NULL', 'name TEXT')"
        )
        plain.commit()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("update attachment set name = null")
        plain.commit()

    with pytest.raises(StoreError):
        restore(filled, ani, path)

    assert contents(filled) == before
