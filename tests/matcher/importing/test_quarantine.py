"""Quarantine: a row set aside is mended in place, and nothing of it is lost on the way."""

import pytest

from matcher import actions
from matcher.errors import DataError, NotFoundError
from matcher.importing.mending import mend
from matcher.people import LOCAL_PLANNER as WHO
from matcher.store import Edit

from .pipe import asked, csv_of, firms, held, n_problems, take_in

HEAD = "No|Nama IKM|Kab/Kota|NIB|Jenis Produk|Tenaga Kerja|Catatan dinas"
GOOD, BAD = "1|CV Maju|Tegal|1234567890123|baut|12|baik", "2||Ceper|9876543210987|mur|5|rapi"


@pytest.fixture
def row(store):
    """The number of the one row that was set aside."""
    take_in(store, csv_of(HEAD, GOOD, BAD))
    (one,) = actions.see_questions(WHO, store, effect="set aside")
    return one.problem_id


def test_mended_row_comes_in_with_all_its_cells(store, row):
    actions.mend_row(WHO, store, row, {"Nama IKM": "CV Rapi"})

    (firm,) = [
        r for (kind, _), r in held(store).items() if kind == "firm" and r["name"] == "CV Rapi"
    ]
    (made,) = [
        r for (k, _), r in held(store).items() if k == "capability" and r["product"] == "mur"
    ]
    assert (firm["place"], firm["workers"], firm["nib"]) == ("Ceper", 5, "9876543210987")
    assert (firm["extra"], made["firm_id"]) == ({"Catatan dinas": "rapi"}, firm["firm_id"])
    assert asked(store) == []


def test_row_mended_wrongly_gives_the_new_reason_and_loses_nothing(store, row):
    before = held(store, versions=True), asked(store), n_problems(store)

    with pytest.raises(DataError) as refused:
        actions.mend_row(WHO, store, row, {"Nama IKM": " - "})

    assert "Nama IKM" in str(refused.value)
    assert (held(store, versions=True), asked(store), n_problems(store)) == before
    assert actions.mend_row(WHO, store, row, {"Nama IKM": "CV Rapi"}) > 0


def test_mended_row_is_unchanged_when_the_file_comes_again(store, row):
    actions.mend_row(WHO, store, row, {"Nama IKM": "CV Rapi"})
    before = held(store, versions=True), asked(store)

    _, counts = take_in(store, csv_of(HEAD, GOOD, BAD))

    assert counts == {"imported": 0, "updated": 0, "unchanged": 2, "quarantined": 0}
    assert (held(store, versions=True), asked(store)) == before


def test_mended_row_is_unchanged_in_a_file_that_has_grown(store, row):
    actions.mend_row(WHO, store, row, {"Nama IKM": "CV Rapi"})

    _, counts = take_in(store, csv_of(HEAD, GOOD, BAD, "3|CV Baru|Tegal||paku|7|"))

    assert counts == {"imported": 1, "updated": 0, "unchanged": 2, "quarantined": 0}


class _MendedMeanwhile:
    """Lets somebody else mend the row while it is being read."""

    def __init__(self, store, row):
        self.mend = lambda: actions.mend_row(WHO, store, row, {"Nama IKM": "CV Lebih Dulu"})

    def __call__(self, *_):
        self.mend()

    def may_see(self, *_):
        return True


def test_second_to_mend_a_row_is_told_and_leaves_nothing_behind(store, row):
    with pytest.raises(NotFoundError):
        mend(store, WHO, row, {"Nama IKM": "CV Rapi"}, _MendedMeanwhile(store, row))

    states = [act.state for act in actions.list_acts(WHO, store, 10)]
    assert sorted(firms(store).values()) == ["CV Lebih Dulu", "CV Maju"]
    assert states == ["live", "discarded", "live"]


def test_open_cell_of_a_row_that_came_in_is_not_dismissed(store):
    take_in(store, csv_of("Nama IKM|Jenis Produk|NIB", "CV Maju|baut|12345"))
    (cell,) = actions.see_questions(WHO, store, effect="unknown")

    with pytest.raises(NotFoundError):
        actions.dismiss_row(WHO, store, cell.problem_id, "tidak perlu")

    assert len(asked(store)) == 1


def test_undoing_the_mending_brings_the_question_back(store, row):
    before = held(store), asked(store)
    act = actions.mend_row(WHO, store, row, {"Nama IKM": "CV Rapi"})

    redo = actions.undo_act(WHO, store, act)

    assert (held(store), asked(store)) == before
    _, counts = take_in(store, csv_of(HEAD, GOOD, BAD))
    assert counts == {"imported": 0, "updated": 0, "unchanged": 1, "quarantined": 1}
    assert (held(store), asked(store)) == before
    actions.undo_act(WHO, store, redo)
    assert (sorted(firms(store).values()), asked(store)) == (["CV Maju", "CV Rapi"], [])


