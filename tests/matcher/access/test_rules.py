"""Every action refuses whom its rule does not name, and says so in one line."""

import inspect

import pytest

from matcher import actions
from matcher.access import Sides, allowed, of, owns, rules
from matcher.errors import DeniedError
from matcher.people import LOCAL_PLANNER, Person

from .people import PEOPLE, may

# of the buyer B-1, the IKM S-1 in Klaten; and of nobody above
OWN = {"buyer": ("N-1", "S-2"), "ikm": ("N-2", "S-1"), "coach": ("N-2", "S-1")}
OTHER = {"buyer": ("N-2", "S-1"), "ikm": ("N-1", "S-2"), "coach": ("N-1", "S-2")}


def list_of(who, scorer, need_id, supplier_id):
    """Ask as a coach for an IKM's candidates, else for a need's."""
    record_id = supplier_id if who.role == "coach" else need_id
    return actions.find_candidates(who, scorer, record_id)


def table_of(who, scorer, need_id, supplier_id):
    record_id = supplier_id if who.role == "coach" else need_id
    found = actions.find_candidates(LOCAL_PLANNER, scorer, record_id)
    return actions.table_of(who, scorer, found, "en")


CALLS = {
    "open_data": lambda who, _scorer, _need, _firm: actions.open_data(who),
    "prepare": lambda who, scorer, _need, _firm: actions.prepare(who, scorer.data),
    "find_candidates": list_of,
    "table_of": table_of,
    "explain_pair": actions.explain_pair,
    "facts_for_planner": lambda who, scorer, need, _firm: actions.facts_for_planner(
        who, scorer, need, "id"
    ),
    "map_pairs": lambda who, scorer, _need, _firm: actions.map_pairs(who, scorer),
    "list_records": lambda who, scorer, _need, _firm: actions.list_records(
        who, scorer.data, "needs", "id"
    ),
    "needs_for_supplier": lambda who, scorer, _need, firm: actions.needs_for_supplier(
        who, scorer, firm
    ),
    "advise_supplier": lambda who, scorer, _need, firm: actions.advise_supplier(who, scorer, firm),
    "reasons_for_supplier": actions.reasons_for_supplier,
    "facts_of_need": lambda who, scorer, need, _firm: actions.facts_of_need(
        who, scorer, need, "id"
    ),
    "see_overview": lambda who, scorer, _need, _firm: actions.see_overview(who, scorer),
    "move_weight": lambda who, scorer, _need, _firm: actions.move_weight(
        who, scorer.weights, "rho", 20, scorer.weights
    ),
    "compare_weights": lambda who, scorer, _need, _firm: actions.compare_weights(
        who, scorer, scorer.weights, scorer.weights
    ),
    "influence_of_weights": lambda who, scorer, _need, _firm: actions.influence_of_weights(
        who, scorer, scorer.weights
    ),
    "save_weights": lambda who, scorer, _need, _firm: actions.save_weights(who, scorer.weights),
    "open_weights": lambda who, scorer, _need, _firm: actions.open_weights(
        who, actions.save_weights(LOCAL_PLANNER, scorer.weights), "w.toml"
    ),
}


@pytest.mark.parametrize("action", CALLS)
def test_actions_refuse_whom_their_rule_does_not_name(scorer, action):
    found = {}
    for role, who in PEOPLE.items():
        own, other = OWN.get(role, ("N-1", "S-1")), OTHER.get(role, ("N-2", "S-2"))
        found[role] = tuple(may(CALLS[action], who, scorer, *ids) for ids in (own, other))

    table = rules().query("action == @action")
    stated = {row.role: (row.own, row.other) for row in table.itertuples()}
    assert found == stated


