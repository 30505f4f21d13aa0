"""Whatever an IKM or a buyer may call, what comes back speaks of no other firm."""

import re
from dataclasses import fields, is_dataclass
from itertools import product

import pandas as pd
import pytest

from matcher import actions
from matcher.access import rules
from matcher.errors import DeniedError, LinkmatchError
from matcher.people import LOCAL_PLANNER
from matcher.store import Edit, edit, open_store
from matcher.weights import load_weights

from .firms import BUYER, IKM, IRON, PAIR, fill
from .firms import need as need_of

# what tells of a firm or a person, as it could stand in any text
OF_S1 = ("S-1", "CV Cor Ceper", "0272-444", "C-1")
OF_B1 = ("B-1", "PT Kereta Satu", "0351-111", "rem block cast iron", "71717", "Bu Kontak1")
OTHERS = (
    *("S-2", "PT Las Saingan", "0283-555", "C-2", "Wakil Saingan", "0811-777"),
    *("S-3", "UD Tempa Lawan", "0272-666", "C-3"),
    *("B-2", "PT Motor Rahasia", "021-222", "tutup mesin", "82828", "Pak Kontak2", "Bekasi"),
    *("B-3", "PT Traktor Gelap", "031-333", "roda traktor", "93939", "Kontak3", "Surabaya"),
    *("Wakil Rahasia", "0811-888", "rem block lama", "pesanan", "sengketa", "lebih baik"),
    "catatan-panitia",
)
SUPPLIERS = {"S-2", "PT Las Saingan", "C-2", "S-3", "UD Tempa Lawan", "C-3"}
MAY_READ = {  # who meets reads of the other what the meeting is about
    "ikm": {*OF_S1, *OF_B1} - {"71717", "Bu Kontak1"},
    "buyer": {*OF_B1, *OF_S1, *SUPPLIERS},  # the candidates for its needs
}
DRAWN = {"GBR-71717", "GBR-82828", "GBR-93939"}  # nobody has let go of the drawings
NEVER = {"ikm": {"71717", "Bu Kontak1", *DRAWN}, "buyer": DRAWN - {"GBR-71717"}}
NEEDS, FIRMS = ("N-1", "N-2", "N-3", "N-4"), ("S-1", "S-2", "S-3", "B-1", "B-2", "B-3")

