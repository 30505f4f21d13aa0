"""The store tells which backup was made of it last, or brought back into it, and by whom."""

import hashlib
import logging
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text

from matcher import actions
from matcher.errors import StoreError
from matcher.store import Edit, begin, count, edit, open_store
from matcher.store.backup import backup, restore
from matcher.store.register import Kept, kept
from matcher.store.tables import BACKUP, PERSON, RUN

FIRM = {"firm_id": "S-1", "name": "CV Cor Ceper", "kind": "ikm"}


@pytest.fixture
def firm(store, ani):
    """A store with one act."""
    edit(store, ani, [Edit("firm", FIRM)])
    return store


def noted(store):
    """Give the register: what, by whom, in which role, of which file, with how many acts."""
    columns = [BACKUP.c[name] for name in ("what", "who", "role", "file", "n_acts")]
    with store.read() as connection:
        return connection.execute(select(*columns).order_by(BACKUP.c.backup_id)).all()


def test_new_store_has_no_backup_and_needs_none(store):
    assert kept(store) == Kept(None, False)


def test_store_with_an_act_was_changed_though_never_backed_up(firm):
    assert kept(firm) == Kept(None, True)


def test_backup_is_noted_with_its_file_and_its_acts(firm, budi, tmp_path):
    path, before = tmp_path / "copy.db", datetime.now(UTC)

    made = backup(firm, budi, path)

    assert kept(firm) == Kept(made, False)
    assert (made.what, made.who, made.role) == ("backup", "Budi", "planner")
    assert (made.file, made.n_acts, made.n_bytes) == (str(path), 1, path.stat().st_size)
    assert made.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert before <= made.at <= datetime.now(UTC)


def test_backup_does_not_hold_the_note_of_itself(firm, ani, tmp_path):
    backup(firm, ani, tmp_path / "copy.db")

    copy = open_store(tmp_path / "copy.db")
    assert noted(copy) == []
    copy.close()


def test_act_after_the_backup_is_a_change_and_an_import_that_waits_is_none(firm, ani, tmp_path):
    backup(firm, ani, tmp_path / "copy.db")
    begin(firm, ani, "import")
    waiting = kept(firm).changed
    edit(firm, ani, [Edit("firm", {"workers": 9}, "S-1")])

    assert (waiting, kept(firm).changed) == (False, True)


A_PERSON = {"name": "Cici", "role": "viewer"}
A_RUN = {"name": "first", "who": "Ani", "data_version": 1, "weights": ""}


@pytest.mark.parametrize(("table", "row"), [(PERSON, A_PERSON), (RUN, A_RUN)], ids=str)
def test_person_or_run_after_the_backup_is_a_change_though_no_act(firm, ani, tmp_path, table, row):
    backup(firm, ani, tmp_path / "copy.db")
    before = kept(firm).changed
    with firm.write() as connection:  # a second from now: such rows are timed to the second
        at = datetime.now(UTC) + timedelta(seconds=1)
        connection.execute(insert(table).values(**row, at=at))

    assert (before, kept(firm).changed) == (False, True)


def test_restore_is_noted_from_what_by_whom_and_leaves_the_register(firm, ani, budi, tmp_path):
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    backup(firm, ani, old)
    edit(firm, ani, [Edit("firm", {"workers": 9}, "S-1")])
    backup(firm, ani, new)

    kept_in = restore(firm, budi, old).kept

    assert noted(firm) == [
        ("backup", "Ani", "planner", str(old), 1),
        ("backup", "Ani", "planner", str(new), 2),
        ("backup", "Budi", "planner", str(kept_in), 2),
        ("restore", "Budi", "planner", str(old), 1),
    ]
    assert (kept(firm).last.what, kept(firm).changed) == ("restore", False)
    assert kept(firm).last.sha256 == hashlib.sha256(old.read_bytes()).hexdigest()


def test_new_store_tells_from_what_it_was_restored(firm, ani, budi, tmp_path):
    backup(firm, ani, tmp_path / "copy.db")
    fresh = open_store(tmp_path / "fresh" / "store.db")

    restore(fresh, budi, tmp_path / "copy.db")

    assert noted(fresh) == [("restore", "Budi", "planner", str(tmp_path / "copy.db"), 1)]
    fresh.close()


def test_store_that_is_only_known_by_its_register_is_not_kept_aside(store, ani, tmp_path):
    backup(store, ani, tmp_path / "empty.db")

    assert restore(store, ani, tmp_path / "empty.db").kept is None


def test_restore_that_fails_is_not_noted(firm, ani, tmp_path):
    (tmp_path / "letter.txt").write_text("dear")

    with pytest.raises(StoreError):
        restore(firm, ani, tmp_path / "letter.txt")

    assert noted(firm) == []


@pytest.mark.parametrize("database", ["sqlite"])
def test_backup_of_a_store_that_takes_no_more_rows_is_there_all_the_same(
    firm, ani, tmp_path, caplog
):
    with firm.write() as connection:
        never = "begin select raise(abort, 'disk full'); end"
        connection.execute(text(f"create trigger full before insert on backup {never}"))

    with caplog.at_level(logging.WARNING):
        backup(firm, ani, tmp_path / "copy.db")

    copy = open_store(tmp_path / "copy.db")
    assert (count(copy, "firm"), noted(firm)) == (1, [])
    assert [record.args[0] for record in caplog.records] == [str(tmp_path / "copy.db")]
    copy.close()


def test_file_that_was_uploaded_is_noted_under_its_name_and_what_was_there_lasts(
    firm, ani, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    place = tmp_path / "upload"
    actions.backup_store(ani, firm, place / "given.db", "linkmatch-2026-11-20.db")

    done = actions.restore_store(ani, firm, place / "given.db", "linkmatch-2026-11-20.db")
    shutil.rmtree(place)

    assert [row[3] for row in noted(firm)][::2] == ["linkmatch-2026-11-20.db"] * 2
    assert done.kept.is_file()
