"""A regional office merges, publishes, mends and undoes what is its own."""

import pytest

from matcher import actions
from matcher.errors import DeniedError, StoreError
from matcher.people import LOCAL_PLANNER, Person
from matcher.store import Edit, edit
from matcher.store.jobs import enqueue
from matcher.store.workers import reserve

from .people import may
from .region import COACH, ELSEWHERE, SAME_NAME, stage

OTHERS = [LOCAL_PLANNER, SAME_NAME, ELSEWHERE]
IN_REGION, ELSEWHERE_ROW = "S-7;CV Tujuh;ikm;Ceper;7", "S-8;CV Delapan;ikm;Kota Tegal;8"


@pytest.mark.parametrize(
    ("keep", "gone", "inside"),
    [
        ("S-1", "S-4", True),
        ("S-1", "S-2", False),
        ("S-2", "S-1", False),
        ("S-1", "S-3", False),  # nobody knows where it lies
        ("S-1", "S-9", False),
    ],
)
def test_firms_are_merged_when_both_lie_in_the_region(regional, keep, gone, inside):
    assert may(actions.merge_firms, COACH, regional, keep, gone) == inside


def test_doubles_are_seen_when_both_lie_in_the_region(regional):
    phone = {"phone": "+622721234567"}
    for firm_id, name, place in (
        ("D-1", "CV Jaya Logam", "Ceper"),
        ("D-2", "CV Jaya Logam", "Klaten"),
        ("D-3", "CV Baja Sentosa", "Ceper"),
        ("D-4", "CV Baja Sentosa", None),
    ):
        values = {"firm_id": firm_id, "name": name, "kind": "ikm", "place": place, **phone}
        edit(regional, LOCAL_PLANNER, [Edit("firm", values)])

    def pairs(who):
        found = actions.see_duplicates(who, regional)
        return {(one.first["firm_id"], one.second["firm_id"]) for one in found}

    assert pairs(LOCAL_PLANNER) >= {("D-1", "D-2"), ("D-3", "D-4")}
    assert pairs(COACH) == {("D-1", "D-2")}


LOOKING = [actions.see_import, actions.see_counts, actions.see_changes, actions.see_questions]
DECIDING = [actions.publish_import, actions.drop_import]


@pytest.mark.parametrize("action", [*LOOKING, *DECIDING])
def test_import_is_for_the_office_that_began_it(regional, action):
    own = stage(regional, COACH, IN_REGION).batch_id
    of_others = [stage(regional, who, IN_REGION).batch_id for who in OTHERS]

    assert [may(action, COACH, regional, batch_id) for batch_id in of_others] == [False] * 3
    assert not may(action, ELSEWHERE, regional, own)
    assert may(action, COACH, regional, own)


def test_import_that_is_gone_is_said_to_be_gone(regional):
    with pytest.raises(StoreError, match="import 999 was stopped"):
        actions.publish_import(COACH, regional, 999)


def test_act_is_undone_by_the_office_that_did_it(regional):
    own = stage(regional, COACH, IN_REGION).batch_id
    actions.publish_import(COACH, regional, own)
    of_planner = edit(regional, LOCAL_PLANNER, [Edit("firm", {"workers": 3}, "S-1")])

    assert not may(actions.undo_act, COACH, regional, of_planner)
    assert not may(actions.undo_act, ELSEWHERE, regional, own)
    undone = actions.undo_act(COACH, regional, own)
    assert [act.batch_id for act in actions.list_acts(COACH, regional)] == [undone, own]
    assert [act.batch_id for act in actions.list_acts(COACH, regional, 1)] == [undone]
    assert actions.list_acts(ELSEWHERE, regional) == []


def test_rows_set_aside_are_seen_and_mended_by_the_office_that_brought_them(regional):
    staged = {who: stage(regional, who, ";;ikm;Ceper;7").batch_id for who in (COACH, LOCAL_PLANNER)}
    for who, batch_id in staged.items():
        actions.publish_import(who, regional, batch_id)
    rows = {row.batch_id: row for row in actions.see_questions(LOCAL_PLANNER, regional)}
    own, other = (rows[staged[who]].problem_id for who in (COACH, LOCAL_PLANNER))
    cells = {"firm_id": "S-7", "name": "CV Tujuh"}

    assert [row.problem_id for row in actions.see_questions(COACH, regional)] == [own]
    assert not may(actions.mend_row, COACH, regional, other, cells)
    assert not may(actions.mend_row, ELSEWHERE, regional, own, cells)
    assert may(actions.mend_row, COACH, regional, own, cells)


def test_open_cells_are_asked_of_the_office_of_the_firm_whoever_brought_them(regional):
    head = "firm_id;name;kind;place;nib\n"
    rows = ("S-7;CV Tujuh;ikm;Ceper;12", "S-8;CV Delapan;ikm;Kota Tegal;13")
    actions.publish_import(
        LOCAL_PLANNER, regional, stage(regional, LOCAL_PLANNER, *rows, head=head).batch_id
    )

    def firms(who):
        return [one.firm_id for one in actions.see_cell_questions(who, regional)]

    assert (firms(LOCAL_PLANNER), firms(COACH), firms(ELSEWHERE)) == (
        ["S-8", "S-7"],
        ["S-7"],
        ["S-8"],
    )


def test_jobs_are_seen_and_stopped_by_the_office_that_left_them(regional):
    reserve(regional)  # or listing would start a worker for them
    own, *others = (enqueue(regional, who, "import") for who in (COACH, *OTHERS))

    assert [job.job_id for job in actions.list_jobs(COACH, regional)] == [own]
    assert len(actions.list_jobs(LOCAL_PLANNER, regional)) == 4
    for action in (actions.see_job, actions.cancel_job):
        assert [may(action, COACH, regional, job_id) for job_id in others] == [False] * 3
        assert may(action, COACH, regional, own)


def test_refusal_tells_whose_it_is(regional):
    batch_id = stage(regional, LOCAL_PLANNER, IN_REGION).batch_id

    with pytest.raises(DeniedError) as refused:
        actions.drop_import(COACH, regional, batch_id)

    assert str(refused.value) == (
        "an import is for planners and the regional office that began it; ask a planner"
    )


def test_another_office_of_the_same_region_does_not_drop_an_import(regional):
    colleague = Person("Dian", "coach", region=COACH.region)

    assert not may(actions.drop_import, colleague, regional, stage(regional, COACH).batch_id)


@pytest.mark.parametrize(
    ("change", "inside"),
    [
        (Edit("need", {"component": "rem blok"}, "N-1"), True),
        (Edit("need", {"component": "pipa baja"}, "N-2"), False),
        (Edit("need", {"firm_id": "B-2"}, "N-1"), False),
        (Edit("requirement", {"need_id": "N-1", "kind": "material", "value": "baja"}), True),
        (Edit("requirement", {"need_id": "N-2", "kind": "material", "value": "baja"}), False),
        (Edit("partnership", {"product": "rem"}, "P-1"), True),
        (Edit("partnership", {"product": "rem"}, "P-2"), False),
        (Edit("event", {"name": "Temu Lagi"}, "E-1"), False),
    ],
)
def test_records_are_changed_when_their_firm_lies_in_the_region(regional, change, inside):
    assert may(actions.edit_records, COACH, regional, [change]) == inside
