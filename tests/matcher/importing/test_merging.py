"""Merging: two firms that are one keep every name, link and statement, and part again on undo."""

import pytest

from matcher import actions
from matcher.errors import NotFoundError
from matcher.people import LOCAL_PLANNER as WHO
from matcher.store import Edit, edit, facts

from .pipe import csv_of, firms, held, take_in

HEAD = "firm_id|name|kind|place|phone|workers|as_of|certainty|Luas"
KEEP = "S-1|CV Maju|ikm|Kab. Tegal|0812-3456-7890|10|2025-01-01|claimed|2 ha"
GONE = "S-2|CV Maju Jaya|ikm|Kab. Tegal|0812-3456-7890|12|2026-01-01|seen|"


@pytest.fixture
def two(store):
    """Two firms that are one, each with all that can hang on a firm."""
    take_in(store, csv_of(HEAD, KEEP), "dinas.csv")
    take_in(store, csv_of(HEAD, GONE), "asosiasi.csv")
    said = [
        ("firm", {"firm_id": "B-1", "name": "PT Besar", "kind": "large"}),
        ("need", {"need_id": "N-1", "firm_id": "B-1", "component": "rem"}),
        ("event", {"event_id": "E-1", "name": "Link"}),
    ]
    for n in (1, 2):
        firm = {"firm_id": f"S-{n}"}
        pair = {"supplier_id": f"S-{n}", "buyer_id": "B-1"}
        said += [
            ("capability", firm | {"capability_id": f"C-{n}", "product": f"produk {n}"}),
            ("certificate", firm | {"certificate": f"ISO {n}", "status": "held"}),
            ("alias", firm | {"alias": f"Nama lain {n}"}),
            ("partnership", pair | {"partnership_id": f"P-{n}", "kind": "mou"}),
            ("outcome", {"outcome_id": f"O-{n}", "need_id": "N-1", "step": "sample"}),
            ("participant", firm | {"event_id": "E-1", "role": "ikm"}),
            ("attendee", firm | {"event_id": "E-1", "name": f"Orang {n}"}),
            ("wish", pair | {"event_id": "E-1", "by": "supplier", "wished": True}),
        ]
        said[-4][1]["supplier_id"] = f"S-{n}"
    edit(store, WHO, [Edit(kind, values) for kind, values in said])
    return store


def naming(store, firm_id):
    """Count by kind the records that name a firm."""
    found = {}
    for (kind, _), row in held(store).items():
        ends = ("firm_id", "supplier_id", "buyer_id", "other_id")
        if kind != "firm" and any(row.get(end) == firm_id for end in ends):
            found[kind] = found.get(kind, 0) + 1
    return found


def test_merge_moves_every_link_and_keeps_every_name(two):
    actions.merge_firms(WHO, two, "S-1", "S-2")

    assert naming(two, "S-2") == {}
    assert naming(two, "S-1") == {
        "alias": 3,
        "capability": 2,
        "certificate": 2,
        "partnership": 2,
        "outcome": 2,
        "participant": 1,
        "attendee": 2,
        "wish": 1,
    }
    aliases = {r["alias"] for (kind, _), r in held(two).items() if kind == "alias"}
    assert aliases == {"Nama lain 1", "Nama lain 2", "CV Maju Jaya"}


def test_merge_keeps_what_was_said_with_where_it_came_from(two):
    actions.merge_firms(WHO, two, "S-1", "S-2")

    told = [f for f in facts(two, "firm", "S-1") if f.field == "workers"]
    assert [(f.value, f.source, f.certainty, f.held) for f in told] == [
        (12, "asosiasi.csv", "seen", True),
        (10, "dinas.csv", "claimed", False),
    ]
    assert held(two)["firm", "S-1"]["extra"] == {"Luas": "2 ha"}


def test_list_of_acts_names_both_firms_of_a_merge(two):
    actions.merge_firms(WHO, two, "S-1", "S-2")

    assert actions.list_acts(WHO, two, 1)[0].note == "CV Maju Jaya (S-2) = CV Maju (S-1)"


