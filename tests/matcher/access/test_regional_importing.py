"""A regional office brings in rows about firms in its region; the others are set aside."""

import pytest

from matcher import actions
from matcher.actions.jobs import TASKS
from matcher.errors import DataError
from matcher.people import LOCAL_PLANNER, Person
from matcher.store import find

from .people import may
from .region import COACH, NO_REGION, stage

WIDE = Person("Citra", "coach", region="Jawa Tengah")
NARROW = Person("Citra", "coach", region="Kab. Tegal")
IN, OUT = "S-7;CV Tujuh;ikm;Ceper;7", "S-8;CV Delapan;ikm;Kota Tegal;8"
TABLES = {
    "firm": "firm_id;name;kind;place;workers\n",
    "capability": "capability_id;firm_id;product\n",
    "need": "need_id;firm_id;component\n",
    "requirement": "need_id;kind;value\n",
    "partnership": "partnership_id;supplier_id;buyer_id;kind\n",
    "event": "event_id;name;date\n",
    "participant": "event_id;firm_id;role\n",
}


def reasons(store, staged):
    rows = actions.see_questions(LOCAL_PLANNER, store, staged.batch_id, "set aside")
    return [row.message.format(**row.values) for row in rows]


@pytest.mark.parametrize(
    ("kind", "row", "inside"),
    [
        ("firm", "S-7;CV Tujuh;ikm;Ceper;7", True),
        ("firm", "S-7;CV Tujuh;ikm;Kota Tegal;7", False),
        ("firm", "S-7;CV Tujuh;ikm;;7", False),
        ("firm", "S-1;CV Cor;ikm;;7", True),
        ("firm", "S-1;CV Cor;ikm;Kota Tegal;7", False),  # moved away
        ("firm", "S-2;PT Las;ikm;;7", False),
        ("firm", "S-2;PT Las;ikm;Ceper;7", False),  # taken over
        ("firm", "S-3;UD Kosong;ikm;Ceper;7", True),  # nobody knew where it lies
        ("firm", "B-9;PT Besar;large;Klaten;7", True),
        ("capability", "C-9;S-1;roda", True),
        ("capability", "C-9;S-2;roda", False),
        ("capability", "C-9;CV Baru;roda", False),
        ("capability", "C-2;S-1;roda", True),
        ("need", "N-9;B-1;roda", True),
        ("need", "N-9;B-2;roda", False),
        ("need", "N-9;;roda", False),
        ("requirement", "N-1;material;baja", True),
        ("requirement", "N-2;material;baja", False),
        ("partnership", "P-9;S-1;B-2;mou", True),
        ("partnership", "P-9;S-2;B-1;mou", False),
        ("event", "E-9;Temu;2027-01-01", False),
        ("participant", "E-1;S-4;ikm", False),
    ],
)
def test_row_comes_in_when_its_firm_lies_in_the_region(regional, kind, row, inside):
    own = stage(regional, COACH, row, head=TABLES[kind], name=f"{kind}s.csv")
    all_ = stage(regional, LOCAL_PLANNER, row, head=TABLES[kind], name=f"{kind}s.csv")

    assert (own.counts["quarantined"] == 0, all_.counts["quarantined"]) == (inside, 0)


def test_rest_of_the_file_is_imported(regional):
    staged = stage(regional, COACH, IN, OUT, "S-1;CV Cor;ikm;Ceper;9")

    assert staged.counts == {"imported": 1, "updated": 1, "unchanged": 0, "quarantined": 1}


@pytest.mark.parametrize(
    ("who", "row", "reason"),
    [
        (
            COACH,
            OUT,
            "'CV Delapan' lies in Kota Tegal, outside your region Kab. Klaten; "
            "a planner can import it",
        ),
        (
            NARROW,
            "S-8;CV Delapan;ikm;Tegal;8",
            "'CV Delapan' is not known to lie in your region Kab. Tegal; write its regency, "
            "or ask a planner to import it",
        ),
    ],
)
def test_reason_tells_where_the_firm_lies(regional, who, row, reason):
    assert reasons(regional, stage(regional, who, row)) == [reason]


def test_place_that_can_be_two_regencies_of_the_region_lies_in_it(regional):
    assert stage(regional, WIDE, "S-8;CV Delapan;ikm;Tegal;8").counts["quarantined"] == 0


