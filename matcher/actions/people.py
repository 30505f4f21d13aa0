"""What a person does with people: invite them, see who may sign in, take their access away."""

from features.language import mark
from matcher.access import Person, allowed
from matcher.store import Store
from matcher.store import persons as kept
from matcher.store.persons import Known

_PEOPLE = mark("who may sign in is settled by planners; ask one")


@allowed(_PEOPLE, planner="all")
def sign_in(who: Person, store: Store, email: str, first: bool = False) -> Person:
    """Give the person of an address that a login vouches for; `first` notes when it came.

    Raises
    ------
    NotFoundError
        When nobody has invited the address.
    """
    found = kept.person_of(store, email)
    if first:
        kept.note_sign_in(store, email)
    return found


@allowed(_PEOPLE, planner="all")
def list_people(who: Person, store: Store) -> list[Known]:
    """List who may sign in, by e-mail address."""
    return kept.persons(store)


@allowed(_PEOPLE, planner="all")
def invite_person(who: Person, store: Store, email: str, person: Person) -> None:
    """Let the holder of an e-mail address sign in, in a role, for a firm or a region."""
    kept.save_person(store, who, email, person)


@allowed(_PEOPLE, planner="all")
def remove_person(who: Person, store: Store, email: str) -> None:
    """Let somebody sign in no longer; what it did keeps its name."""
    kept.remove_person(store, who, email)
