"""Firms are found by what they are called now, on either database, whatever became of them."""

import sqlite3
from contextlib import closing
from itertools import product

import pytest
from alembic import command
from sqlalchemy import create_engine, text

from matcher.people import Person
from matcher.store import Edit, begin, edit, open_store, publish, stage, undo
from matcher.store import finding as found_in
from matcher.store.backup import backup, file_of, restore
from matcher.store.finding import PAGE, Wanted, find_firms, places
from matcher.store.merging import merge
from matcher.store.opening import migrations

FIRMS = (
    ("F-1", "PT Cor Jaya Ceper", "ikm", "Kab. Klaten"),
    ("F-2", "CV Jaya Makmur", "ikm", "Kab. Tegal"),
    ("F-3", "UD 100% Logam_A", "sentra", None),
    ("F-4", "PT Kereta Jaya", "large", "Kota Madiun"),
)


def say(store, who, *firms):
    names = ("firm_id", "name", "kind", "place")
    edit(store, who, [Edit("firm", dict(zip(names, firm, strict=True))) for firm in firms])


def ids(store, words="", **asked):
    return [one.firm_id for one in find_firms(store, Wanted(words, **asked))]


@pytest.fixture
def filled(store, ani):
    say(store, ani, *FIRMS)
    return store


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["F-2", "F-1", "F-4", "F-3"]),
        ("jaya", ["F-2", "F-1", "F-4"]),
        ("JAYA pt", ["F-1", "F-4"]),
        ("ceper cor", ["F-1"]),
        ("aya mak", ["F-2"]),
        ("jayamakmur", []),
        ("t", []),
        ("c", ["F-2", "F-1"]),
        ("ja kE", ["F-4"]),
        ("ay", []),
        ("F-3", ["F-3"]),
        ("F-", []),
        ("100%", ["F-3"]),
        ("100_", []),
        ("logam_a", ["F-3"]),
        ("%", []),
        ("10", ["F-3"]),
        ('"jaya" or', []),
        ("' union select", []),
    ],
)
def test_firms_are_found_by_parts_of_their_name_or_their_id(filled, words, expected):
    assert ids(filled, words) == expected


@pytest.mark.parametrize(
    "words", ["jaya", "cor ceper", "c", "pt", "ja ke", "F-3", "100%", "nobody"]
)
def test_few_and_many_are_found_alike_walked_or_looked_up(filled, words, ani, monkeypatch):
    merge(filled, ani, "F-4", "F-3")
    found = {}

    for most, walked in product((0, 1000), (0, 1, 1000)):
        monkeypatch.setattr(found_in, "_MANY", most)
        monkeypatch.setattr(found_in, "_WALKED", walked)
        found[most, walked] = (ids(filled, words), find_firms(filled, Wanted(words), limit=1))

    assert len({repr(one) for one in found.values()}) == 1
    assert found[0, 0][0][:1] == [one.firm_id for one in found[0, 0][1]]


def test_firms_whose_name_begins_with_a_short_word_come_first_page_by_page(store, ani):
    names = ("CV Pt Abadi", "PT Baja", "pt Cor", "Pt Das", "PTA Emas", "CV Fosfat", "pT Gas")
    say(store, ani, *((f"F-{i}", name, "ikm", None) for i, name in enumerate(names)))
    begins, others = {"PT Baja", "pt Cor", "Pt Das", "PTA Emas", "pT Gas"}, ["CV Pt Abadi"]

    pages, after = [], None
    while page := find_firms(store, Wanted("pt"), after, limit=2):
        pages, after = pages + [one.name for one in page], page[-1]

    assert (set(pages[:5]), pages[5:]) == (begins, others)
    assert [one.name for one in find_firms(store, Wanted("pt"))] == pages
    assert [one.name for one in find_firms(store, Wanted("gas pt"))] == ["pT Gas"]


def test_kind_and_place_narrow_a_list_and_a_search(filled):
    assert ids(filled, kind="ikm") == ["F-2", "F-1"]
    assert ids(filled, places=("Kab. Tegal", "Kota Madiun")) == ["F-2", "F-4"]
    assert ids(filled, places=()) == []
    assert ids(filled, "jaya", kind="large") == ["F-4"]
    assert ids(filled, "jaya", places=("Kab. Klaten",)) == ["F-1"]


def test_places_are_those_that_firms_have_stated(filled, ani):
    edit(filled, ani, [Edit("firm", {"place": "Kab. Tegal"}, "F-4")])

    assert places(filled) == ["Kab. Klaten", "Kab. Tegal"]


def test_store_without_firms_has_no_places(store):
    assert (places(store), find_firms(store)) == ([], [])


