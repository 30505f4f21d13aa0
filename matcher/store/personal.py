"""Personal data: everything that is kept of one person, to be handed over or erased.

Who asks is known by an e-mail address. Records of firms stay; what names the person in them goes,
also in what was said earlier. Copies in backup files are not reached.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, func, or_, select, update

from features.language import mark
from matcher.errors import DataError
from matcher.people import Person
from matcher.store.opening import Store
from matcher.store.persons import remove_in
from matcher.store.tables import CONSENT, METADATA, PERSON, RECORDS, STATEMENTS

ERASED = "(dihapus)"
_CONTAINS = (("firm", "owner"), ("firm", "email"), ("need", "contact"))
_NAMES = ("who", "released_by", "removed_by", "invited_by", "source", "verified_by", "by")


class Found(NamedTuple):
    """One place where a person is named: the table, the row there, and what stands in it."""

    table: str
    row: str
    values: dict[str, Any]


def personal_data(store: Store, email: str) -> list[Found]:
    """Give every row about a person, by table: its account, consents, visits, and acts by name."""
    email = email.strip().casefold()
    found = []
    with store.read() as connection:
        name = connection.execute(_name(email)).scalar()
        for table, where in _places(email, name):
            columns = [c for c in table.c if c.name not in ("document", "payload", "content")]
            rows = connection.execute(select(*columns).where(where)).mappings()
            key = next(iter(table.primary_key)).name
            for row in rows:
                told = {k: v for k, v in row.items() if v is not None and v != []}
                found.append(Found(table.name, str(row[key]), told))
    return found


def erase_person(store: Store, who: Person, email: str) -> int:
    """Take a person out of everything but the backups; give how many rows changed.

    Raises
    ------
    NotFoundError
        When nobody has the address.
    DataError
        When it is the last planner.
    """
    email = email.strip().casefold()
    if who.email == email:
        raise DataError(mark("nobody erases itself while signed in; ask another planner"))
    with store.read() as connection:
        name = connection.execute(_name(email)).scalar()
    with store.write() as connection:
        n = _run(connection, delete(CONSENT).where(CONSENT.c.subject.in_(_subjects(email))))
        for table in (RECORDS["attendee"], STATEMENTS["attendee"]):
            n += _run(connection, delete(table).where(func.lower(table.c.email) == email))
        for column in _contacts():
            gone = update(column.table).where(_contains(column, email, name))
            n += _run(connection, gone.values({column.name: None}))
        for column in _named():
            n += _replace(connection, column, str(name))
        remove_in(connection, email)
    return n + 1


def _replace(connection: Connection, column: Column[Any], name: str) -> int:
    """Put another word for a name, also where it is one of several, and not a part of another."""
    told = select(column).where(column.contains(name, autoescape=True)).distinct()
    n = 0
    for text in connection.execute(told).scalars().all():
        names = [ERASED if one == name else one for one in text.split(";")]
        if ";".join(names) != text:
            one = update(column.table).where(column == text)
            n += _run(connection, one.values({column.name: ";".join(names)}))
    return n


def _run(connection: Connection, statement: Any) -> int:
    return int(connection.execute(statement).rowcount)


def _name(email: str) -> Any:
    return select(PERSON.c.name).where(PERSON.c.email == email)


def _subjects(email: str) -> Any:
    """Give under what its consents are kept: the address, and its visits by their ids."""
    attendee = RECORDS["attendee"]
    visits = select(attendee.c.record_id).where(func.lower(attendee.c.email) == email)
    return visits.union(select(PERSON.c.email).where(PERSON.c.email == email))


def _places(email: str, name: str | None) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    yield PERSON, PERSON.c.email == email
    yield CONSENT, or_(CONSENT.c.subject == email, CONSENT.c.subject.in_(_subjects(email)))
    attendee = RECORDS["attendee"]
    yield attendee, func.lower(attendee.c.email) == email
    for column in _contacts():
        if column.table in RECORDS.values():
            yield column.table, _contains(column, email, name)
    for column in _named():
        if column.name in ("who", "released_by", "removed_by", "invited_by"):
            yield column.table, column == name


def _contacts() -> Iterator[Column[Any]]:
    for kind, name in _CONTAINS:
        for tables in (RECORDS, STATEMENTS):
            yield tables[kind].c[name]


def _named() -> Iterator[Column[Any]]:
    for table in METADATA.sorted_tables:
        for name in _NAMES:
            if name in table.c and not (
                name == "by" and not table.name.startswith("participation")
            ):
                yield table.c[name]


def _contains(column: Column[Any], email: str, name: str | None) -> ColumnElement[bool]:
    found = func.lower(column).contains(email, autoescape=True)
    return or_(found, column.contains(name, autoescape=True)) if name else found
