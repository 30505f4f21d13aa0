"""Every action says who may do it, and does refuse the others."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

from matcher import actions
from matcher.access import Sides, allowed, as_markdown, of, of_edits, owns, rule_of, rules
from matcher.errors import DeniedError
from matcher.people import LOCAL_PLANNER, ROLES, Person
from matcher.store import Edit, edit, open_store

DOCUMENT = Path(__file__).parents[2] / "docs" / "access.md"
HEAD = """# Who may do what

`all`: with every record; `own`: with those of the firm that a buyer or an IKM speaks for, or of
the firms in the region of a coach (a regional office); blank: not at all. The rules stand at the
actions in `matcher/actions`; this table is made from them.

"""
PEOPLE = {
    "planner": LOCAL_PLANNER,
    "buyer": Person("Budi", "buyer", firm_id="B-1"),
    "ikm": Person("Ika", "ikm", firm_id="S-1"),
    "coach": Person("Citra", "coach", region="Kab. Klaten"),
    "desk": Person("Dewi", "desk"),
    "viewer": Person("Vina", "viewer"),
}
# of the buyer B-1, the IKM S-1 in Klaten; and of nobody above
OWN = {"buyer": ("N-1", "S-2"), "ikm": ("N-2", "S-1"), "coach": ("N-2", "S-1")}
OTHER = {"buyer": ("N-2", "S-1"), "ikm": ("N-1", "S-2"), "coach": ("N-1", "S-2")}


PAIR = {"event_id": "E-1", "supplier_id": "S-1", "buyer_id": "B-1"}


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


@pytest.fixture
def scorer(folder):
    return actions.prepare(LOCAL_PLANNER, actions.open_data(LOCAL_PLANNER, str(folder)))


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "store.db")
    records = [
        Edit("firm", {"firm_id": "B-1", "name": "PT Kereta", "kind": "large"}),
        Edit("firm", {"firm_id": "B-2", "name": "PT Motor", "kind": "large"}),
        Edit("firm", {"firm_id": "S-1", "name": "CV Cor", "kind": "ikm", "place": "Ceper"}),
        Edit("firm", {"firm_id": "S-2", "name": "PT Las", "kind": "ikm", "place": "Kota Tegal"}),
        Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "rem"}),
        Edit("need", {"need_id": "N-2", "firm_id": "B-2", "component": "pipa"}),
        Edit("capability", {"capability_id": "C-1", "firm_id": "S-1"}),
        Edit("capability", {"capability_id": "C-2", "firm_id": "S-2"}),
    ]
    edit(opened, LOCAL_PLANNER, records)
    yield opened
    opened.close()


def may(call, *arguments, **named):
    try:
        call(*arguments, **named)
    except DeniedError:
        return False
    return True


def every_action():
    """Give every public function of matcher.actions but those that only arrange arguments."""
    for found in pkgutil.iter_modules(actions.__path__, "matcher.actions."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            reaches = {"who", "store", "scorer", "data"} & set(
                inspect.signature(function).parameters
            )
            if function.__module__ == module.__name__ and not name.startswith("_") and reaches:
                yield function


def test_every_action_has_a_rule():
    assert [action.__qualname__ for action in every_action() if rule_of(action) is None] == []


def test_every_public_name_of_the_actions_is_an_action():
    functions = [getattr(actions, name) for name in actions.__all__]

    assert [f for f in functions if inspect.isfunction(f) and rule_of(f) is None] == []


def test_an_action_without_a_rule_is_found():
    def forgotten(who):
        return who

    assert rule_of(forgotten) is None


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
            {"facts_of_need", "open_data", "prepare"},
        ),
        (
            "buyer",
            {"explain_pair", "facts_for_planner", "facts_of_need", "find_candidates", "table_of"},
            {"open_data", "prepare"},
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
        ("desk", set(), {"open_data", "prepare"}),
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


WORDS = {
    "planner": "planner",
    "buyer": "buyer",
    "ikm": "IKM",
    "coach": "regional office",
    "desk": "desk",
    "viewer": "viewer",
}


@pytest.mark.parametrize("action", list(every_action()), ids=lambda action: action.__name__)
def test_refusal_names_exactly_who_may(action):
    rule = rule_of(action)
    what, _, to_do = rule.refusal.partition("; ")
    who_may = re.split(r"\b(?:for|by)\b", what, maxsplit=1)[-1]

    assert to_do
    assert [r for r in ROLES if WORDS[r] in who_may] == [r for r in ROLES if r in rule.levels]


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
    whole = actions.explain_pair(LOCAL_PLANNER, scorer, need_id, supplier_id)
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


def test_the_document_is_what_the_actions_say():
    """Renew it with: python tests/matcher/test_access.py."""
    list(every_action())

    assert DOCUMENT.read_text(encoding="utf-8") == HEAD + document_table()


def document_table():
    """Write the rules of the actions, without those that a test makes."""
    named = {f"| `{action.__name__}` " for action in every_action()} | {"| action ", "| --- "}
    lines = as_markdown().splitlines(keepends=True)
    return "".join(line for line in lines if any(line.startswith(start) for start in named))


if __name__ == "__main__":
    DOCUMENT.write_text(HEAD + document_table(), encoding="utf-8")
