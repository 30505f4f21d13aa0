"""Finding: firms by a part of a name, a place or a kind, a page at a time, however many there are.

Names are indexed by any three letters in a row (migration 0011). Where few firms have the letters
that are asked for, they are looked up; where many have, walking along all names in their order
meets a page of them sooner than all of them could be put in order.
"""

from typing import NamedTuple

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
)

from matcher.store.opening import Store
from matcher.store.tables import RECORDS

PAGE = 50
_MANY = 2_000
_LETTERS = 3  # in a row
_FIRM, _ALIAS = RECORDS["firm"].c, RECORDS["alias"].c


class Listed(NamedTuple):
    """A firm in a list."""

    firm_id: str
    name: str
    kind: str
    place: str | None


class Wanted(NamedTuple):
    """What is asked of a firm.

    `words` are parts of one of its names, in any order (of one or two letters: how a word of it
    begins), or the whole of its id; `places` those it may have stated, as they stand there, None
    for any.
    """

    words: str = ""
    kind: str | None = None
    places: tuple[str, ...] | None = None


ANYBODY = Wanted()


def find_firms(
    store: Store, wanted: Wanted = ANYBODY, after: Listed | None = None, limit: int = PAGE
) -> list[Listed]:
    """Give a page of firms by name: the first, or the one after a firm.

    Firms that turned out to be another one are found by their whole id only; their names are
    names of that other firm.
    """
    with store.read() as connection:
        page = page_of(connection, wanted, after, limit)
        return list(map(Listed._make, connection.execute(page)))


def page_of(
    connection: Connection, wanted: Wanted, after: Listed | None = None, limit: int = PAGE
) -> Select[str, str, str, str | None]:
    """Write the statement that gives a page."""
    page = select(_FIRM.record_id, _FIRM.name, _FIRM.kind, _FIRM.place)
    page = page.order_by(_FIRM.name, _FIRM.record_id).limit(limit).where(*_conditions(wanted))
    if after is not None:
        place = tuple_(literal(after.name), literal(after.firm_id))
        page = page.where(tuple_(_FIRM.name, _FIRM.record_id) > place)
    if not wanted.words.strip():
        return page
    return page.where(_is_called(connection, wanted))


def places(store: Store) -> list[str]:
    """Name the places that firms have stated, as they stand there, by leaping from one to the next.

    To read all firms for it would take a second for a million.
    """
    first = select(func.min(_FIRM.place).label("place")).cte("stated", recursive=True)
    following = select(func.min(_FIRM.place)).where(_FIRM.place > first.c.place).scalar_subquery()
    stated = first.union_all(select(following).where(first.c.place.is_not(None)))
    wanted = select(stated.c.place).where(stated.c.place.is_not(None))
    with store.read() as connection:
        return sorted(connection.execute(wanted).scalars())


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        or_(_FIRM.merged_into.is_(None), _FIRM.record_id == wanted.words.strip())
    ]
    if wanted.kind is not None:
        found.append(_FIRM.kind == wanted.kind)
    if wanted.places is not None:
        found.append(_FIRM.place.in_(wanted.places))
    return found


def _is_called(connection: Connection, wanted: Wanted) -> ColumnElement[bool]:
    """Tell of a firm whether one of its names has all words, or its id is just that."""
    words = wanted.words
    has = _has_letters_sqlite if connection.dialect.name == "sqlite" else _has_letters_postgresql
    found = select(_FIRM.record_id).where(has("firm", words), _has(_FIRM.name, words))
    named = _few(connection, found.where(*_conditions(wanted)))
    found = select(_ALIAS.firm_id).where(has("alias", words), _has(_ALIAS.alias, words))
    also = _few(connection, found)
    if named is not None and also is not None:
        return _FIRM.record_id.in_([*named, *also, words.strip()])
    other = (
        exists().where(_ALIAS.firm_id == _FIRM.record_id, _has(_ALIAS.alias, words))
        if also is None
        else _FIRM.record_id.in_(also)
    )
    return or_(_has(_FIRM.name, words), _FIRM.record_id == words.strip(), other)


def _few(connection: Connection, found: Select[str]) -> list[str] | None:
    """Give ids; None when they are many."""
    ids = list(connection.execute(found.limit(_MANY + 1)).scalars())
    return ids if len(ids) <= _MANY else None


def _has(name: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Tell of a name whether it has all words; a short one has to begin a word of it."""
    parts = [(name, word) for word in words.split() if len(word) >= _LETTERS]
    spaced = literal(" ") + name
    parts += [(spaced, f" {word}") for word in words.split() if len(word) < _LETTERS]
    return and_(*(of.icontains(part, autoescape=True) for of, part in parts))


def _letters(words: str) -> list[str]:
    """Give the letters that a name has which has all words, three by three.

    Two blanks stand before each word of a name in the index, so a short word has three, too.
    """
    whole = [word.rjust(_LETTERS) for word in words.lower().split()]
    return sorted({w[i : i + _LETTERS] for w in whole for i in range(len(w) - _LETTERS + 1)})


def _has_letters_sqlite(table: str, words: str) -> ColumnElement[bool]:
    """Tell by the index whether a name may have the words."""
    asked = " AND ".join('"' + three.replace('"', '""') + '"' for three in _letters(words))
    found = f"{table}.rowid in (select rowid from {table}_letters where {table}_letters match :l)"
    return text(found).bindparams(l=asked)  # type: ignore[return-value]


def _has_letters_postgresql(table: str, words: str) -> ColumnElement[bool]:
    name = {"firm": _FIRM.name, "alias": _ALIAS.alias}[table]
    return func.letters_of(name).op("@>")(cast(_letters(words), ARRAY(Text)))
