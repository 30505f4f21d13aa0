"""A store is indexed and asked through the index: the same lists, from the records shown only."""

from dataclasses import replace

import pandas as pd
import pytest

from features import read_suppliers
from matcher import Scorer, actions, load, load_weights
from matcher.access import LOCAL_PLANNER as WHO
from matcher.errors import DataError
from matcher.records import KINDS
from matcher.registry import MOST_SHOWN
from matcher.shortlisting import shortlist
from matcher.store import Edit, begin, edit, open_store, publish, stage
from matcher.store.dataset import TABLES, dataset, dataset_of
from matcher.store.opening import index_folder

NOTHING = lambda *_: None  # noqa: E731


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The example event in a store, with must-haves, certificates, past needs and decisions."""
    opened = open_store(tmp_path_factory.mktemp("registry") / "store.db")
    fill(opened, load("demo_event"))
    decided = {"event_id": "E-1", "supplier_id": "I-004", "buyer_id": "B-01"}
    edit(opened, WHO, [Edit("event", {"event_id": "E-1", "name": "Acara"})])
    edit(opened, WHO, [Edit("override", {**decided, "kind": "must_meet", "reason": "janji"})])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def registry(store):
    actions.index_registry(WHO, store, NOTHING)
    return actions.open_index(WHO, store)


def fill(store, data):
    """Import a dataset as it stands, as one act."""
    batch_id = begin(store, WHO, "import", sender="a")
    for name, kind in TABLES.items():
        rows = [
            {
                **{n: row[n] for n in KINDS[kind].fields if row.get(n) is not None},
                "record_id": KINDS[kind].key_of(row),
                "batch_id": batch_id,
            }
            for row in getattr(data, name).to_dict("records")
        ]
        stage(store, batch_id, {kind: rows})
    publish(store, batch_id)


def plain(found):
    return [
        replace(one, **{name: round(getattr(one, name), 9) for name in NUMBERS})
        for one in found.candidates
    ]


NUMBERS = ("score", "buyer_fit", "supplier_fit", "completeness", "low", "high")


@pytest.mark.parametrize("changes", [{}, {"rho": 0.0, "distance": 0.4}])
def test_the_index_gives_the_lists_of_all_pairs(store, registry, changes):
    weights = load_weights().changed(**changes)
    whole = Scorer(dataset(store), weights)
    asking = actions.ask_index(WHO, store, registry, weights)
    needs = list(whole.needs.index[::6])

    found = {n: actions.find_in_index(WHO, store, registry, asking, n, weights)[1] for n in needs}

    expected = {need: shortlist(whole, need, weights).top(MOST_SHOWN) for need in needs}
    assert {n: plain(of) for n, of in found.items()} == {n: plain(e) for n, e in expected.items()}
    assert {n: of.n_out for n, of in found.items()} == {n: e.n_out for n, e in expected.items()}


def test_only_the_records_of_the_firms_shown_are_read(store, registry):
    weights = load_weights()
    asking = actions.ask_index(WHO, store, registry, weights)

    shown, found = actions.find_in_index(WHO, store, registry, asking, "N-001", weights)

    leading, _ = registry.firms_for(asking, "N-001", weights)
    assert set(shown.data.capabilities["firm_id"]) <= set(leading)
    assert {one.supplier_id for one in found.candidates} <= set(leading)
    assert len(leading) < len(dataset(store).suppliers["firm_id"].unique())
    assert len(asking.data.capabilities) == 0


def test_vectors_out_of_the_index_are_those_of_the_records(store, registry):
    asking = actions.ask_index(WHO, store, registry, load_weights())
    firms, _ = registry.firms_for(asking, "N-001", load_weights())
    data = dataset_of(store, list(firms))
    offered = data.suppliers[data.suppliers["firm_id"].isin(firms)]

    found = registry.encoded(data, offered)

    read = read_suppliers(offered)
    assert len(offered) > 50
    assert list(found) == list(asking.blocks)
    for name, block in asking.blocks.items():
        made = block.supplier_vectors(read)
        assert (found[name].rows != made.rows).nnz == 0
        assert found[name].by_aspect == pytest.approx(made.by_aspect, abs=1e-12)
    one_of_several = offered.index[offered["firm_id"].duplicated()][0]
    assert registry.encoded(data, offered.drop(one_of_several)) is None
    assert registry.encoded(replace(data, version=0), offered) is None


def test_firms_beside_needs_known_before_are_those_of_reading_all(store):
    known = dataset_of(store, ())
    chosen = ["I-004", "I-001", "I-017"]

    beside = dataset_of(store, chosen, known)

    alone = dataset_of(store, chosen)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(beside, name), getattr(alone, name))
    pd.testing.assert_frame_equal(beside.suppliers, alone.suppliers)
    pd.testing.assert_frame_equal(beside.asked, alone.asked)
    assert (beside.pair_rules, beside.partners) == (alone.pair_rules, alone.partners)


def test_what_was_done_since_the_needs_were_read_counts(store):
    known = dataset_of(store, ())
    edit(store, WHO, [Edit("need", {"need_id": "N-001", "component": "poros engkol"})])

    assert known.asked.at["N-001", "component"] != "poros engkol"
    assert dataset_of(store, ["I-004"], known).asked.at["N-001", "component"] == "poros engkol"


def test_pair_from_the_index_is_explained_as_ever(store, registry):
    weights = load_weights()
    whole = Scorer(dataset(store), weights)
    asking = actions.ask_index(WHO, store, registry, weights)
    shown, found = actions.find_in_index(WHO, store, registry, asking, "N-001", weights)
    first = found.candidates[0].supplier_id

    told = actions.explain_pair(WHO, shown, "N-001", first)

    expected = actions.explain_pair(WHO, whole, "N-001", first)
    assert told.lines("en") == expected.lines("en")
    assert told.must_haves("en") == expected.must_haves("en")


def test_store_without_an_index_has_none(tmp_path):
    empty = open_store(tmp_path / "other.db")

    assert (actions.open_index(WHO, empty), actions.index_made_at(WHO, empty)) == (None, 0.0)
    empty.close()


def test_damaged_index_says_what_to_do(store, registry):
    file = index_folder(store) / "index"
    whole = file.read_bytes()
    file.write_bytes(whole[:-100])

    with pytest.raises(DataError, match="is damaged; make it anew: linkmatch index"):
        actions.open_index(WHO, store)

    file.write_bytes(whole)
    assert actions.open_index(WHO, store).version == registry.version
