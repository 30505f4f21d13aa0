"""Edits are own when the record is so before and after."""

import pytest

from matcher.access import allowed, of, of_edits
from matcher.store import Edit

from .people import PEOPLE, may

PAIR = {"event_id": "E-1", "supplier_id": "S-1", "buyer_id": "B-1"}
STEP = {"outcome_id": "O-1", "need_id": "N-1", "supplier_id": "S-1", "step": "no_show"}
MOU = {"partnership_id": "P-1", "supplier_id": "S-1", "buyer_id": "B-1", "kind": "mou"}


def change(who, store, edits):
    """Edit as an action of everybody's own records would."""


CHANGE = allowed(
    "changing is for all; ask", whose=of_edits, planner="all", buyer="own", ikm="own", coach="own"
)(change)


@pytest.mark.parametrize(
    ("role", "edits", "allowed_"),
    [
        ("buyer", [Edit("need", {"need_id": "N-1", "component": "rem block"})], True),
        ("buyer", [Edit("need", {"need_id": "N-9", "firm_id": "B-1", "component": "x"})], True),
        ("buyer", [Edit("requirement", {"need_id": "N-1", "kind": "process", "value": "x"})], True),
        ("buyer", [Edit("need", {"need_id": "N-2", "component": "x"})], False),
        ("buyer", [Edit("need", {"component": "x"}, "N-2")], False),
        ("buyer", [Edit("need", {"need_id": "N-2", "firm_id": "B-1"})], False),  # taken over
        ("buyer", [Edit("need", {"need_id": " N-2 ", "firm_id": "B-1"})], False),
        ("buyer", [Edit("need", {"need_id": "N-1", "firm_id": "B-2"})], False),  # given away
        ("buyer", [Edit("capability", {"capability_id": "C-9", "firm_id": "B-1"})], False),
        ("buyer", [Edit("need", {"component": "x"}, "N-1"), Edit("need", {}, "N-2")], False),
        ("buyer", [], False),
        ("buyer", [Edit("override", {**PAIR, "kind": "never_meet", "reason": "x"})], False),
        ("buyer", [Edit("wish", {**PAIR, "by": "buyer", "wished": True})], True),
        ("buyer", [Edit("wish", {**PAIR, "by": "supplier", "wished": True})], False),
        ("buyer", [Edit("outcome", {**STEP, "by": "supplier"})], False),
        ("buyer", [Edit("need", {"released": "details"}, "N-1")], True),
        ("buyer", [Edit("firm", {"merged_into": "B-2"}, "B-1")], False),
        ("ikm", [Edit("wish", {**PAIR, "by": "supplier", "wished": True})], True),
        ("ikm", [Edit("wish", {**PAIR, "by": "buyer", "wished": True})], False),
        ("ikm", [Edit("outcome", STEP)], False),
        ("ikm", [Edit("partnership", MOU)], False),
        ("ikm", [Edit("need", {"released": "details"}, "N-1")], False),
        ("ikm", [Edit("capability", {"product": "roda"}, "C-1")], True),
        ("ikm", [Edit("firm", {"phone": "0272-1"}, "S-1")], True),
        ("ikm", [Edit("capability", {"product": "roda"}, "C-2")], False),
        ("ikm", [Edit("need", {"need_id": "N-9", "firm_id": "S-1"})], False),
        ("coach", [Edit("capability", {"product": "roda"}, "C-1")], True),
        ("coach", [Edit("capability", {"product": "roda"}, "C-2")], False),
        ("coach", [Edit("firm", {"firm_id": "S-9", "name": "UD", "place": "Ceper"})], True),
        ("coach", [Edit("firm", {"firm_id": "S-9", "name": "UD"})], False),
        ("coach", [Edit("firm", {"place": "Kota Tegal"}, "S-1")], False),
        ("planner", [Edit("need", {"component": "x"}, "N-2")], True),
        ("desk", [Edit("need", {"component": "x"}, "N-1")], False),
    ],
)
def test_edits_are_own_when_the_record_is_so_before_and_after(store, role, edits, allowed_):
    assert may(CHANGE, PEOPLE[role], store, edits) == allowed_


def test_records_of_a_store_are_found_by_their_firm(store):
    def look(who, store, need_id):
        return who.name, store.sqlite, need_id

    look_at = allowed("it is for buyers; ask", whose=of(need="need_id"), buyer="own")(look)

    assert look_at(PEOPLE["buyer"], store, "N-1") == ("Budi", True, "N-1")
    assert not may(look_at, PEOPLE["buyer"], store, need_id="N-2")
