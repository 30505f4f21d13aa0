"""Pairs go out with their scores and come back with wishes, or are refused in one line."""

import csv
import io
from types import SimpleNamespace

import pytest

from matcher.agenda import Wishes, pairs_csv, plan_csv, read_wishes
from matcher.errors import DataError
from matcher.planner.event_problem import Lock

NEEDS = {"N-1": "B-1", "N-2": "B-2"}


def pair(supplier, buyer, need, score):
    return SimpleNamespace(supplier_id=supplier, buyer_id=buyer, need_id=need, score=score)


PAIRS = [
    pair("I-1", "B-1", "N-1", 50.0),
    pair("I-2", "B-2", None, 1 / 3),
    pair("I-1", "B-2", "N-2", 70),
]


@pytest.fixture
def rows():
    content = pairs_csv(PAIRS, {"I-1": "=cmd", "B-2": "PT Motor"}, {"N-1": "rem"})
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def read(event):
    def _read(rows):
        file = io.StringIO()
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        problem = event.problem
        given = (problem.participants, NEEDS, problem.slots, problem.tables)
        return read_wishes(file.getvalue().encode(), "w.csv", *given)

    return _read


def test_pairs_stand_best_first_with_names_and_scores(rows):
    assert [(row["supplier_id"], row["buyer_id"], row["score"]) for row in rows] == [
        ("I-1", "B-2", "70.0"),
        ("I-1", "B-1", "50.0"),
        ("I-2", "B-2", "0.333333"),
    ]
    assert (rows[0]["supplier"], rows[0]["buyer"], rows[1]["need"]) == ("'=cmd", "PT Motor", "rem")


def test_untouched_file_wishes_nothing(rows, read):
    assert read(rows) == Wishes()


def test_words_of_both_languages_are_wishes(rows, read):
    for row, word in zip(rows, ("Must", "jangan", "WAJIB"), strict=True):
        row["wish"] = word

    assert read(rows) == Wishes(
        must=frozenset({("I-1", "B-2", "N-2"), ("I-2", "B-2")}),
        never=frozenset({("I-1", "B-1")}),
    )


def test_slot_is_a_lock_and_the_pair_must_meet(rows, read):
    rows[0] |= {"slot_id": "D1-1325", "table_id": "A02"}
    rows[2] |= {"date": "2026-12-10", "starts": "8.30"}

    found = read(rows)

    assert found.locks == (
        Lock("I-1", "B-2", "D1-1325", "A02"),
        Lock("I-2", "B-2", "D2-0830", None),
    )
    assert found.must == frozenset({("I-1", "B-2", "N-2"), ("I-2", "B-2")})


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"wish": "maybe"}, "w.csv, row 2: 'maybe' is no wish; write must, never, lock or nothing"),
        (
            {"wish": "must", "supplier_id": "I-9"},
            "w.csv, row 2, supplier_id: 'I-9' takes no part in this event",
        ),
        (
            {"wish": "must", "buyer_id": ""},
            "w.csv, row 2, buyer_id: '' takes no part in this event",
        ),
        (
            {"wish": "must", "buyer_id": "I-1"},
            "w.csv, row 2, buyer_id: 'I-1' is an IKM; write a buyer there",
        ),
        (
            {"wish": "must", "need_id": "N-1"},
            "w.csv, row 2: 'N-1' is no open need of 'B-2'; correct need_id",
        ),
        (
            {"wish": "never", "slot_id": "D1-1300"},
            "w.csv, row 2: who is never to meet cannot have a slot; take one of them out",
        ),
        (
            {"slot_id": "D1-1300", "table_id": "Q"},
            "w.csv, row 2: 'Q' is no table of this event; correct table_id",
        ),
        (
            {"slot_id": "noon"},
            "w.csv, row 2: 'noon' is not one slot of this event; correct slot_id, or leave it "
            "blank and write date and starts",
        ),
        ({"table_id": "A01"}, "w.csv, row 2: there is a table but no slot; write when"),
    ],
)
def test_wrong_edit_is_one_line_with_its_row(rows, read, change, line):
    rows[0] |= change

    with pytest.raises(DataError) as caught:
        read(rows)

    assert str(caught.value) == line


def test_two_wishes_for_one_pair_are_one_line(rows, read):
    rows = [rows[0] | {"wish": "must"}, rows[0] | {"wish": "never"}]

    with pytest.raises(DataError, match="row 3: 'I-1' and 'B-2' already have another wish above"):
        read(rows)


def test_never_may_stand_at_every_need_of_a_pair(rows, read):
    rows = [rows[0] | {"wish": "never"}, rows[0] | {"wish": "never", "need_id": "N-3"}]

    assert read(rows).never == frozenset({("I-1", "B-2")})


def test_in_the_file_of_a_plan_only_a_lock_settles_the_time(event):
    problem = event.problem
    text = plan_csv(problem, event.plan, event.about).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    rows[0]["wish"] = "wajib"

    found = _again(rows, event)

    assert found.locks == (Lock("I-1", "B-2", "D2-0830", "A02"),)  # locked in the plan itself
    assert found.must == frozenset({("I-1", "B-1", "N-1"), ("I-1", "B-2", "N-2")})


def test_a_lock_without_a_time_is_one_line(event):
    text = plan_csv(event.problem, event.plan, event.about).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    rows[3]["wish"] = "kunci"

    with pytest.raises(DataError, match=r"^p.csv, row 5: a lock needs a slot; write when$"):
        _again(rows, event)


def _again(rows, event):
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    problem = event.problem
    given = (problem.participants, NEEDS, problem.slots, problem.tables)
    return read_wishes(file.getvalue().encode(), "p.csv", *given)
