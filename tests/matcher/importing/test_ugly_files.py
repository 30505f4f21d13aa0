"""Ugly files through the whole pipe: every row counts, twice is once, undo takes it back."""

from dataclasses import dataclass, field

import pytest

from matcher import actions
from matcher.people import LOCAL_PLANNER as WHO

from ..intake.ugly.make_ugly import READABLE
from .conftest import empty
from .pipe import asked, held, n_problems, stage, take_in


@dataclass
class Story:
    """What a store held, and what was announced, while one file was taken in, again, and undone."""

    n_rows: int = 0
    counts: list = field(default_factory=list)
    previews: list = field(default_factory=list)  # before, changes, counts by kind, after
    states: dict = field(default_factory=dict)


# every file on SQLite; on PostgreSQL, which differs in nothing that a file decides, some
ON_BOTH = [("sqlite", case) for case in READABLE] + [("postgres", case) for case in READABLE[::5]]


@pytest.fixture(scope="module")
def told():
    """Keep the stories of this module, each of which two tests look at."""
    return {}


@pytest.fixture(params=ON_BOTH, ids=lambda pair: f"{pair[0]}-{pair[1].__name__}")
def story(request, told, opened, tmp_path):
    """Take one file in, again, and out."""
    database, case = request.param
    if request.param not in told:
        store = opened(database)
        empty(store)
        told[request.param] = tell(store, case(tmp_path)[0])
    return told[request.param]


def tell(store, path):
    told, acts = Story(), []
    for table, staged in stage(store, path, path.name):
        before = held(store)
        announced = actions.see_changes(WHO, store, staged.batch_id, 10_000)
        by_kind = actions.see_counts(WHO, store, staged.batch_id)
        actions.publish_import(WHO, store, staged.batch_id)
        told.previews.append((before, announced, by_kind, held(store)))
        told.n_rows += len(list(table.lines()))
        told.counts.append((len(list(table.lines())), staged.counts))
        acts.append(staged.batch_id)
    told.states["first"] = held(store, versions=True), asked(store), n_problems(store)
    _, told.again = take_in(store, path, path.name)
    told.states["again"] = held(store, versions=True), asked(store), n_problems(store)
    told.states["after"] = held(store), asked(store)
    undone = [actions.undo_act(WHO, store, act) for act in reversed(acts)]
    told.states["undone"] = held(store), asked(store)
    for act in reversed(undone):
        actions.undo_act(WHO, store, act)
    told.states["redone"] = held(store), asked(store)
    return told


def test_ugly_file_comes_in_whole_once_and_goes_again(story):
    refused = sum(counts["quarantined"] for _, counts in story.counts)

    assert [sum(counts.values()) for _, counts in story.counts] == [n for n, _ in story.counts]
    assert story.states["again"] == story.states["first"]
    expected = {"imported": 0, "updated": 0, "quarantined": refused}
    assert story.again == expected | {"unchanged": story.n_rows - refused}
    assert story.states["undone"] == ({}, [])
    assert story.states["redone"] == story.states["after"]


def test_preview_of_an_ugly_file_is_what_publishing_does(story):
    for before, announced, by_kind, after in story.previews:
        new = {key for key in after if key not in before}
        assert {(c.kind, c.record_id) for c in announced if c.new} == new
        assert {kind: n for kind, (n, _) in by_kind.items() if n} == {
            kind: sum(key[0] == kind for key in new) for kind, _ in new
        }
        assert touched(announced) >= {key for key in before if after[key] != before[key]}
        for change in announced:
            row = after[change.kind, change.record_id]
            known = row | (row["extra"] or {})
            will_be = {name: values[2] for name, values in change.fields.items()}
            assert {name: known[name] for name in will_be} == will_be


def touched(announced):
    return {(change.kind, change.record_id) for change in announced}
