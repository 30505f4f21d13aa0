"""Runs stay as they were frozen; decisions outlive them and say who made them and why."""

from dataclasses import replace

import pytest

from matcher import Scorer, load, load_weights
from matcher.comparing import compare
from matcher.errors import ChangedError, DataError, NotFoundError
from matcher.freezing import frozen_pairs
from matcher.pairs import LISTS, OUT
from matcher.store import Edit, edit, history, table, version
from matcher.store.overrides import decide, link_firms, overrides, withdraw
from matcher.store.runs import freeze, get_run, list_runs, run_pairs, run_with_pairs

FIRMS = (("S-1", "ikm"), ("S-2", "ikm"), ("S-3", "ikm"), ("B-1", "large"), ("B-2", "large"))


@pytest.fixture
def scorer(folder):
    return Scorer(load(folder))


@pytest.fixture
def event(store, ani):
    """The firms and the first need of `folder`, and an event, in the store."""
    edits = [
        Edit("firm", {"firm_id": one, "name": f"PT {one}", "kind": kind}) for one, kind in FIRMS
    ]
    need = Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "rem block"})
    day = Edit("event", {"event_id": "E-1", "name": "Temu bisnis"})
    edit(store, ani, [*edits, need, day])
    return "E-1"


def test_run_is_read_back_as_it_was_frozen(store, ani, scorer):
    weights = load_weights().changed(process=40)

    run_id = freeze(store, ani, scorer, weights, "pertama", "E-1")

    run, pairs = run_with_pairs(store, run_id)
    assert (run.name, run.event_id, run.who, run.data_version) == ("pertama", "E-1", "Ani", 0)
    assert run.weights == weights
    assert pairs == sorted(
        frozen_pairs(scorer, weights),
        key=lambda p: (p.need_id, LISTS.index(p.listed), p.rank or 0, p.supplier_id),
    )


def test_new_run_stands_beside_the_old_one(store, ani, budi, scorer):
    first = freeze(store, ani, scorer, name="satu", event_id="E-1")
    before = run_with_pairs(store, first)

    second = freeze(store, budi, scorer, load_weights().changed(process=60), "dua")

    assert run_with_pairs(store, first) == before
    assert [run.run_id for run in list_runs(store)] == [second, first]
    assert [run.name for run in list_runs(store, "E-1")] == ["satu"]


@pytest.mark.usefixtures("event")
def test_run_stands_at_the_state_of_the_data_that_was_read(store, ani, scorer):
    read = replace(scorer.data, version=version(store))
    edit(store, ani, [Edit("firm", {"firm_id": "S-9", "name": "UD Baru", "kind": "ikm"})])

    known, unknown = (
        get_run(store, freeze(store, ani, one)).data_version for one in (Scorer(read), scorer)
    )

    assert (known, unknown) == (read.version, read.version + 1)


def test_pairs_of_one_need_or_supplier_are_found(store, ani, scorer):
    run_id = freeze(store, ani, scorer)

    assert {p.need_id for p in run_pairs(store, run_id, need_id="N-1")} == {"N-1"}
    assert {p.supplier_id for p in run_pairs(store, run_id, supplier_id="S-2")} == {"S-2"}
    assert [p.supplier_id for p in run_pairs(store, run_id, "N-1", lists=[OUT])] == ["S-2"]


def test_unknown_run_is_one_line_with_the_way_out(store):
    with pytest.raises(NotFoundError, match=r"^there is no run 7 \(0 kept\); list them with"):
        get_run(store, 7)


def test_decision_survives_a_new_run_and_explains_it(store, ani, folder, event):
    data = load(folder)
    first = freeze(store, ani, Scorer(data))
    decide(store, ani, event, "S-1", "B-1", "never_meet", "sengketa harga")

    later = Scorer(replace(data, overrides=table(store, "override")))
    runs = [run_with_pairs(store, one) for one in (first, freeze(store, ani, later))]

    (change,) = [c for c in compare(*runs).changes if c.causes[0].kind == "decided"]
    assert (change.need_id, change.supplier_id) == ("N-1", "S-1")
    assert (change.before.listed, change.after.listed) == ("ready", "almost")
    assert change.why("en") == "Decided or known since: never meet (sengketa harga; Ani)."


def test_decision_keeps_who_and_why_when_withdrawn_and_made_again(store, ani, budi, event):
    record_id = decide(store, ani, event, "S-1", "B-1", "must_meet", "diminta pembeli")
    withdraw(store, budi, record_id)
    decide(store, ani, event, "S-1", "B-1", "must_meet", "tetap diminta", need_id="N-1")

    told = [
        (one.who, one.values.get("reason"), one.values.get("withdrawn"))
        for one in history(store, "override", record_id)
    ]
    (now,) = overrides(store, event).to_dict("records")
    assert told == [
        ("Ani", "tetap diminta", False),
        ("Budi", None, True),
        ("Ani", "diminta pembeli", False),
    ]
    assert (now["who"], now["reason"], now["need_id"], now["withdrawn"]) == (
        "Ani", "tetap diminta", "N-1", False,
    )  # fmt: skip


def test_decision_without_a_need_forgets_the_need_of_the_one_before(store, ani, event):
    decide(store, ani, event, "S-1", "B-1", "must_meet", "a", need_id="N-1")
    decide(store, ani, event, "S-1", "B-1", "must_meet", "b")

    assert overrides(store)["need_id"].tolist() == [None]


def test_second_of_two_who_decide_at_once_is_told(store, ani, budi, event):
    record_id = decide(store, ani, event, "S-1", "B-1", "never_meet", "a")
    seen = int(overrides(store)["version"].iat[0])
    decide(store, budi, event, "S-1", "B-1", "never_meet", "b", version=seen)

    with pytest.raises(ChangedError, match="Budi"):
        withdraw(store, ani, record_id, version=seen)

    assert overrides(store)["reason"].tolist() == ["b"]


@pytest.mark.parametrize(
    ("said", "error", "line"),
    [
        ({"event_id": "E-9"}, NotFoundError, "there is no event 'E-9' in the store"),
        ({"supplier_id": "S-9"}, NotFoundError, "there is no firm 'S-9' in the store"),
        ({"buyer_id": "B-2", "need_id": "N-1"}, DataError, "the need 'N-1' is not one of 'B-2'"),
        ({"reason": " "}, DataError, "a decision needs a reason"),
    ],
)
def test_decision_about_nothing_is_one_line(store, ani, event, said, error, line):
    whole = {"event_id": event, "supplier_id": "S-1", "buyer_id": "B-1", "kind": "must_meet"}

    with pytest.raises(error, match=line):
        decide(store, ani, **(whole | {"reason": "a"} | said))

    assert len(overrides(store)) == 0


@pytest.mark.usefixtures("event")
def test_link_is_kept_once_whichever_firm_is_named_first(store, ani):
    link_firms(store, ani, "S-2", "S-1")
    link_firms(store, ani, "S-1", "S-2", "sister")

    links = table(store, "firm_link")
    assert links[["firm_id", "other_id", "kind"]].to_numpy().tolist() == [["S-1", "S-2", "sister"]]
