"""Accepted weights on the command line: they count, that is said, and a file takes their place."""

import csv
from contextlib import closing
from datetime import date

import pytest
from typer.testing import CliRunner

from matcher import actions, load, load_weights
from matcher.cli import cli
from matcher.errors import DataError
from matcher.learn import learn
from matcher.people import LOCAL_PLANNER
from matcher.store import Edit, edit, open_store
from matcher.weights import to_toml

BY_DISTANCE = load_weights().changed(distance=50.0)
FAR, NEAR = "S-1", "S-2"


def firm(firm_id, kind, place):
    return Edit("firm", {"firm_id": firm_id, "name": firm_id, "kind": kind, "place": place})


RECORDS = [
    firm(FAR, "ikm", "Kota Medan"),
    firm(NEAR, "ikm", "Kota Madiun"),
    firm("B-1", "large", "Kota Madiun"),
    Edit("capability", {"capability_id": "C-1", "firm_id": FAR, "product": "rem block"}),
    Edit("capability", {"capability_id": "C-2", "firm_id": NEAR, "product": "poros"}),
    Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "rem block"}),
]


@pytest.fixture
def db(tmp_path):
    """A store in which the shipped weights prefer the maker of the part, far away."""
    with closing(open_store(tmp_path / "store.db")) as store:
        edit(store, LOCAL_PLANNER, RECORDS)
    return tmp_path / "store.db"


@pytest.fixture
def accepted(db):
    """The same store after somebody accepted weights that prefer whoever is near."""
    lesson = learn(load("link_and_match"), load_weights(), date(2026, 1, 1)).to_json()
    told = type("Told", (), {"toml": to_toml(BY_DISTANCE), "to_json": lambda _: lesson})()
    with closing(open_store(db)) as store:
        actions.accept_weights(LOCAL_PLANNER, store, told, "Bu Sari")
    return db


def first(*arguments):
    result = CliRunner().invoke(
        cli, ["shortlist", "N-1", "--csv", "--language", "en", *map(str, arguments)]
    )
    best = next(csv.DictReader(result.stdout.splitlines()))
    return best["Supplier id"], result.stderr


def test_accepted_weights_order_the_list_and_are_named(accepted):
    who, told = first("--db", accepted)

    assert who == NEAR
    assert "Weights 1 count, accepted by Bu Sari on " in told
    assert told.count("\n") == 1


def test_without_accepted_weights_those_that_ship_count_and_nothing_is_said(db):
    who, told = first("--db", db)

    assert who == FAR
    assert told == ""


def test_a_weights_file_takes_their_place(accepted, tmp_path):
    (tmp_path / "own.toml").write_text(to_toml(load_weights()))

    who, told = first("--db", accepted, "--weights", tmp_path / "own.toml")

    assert who == FAR
    assert told == ""


def test_a_kept_run_goes_by_accepted_weights(accepted, run):
    assert run("runs", "--keep", "x", "--db", accepted)[0] == 0

    with closing(open_store(accepted)) as store:
        (kept,) = actions.list_runs(LOCAL_PLANNER, store)
        assert kept.weights.criteria["distance"] == 50.0


def past(n):
    """Needs of the past that each went to the maker of the part."""
    places = ("Kota Tegal", "Kota Medan", "Kota Medan")
    firms = [firm(f"S-{i}", "ikm", place) for i, place in enumerate(places)]
    firms.append(firm("B-1", "large", "Kota Tegal"))
    made = [
        Edit("capability", {"capability_id": f"C-{i}", "firm_id": f"S-{i}", "product": product})
        for i, product in enumerate(("rem block", "knalpot", "poros"))
    ]
    days = [date(2024 + i % 2, 1 + i % 12, 5) for i in range(n)]
    parts = [("rem block", "knalpot", "poros")[i % 3] for i in range(n)]
    needs = [
        Edit("need", {"need_id": f"P-{i}", "firm_id": "B-1", "component": part, "date": day})
        for i, (part, day) in enumerate(zip(parts, days, strict=True))
    ]
    outcomes = [
        Edit(
            "outcome",
            {"outcome_id": f"O-{i}", "need_id": f"P-{i}", "supplier_id": f"S-{i % 3}"}
            | {"step": "mou", "date": day},
        )
        for i, day in enumerate(days)
    ]
    return [*firms, *made, *needs, *outcomes]


def test_few_outcomes_are_too_few_and_there_is_nothing_to_accept(tmp_path, run):
    with closing(open_store(tmp_path / "few.db")) as store:
        edit(store, LOCAL_PLANNER, past(4))

    lines = run("learn", "--db", tmp_path / "few.db")[1]

    assert " ".join(lines).startswith("all outcomes come from one buyer, B-1;")
    assert "Too few to tell: " in " ".join(lines)
    with pytest.raises(DataError, match="nothing to accept"):
        run("learn", "--db", tmp_path / "few.db", "--accept", "Bu Sari")


def test_a_person_accepts_what_outcomes_teach(tmp_path, run):
    """The weights at the start look at the distance, and two of three makers are far away."""
    db, start = tmp_path / "many.db", tmp_path / "start.toml"
    with closing(open_store(db)) as store:
        edit(store, LOCAL_PLANNER, past(48))
    blind = dict.fromkeys(load_weights().criteria, 0.0) | {"support": 1.0, "distance": 1.0}
    start.write_text(to_toml(load_weights().changed(**blind | {"component": 0.05})))

    code, lines = run("learn", "--db", db, "--weights", start, "--accept", "Bu Sari")

    assert (code, lines[-1]) == (0, "Accepted as weights 1; they count from now on.")
    with closing(open_store(db)) as store:
        (kept,) = actions.list_accepted_weights(LOCAL_PLANNER, store)
        assert kept.accepted_by == "Bu Sari"
        assert kept.weights.share("distance") < 0.9


def test_weights_of_a_history_are_accepted_by_nobody(run, tmp_path):
    with pytest.raises(DataError, match="--accept is for the store"):
        run("learn", "--history", tmp_path, "--accept", "Bu Sari")


def test_the_store_is_evaluated_where_no_history_is_named(tmp_path, run):
    db = tmp_path / "many.db"
    with closing(open_store(db)) as store:
        edit(store, LOCAL_PLANNER, past(48))

    code, lines = run("evaluate", "--db", db, "--split", "2025-01-01")

    assert code == 0
    assert any(line.startswith("All pairs: 24 needs") for line in lines)
