"""Finding: firms by a part of a name, a place or a kind, a page at a time, however many there are.

Names are indexed by any three letters in a row (migration 0008), but an index cannot stop after a
page of names in their order. So a stretch of names is walked first: where many have what is asked
for, it holds a page of them. Where few have, the index gives them all.
"""

from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Executable,
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
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from matcher.store.opening import Store
from matcher.store.tables import RECORDS

PAGE = 50
_WALKED = 10_000  # names that are looked at before the index is
_MANY = 2_000
_LETTERS = 3  # in a row
_FIRM, _ALIAS = RECORDS["firm"].c, RECORDS["alias"].c
_NAMED = {"firm": (_FIRM.record_id, _FIRM.name), "alias": (_ALIAS.firm_id, _ALIAS.alias)}


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
    names of that other firm. Where a word of one or two letters is asked for, firms whose name
    begins with it come first.
    """
    with store.read() as connection:
        if not wanted.words.strip():
            return _rows(connection, _page(wanted, after).limit(limit))
        called = _Called(connection, wanted)
        found: list[Listed] = []
        for section, begun in _sections(wanted.words, after):
            page = _page(wanted, begun).where(*section)
            found += called.first(page, limit - len(found))
            if len(found) == limit:
                break
        return found


class _Called:
    """Finds firms that are called so, a section of all names after the other."""

    def __init__(self, connection: Connection, wanted: Wanted) -> None:
        self._connection, self._wanted = connection, wanted
        self._also = _few(connection, _by_letters(connection, "alias", wanted.words))
        self._few: list[str] | None = None

    def first(self, page: Select[str, str, str, str | None], limit: int) -> list[Listed]:
        """Give the first firms of a page: walked, or looked up where they are few."""
        words = self._wanted.words
        if self._few is None:
            stretch = page.limit(_WALKED).subquery().c
            near = select(*stretch).where(_is_called(stretch, words, self._also))
            near = near.order_by(stretch.name, stretch.record_id).limit(limit)
            found = _rows(self._connection, near)
            if len(found) == limit:
                return found
            self._look_up()
        if self._few is None:
            page = page.where(_is_called(_FIRM, words, self._also))
        else:
            page = page.where(_FIRM.record_id.in_(self._few))
        return _rows(self._connection, page.limit(limit))

    def _look_up(self) -> None:
        named = _by_letters(self._connection, "firm", self._wanted.words)
        ids = _few(self._connection, named.where(*_conditions(self._wanted)))
        if ids is not None and self._also is not None:
            self._few = [*ids, *self._also, self._wanted.words.strip()]


def _sections(
    words: str, after: Listed | None
) -> list[tuple[tuple[ColumnElement[bool], ...], Listed | None]]:
    """Part firms into those whose name begins with the first short word, and the others.

    A third of all firms may be a PT, which stand far down among all names but together. Each
    section goes with the firm after which it is to be read, those before it left out.
    """
    short = next((word for word in words.split() if len(word) < _LETTERS), "")
    spellings = product(*({letter.lower(), letter.upper()} for letter in short))
    spelled = sorted(one for one in map("".join, spellings) if len(one) == len(short) > 0)
    begins = func.substr(_FIRM.name, 1, len(short))
    sections: list[tuple[ColumnElement[bool], ...]] = [
        # the range is what the index of names can use, however the database sorts
        (begins == one, _FIRM.name >= one, _FIRM.name < one[:-1] + chr(ord(one[-1]) + 1))
        for one in spelled
    ]
    sections.append((begins.not_in(spelled),) if spelled else ())
    if after is None:
        return [(section, None) for section in sections]
    start = after.name[: len(short)]
    at = spelled.index(start) if start in spelled else len(spelled)
    return [(sections[at], after), *((section, None) for section in sections[at + 1 :])]


def _page(wanted: Wanted, after: Listed | None) -> Select[str, str, str, str | None]:
    """Give the firms of a kind and some places by name, after one; whatever they are called."""
    page = select(_FIRM.record_id, _FIRM.name, _FIRM.kind, _FIRM.place)
    page = page.order_by(_FIRM.name, _FIRM.record_id).where(*_conditions(wanted))
    if after is None:
        return page
    place = tuple_(literal(after.name), literal(after.firm_id))
    return page.where(tuple_(_FIRM.name, _FIRM.record_id) > place)


def _rows(connection: Connection, page: Executable) -> list[Listed]:
    return list(map(Listed._make, connection.execute(page)))


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


def _is_called(
    firm: ReadOnlyColumnCollection[str, Any], words: str, also: list[str] | None
) -> ColumnElement[bool]:
    """Tell of a firm whether one of its names has all words, or its id is just that.

    `also` are the firms with such another name; None when they are many.
    """
    other = (
        exists().where(_ALIAS.firm_id == firm.record_id, _has(_ALIAS.alias, words))
        if also is None
        else firm.record_id.in_(also)
    )
    return or_(_has(firm.name, words), firm.record_id == words.strip(), other)


def _by_letters(connection: Connection, table: str, words: str) -> Select[str]:
    """Give the ids of firms with a name that has all words, as the index of letters finds them."""
    sqlite = connection.dialect.name == "sqlite"
    has = _has_letters_sqlite if sqlite else _has_letters_postgresql
    firm_id, name = _NAMED[table]
    return select(firm_id).where(has(table, words), _has(name, words))


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
    return func.letters_of(_NAMED[table][1]).op("@>")(cast(_letters(words), ARRAY(Text)))
