"""What a person does about its own data: agree or not, take a copy along, ask to be forgotten."""

import json
from collections.abc import Mapping
from typing import Any

from features.language import mark, translator
from matcher.access import Person, allowed, of_email, of_values
from matcher.records import KINDS
from matcher.store import Store
from matcher.store import consents as kept
from matcher.store.consents import PURPOSES, Consent
from matcher.store.personal import erase_person, personal_data
from matcher.store.persons import persons

_OWN = mark(
    "what is kept of a person is for that person (planner, buyer, IKM, regional office, desk or "
    "viewer) and for planners; ask a planner"
)
_ATTENDEE = mark(
    "what somebody who comes agreed to is noted by planners, and by the buyer, the IKM or the "
    "regional office whose people they are; ask a planner"
)
_ERASES = mark("a person is erased by planners; ask one")


@allowed(
    _OWN,
    whose=of_email,
    planner="all",
    buyer="own",
    ikm="own",
    coach="own",
    desk="own",
    viewer="own",
)
def see_consents(who: Person, store: Store, email: str) -> dict[str, Consent]:
    """Give a person's last answer to each purpose; a purpose without one was never asked."""
    found: dict[str, Consent] = {}
    for one in kept.consents(store, email):
        found.setdefault(one.purpose, one)
    return found


@allowed(
    _OWN,
    whose=of_email,
    planner="all",
    buyer="own",
    ikm="own",
    coach="own",
    desk="own",
    viewer="own",
)
def give_consent(
    who: Person, store: Store, email: str, purpose: str, given: bool, language: str = "id"
) -> None:
    """Write down that a person agrees to a purpose, or no longer, in the words that it read."""
    wording = translator(language)(PURPOSES[purpose])
    kept.record_consent(store, who, email.strip().casefold(), purpose, given, wording)


@allowed(
    _OWN,
    whose=of_email,
    planner="all",
    buyer="own",
    ikm="own",
    coach="own",
    desk="own",
    viewer="own",
)
def export_person(who: Person, store: Store, email: str) -> bytes:
    """Write everything that is kept of a person as JSON."""
    found = [one._asdict() for one in personal_data(store, email)]
    return json.dumps(found, ensure_ascii=False, indent=1, default=str).encode()


@allowed(_ATTENDEE, whose=of_values, planner="all", buyer="own", ikm="own", coach="own")
def consent_for_attendee(
    who: Person,
    store: Store,
    values: Mapping[str, Any],
    purpose: str,
    given: bool,
    language: str = "id",
) -> None:
    """Write down what somebody who comes for a firm told it about this purpose."""
    subject = KINDS["attendee"].key_of(values)
    wording = translator(language)(PURPOSES[purpose])
    kept.record_consent(store, who, subject, purpose, given, wording)


@allowed(_ERASES, planner="all")
def erase(who: Person, store: Store, email: str) -> int:
    """Take a person out of all that is stored but the backups; give how many rows changed."""
    return erase_person(store, who, email)


@allowed(_ERASES, planner="all")
def who_asks_to_be_erased(who: Person, store: Store) -> tuple[str, ...]:
    """List the addresses of those who no longer agree that they are kept at all."""
    return tuple(
        known.email
        for known in persons(store)
        if kept.agreed(store, known.email, kept.ACCOUNT) is False
    )