CALLS = {
    "advise_supplier": lambda who, k: actions.advise_supplier(who, k.scorer, k.firm),
    "answer_candidate": lambda who, k: actions.answer_candidate(
        who, k.store, "E-1", "S-2", k.need, "decline", "quality"
    ),
    "completeness_of": lambda who, k: actions.completeness_of(who, k.scorer, k.firm),
    "consent_for_attendee": lambda who, k: actions.consent_for_attendee(
        who, k.store, {"event_id": "E-1", "firm_id": k.firm, "name": "A"}, "share", True
    ),
    "contest_step": lambda who, k: actions.contest_step(who, k.store, k.outcome, "tidak", 1),
    "courteous_answers": lambda who, k: actions.courteous_answers(who, k.store, k.firm, "E-1"),
    "edit_records": lambda who, k: actions.edit_records(
        who, k.store, [Edit("firm", {"markets": "lokal"}, k.firm)]
    ),
    "explain_pair": lambda who, k: actions.explain_pair(who, k.scorer, k.need, "S-2"),
    "export_person": lambda who, k: actions.export_person(who, k.store, k.email),
    "facts_for_planner": lambda who, k: actions.facts_for_planner(who, k.scorer, k.need, "id"),
    "facts_of_need": lambda who, k: actions.facts_of_need(
        who, k.scorer, k.need, "id", None, k.store
    ),
    "find_candidates": lambda who, k: actions.find_candidates(who, k.scorer, k.need),
    "give_consent": lambda who, k: actions.give_consent(who, k.store, k.email, "remind", True),
    "list_attendees": lambda who, k: actions.list_attendees(who, k.store, "E-1", k.firm),
    "list_events": lambda who, k: actions.list_events(who, k.store),
    "needs_for_supplier": lambda who, k: actions.needs_for_supplier(
        who, k.scorer, k.firm, k.all, k.store
    ),
    "noted_of": lambda who, k: actions.noted_of(who, k.store, k.firm),
    "own_agendas": lambda who, k: actions.own_agendas(who, k.store, k.firm),
    "own_events": lambda who, k: actions.own_events(who, k.store, k.firm),
    "own_meetings": lambda who, k: actions.own_meetings(who, k.store, k.firm),
    "own_paper": lambda who, k: actions.own_paper(who, k.store, k.firm, 1, "calendar"),
    "own_records": lambda who, k: actions.own_records(who, k.store, k.firm, k.kind),
    "own_reports": lambda who, k: actions.own_reports(who, k.store, k.firm),
    "own_wishes": lambda who, k: actions.own_wishes(who, k.store, k.firm, "E-1"),
    "partner_contacts": lambda who, k: actions.partner_contacts(who, k.store, k.firm),
    "reasons_for_supplier": lambda who, k: actions.reasons_for_supplier(
        who, k.scorer, k.need, k.firm, None, k.language, k.store
    ),
    "record_attendee": lambda who, k: actions.record_attendee(
        who, k.store, {"event_id": "E-1", "firm_id": k.firm, "name": "A"}
    ),
    "record_outcome": lambda who, k: actions.record_outcome(
        who, k.store, k.need, "S-1", {"step": "sample"}
    ),
    "see_consents": lambda who, k: actions.see_consents(who, k.store, k.email),
    "steps_of_participant": lambda who, k: actions.steps_of_participant(
        who, k.store, "E-1", k.firm
    ),
    "undo_act": lambda who, k: actions.undo_act(who, k.store, k.act),
    "table_of": lambda who, k: actions.table_of(who, k.scorer, k.shortlist(), k.language),
    "wish_for_need": lambda who, k: actions.wish_for_need(
        who, k.store, "E-1", k.firm, k.need, True
    ),
}


FURTHER = {
    "kind": ("firm", "need", "capability", "certificate", "requirement", "attendee"),
    "email": (IKM.email, BUYER.email, "ani@example.org"),
    "outcome": ("O-1", "O-2", "O-3"),
    "act": (1, 2, 3, 99),
}


class Known:
    """The store, and what a caller names in it."""

    def __init__(self, store, scorer, **named):
        self.store, self.scorer = store, scorer
        self.all = scorer.weights.changed(minimum=0.0, floor=0.0)
        vars(self).update(named)

    def shortlist(self):
        return actions.find_candidates(LOCAL_PLANNER, self.scorer, self.need)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("leaks") / "store.db")
    yield store, fill(store)
    store.close()


def said(value):
    """Write out all that stands in a value, however deep."""
    if isinstance(value, pd.DataFrame):
        return said(value.to_dict("records"))
    if is_dataclass(value) and not isinstance(value, type):
        return " ; ".join(said(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, dict):
        return " ; ".join(said(part) for pair in value.items() for part in pair)
    if isinstance(value, (list, tuple, set, frozenset)):
        return " ; ".join(map(said, value))
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def named_in(text, words):
    """Give the words that stand in a text by themselves."""
    return {word for word in words if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)}


@pytest.mark.parametrize("role", ["ikm", "buyer"])
def test_every_action_that_a_firm_may_call_is_tried_here(role):
    table = rules()
    may = set(table[(table["role"] == role) & table["own"]]["action"]) & set(actions.__all__)

    assert may - set(CALLS) == set()


