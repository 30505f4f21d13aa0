"""Persons keep their role, firm and region; on both databases."""

import pytest

from matcher.errors import DataError, NotFoundError
from matcher.people import Person
from matcher.store import Edit, edit
from matcher.store.persons import person_of, persons, remove_person, save_person

ANI = Person("Ani", "planner")
BUDI = Person("Budi", "buyer", firm_id="B-1")
CITRA = Person("Citra", "coach", region="Jawa Tengah; Kab. Bantul")


@pytest.fixture
def peopled(store):
    """A store with a firm and a planner."""
    edit(store, ANI, [Edit("firm", {"firm_id": "B-1", "name": "PT Kereta", "kind": "large"})])
    save_person(store, ANI, "ani@example.org", ANI)
    return store


def test_person_is_found_by_address_however_it_is_written(peopled):
    save_person(peopled, ANI, "Budi@Example.org", BUDI)

    assert person_of(peopled, " budi@example.ORG ") == BUDI


def test_saving_again_changes_the_role(peopled):
    save_person(peopled, ANI, "citra@example.org", Person("Citra", "viewer"))

    save_person(peopled, ANI, "citra@example.org", CITRA)

    assert [(known.email, known.person) for known in persons(peopled)] == [
        ("ani@example.org", ANI),
        ("citra@example.org", CITRA),
    ]


def test_person_can_be_taken_away(peopled):
    save_person(peopled, ANI, "budi@example.org", BUDI)

    remove_person(peopled, ANI, "budi@example.org")

    with pytest.raises(NotFoundError, match=r"nobody has invited 'budi@example.org'"):
        person_of(peopled, "budi@example.org")


@pytest.mark.parametrize("role", ["viewer", "desk"])
def test_last_planner_stays_one(peopled, role):
    with pytest.raises(DataError, match=r"'ani@example.org' is the only planner"):
        save_person(peopled, ANI, "ani@example.org", Person("Ani", role))
    with pytest.raises(DataError, match=r"'ani@example.org' is the only planner"):
        remove_person(peopled, ANI, "ani@example.org")


@pytest.mark.parametrize(
    ("email", "person", "line"),
    [
        ("ani", ANI, "'ani' is no e-mail address"),
        ("a@b.id", Person(" ", "desk"), "'a@b.id' has no name"),
        ("a@b.id", Person("A", "boss"), "there is no role 'boss'; choose from planner, buyer"),
        ("a@b.id", Person("A", "ikm"), "'a@b.id' speaks for no firm"),
        ("a@b.id", Person("A", "coach"), "'' is no region"),
        ("a@b.id", Person("A", "coach", region="Jawa Tengah; Utopia"), "Utopia' is no region"),
    ],
)
def test_half_a_person_is_refused_in_one_line(peopled, email, person, line):
    with pytest.raises(DataError, match=line):
        save_person(peopled, ANI, email, person)


def test_firm_of_a_person_must_be_there(peopled):
    with pytest.raises(NotFoundError, match="there is no firm 'B-9'"):
        save_person(peopled, ANI, "a@b.id", Person("A", "buyer", firm_id="B-9"))
