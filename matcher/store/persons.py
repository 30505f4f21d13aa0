"""Persons: who may sign in, in which role, for which firm or region."""

import logging
import re
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from features.language import mark
from features.places import find_regencies
from matcher.errors import DataError, NotFoundError
from matcher.people import ROLES, Person
from matcher.store.batches import now
from matcher.store.opening import Store
from matcher.store.tables import PERSON, RECORDS

log = logging.getLogger(__name__)


class Known(NamedTuple):
    """A person with the e-mail address that tells it from others, and since when it is so.

    `last_seen` is when it signed in last; None when it never did.
    """

    email: str
    person: Person
    at: datetime
    invited_by: str | None
    last_seen: datetime | None


def persons(store: Store) -> list[Known]:
    """Give everybody who is known, by e-mail address."""
    with store.read() as connection:
        rows = connection.execute(select(PERSON).order_by(PERSON.c.email)).all()
    return [Known(row.email, _person(row), row.at, row.invited_by, row.last_seen) for row in rows]


def person_of(store: Store, email: str) -> Person:
    """Give the person of an e-mail address.

    Raises
    ------
    NotFoundError
        When nobody has it.
    """
    with store.read() as connection:
        row = connection.execute(select(PERSON).where(PERSON.c.email == _plain(email))).first()
    if row is None:
        raise _nobody(email)
    return _person(row)


def save_person(store: Store, who: Person, email: str, person: Person) -> None:
    """Add a person, or change name, role, firm and region of the one with this address.

    Raises
    ------
    DataError
        When the address is none, the role does not exist, or a buyer or an IKM has no firm, a
        coach no region; when the last planner would lose that role.
    NotFoundError
        When the firm is not in the store.
    """
    _check(person, email)
    values = {name: getattr(person, name) for name in ("name", "role", "firm_id", "region")}
    with store.write() as connection:
        if person.firm_id:
            _require_firm(connection, person.firm_id)
        if person.role != "planner":
            _keep_a_planner(connection, _plain(email))
        known = update(PERSON).where(PERSON.c.email == _plain(email)).values(**values, at=now())
        if not connection.execute(known).rowcount:
            own = {"email": _plain(email), "at": now(), "invited_by": who.name}
            connection.execute(insert(PERSON).values(**values, **own))
    log.info("a %s gave somebody the role %s", who.role, person.role)


def note_sign_in(store: Store, email: str) -> None:
    """Note that a person has signed in now."""
    seen = update(PERSON).where(PERSON.c.email == _plain(email)).values(last_seen=now())
    with store.write() as connection:
        connection.execute(seen)


def remove_person(store: Store, who: Person, email: str) -> None:
    """Take a person away; what it did keeps its name.

    Raises
    ------
    NotFoundError
        When nobody has the address.
    DataError
        When it is the last planner.
    """
    with store.write() as connection:
        remove_in(connection, email)
    log.info("a %s took somebody's role away", who.role)


def remove_in(connection: Connection, email: str) -> None:
    """Do the same inside a transaction."""
    _keep_a_planner(connection, _plain(email))
    if not connection.execute(delete(PERSON).where(PERSON.c.email == _plain(email))).rowcount:
        raise _nobody(email)


def _nobody(email: str) -> NotFoundError:
    return NotFoundError(
        mark("nobody has invited '{email}' to linkmatch; ask the organisers to do so"),
        email=_plain(email),
    )


def _check(person: Person, email: str) -> None:
    if not _EMAIL.fullmatch(_plain(email)):
        raise DataError(mark("'{email}' is no e-mail address; correct it"), email=email)
    if not person.name.strip():
        raise DataError(mark("'{email}' has no name; write one"), email=email)
    if person.role not in ROLES:
        raise DataError(
            mark("there is no role '{role}'; choose from {choices}"),
            role=person.role,
            choices=", ".join(ROLES),
        )
    if person.role in ("buyer", "ikm") and not person.firm_id:
        raise DataError(mark("'{email}' speaks for no firm; choose one"), email=email)
    if person.role == "coach" and not all(map(find_regencies, (person.region or "").split(";"))):
        raise DataError(
            mark("'{region}' is no region; write a province or a regency, several by ';'"),
            region=person.region or "",
        )


def _require_firm(connection: Connection, firm_id: str) -> None:
    firm = RECORDS["firm"]
    if not connection.execute(select(firm.c.record_id).where(firm.c.record_id == firm_id)).first():
        raise NotFoundError(mark("there is no firm '{id}' in the store"), id=firm_id)


def _keep_a_planner(connection: Connection, email: str) -> None:
    """Refuse to leave a store whose people nobody could change."""
    planners = select(func.count(), func.max(PERSON.c.email)).where(PERSON.c.role == "planner")
    n, last = connection.execute(planners).one()
    if n == 1 and last == email:
        raise DataError(
            mark("'{email}' is the only planner; make somebody else a planner first"), email=email
        )


def _person(row: Any) -> Person:
    return Person(row.name, row.role, row.firm_id, row.region, row.email)


def _plain(email: str) -> str:
    return email.strip().casefold()


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
