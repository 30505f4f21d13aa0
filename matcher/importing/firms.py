"""Firms of a file: which known firm each name means, and a new id where it means none."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from rapidfuzz import process

from matcher.dataset import plain_name
from matcher.identity import Index, Signs, judge, match
from matcher.store.known import KnownFirm

_SIGNS = KnownFirm._fields[1:-1]
_MOST_ALIKE = 20  # firms with one phone number: beyond, it is an association's
_AN_ID = re.compile(r"[A-Za-z]{0,6}[-_./ ]?\d+")


class FirmBook:
    """All firms known before an import and met during it, by id and by name."""

    def __init__(self, firms: Sequence[KnownFirm], aliases: Mapping[str, list[str]]):
        self._into = {f.firm_id: f.merged_into for f in firms if f.merged_into}
        self._told: dict[str, tuple[Any, ...]] = {f.firm_id: f[1:-1] for f in firms}
        self._aliases = aliases
        self._by_name: dict[str, list[str]] = {}
        self._unnamed = list(self._told)  # until somebody asks for a name: most files name ids
        self._known = [firm_id for firm_id in self._told if firm_id not in self._into]
        self._by_sign: dict[tuple[str, str], list[str]] = {}  # of firms met in the file
        self._unsigned: list[str] = []  # until a row comes without an id
        self._made_index: Index | None = None

    def canonical(self, firm_id: str) -> str:
        """Follow merges to the firm that a firm turned out to be."""
        while firm_id in self._into:
            firm_id = self._into[firm_id]
        return firm_id

    def find(self, text: str) -> str | None:
        """Find a firm by its id, its name or another of its names; None when not exactly one."""
        if text in self._told:
            return self.canonical(text)
        found = {self.canonical(one) for one in self._named(text)}
        return found.pop() if len(found) == 1 else None

    def name_of(self, firm_id: str) -> str:
        """Give the name by which a firm is known; '' when it is not."""
        return self._told[firm_id][0] or "" if firm_id in self._told else ""

    def place_of(self, firm_id: str) -> str | None:
        """Give the place of a firm, as held or as first met in the file; None when unknown."""
        return self._told[firm_id][1] if firm_id in self._told else None

    def conflict(self, firm_id: str, name: str) -> str:
        """Give the name under which another firm has an id already; '' when there is none."""
        if firm_id not in self._told or self._told[firm_id][0] == name:
            return ""
        if firm_id in self._named(name):
            return ""
        known = self._signs_of(firm_id)
        verdict = judge(known, Signs(firm_id, name), self._index().rarity).verdict
        return known.name if verdict == "different" else ""

    def place_all(self, rows: Sequence[Mapping[str, Any]], new_ids: Iterable[str]) -> list[str]:
        """Give each row of a firm without an id that of the firm it means, else a new one."""
        found: list[str | None] = [self._exact(row) for row in rows]
        asked = [i for i, firm_id in enumerate(found) if firm_id is None]
        if asked and self._known:
            matches = match([_signs(_told(rows[i])) for i in asked], self._index())
            for i, one in zip(asked, matches, strict=True):
                if one and one.judgement.verdict == "same" and not one.n_others_same:
                    found[i] = self.canonical(one.known.firm_id)
        return [
            firm_id or self._exact(row) or self._met(row) or self.add(new_id, row)
            for firm_id, row, new_id in zip(found, rows, new_ids, strict=True)
        ]

    def add(self, firm_id: str, row: Mapping[str, Any]) -> str:
        """Remember a firm met in the file itself."""
        if firm_id not in self._told and row.get("name"):
            self._told[firm_id] = _told(row)
            self._unnamed.append(firm_id)
            self._unsigned.append(firm_id)
        return firm_id

    def add_all(self, firm_ids: Sequence[str], columns: Mapping[str, Sequence[Any]]) -> None:
        """Remember firms met in the file, given by column; each has a name and a new id."""
        told = zip(
            *(columns.get(name) or repeat(None, len(firm_ids)) for name in _SIGNS), strict=True
        )
        self._told.update(zip(firm_ids, told, strict=True))
        self._unnamed += firm_ids
        self._unsigned += firm_ids

    def has_none(self, firm_ids: Iterable[str]) -> bool:
        """Tell whether nobody has met any of these firms."""
        return self._told.keys().isdisjoint(firm_ids)

    def has_all(self, firm_ids: Iterable[str]) -> bool:
        """Tell whether these are all ids of known firms, none of them merged into another."""
        asked = set(firm_ids)
        return asked <= self._told.keys() and asked.isdisjoint(self._into)

    def _met(self, row: Mapping[str, Any]) -> str | None:
        """Find the one firm met in the file that a second sign and the name tell to be the same."""
        for firm_id in self._unsigned:
            for sign in _second_signs(dict(zip(_SIGNS, self._told[firm_id], strict=True))):
                self._by_sign.setdefault(sign, []).append(firm_id)
        self._unsigned.clear()
        found = (self._by_sign.get(sign, []) for sign in _second_signs(row))
        near = {one for firms in found if len(firms) <= _MOST_ALIKE for one in firms}
        if not near:
            return None
        asked, rarity = _signs(_told(row)), self._index().rarity
        same = [i for i in near if judge(self._signs_of(i), asked, rarity).verdict == "same"]
        return same[0] if len(same) == 1 else None

    def alike(self, text: str, may_see: Callable[[str], bool]) -> list[str]:
        """Name up to three known firms, of those that may be seen, whose names come nearest."""
        told = self._told.items()
        names = {name: plain_name(name) for i, (name, *_) in told if name and may_see(i)}
        best = process.extract(plain_name(text), names, limit=3, score_cutoff=75)
        return [name for _, _, name in best]

    def _exact(self, row: Mapping[str, Any]) -> str | None:
        """Find the one firm of that name that no other sign speaks against."""
        ids = {self.canonical(one) for one in self._named(str(row["name"]))}
        fitting = [one for one in ids if _agree(self._signs_of(one), row)]
        return fitting[0] if len(fitting) == 1 else None

    def _named(self, name: str) -> list[str]:
        """Give the firms that have a name, as their own or as another."""
        for firm_id in self._unnamed:
            for one in (self.name_of(firm_id), *self._aliases.get(firm_id, ())):
                self._by_name.setdefault(plain_name(one), []).append(firm_id)
        self._unnamed.clear()
        return self._by_name.get(plain_name(name), [])

    def _signs_of(self, firm_id: str) -> Signs:
        return _signs(self._told[firm_id], firm_id, self._aliases.get(firm_id, ()))

    def _index(self) -> Index:
        """Give the firms known before the file, read once."""
        if self._made_index is None:
            self._made_index = Index([self._signs_of(firm_id) for firm_id in self._known])
        return self._made_index


def looks_like_an_id(text: str) -> bool:
    """Tell a code from a name: nobody wants a new firm called 'B-12'."""
    return bool(_AN_ID.fullmatch(text.strip()))


def _second_signs(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Give what two firms hardly share, and the letters of the name: 'Mira Fix' is 'Mirafix'."""
    signs = [(name, str(row[name])) for name in ("nib", "npwp", "phone", "email") if row.get(name)]
    return [*signs, ("name", plain_name(str(row["name"])).replace(" ", ""))]


def _agree(known: Signs, row: Mapping[str, Any]) -> bool:
    pairs = [(getattr(known, name), row.get(name)) for name in ("nib", "npwp", "place")]
    return all(_same(a, b) for a, b in pairs if a and b)


def _same(a: str, b: str) -> bool:
    return plain_name(a) == plain_name(str(b))


def _told(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Keep of a firm only its signs, in their order: there may be a hundred thousand."""
    return tuple(map(row.get, _SIGNS))


def _signs(told: tuple[Any, ...], firm_id: str = "", aliases: Iterable[str] = ()) -> Signs:
    name, *others = told
    return Signs(firm_id, name or "", tuple(aliases), *others)
