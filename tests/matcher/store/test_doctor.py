"""The doctor sees each thing that can be wrong, says what to do, and mends what is safe."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from matcher.actions import examine_store
from matcher.store import Edit, begin, edit, get, history, open_store, table
from matcher.store.backup import backup, restore
from matcher.store.doctor import examine, mend, overdue
from matcher.store.jobs import enqueue
from matcher.store.tables import BACKUP, BATCH, JOB, RECORDS, STATEMENTS
from matcher.store.workers import sign_on

FIRM = {"firm_id": "S-1", "name": "CV Cor Ceper", "kind": "ikm", "place": "Ceper"}
LONG_AGO = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture
def firm(store, ani):
    """A firm in the store, said in two acts."""
    edit(store, ani, [Edit("firm", FIRM)])
    edit(store, ani, [Edit("firm", {"workers": 12}, "S-1")])
    return store


def change(store, *statements):
    with store.write() as connection:
        for one in statements:
            connection.execute(one)


def told(store, **how):
    return [(one.what, str(one)) for one in examine(store, **how)]


def test_store_in_order_gives_no_finding(firm):
    assert examine(firm, every=True) == []


@pytest.mark.parametrize("every", [False, True])
def test_record_that_is_not_what_was_said_is_seen_and_mended(firm, ani, every):
    before = table(firm, "firm")
    change(firm, update(RECORDS["firm"]).values(place="Klaten"))

    assert told(firm, every=every) == [
        (
            "record",
            "1 x firm is not what was said of it, such as 'S-1'; run: linkmatch doctor --mend",
        )
    ]
    assert mend(firm, ani) == 1
    assert examine(firm) == []
    assert table(firm, "firm").equals(before)


def test_record_that_is_lost_is_seen_and_mended(firm, ani):
    change(firm, delete(RECORDS["firm"]))

    assert [one.what for one in examine(firm)] == ["record"]
    assert mend(firm, ani) == 1
    assert get(firm, "firm", "S-1").values["workers"] == 12.0


def test_record_of_which_nobody_says_anything_is_seen_and_mended(firm, ani):
    change(firm, delete(STATEMENTS["firm"]))

    assert [one.what for one in examine(firm)] == ["record"]
    assert mend(firm, ani) == 1
    assert len(table(firm, "firm")) == 0


def test_link_that_names_nothing_is_told_and_left(firm, ani):
    edit(firm, ani, [Edit("capability", {"capability_id": "C-1", "firm_id": "S-9"})])

    assert told(firm) == [
        (
            "link",
            "1 x capability: firm_id names nothing, such as 'S-9' of 'C-1'; "
            "import what is missing, or correct it",
        )
    ]
    assert mend(firm, ani) == 0


def test_import_that_broke_off_is_seen_and_taken_away(firm, ani):
    begin(firm, ani, "import")
    change(firm, update(BATCH).where(BATCH.c.state == "staging").values(last_seen=LONG_AGO))

    assert [one.what for one in examine(firm)] == ["import"]
    assert mend(firm, ani) == 1
    assert examine(firm) == []


def test_import_that_broke_off_is_named_with_what_to_do(firm, ani):
    batch_id = begin(firm, ani, "import")
    change(firm, update(BATCH).where(BATCH.c.state == "staging").values(last_seen=LONG_AGO))

    assert told(firm) == [
        (
            "import",
            f"1 imports broke off, such as number {batch_id}; what they staged takes room and "
            "nothing else; import the file again, or only take it away: linkmatch doctor --mend",
        )
    ]


def test_job_that_waits_without_a_worker_is_seen(firm, ani):
    enqueue(firm, ani, "import")

    assert [one.what for one in examine(firm)] == ["job"]

    sign_on(firm, "w")
    assert examine(firm) == []


def test_import_that_runs_is_no_finding(firm, ani):
    begin(firm, ani, "import")

    assert (examine(firm), mend(firm, ani)) == ([], 0)


def test_job_whose_worker_died_is_seen(firm):
    row = {"task": "learn", "arguments": {}, "state": "running", "done": 1, "total": 2}
    row |= {"cancel": False, "who": "Ani", "role": "planner"}
    change(firm, insert(JOB).values(**row, created=LONG_AGO, last_seen=LONG_AGO))

    assert told(firm) == [
        (
            "job",
            "1 jobs stand still, such as number 1; "
            "start a worker, which takes them up again: linkmatch worker",
        )
    ]


def test_table_that_was_changed_by_hand_is_seen(firm):
    change(firm, text("alter table firm add column colour text"))

    assert [one.what for one in examine(firm)] == ["schema"]


def test_mending_is_an_act_that_tells_who_did_it(firm, budi):
    change(firm, update(RECORDS["firm"]).values(place="Klaten"))

    mend(firm, budi)

    assert get(firm, "firm", "S-1").changed_by == "Budi"
    assert len(history(firm, "firm", "S-1")) == 2  # nobody said anything new


def test_empty_store_needs_no_backup(store):
    assert overdue(store) == []


def test_store_without_a_backup_is_told_to_make_one(firm):
    assert [(one.what, str(one)) for one in overdue(firm)] == [
        (
            "backup",
            "no backup of this store has been made; "
            "make one: linkmatch backup, or on the page Data",
        )
    ]


@pytest.mark.parametrize(
    ("days", "changed", "told"),
    [
        (6.9, True, []),
        (8.5, False, []),
        (8.5, True, ["the last backup is 8 days old, and the data has changed since"]),
    ],
)
def test_backup_is_overdue_a_week_later_if_the_data_changed(
    firm, ani, tmp_path, days, changed, told
):
    backup(firm, ani, tmp_path / "copy.db")
    if changed:
        edit(firm, ani, [Edit("firm", {"workers": 13}, "S-1")])

    age(firm, days)

    assert [str(one).split(";")[0] for one in overdue(firm)] == told


def test_work_since_a_restore_a_week_ago_wants_a_backup(firm, ani, tmp_path):
    backup(firm, ani, tmp_path / "copy.db")
    restore(firm, ani, tmp_path / "copy.db")
    edit(firm, ani, [Edit("firm", {"workers": 13}, "S-1")])

    age(firm, 9)

    assert [str(one).split(";")[0] for one in overdue(firm)] == [
        "the data has changed since the restore 9 days ago, without a backup"
    ]


def age(store, days):
    """Let the last backup or restore lie some days back, and those before it longer."""
    at = datetime.now(UTC) - timedelta(days=days)
    latest = select(func.max(BACKUP.c.backup_id)).scalar_subquery()
    change(store, update(BACKUP).values(at=at - timedelta(days=1)))
    change(store, update(BACKUP).where(BACKUP.c.backup_id == latest).values(at=at))


def test_planner_is_told_of_the_backup_beside_all_that_is_wrong(firm, ani):
    change(firm, update(RECORDS["firm"]).values(place="Klaten"))

    assert [one.what for one in examine_store(ani, firm)] == ["record", "backup"]


@pytest.mark.parametrize("database", ["sqlite"])
def test_damaged_file_is_told_with_what_to_do(firm, tmp_path, ani):
    edits = [Edit("firm", FIRM | {"firm_id": f"S-{n}", "address": "x" * 900}) for n in range(300)]
    edit(firm, ani, edits)
    firm.close()
    path = tmp_path / "store.db"
    held = bytearray(path.read_bytes())
    for start in range(len(held) * 3 // 4, len(held) - 4096, 4096):
        held[start : start + 64] = b"\xee" * 64
    path.write_bytes(held)

    (found,) = examine(open_store(path))

    assert (found.what, found.remedy) == (
        "file",
        "restore the last backup: linkmatch restore FILE",
    )
    assert "\n" not in str(found)