@pytest.mark.parametrize(
    ("role", "may_own", "may_all"),
    [
        (
            "ikm",
            {"advise_supplier", "needs_for_supplier", "reasons_for_supplier"},
            {"facts_of_need"},
        ),
        (
            "buyer",
            {"explain_pair", "facts_for_planner", "facts_of_need", "find_candidates", "table_of"},
            set(),
        ),
        (
            "viewer",
            set(),
            {
                "explain_pair",
                "facts_of_need",
                "find_candidates",
                "map_pairs",
                "open_data",
                "prepare",
                "see_overview",
                "table_of",
            },
        ),
        ("desk", set(), set()),
    ],
)
def test_what_a_role_may_do_is_no_more_than_it_needs(role, may_own, may_all):
    table = rules()[rules()["action"].isin(CALLS) & (rules()["role"] == role)]

    assert set(table[table["own"] & ~table["other"]]["action"]) == may_own
    assert set(table[table["other"]]["action"]) == may_all


def test_ikm_never_reads_candidates_of_its_own_name_either(scorer):
    assert not may(actions.find_candidates, PEOPLE["ikm"], scorer, "S-1")


def test_buyer_sees_its_own_list_by_id_and_by_name_only(scorer):
    asked = ["N-1", "B-1", "PT. Kereta", "N-2", "B-2", "PT Motor", "S-1", "N-3"]

    seen = [it for it in asked if may(actions.find_candidates, PEOPLE["buyer"], scorer, it)]

    assert seen == ["N-1", "B-1", "PT. Kereta"]


def test_person_without_a_firm_owns_nothing_not_even_what_nobody_owns(scorer):
    nobody = Person("X", "buyer")

    assert not may(actions.find_candidates, nobody, scorer, "N-3")
    assert not owns(nobody, Sides())
    assert not owns(Person("X", "coach"), Sides(place=""))


@pytest.mark.parametrize("role", ["admin", "", "Planner"])
def test_unknown_role_may_do_nothing(scorer, role):
    assert not any(may(call, Person("X", role), scorer, "N-1", "S-1") for call in CALLS.values())


def test_refusal_is_one_line_that_says_who_may_and_what_to_do(scorer):
    with pytest.raises(DeniedError) as refused:
        actions.map_pairs(PEOPLE["ikm"], scorer)

    line = "the map of all needs and IKM is for planners and viewers; ask a planner"
    assert str(refused.value) == line


def test_buyer_does_not_read_what_other_buyers_asked_for():
    scorer = actions.prepare(LOCAL_PLANNER, actions.open_data(LOCAL_PLANNER, "demo_event"))
    listed = actions.find_candidates(LOCAL_PLANNER, scorer, str(scorer.needs.index[0])).candidates
    pairs = [(one.need_id, one.supplier_id) for one in listed]
    need_id, supplier_id = next(
        pair
        for pair in pairs
        if "precedent" in actions.explain_pair(LOCAL_PLANNER, scorer, *pair).details
    )
    buyer = Person("B", "buyer", firm_id=scorer.needs.at[need_id, "firm_id"])

    seen = actions.explain_pair(buyer, scorer, need_id, supplier_id)

    assert seen.details["precedent"]["en"] == "it made similar parts before"
    assert [share.parts for share in seen.shares if share.criterion == "precedent"] == [()]
    weights = scorer.weights.changed(reliability=0, record=0)  # for planners
    whole = actions.explain_pair(LOCAL_PLANNER, scorer, need_id, supplier_id, weights)
    assert sum(s.amount for s in seen.shares) == sum(s.amount for s in whole.shares)


def test_action_keeps_its_name_its_words_and_its_signature():
    shape = inspect.signature(actions.explain_pair)

    assert actions.explain_pair.__name__ == "explain_pair"
    assert actions.explain_pair.__doc__ == "Say why a supplier stands where it stands for a need."
    assert list(shape.parameters) == ["who", "scorer", "need_id", "supplier_id", "weights"]


@pytest.mark.parametrize(
    "levels", [{"buyer": "own"}, {"desk": "own", "whose": of()}, {"planner": "own", "whose": of()}]
)
def test_own_that_cannot_be_told_is_a_programming_mistake(levels):
    with pytest.raises(ValueError, match="needs whose="):
        allowed("it is for nobody; go", **levels)