def test_page_goes_on_after_the_last_firm_of_the_one_before(store, ani):
    say(store, ani, *((f"F-{i}", f"CV Sama {i % 3}", "ikm", None) for i in range(PAGE + 7)))

    first = find_firms(store)
    second = find_firms(store, after=first[-1])

    order = sorted(range(PAGE + 7), key=lambda i: (i % 3, f"F-{i}"))
    assert [one.firm_id for one in first + second] == [f"F-{i}" for i in order]
    assert len(second) == 7


def test_renamed_firm_is_found_by_its_new_name_only(filled, ani):
    edit(filled, ani, [Edit("firm", {"name": "PT Cor Abadi"}, "F-1")])

    assert (ids(filled, "abadi"), ids(filled, "ceper")) == (["F-1"], [])


def test_merged_firm_is_found_by_either_name_as_the_one_that_is_kept(filled, ani):
    act = merge(filled, ani, "F-1", "F-2")

    assert (ids(filled, "makmur"), ids(filled, "ceper")) == (["F-1"], ["F-1"])
    assert ids(filled, "F-2") == ["F-2"]
    assert (ids(filled), ids(filled, "jaya")) == (["F-1", "F-4", "F-3"], ["F-1", "F-4"])

    undo(filled, ani, act)

    assert (ids(filled, "makmur"), ids(filled, "ceper")) == (["F-2"], ["F-1"])


def test_large_import_is_found_and_so_is_what_comes_after(filled, ani):
    batch_id = begin(filled, ani, "import", sender="a")
    rows = [
        {"firm_id": key, "record_id": key, "name": f"CV Besar {key}", "kind": "ikm"}
        for key in (f"L-{i:04}" for i in range(1_200))
    ]
    told = {"batch_id": batch_id, "line": 1}
    stage(filled, batch_id, {"firm": [row | told for row in rows]})
    publish(filled, batch_id)
    say(filled, ani, ("F-9", "CV Besar Sekali", "ikm", None), ("L-0007", "PD Kecil", "ikm", None))

    assert ids(filled, "besar -0004") == ["L-0004"]
    assert ids(filled, "besar -0007") == []
    assert ids(filled, "besar sekali") == ["F-9"]
    assert ids(filled, "jaya ceper") == ["F-1"]


def test_undone_import_is_found_no_more_and_found_again_when_that_is_undone(filled, ani):
    told = {"firm_id": "F-9", "record_id": "F-9", "name": "CV Tuang Abadi", "kind": "ikm"}
    batch_id = begin(filled, ani, "import", sender="a")
    stage(filled, batch_id, {"firm": [told | {"batch_id": batch_id, "line": 1}]})
    staged = ids(filled, "tuang")
    publish(filled, batch_id)
    published = ids(filled, "tuang")

    taken_back = undo(filled, ani, batch_id)

    assert (staged, published, ids(filled, "tuang")) == ([], ["F-9"], [])
    undo(filled, ani, taken_back)
    assert ids(filled, "tuang") == ["F-9"]


def test_firm_taken_away_is_found_no_more(filled, ani):
    edit(filled, ani, [Edit("firm", {}, "F-3", deleted=True)])

    assert (ids(filled, "logam"), ids(filled, "F-3")) == ([], [])


def test_restored_store_finds_what_the_backup_held(filled, ani, tmp_path):
    backup(filled, ani, tmp_path / "copy.db")
    edit(filled, ani, [Edit("firm", {"name": "PT Cor Abadi"}, "F-1")])

    restore(filled, ani, tmp_path / "copy.db", keep_in=tmp_path / "kept")

    assert (ids(filled, "abadi"), ids(filled, "ceper")) == ([], ["F-1"])


def test_store_of_an_earlier_revision_finds_its_firms_once_it_is_opened(empty_url):
    engine, config = create_engine(empty_url), migrations()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")
        connection.execute(
            text("insert into batch (batch_id, act, state, who, role, at, last_seen) values "
                 "(1, 'edit', 'live', 'Ani', 'planner', '2026-01-02', '2026-01-02')")
        )  # fmt: skip
        connection.execute(
            text("insert into firm (record_id, firm_id, name, kind, batch_id, n_statements) "
                 "values ('F-1', 'F-1', 'PT Cor Jaya', 'ikm', 1, 1)")
        )  # fmt: skip
    engine.dispose()

    with closing(open_store(empty_url)) as opened:
        assert (ids(opened, "cor"), ids(opened, "jaya")) == (["F-1"], ["F-1"])


@pytest.mark.parametrize("database", ["sqlite"])
def test_file_that_somebody_vacuumed_still_finds_its_firms(filled):
    edit(filled, Person("Ani", "planner"), [Edit("firm", {}, "F-1", deleted=True)])
    with closing(sqlite3.connect(file_of(filled))) as plain:
        plain.execute("vacuum")

    assert (ids(filled, "makmur"), ids(filled, "kereta")) == (["F-2"], ["F-4"])
