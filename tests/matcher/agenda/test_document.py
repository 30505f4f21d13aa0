import json
from dataclasses import replace

import pytest

from matcher.agenda import Reserve, Unmet, read_document, to_document
from matcher.errors import DataError
from matcher.planner.problem import Resource


def test_problem_plan_and_papers_come_back_equal(event):
    participants = (replace(event.problem.participants[0], free=frozenset({"D1-1300", "D2-0830"})),)
    problem = replace(
        event.problem,
        participants=participants + event.problem.participants[1:],
        resources=(Resource("juru bahasa", 2, frozenset({"D1-1300"})),),
        precedences=(("I-1|B-1", "I-1|B-2"),),
        most_difference=2,
    )

    about = replace(
        event.about,
        attendees={"I-1": ("Bu Sari", "Pak Budi")},
        reserves=(Reserve("I-1", 1, "B-2"),),
        unmet=(Unmet("I-2", "none", {"n": 3}),),
    )

    back = read_document(to_document(problem, event.plan, about).encode(), "plan.json")

    assert back == (problem, event.plan, about)
    assert back[0].name == "Link & Match"


def test_same_plan_gives_the_same_text_whatever_the_order_of_a_set(event):
    ids = [f"D{i}" for i in range(20)]
    ways = [frozenset(ids), frozenset(reversed(ids))]
    texts = {
        to_document(
            replace(event.problem, resources=(Resource("x", 1, one),)), event.plan, event.about
        )
        for one in ways
    }

    assert len(texts) == 1
    assert json.loads(texts.pop())["problem"]["resources"][0]["free"] == sorted(ids)


def edited(event, path, value):
    told = json.loads(to_document(event.problem, event.plan, event.about))
    part = told
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (
            ("plan", "placed", 0, "slot_id"),
            "D9",
            "p.json: 'D9' is named but stands nowhere in the file; correct it",
        ),
        (
            ("plan", "placed", 1, "meeting_id"),
            "X",
            "p.json: 'X' is named but stands nowhere in the file; correct it",
        ),
        (
            ("problem", "meetings", 0, "buyer_id"),
            "B-9",
            "p.json: 'B-9' is named but stands nowhere in the file; correct it",
        ),
        (
            ("plan", "placed", 0, "table_id"),
            7,
            "p.json, plan.placed.0.table_id: '7' is not what stands there in a plan; correct it",
        ),
        (
            ("problem", "slots", 2, "starts"),
            "noon",
            "p.json, problem.slots.2.starts: 'noon' is not what stands there in a plan; correct it",
        ),
        (
            ("problem", "participants", 0, "tabel"),
            "T-1",
            "p.json, problem.participants.0.tabel: there is no such setting; "
            "correct its name or take it out",
        ),
    ],
)
def test_wrong_edit_is_one_line(event, path, value, line):
    with pytest.raises(DataError) as caught:
        read_document(edited(event, path, value), "p.json")

    assert str(caught.value) == line


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"plan"])
def test_no_json_is_one_line(content):
    with pytest.raises(DataError, match=r"^'p\.json' is not JSON; give the file"):
        read_document(content, "p.json")


@pytest.mark.parametrize("content", [b"[]", b"{}", b"3", b'{"problem": {}, "plan": null}'])
def test_other_json_is_one_line(content):
    with pytest.raises(DataError, match=r"^p.json, .*: '.*' is not what stands there in a plan"):
        read_document(content, "p.json")