def test_row_can_be_mended_again_after_its_mending_was_undone(store, row):
    actions.undo_act(WHO, store, actions.mend_row(WHO, store, row, {"Nama IKM": "CV Rappi"}))

    actions.mend_row(WHO, store, row, {"Nama IKM": "CV Rapi"})

    assert (sorted(firms(store).values()), asked(store)) == (["CV Maju", "CV Rapi"], [])


def test_row_that_somebody_has_mended_is_not_mended_twice(store, row):
    actions.mend_row(WHO, store, row, {"Nama IKM": "CV Rapi"})

    with pytest.raises(NotFoundError):
        actions.mend_row(WHO, store, row, {"Nama IKM": "CV Lain"})

    assert sorted(firms(store).values()) == ["CV Maju", "CV Rapi"]


def test_row_of_an_import_that_was_undone_is_not_mended(store):
    acts, _ = take_in(store, csv_of(HEAD, GOOD, BAD))
    (one,) = actions.see_questions(WHO, store, effect="set aside")
    actions.undo_act(WHO, store, acts[0])

    with pytest.raises(NotFoundError):
        actions.mend_row(WHO, store, one.problem_id, {"Nama IKM": "CV Rapi"})

    assert held(store) == {}


def test_same_open_question_is_not_doubled_by_a_row_that_changed_elsewhere(store):
    head = "Nama IKM|Kab/Kota|Jenis Produk|Kapasitas Produksi|Tenaga Kerja"
    take_in(store, csv_of(head, "CV Maju|Tegal|baut|5 ton/bulan|12"))
    before = asked(store)

    take_in(store, csv_of(head, "CV Maju|Tegal|baut|5 ton/bulan|13"))

    assert len(before) == 1
    assert asked(store) == before


def test_question_that_the_next_file_answers_is_gone(store):
    head = "Nama IKM|Kab/Kota|NIB"
    take_in(store, csv_of(head, "CV Maju|Tegal|12345"))
    assert len(asked(store)) == 1

    take_in(store, csv_of(head, "CV Maju|Tegal|1234567890123"))

    assert actions.see_cell_questions(WHO, store) == []


def test_line_without_a_name_but_with_a_nib_of_its_own_is_no_further_line_of_the_firm_above(store):
    head = "Nama IKM|Kab/Kota|NIB|Jenis Produk"

    _, counts = take_in(
        store, csv_of(head, "CV Maju|Tegal|1234567890123|baut", "|Ceper|9876543210987|mur")
    )

    (firm,) = [row for (kind, _), row in held(store).items() if kind == "firm"]
    assert (counts["quarantined"], firm["place"], firm["nib"]) == (1, "Tegal", "1234567890123")


SEVERAL = csv_of("No|Nama IKM|Jenis Produk|Kapasitas produksi", "1|UD A|tromol, cakram|700 pcs/bln")


@pytest.mark.parametrize("chosen", [["tromol"], ["cakram"], ["tromol", "cakram"]])
def test_capacity_of_several_products_can_be_answered_for_any_of_them(store, chosen):
    take_in(store, SEVERAL)
    (one,) = actions.see_cell_questions(WHO, store)
    assert [r.values["product"] for r in one.choices] == ["tromol", "cakram"]
    assert {r.values["capacity_stated"] for r in one.choices} == {None}

    about = [r for r in one.choices if r.values["product"] in chosen]
    said = {"capacity_per_month": 700}
    actions.edit_records(
        WHO, store, [Edit("capability", said, r.record_id, r.version) for r in about]
    )

    capacity = {
        row["product"]: row["capacity_per_month"]
        for (kind, _), row in held(store).items()
        if kind == "capability"
    }
    assert capacity == {p: 700 if p in chosen else None for p in ("tromol", "cakram")}
    assert actions.see_cell_questions(WHO, store) == []


def test_dismissed_row_stays_out_when_the_file_comes_again_until_that_is_undone(store, row):
    before = held(store)

    act = actions.dismiss_row(WHO, store, row, " twice in  the list ")
    dismissed = asked(store)
    _, counts = take_in(store, csv_of(HEAD, GOOD, BAD))
    actions.undo_act(WHO, store, act)

    told = next(one for one in actions.list_acts(WHO, store) if one.batch_id == act)
    assert (told.act, told.who, told.note) == ("dismiss", WHO.name, "twice in the list")
    assert (dismissed, counts["quarantined"], held(store)) == ([], 0, before)
    assert [one.problem_id for one in actions.see_questions(WHO, store, effect="set aside")] == [
        row
    ]


def test_row_is_not_dismissed_without_a_reason(store, row):
    with pytest.raises(DataError, match="write a reason"):
        actions.dismiss_row(WHO, store, row, " ")

    assert len(asked(store)) == 1


def test_every_question_of_a_long_list_is_counted(store):
    bad = [f"{n}||Ceper|{10**12 + n}|mur|5|" for n in range(1, 1203)]
    (batch_id,), _ = take_in(store, csv_of(HEAD, *bad))

    assert len(actions.see_questions(WHO, store, batch_id)) == 1202