@pytest.mark.parametrize("role", ["ikm", "buyer"])
@pytest.mark.parametrize("action", CALLS)
def test_what_a_firm_is_told_names_no_other(filled, role, action):
    who = {"ikm": IKM, "buyer": BUYER}[role]
    forbidden = {*OTHERS, *OF_B1, *OF_S1} - MAY_READ[role] | NEVER[role]
    asked = product(FIRMS, NEEDS, ("id", "en"))
    for n, (firm, need, language) in enumerate(asked):
        named = {"firm": firm, "need": need, "language": language}
        named |= {name: choices[n % len(choices)] for name, choices in FURTHER.items()}

        told = told_by(CALLS[action], who, Known(*filled, **named))

        echoed = {*named.values()}  # what it asked for, it may read back
        assert (named, named_in(told, forbidden) - echoed) == (named, set())


def told_by(call, who, known):
    """Give all that an action tells, also in refusing; an id that is no need's tells nothing."""
    try:
        return said(call(who, known))
    except (LinkmatchError, ValueError) as refused:
        return str(refused)
    except (KeyError, AttributeError):
        return ""


def test_all_is_told_to_the_planner_so_that_the_words_above_can_be_found(filled):
    store, scorer = filled
    tables = [
        actions.see_table(LOCAL_PLANNER, store, kind) for kind in ("firm", "need", "attendee")
    ]
    told = said([*tables, actions.list_decisions(LOCAL_PLANNER, store)])

    assert named_in(told, OTHERS) >= {*OTHERS} - {"C-2", "C-3", "tutup mesin", "pesanan", "Bekasi"}
    assert scorer.needs.index.tolist() == ["N-1", "N-2", "N-3"]


def test_an_ikm_reads_the_kind_of_part_until_it_meets_the_buyer(filled):
    store, scorer = filled
    every = scorer.weights.changed(minimum=0.0, floor=0.0)

    needs = {n.need_id: n for n in actions.needs_for_supplier(IKM, scorer, "S-1", every, store)}

    assert {need_id: (n.step, n.component, n.buyer) for need_id, n in needs.items()} == {
        "N-1": ("details", "rem block cast iron", "PT Kereta Satu"),
        "N-2": ("family", "", ""),
        "N-3": ("family", "", ""),
    }
    assert needs["N-2"].part("en") != "tutup mesin besi cor"


# what these say of a firm depends on what others served
OF_ALL_FIRMS = ("precedent", "partners", "popularity", "similar_partners")


def told_to(who, store, firm_id):
    """All that an IKM reads of the needs, from the records as they are now."""
    scorer = actions.prepare(LOCAL_PLANNER, actions.open_stored(LOCAL_PLANNER, store))
    of_others = dict.fromkeys(OF_ALL_FIRMS, 0.3)
    every = scorer.weights.changed(minimum=0.0, floor=0.0, **of_others)
    needs = actions.needs_for_supplier(who, scorer, firm_id, every, store)
    reasons = [
        actions.reasons_for_supplier(who, scorer, one.need_id, firm_id, every, "id", store)
        for one in needs
    ]
    return needs, reasons, actions.advise_supplier(who, scorer, firm_id, every)


ALIKE = [  # two needs that differ in their buyer only: whatever is said of it decides their order
    need_of(f"N-{n}", firm_id, "bracket besi cor", **IRON, place="Klaten")
    for n, firm_id in ((8, "B-2"), (9, "B-3"))
]
OF_OTHERS = {
    "an order of another IKM": Edit(
        "outcome",
        {"outcome_id": "X-1", "need_id": "N-4", "supplier_id": "S-3", "step": "repeat_order"},
    ),
    "a promise that a buyer broke to another": Edit(
        "outcome",
        {
            "outcome_id": "X-2",
            "need_id": "N-4",
            "supplier_id": "S-2",
            "step": "no_answer",
            "by": "buyer",
        },
    ),
    "partners of others": Edit(
        "partnership",
        {
            "partnership_id": "X-3",
            "supplier_id": "S-3",
            "buyer_id": "B-3",
            "kind": "partner",
            "product": "roda traktor besi cor",
        },
    ),
    "a decision about others": Edit(
        "override",
        {
            "event_id": "E-1",
            "supplier_id": "S-3",
            "buyer_id": "B-3",
            "kind": "must_meet",
            "reason": "x",
        },
    ),
    "a wish of others": Edit(
        "wish",
        {"event_id": "E-1", "supplier_id": "S-3", "buyer_id": "B-3", "by": "buyer", "wished": True},
    ),
    "its own missed meeting": Edit(
        "outcome",
        {
            "outcome_id": "X-4",
            "need_id": "N-1",
            "supplier_id": "S-1",
            "step": "no_show",
            "by": "supplier",
        },
    ),
}


