"""A regional office reads what is about firms in its region, and nothing about others."""

import pytest

from matcher import actions
from matcher.people import LOCAL_PLANNER

from .people import may
from .region import COACH, ELSEWHERE, NO_REGION, RECORDS

OFFER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LISTS = {
    "firm": ["B-1", "S-1", "S-4"],
    "need": ["N-1"],
    "requirement": ["N-1"],
    "capability": ["C-1"],
    "partnership": ["P-1"],
    "outcome": ["O-1"],
    "event": ["E-1"],
    "participant": ["S-1"],
    "override": [],
}
KEY = {"requirement": "need_id", "participant": "firm_id", "override": "supplier_id"}


@pytest.mark.parametrize("kind", LISTS)
def test_table_holds_what_is_about_firms_of_the_region(regional, kind):
    column = KEY.get(kind, f"{kind}_id")

    seen = actions.see_table(COACH, regional, kind)

    assert seen[column].tolist() == LISTS[kind]


def test_planner_sees_every_table_whole(regional):
    n_rows = sum(len(actions.see_table(LOCAL_PLANNER, regional, kind)) for kind in LISTS)

    assert n_rows == len(RECORDS)


@pytest.mark.parametrize("look", [actions.see_record, actions.see_facts, actions.see_history])
@pytest.mark.parametrize(
    ("kind", "record_id", "inside"),
    [
        ("firm", "S-1", True),
        ("firm", "B-1", True),
        ("firm", "S-2", False),
        ("firm", "S-3", False),  # nobody knows where it lies
        ("firm", "S-9", False),
        ("need", "N-1", True),
        ("need", "N-2", False),
        ("requirement", "N-1 | process | cor", True),
        ("requirement", "N-2 | process | las", False),
        ("capability", "C-1", True),
        ("capability", "C-2", False),
        ("partnership", "P-1", True),
        ("partnership", "P-2", False),
        ("outcome", "O-1", True),
        ("outcome", "O-2", False),
        ("event", "E-1", True),
        ("override", "E-1 | S-1 | B-1 | never_meet", False),
    ],
)
def test_record_is_read_when_its_firm_lies_in_the_region(regional, look, kind, record_id, inside):
    assert may(look, COACH, regional, kind, record_id) == inside


def test_firms_elsewhere_are_not_found(regional):
    found = actions.search_firms(COACH, regional, "")

    assert found == [("S-1", "CV Cor"), ("S-4", "CV Tuang"), ("B-1", "PT Kereta")]
    assert actions.search_firms(COACH, regional, "", 1) == found[:1]
    assert actions.search_firms(COACH, regional, "las") == []
    assert [one[:2] for one in actions.list_firms(COACH, regional)] == found


@pytest.mark.parametrize(
    ("kind", "record_id", "inside"),
    [("firm", "S-1", True), ("firm", "S-2", False), ("need", "N-1", True), ("need", "N-2", False)],
)
def test_files_are_kept_listed_opened_and_removed_in_the_region_only(
    regional, kind, record_id, inside
):
    attach = (regional, kind, record_id, "profile", "profil.pdf", OFFER)
    kept = actions.attach_file(LOCAL_PLANNER, *attach).attachment_id

    assert may(actions.attach_file, COACH, *attach) == inside
    assert may(actions.list_files, COACH, regional, kind, record_id) == inside
    assert may(actions.open_file, COACH, regional, kept) == inside
    assert may(actions.remove_file, COACH, regional, kept) == inside


def test_dataset_holds_the_firms_of_the_region_and_all_needs(regional):
    data = actions.open_stored(COACH, regional)

    assert data.firms["firm_id"].tolist() == ["B-1", "B-2", "S-1", "S-4"]
    assert sorted(set(data.suppliers["firm_id"])) == ["S-1", "S-4"]
    assert data.needs["need_id"].tolist() == ["N-1", "N-2"]
    assert data.requirements["need_id"].tolist() == ["N-1", "N-2"]
    assert data.capabilities["capability_id"].tolist() == ["C-1"]
    assert data.partnerships["partnership_id"].tolist() == ["P-1"]


def test_dataset_tells_neither_contacts_of_needs_elsewhere_nor_whom_their_buyers_met(regional):
    data = actions.open_stored(COACH, regional)

    assert data.needs["contact"].tolist() == [None, None]
    assert data.outcomes["supplier_id"].tolist() == ["S-1", None]
    assert data.asked["kept"].to_dict() == {"N-1": 1, "N-2": 1}


def test_what_the_dataset_gives_can_be_matched(regional):
    scorer = actions.prepare(COACH, actions.open_stored(COACH, regional))

    assert may(actions.needs_for_supplier, COACH, scorer, "S-1")
    assert not may(actions.needs_for_supplier, ELSEWHERE, scorer, "S-1")


LISTING = {
    "see_table": lambda who, store: actions.see_table(who, store, "firm"),
    "open_stored": actions.open_stored,
    "list_firms": actions.list_firms,
    "list_places": actions.list_places,
    "search_firms": lambda who, store: actions.search_firms(who, store, "CV"),
    "see_duplicates": actions.see_duplicates,
    "see_cell_questions": actions.see_cell_questions,
    "see_questions": actions.see_questions,
    "list_jobs": actions.list_jobs,
    "list_acts": actions.list_acts,
}


@pytest.mark.parametrize("action", LISTING)
def test_office_without_a_region_is_refused_every_list(regional, action):
    assert may(LISTING[action], COACH, regional)
    assert not may(LISTING[action], NO_REGION, regional)