def test_firm_placed_by_the_file_may_be_spoken_of_further_down(regional):
    head = "firm_id;name;kind;place;workers;product\n"

    staged = stage(
        regional, COACH, "S-3;UD Kosong;ikm;Ceper;7;baut", "S-3;UD Kosong;ikm;;7;mur", head=head
    )

    assert staged.counts["quarantined"] == 0


def test_file_read_again_gives_the_same_and_asks_nothing_anew(regional):
    actions.publish_import(COACH, regional, stage(regional, COACH, IN, OUT).batch_id)

    again = stage(regional, COACH, IN, OUT)

    assert again.counts == {"imported": 0, "updated": 0, "unchanged": 1, "quarantined": 1}
    assert reasons(regional, again) == []


def test_planner_brings_in_the_same_file_whole(regional):
    actions.publish_import(COACH, regional, stage(regional, COACH, IN, OUT).batch_id)

    staged = stage(regional, LOCAL_PLANNER, IN, OUT)

    assert staged.counts == {"imported": 1, "updated": 0, "unchanged": 1, "quarantined": 0}


def test_planner_mends_the_row_as_it_stands(regional):
    actions.publish_import(COACH, regional, stage(regional, COACH, IN, OUT).batch_id)
    (row,) = actions.see_questions(COACH, regional)

    actions.mend_row(LOCAL_PLANNER, regional, row.problem_id, {})

    assert [one.values["place"] for one in find(regional, "firm", ["S-8"])] == ["Kota Tegal"]
    assert actions.see_questions(COACH, regional) == []


def test_office_mends_a_row_by_its_place_but_not_for_another_region(regional):
    actions.publish_import(COACH, regional, stage(regional, COACH, OUT).batch_id)
    (row,) = actions.see_questions(COACH, regional)

    with pytest.raises(DataError, match=r"outside your region Kab. Klaten"):
        actions.mend_row(COACH, regional, row.problem_id, {"place": "Kab. Tegal"})
    actions.mend_row(COACH, regional, row.problem_id, {"place": "Ceper"})

    assert [one.values["place"] for one in find(regional, "firm", ["S-8"])] == ["Ceper"]


def test_office_without_a_region_imports_nothing(regional):
    assert not may(stage, regional, NO_REGION)


def test_worker_reads_a_file_as_the_office_that_left_it(regional):
    content = f"{TABLES['firm']}{IN}\n{OUT}\n".encode()
    (table,) = actions.read_file(COACH, content, "ikm.csv")
    mapping = actions.propose_mapping(COACH, regional, table, "ikm.csv").to_json()
    source = {"sender": "ikm.csv", "file": "ikm.csv"}
    told = {"table": 0, "mapping": mapping, "source": source, "as_of": None}

    found = TASKS["import"](regional, COACH, told, content, lambda *_: None)

    assert found["counts"]["quarantined"] == 1


PARTNERS = "partnership_id;supplier_id;buyer_id;kind\n"


@pytest.mark.parametrize(
    ("head", "row", "reason"),
    [
        (
            PARTNERS,
            "P-9;PT Lass;B-1;mou",  # a planner would read: PT Las?
            "supplier_id: no firm is called 'PT Lass'; correct it or add the firm first",
        ),
        (
            PARTNERS,
            "P-9;CV Corr;B-1;mou",
            "supplier_id: no firm is called 'CV Corr'; CV Cor? correct it or add the firm first",
        ),
        (
            TABLES["firm"],
            "S-2;CV Pegas Mandiri;ikm;Ceper;7",
            "firm_id: 'S-2' is already the id of another firm; give the firm an id of its own",
        ),
        (
            TABLES["capability"],
            "C-9;S-2;roda",
            "'S-2' lies in Kota Tegal, outside your region Kab. Klaten; a planner can import it",
        ),
        (
            "outcome_id;supplier_id;need_id;buyer_id;step\n",
            "O-9;S-1;sesuatu;B-2;mou",  # a planner would read: N-2 (pipa)
            "it is not clear which need 'sesuatu' is; write its id instead: -",
        ),
    ],
)
def test_reason_names_nothing_from_outside_the_region(regional, head, row, reason):
    staged = stage(regional, COACH, row, head=head, name="lain.csv")

    assert reasons(regional, staged) == [reason]


def test_planner_is_told_which_firm_may_be_meant(regional):
    staged = stage(regional, LOCAL_PLANNER, "P-9;PT Lass;B-1;mou", head=PARTNERS, name="lain.csv")

    assert reasons(regional, staged) == [
        "supplier_id: no firm is called 'PT Lass'; PT Las? correct it or add the firm first"
    ]