@pytest.mark.parametrize("what", OF_OTHERS)
def test_nothing_that_an_ikm_reads_moves_with(tmp_path, what):
    store = open_store(tmp_path / "store.db")
    fill(store)
    edit(store, LOCAL_PLANNER, ALIKE)
    before = told_to(IKM, store, "S-1")

    edit(store, LOCAL_PLANNER, [OF_OTHERS[what]])

    assert told_to(IKM, store, "S-1") == before
    assert len(before[0]) == 5
    store.close()


def test_reliability_moves_what_planners_read_and_not_what_a_buyer_reads(tmp_path):
    store = open_store(tmp_path / "store.db")
    before = fill(store)
    broken = [
        Edit(
            "outcome",
            {"outcome_id": f"X-{n}", "need_id": "N-4", "supplier_id": "S-3"}
            | {"step": "no_show", "by": "supplier"},
        )
        for n in range(9)
    ]
    edit(store, LOCAL_PLANNER, broken)
    after = actions.prepare(LOCAL_PLANNER, actions.open_stored(LOCAL_PLANNER, store))

    def score(who, scorer):
        return actions.explain_pair(who, scorer, "N-1", "S-3").candidate.score

    assert score(LOCAL_PLANNER, after) < score(LOCAL_PLANNER, before)
    assert score(BUYER, after) == score(BUYER, before)
    store.close()


def test_buyers_of_similar_firms_move_what_planners_read_and_not_what_an_ikm_reads(tmp_path):
    store = open_store(tmp_path / "store.db")
    fill(store)
    edit(store, LOCAL_PLANNER, ALIKE)
    weights = load_weights().changed(minimum=0.0, floor=0.0, similar_partners=0.1)

    def first_two(who):
        scorer = actions.prepare(LOCAL_PLANNER, actions.open_stored(LOCAL_PLANNER, store))
        if who == IKM:
            found = actions.needs_for_supplier(who, scorer, "S-1", weights, store)
        else:
            found = actions.find_candidates(who, scorer, "S-1", weights, "supplier").candidates
        return [one.need_id for one in found if one.need_id in ("N-8", "N-9")]

    before = {who: first_two(who) for who in (LOCAL_PLANNER, IKM)}
    taken = {"buyer_id": "B-3", "supplier_id": "S-3", "kind": "partner", "product": "rem"}
    edits = [Edit("partnership", taken | {"partnership_id": f"X-{n}"}) for n in range(9)]
    edit(store, LOCAL_PLANNER, edits)
    after = {who: first_two(who) for who in (LOCAL_PLANNER, IKM)}

    assert before == {LOCAL_PLANNER: ["N-8", "N-9"], IKM: ["N-8", "N-9"]}
    assert after == {LOCAL_PLANNER: ["N-9", "N-8"], IKM: ["N-8", "N-9"]}
    store.close()


def test_contacts_are_told_to_who_meets_only(tmp_path):
    store = open_store(tmp_path / "store.db")
    fill(store)

    assert [one.phone for one in actions.partner_contacts(IKM, store, "S-1")] == ["0351-111"]
    with pytest.raises(DeniedError):
        actions.partner_contacts(IKM, store, "S-2")
    store.close()


def test_a_buyer_reads_that_the_organisers_decided_and_not_why(filled):
    _, scorer = filled

    found = actions.find_candidates(BUYER, scorer, "N-1").candidates

    (own,) = [one for one in found if one.supplier_id == PAIR["supplier_id"]]
    assert [(rule.kind, rule.reason, rule.who) for rule in own.rules] == [("must_meet", "", "")]
