"""Edits: two people on one record, and values that do not fit, on both databases."""

from datetime import date
from threading import Barrier, Thread

import pytest

from matcher.errors import ChangedError, DataError, NotFoundError
from matcher.people import Person
from matcher.store import (
    Edit,
    begin,
    count,
    edit,
    get,
    history,
    open_store,
    publish,
    select_records,
    stage,
    undo,
    version,
)

FIRM = {"firm_id": "S-1", "name": "CV Cor Ceper", "kind": "ikm", "place": "Ceper"}


@pytest.fixture
def firm(store, ani):
    """A firm in the store; its version is 1."""
    edit(store, ani, [Edit("firm", FIRM)])
    return store


def refused(store, who, *edits):
    with pytest.raises(ChangedError) as found:
        edit(store, who, edits)
    return found.value


def test_second_editor_is_told_who_when_and_what(firm, ani, budi):
    edit(firm, ani, [Edit("firm", {"place": "Klaten", "workers": 12}, "S-1", 1)])

    told = refused(firm, budi, Edit("firm", {"place": "Tegal"}, "S-1", 1))

    at = get(firm, "firm", "S-1").changed_at
    assert str(told) == (
        f"'S-1' was changed by Ani at {at:%Y-%m-%d %H:%M}; look at the difference and save again"
    )
    assert told.values["version"] == 2
    assert told.difference == {
        "place": ("Ceper", "Klaten", "Tegal"),
        "workers": (None, 12.0, None),
    }


def test_refused_edit_writes_nothing_of_its_act(firm, ani, budi):
    edit(firm, ani, [Edit("firm", {"place": "Klaten"}, "S-1", 1)])
    other = Edit("firm", {"firm_id": "S-2", "name": "UD Dua", "kind": "ikm"})

    refused(firm, budi, other, Edit("firm", {"place": "Tegal"}, "S-1", 1))

    assert (count(firm, "firm"), len(history(firm, "firm", "S-1")), version(firm)) == (1, 2, 2)


def test_saving_again_with_the_new_version_goes_through(firm, ani, budi):
    edit(firm, ani, [Edit("firm", {"place": "Klaten"}, "S-1", 1)])
    told = refused(firm, budi, Edit("firm", {"workers": 7}, "S-1", 1))

    edit(firm, budi, [Edit("firm", {"workers": 7}, "S-1", told.values["version"])])

    values = get(firm, "firm", "S-1").values
    assert (values["place"], values["workers"]) == ("Klaten", 7.0)


def test_difference_shows_an_import_that_began_before_what_was_looked_at(store, ani, budi):
    slow = begin(store, ani, "import")
    told = {"batch_id": slow, "record_id": "S-1", "firm_id": "S-1", "certainty": "claimed"}
    stage(store, slow, {"firm": [told | {"workers": 12.0}]})
    looked_at = edit(store, budi, [Edit("firm", FIRM)])
    publish(store, slow)

    told = refused(store, budi, Edit("firm", {"place": "Tegal"}, "S-1", looked_at))

    assert told.difference == {
        "place": ("Ceper", "Ceper", "Tegal"),
        "workers": (None, 12.0, None),
    }


def test_difference_shows_what_an_undo_took_away(firm, ani, budi):
    looked_at = edit(firm, ani, [Edit("firm", {"workers": 12}, "S-1", 1)])
    undo(firm, ani, looked_at)

    told = refused(firm, budi, Edit("firm", {"place": "Tegal"}, "S-1", looked_at))

    assert told.difference == {
        "place": ("Ceper", "Ceper", "Tegal"),
        "workers": (12.0, None, 12.0),
    }


