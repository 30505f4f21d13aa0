"""Staged, published, dropped and undone in any order: counts hold, and undo comes to nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher import actions
from matcher.errors import LinkmatchError
from matcher.people import LOCAL_PLANNER as WHO

from .conftest import empty
from .pipe import asked, csv_of, held, stage

HEAD = "No|Nama IKM|Kab/Kota|Jenis Produk|Tenaga Kerja"
NAMES = st.sampled_from(
    ["", "CV Arjuna Baja", "PT Bima Presisi", "UD Cakil Cor", "PT. Bima Presisi"]
)
LINES = st.tuples(NAMES, st.sampled_from(["Tegal", "Ceper"]), st.sampled_from(["baut", "mur"]))
FILES = st.lists(LINES, min_size=1, max_size=4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("stage"), st.integers(0, 2), st.sampled_from(["a.csv", "b.csv"])),
        st.tuples(st.sampled_from(["publish", "drop", "undo"]), st.integers(0, 5)),
    ),
    max_size=9,
)


def text_of(lines):
    rows = [f"{i}|{name}|{place}|{made}|{i}" for i, (name, place, made) in enumerate(lines, 1)]
    return csv_of(HEAD, *rows)


@pytest.mark.parametrize("database", ["sqlite"])
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.lists(FILES, min_size=3, max_size=3), steps=STEPS)
def test_steps_in_any_order_keep_every_count_and_are_undone_to_nothing(store, files, steps):
    empty(store)
    staged, live = [], []

    for what, which, *sender in steps:
        if what == "stage":
            found = list(stage(store, text_of(files[which]), sender[0]))
            assert [sum(one.counts.values()) for _, one in found] == [len(files[which])]
            staged += [one.batch_id for _, one in found]
        elif what == "publish" and staged:
            live.append(staged.pop(which % len(staged)))
            actions.publish_import(WHO, store, live[-1])
        elif what == "drop" and staged:
            before = held(store, versions=True), asked(store)
            actions.drop_import(WHO, store, staged.pop(which % len(staged)))
            assert (held(store, versions=True), asked(store)) == before
        elif what == "undo" and live:
            live.append(actions.undo_act(WHO, store, live.pop(which % len(live))))

    state = held(store), asked(store)
    undone = []
    for act in actions.list_acts(WHO, store, 100):
        if act.state == "live" and act.act == "import":
            undone.append(actions.undo_act(WHO, store, act.batch_id))
    assert (held(store), asked(store)) == ({}, [])
    for act in reversed(undone):
        actions.undo_act(WHO, store, act)
    assert (held(store), asked(store)) == state


def test_published_twice_or_dropped_after_is_one_line(store):
    ((_, one),) = stage(store, text_of([("CV Arjuna Baja", "Tegal", "baut")]))
    actions.publish_import(WHO, store, one.batch_id)
    before = held(store)

    with pytest.raises(LinkmatchError):
        actions.publish_import(WHO, store, one.batch_id)
    actions.drop_import(WHO, store, one.batch_id)

    assert held(store) == before != {}
