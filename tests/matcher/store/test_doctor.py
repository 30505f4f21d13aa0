"""The doctor sees each thing that can be wrong, says what to do, and mends what is safe."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, text, update

from matcher.store import Edit, begin, edit, get, history, open_store, table
from matcher.store.doctor import examine, mend
from matcher.store.tables import BATCH, JOB, RECORDS, STATEMENTS

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