def test_of_two_who_save_at_once_one_is_told_and_nothing_is_lost(firm):
    """Two sessions of one process, as two visitors of the page have."""
    start, told = Barrier(2), {}

    def save(name):
        start.wait()
        try:
            edit(firm, Person(name, "planner"), [Edit("firm", {"place": name}, "S-1", 1)])
        except ChangedError as error:
            told[name] = error

    threads = [Thread(target=save, args=(name,)) for name in ("Klaten", "Tegal")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (loser,) = told
    (winner,) = {"Klaten", "Tegal"} - {loser}
    assert told[loser].values["who"] == winner
    assert told[loser].difference["place"] == ("Ceper", winner, loser)
    assert [one.who for one in history(firm, "firm", "S-1")] == [winner, "Ani"]


def test_of_eight_processes_that_save_at_once_seven_are_told(store_url, at_once, ani):
    first = open_store(store_url)
    edit(first, ani, [Edit("firm", FIRM)])
    first.close()

    results = at_once(save_version_one, [(store_url, f"P-{n}") for n in range(8)])

    again = open_store(store_url)
    said = [one.who for one in history(again, "firm", "S-1")]
    again.close()
    (winner,) = [name for name, other in results if other is None]
    assert [other for name, other in results if name != winner] == [winner] * 7
    assert said == [winner, "Ani"]


def save_version_one(url, name):
    """Give who was first, None when that was oneself."""
    opened = open_store(url)
    try:
        edit(opened, Person(name, "planner"), [Edit("firm", {"place": name}, "S-1", 1)])
    except ChangedError as error:
        return name, error.values["who"]
    finally:
        opened.close()
    return name, None


def test_number_is_read_as_in_a_file(firm, ani):
    edit(firm, ani, [Edit("firm", {"workers": "1.200"}, "S-1")])

    assert get(firm, "firm", "S-1").values["workers"] == 1200.0


def test_date_is_read_as_in_a_file(firm, ani):
    held = {"firm_id": "S-1", "certificate": "ISO 9001", "status": "held"}
    edit(firm, ani, [Edit("certificate", held)])

    edit(firm, ani, [Edit("certificate", {"valid_until": "2027-01-02"}, "S-1 | ISO 9001")])

    values = get(firm, "certificate", "S-1 | ISO 9001").values
    assert (values["status"], values["valid_until"]) == ("held", date(2027, 1, 2))


def test_record_is_named_by_its_values_as_they_are_read(firm, ani):
    edit(firm, ani, [Edit("firm", {"firm_id": " S-2 ", "name": "UD Dua", "kind": "ikm"})])
    must = {"need_id": "N-1", "kind": "volume_per_month", "value": "3.000"}
    edit(firm, ani, [Edit("requirement", must)])

    assert [one.record_id for one in select_records(firm, "firm")] == ["S-1", "S-2"]
    assert get(firm, "requirement", "N-1 | volume_per_month | 3000").values["value"] == "3000"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"workers": "banyak"}, "workers: 'banyak' does not fit; correct it"),
        ({"kind": "besar"}, "kind: 'besar' does not fit; correct it"),
        ({"name": None}, "name: '' does not fit; correct it"),
        ({"name": "CV\0Cor"}, "name: 'CV\0Cor' does not fit; correct it"),
        ({"name": "CV \ud800"}, "name: 'CV ?' does not fit; correct it"),
    ],
)
def test_value_that_does_not_fit_is_refused(firm, ani, values, said):
    with pytest.raises(DataError) as found:
        edit(firm, ani, [Edit("firm", values, "S-1")])

    assert str(found.value) == said
    assert version(firm) == 1


def test_new_record_needs_what_it_must_have(store, ani):
    with pytest.raises(DataError, match="kind: '' does not fit"):
        edit(store, ani, [Edit("firm", {"firm_id": "S-2", "name": "UD Dua"})])

    assert version(store) == 0


@pytest.mark.parametrize("one", [{"deleted": True}, {"version": 3}, {}])
def test_record_that_is_not_there_cannot_be_changed(store, ani, one):
    with pytest.raises(NotFoundError, match="'S-9' is no longer there"):
        edit(store, ani, [Edit("firm", {"place": "Tegal"}, "S-9", **one)])


def test_taking_away_what_somebody_changed_is_refused(firm, ani, budi):
    edit(firm, ani, [Edit("firm", {"place": "Klaten"}, "S-1", 1)])

    refused(firm, budi, Edit("firm", {}, "S-1", 1, deleted=True))

    assert count(firm, "firm") == 1


def test_record_taken_away_can_be_said_again(firm, ani):
    edit(firm, ani, [Edit("firm", {}, "S-1", 1, deleted=True)])

    edit(firm, ani, [Edit("firm", FIRM | {"place": "Tegal"})])

    assert get(firm, "firm", "S-1").values["place"] == "Tegal"
