"""Wishes: each side's answer stands alone, and a no reaches the plan."""

import pytest

from matcher.errors import NotFoundError
from matcher.people import LOCAL_PLANNER, Person
from matcher.records import KINDS
from matcher.store import Edit, edit, get
from matcher.store.wishes import answer, declined, never_again, wish_rows, wishes_of

BUDI = Person("Budi", "buyer", firm_id="B-1")
IKA = Person("Ika", "ikm", firm_id="S-1")
NEVER = KINDS["override"].key_of(
    {"event_id": "E-1", "supplier_id": "S-1", "buyer_id": "B-1", "kind": "never_meet"}
)


@pytest.fixture
def event(store):
    """A store with an event, a buyer with two needs, and an IKM."""
    edit(
        store,
        LOCAL_PLANNER,
        [
            Edit("firm", {"firm_id": "B-1", "name": "PT Kereta", "kind": "large"}),
            Edit("firm", {"firm_id": "S-1", "name": "CV Cor", "kind": "ikm"}),
            Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "rem"}),
            Edit("need", {"need_id": "N-2", "firm_id": "B-1", "component": "roda"}),
            Edit("event", {"event_id": "E-1", "name": "Temu Usaha"}),
        ],
    )
    return store


def told(store):
    return sorted((one.by, one.need_id, one.answer, one.reason) for one in wishes_of(store))


def test_both_sides_answer_and_neither_changes_the_other(event):
    answer(event, IKA, "E-1", "S-1", "N-1", "supplier", "wish")
    answer(event, BUDI, "E-1", "S-1", "N-1", "buyer", "decline", "quality")

    assert told(event) == [
        ("buyer", "N-1", "decline", "quality"),
        ("supplier", "N-1", "wish", None),
    ]
    assert declined(event, "E-1") == {("S-1", "B-1", "N-1")}


def test_needs_of_one_pair_are_answered_apart(event):
    answer(event, BUDI, "E-1", "S-1", "N-1", "buyer", "wish")
    answer(event, BUDI, "E-1", "S-1", "N-2", "buyer", "decline", "size")

    assert [one[1:3] for one in told(event)] == [("N-1", "wish"), ("N-2", "decline")]
    assert declined(event, "E-1") == {("S-1", "B-1", "N-2")}


def test_never_is_a_decision_until_the_buyer_says_otherwise(event):
    answer(event, BUDI, "E-1", "S-1", "N-1", "buyer", "never", "supplied")
    decision = get(event, "override", NEVER).values

    answer(event, BUDI, "E-1", "S-1", "N-1", "buyer", "wish")

    assert decision["reason"] == "kata pembeli: kebutuhan sudah terpenuhi"
    assert get(event, "override", NEVER).values["withdrawn"] is True
    assert told(event) == [("buyer", "N-1", "wish", None)]


def test_never_again_counts_at_every_event_for_all_needs_until_the_buyer_says_otherwise(event):
    edit(event, LOCAL_PLANNER, [Edit("event", {"event_id": "E-2", "name": "Temu lagi"})])
    every = {("S-1", "B-1", "N-1"), ("S-1", "B-1", "N-2")}
    answer(event, BUDI, "E-1", "S-1", "N-1", "buyer", "never", "supplied")
    here = [declined(event, "E-2"), never_again(event)]

    answer(event, BUDI, "E-1", "S-1", "N-1", "buyer", "never_again", "supplied")
    always = [declined(event, "E-2"), never_again(event), told(event)]
    answer(event, BUDI, "E-2", "S-1", "N-1", "buyer", "wish")

    assert here == [set(), set()]
    assert always == [every, {("S-1", "B-1")}, [("buyer", "N-1", "never_again", "supplied")]]
    assert (declined(event, "E-2"), never_again(event)) == (set(), set())


def test_answer_of_an_ikm_changes_no_decision_of_the_buyer_and_tells_nothing_of_it(event):
    answer(event, BUDI, "E-1", "S-1", "N-1", "buyer", "never_again", "supplied")

    answer(event, IKA, "E-1", "S-1", "N-1", "supplier", "decline")

    assert never_again(event) == {("S-1", "B-1")}
    assert [one[2] for one in told(event)] == ["never_again", "decline"]


def test_plan_counts_each_need_as_it_was_answered(event):
    answer(event, IKA, "E-1", "S-1", "N-1", "supplier", "wish")
    answer(event, IKA, "E-1", "S-1", "N-2", "supplier", "decline")
    whole = {"event_id": "E-1", "supplier_id": "S-1", "buyer_id": "B-1", "by": "buyer"}
    edit(event, LOCAL_PLANNER, [Edit("wish", whole | {"wished": True})])

    assert sorted(wish_rows(event, "E-1").itertuples(index=False, name=None), key=str) == [
        ("S-1", "B-1", "buyer", True, None),
        ("S-1", "B-1", "supplier", False, "N-2"),
        ("S-1", "B-1", "supplier", True, "N-1"),
    ]


def test_what_the_organisers_decided_outlives_a_buyers_welcome(event):
    pair = {"event_id": "E-1", "supplier_id": "S-1", "buyer_id": "B-1", "kind": "never_meet"}
    edit(event, LOCAL_PLANNER, [Edit("override", pair | {"reason": "x", "withdrawn": False})])

    answer(event, BUDI, "E-1", "S-1", "N-1", "buyer", "wish")

    assert get(event, "override", NEVER).values["withdrawn"] is False


def test_wish_of_a_file_is_read_too(event):
    wish = {"event_id": "E-1", "supplier_id": "S-1", "buyer_id": "B-1", "by": "supplier"}
    edit(event, LOCAL_PLANNER, [Edit("wish", wish | {"wished": True, "need_id": "N-2"})])

    assert told(event) == [("supplier", "N-2", "wish", None)]


@pytest.mark.parametrize(
    "named", [("E-9", "S-1", "N-1"), ("E-1", "S-9", "N-1"), ("E-1", "S-1", "N-9")]
)
def test_what_is_not_there_is_answered_in_one_line(event, named):
    with pytest.raises(NotFoundError, match="there is no"):
        answer(event, BUDI, *named, "buyer", "wish")
