"""What is kept of a person is handed over whole, and can be taken out for good."""

import logging

import pytest
from sqlalchemy import insert, select

from matcher.errors import DataError, StoreError
from matcher.people import LOCAL_PLANNER, Person
from matcher.store import Edit, count, edit, get
from matcher.store.consents import REMIND, SHARE, agreed, consents, record_consent
from matcher.store.personal import ERASED, erase_person, personal_data
from matcher.store.persons import persons, remove_person, save_person
from matcher.store.tables import BATCH, METADATA, PERSON

ANI = Person("Ani Panitia", "planner")
BUDI = Person("Budi Santoso", "buyer", firm_id="B-1", email="budi@example.org")
ATTENDEE = {"event_id": "E-1", "firm_id": "B-1", "name": "Budi Santoso"}


@pytest.fixture
def peopled(store):
    """A store in which Budi signed in, came to an event, agreed, and corrected a record."""
    edit(
        store,
        ANI,
        [
            Edit(
                "firm",
                {"firm_id": "B-1", "name": "PT Kereta", "kind": "large", "owner": "Budi Santoso"},
            ),
            Edit(
                "need",
                {
                    "need_id": "N-1",
                    "firm_id": "B-1",
                    "component": "rem",
                    "contact": "Budi Santoso 0812",
                    "certainty": "claimed",
                },
            ),
            Edit("event", {"event_id": "E-1", "name": "Temu Usaha"}),
            Edit("attendee", ATTENDEE | {"email": "Budi@Example.org", "phone": "0812-9"}),
        ],
    )
    save_person(store, ANI, "ani@example.org", ANI)
    save_person(store, ANI, "budi@example.org", BUDI)
    record_consent(store, BUDI, "budi@example.org", REMIND, True, "boleh")
    record_consent(store, BUDI, "E-1 | B-1 | Budi Santoso", SHARE, True, "boleh")
    edit(store, BUDI, [Edit("need", {"component": "rem block"}, "N-1")])
    return store


def everything(store):
    """All that stands in any table, as one text."""
    with store.engine.connect() as connection:
        return "\n".join(
            str(tuple(row))
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table))
        )


def test_last_answer_counts_and_the_earlier_stay_on_record(peopled):
    record_consent(peopled, BUDI, "budi@example.org", REMIND, False, "tidak lagi")

    assert agreed(peopled, "budi@example.org", REMIND) is False
    assert agreed(peopled, "budi@example.org", SHARE) is None
    assert [one.given for one in consents(peopled, "budi@example.org")] == [False, True]


def test_copy_holds_the_account_the_visit_the_consents_the_contact_and_the_acts(peopled):
    found = personal_data(peopled, "BUDI@example.org")

    assert sorted({one.table for one in found}) == [
        *("attendee", "batch", "consent", "firm", "need", "person"),
    ]
    (visit,) = [one.values for one in found if one.table == "attendee"]
    assert visit["phone"] == "0812-9"


def test_erased_person_stands_nowhere_in_the_store(peopled):
    assert "Budi Santoso" in everything(peopled)

    n = erase_person(peopled, ANI, "budi@example.org")

    left = everything(peopled).casefold()
    assert ("budi santoso" in left, "budi@example.org" in left, "0812" in left) == (False,) * 3
    assert [known.email for known in persons(peopled)] == ["ani@example.org"]
    assert n > 5


def test_what_an_erased_person_corrected_stays(peopled):
    erase_person(peopled, ANI, "budi@example.org")

    assert get(peopled, "need", "N-1").values["component"] == "rem block"
    assert (count(peopled, "firm"), count(peopled, "need"), count(peopled, "attendee")) == (1, 1, 0)
    with peopled.engine.connect() as connection:
        who = set(connection.execute(select(BATCH.c.who)).scalars())
    assert who == {"Ani Panitia", ERASED}


def test_only_planner_and_who_is_signed_in_are_not_erased(peopled):
    with pytest.raises(DataError, match="is the only planner"):
        erase_person(peopled, LOCAL_PLANNER, "ani@example.org")
    with pytest.raises(DataError, match="nobody erases itself"):
        erase_person(peopled, BUDI, "budi@example.org")

    assert "Budi Santoso" in everything(peopled)


def test_no_contact_stands_in_what_is_logged_or_told(peopled, caplog):
    with caplog.at_level(logging.DEBUG):
        save_person(peopled, ANI, "citra@example.org", Person("Citra", "viewer"))
        with pytest.raises(StoreError) as failed, peopled.write() as connection:
            connection.execute(insert(PERSON).values(name="Dewi", email="citra@example.org"))
        remove_person(peopled, ANI, "citra@example.org")

    told = f"{caplog.text} {failed.value} {failed.value.__cause__}"
    assert len(caplog.records) >= 2
    assert ("citra@" in str(failed.value), "citra" in caplog.text, "Dewi" in caplog.text) == (
        False,
        False,
        False,
    )
    assert "parameters hidden" in told