def test_what_somebody_verified_as_unknown_of_the_one_is_unknown_of_the_kept(two):
    told = {"workers": None, "certainty": "verified", "verified_by": "Ani"}
    edit(two, WHO, [Edit("firm", told, "S-2")])
    before = held(two)["firm", "S-2"]["workers"], held(two)["firm", "S-1"]["workers"]

    actions.merge_firms(WHO, two, "S-1", "S-2")

    assert before == (None, 10)
    assert held(two)["firm", "S-1"]["workers"] is None


def test_merged_sisters_are_not_linked_to_themselves_until_undone(two):
    actions.link_firms(WHO, two, "S-1", "S-2", "sister")
    links = [key for kind, key in held(two) if kind == "firm_link"]

    act = actions.merge_firms(WHO, two, "S-1", "S-2")
    merged = [key for kind, key in held(two) if kind == "firm_link"]
    actions.undo_act(WHO, two, act)

    assert (len(links), merged) == (1, [])
    assert [key for kind, key in held(two) if kind == "firm_link"] == links


def test_undoing_a_merge_gives_exactly_the_state_before(two):
    before = held(two)

    act = actions.merge_firms(WHO, two, "S-1", "S-2")
    after = held(two)
    redo = actions.undo_act(WHO, two, act)

    assert held(two) == before
    actions.undo_act(WHO, two, redo)
    assert held(two) == after


def test_merge_of_merged_goes_to_the_last_and_parts_in_any_order(two):
    head = "firm_id|name|kind"
    take_in(two, csv_of(head, "S-3|CV Maju Jaya Abadi|ikm"), "c.csv")
    before = held(two)

    first = actions.merge_firms(WHO, two, "S-2", "S-1")
    second = actions.merge_firms(WHO, two, "S-3", "S-2")
    take_in(
        two,
        csv_of("firm_id|name|kind|workers", "S-1|CV Maju|ikm|99"),
        "d.csv",
        certainty="verified",
    )

    assert held(two)["firm", "S-3"]["workers"] == 99
    assert naming(two, "S-1") == naming(two, "S-2") == {}
    actions.undo_act(WHO, two, actions.list_acts(WHO, two)[0].batch_id)
    actions.undo_act(WHO, two, first)
    actions.undo_act(WHO, two, second)
    assert held(two) == before


def test_firm_is_not_merged_twice_nor_both_ways_nor_with_itself(two):
    actions.merge_firms(WHO, two, "S-1", "S-2")

    for keep, gone in (("S-1", "S-2"), ("S-2", "S-1"), ("S-1", "S-1"), ("S-1", "X")):
        with pytest.raises(NotFoundError):
            actions.merge_firms(WHO, two, keep, gone)


def test_file_of_a_merged_firm_that_comes_again_changes_nothing(two):
    actions.merge_firms(WHO, two, "S-1", "S-2")
    before = held(two, versions=True)

    _, counts = take_in(two, csv_of(HEAD, GONE), "asosiasi.csv")

    assert counts == {"imported": 0, "updated": 0, "unchanged": 1, "quarantined": 0}
    assert held(two, versions=True) == before


def test_export_of_merged_firms_read_back_changes_nothing(two):
    actions.merge_firms(WHO, two, "S-1", "S-2")
    before = held(two, versions=True)

    take_in(two, actions.export_workbook(WHO, two), "all.xlsx")

    assert held(two, versions=True) == before


def pairs(store):
    found = actions.see_duplicates(WHO, store)
    return [{one.first["firm_id"], one.second["firm_id"]} for one in found]


def test_duplicates_show_a_pair_until_somebody_decides(two):
    assert {"S-1", "S-2"} in pairs(two)

    for kind in ("different", "sister", "same_owner"):
        link = {"firm_id": "S-2", "other_id": "S-1", "kind": kind}
        act = edit(two, WHO, [Edit("firm_link", link)])
        assert {"S-1", "S-2"} not in pairs(two)
        actions.undo_act(WHO, two, act)

    assert {"S-1", "S-2"} in pairs(two)


def test_duplicates_show_no_merged_pair_until_it_is_undone(two):
    act = actions.merge_firms(WHO, two, "S-1", "S-2")
    assert [pair for pair in pairs(two) if "S-2" in pair] == []

    actions.undo_act(WHO, two, act)

    assert {"S-1", "S-2"} in pairs(two)
    assert set(firms(two)) == {"S-1", "S-2", "B-1"}
