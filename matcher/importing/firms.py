"""Firms of a file: which known firm each name means, and a new id where it means none."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz import process

from matcher.identity import Index, Signs, judge, match

_SIGNS = ("name", "place", "phone", "email", "address", "owner", "nib", "npwp")
_AN_ID = re.compile(r"[A-Za-z]{0,6}[-_./ ]?\d+")


class FirmBook:
    """All firms known before an import and met during it, by id and by name."""

    def __init__(self, firms: Sequence[Mapping[str, Any]], aliases: Mapping[str, list[str]]):
        self._into = {f["firm_id"]: f["merged_into"] for f in firms if f["merged_into"]}
        self._signs = {f["firm_id"]: _signs(f, aliases.get(f["firm_id"], [])) for f in firms}
        self._by_name: dict[str, list[str]] = {}
        for firm_id, signs in self._signs.items():
            self._add_names(firm_id, signs)
        self._index: Index | None = None
        self._known = [s for firm_id, s in self._signs.items() if firm_id not in self._into]

    def canonical(self, firm_id: str) -> str:
        """Follow merges to the firm that a firm turned out to be."""
        while firm_id in self._into:
            firm_id = self._into[firm_id]
        return firm_id

    def find(self, text: str) -> str | None:
        """Find a firm by its id, its name or another of its names; None when not exactly one."""
        if text in self._signs:
            return self.canonical(text)
        found = {self.canonical(one) for one in self._by_name.get(plain_name(text), [])}
        return found.pop() if len(found) == 1 else None

    def name_of(self, firm_id: str) -> str:
        """Give the name by which a firm is known; '' when it is not."""
        return self._signs[firm_id].name if firm_id in self._signs else ""

    def conflict(self, firm_id: str, name: str) -> str:
        """Give the name under which another firm has an id already; '' when there is none."""
        known = self._signs.get(firm_id)
        if known is None or firm_id in self._by_name.get(plain_name(name), []):
            return ""
        verdict = judge(known, Signs(firm_id, name), self._rarity()).verdict
        return known.name if verdict == "different" else ""

    def place_all(self, rows: Sequence[Mapping[str, Any]], new_ids: Iterable[str]) -> list[str]:
        """Give each row of a firm without an id that of the firm it means, else a new one."""
        found: list[str | None] = [self._exact(row) for row in rows]
        asked = [i for i, firm_id in enumerate(found) if firm_id is None]
        if asked and self._known:
            self._index = self._index or Index(self._known)
            matches = match([_signs(rows[i], []) for i in asked], self._index)
            for i, one in zip(asked, matches, strict=True):
                if one and one.judgement.verdict == "same" and not one.n_others_same:
                    found[i] = self.canonical(one.known.firm_id)
        ids = iter(new_ids)
        return [
            firm_id or self._exact(row) or self.add(next(ids), row)
            for firm_id, row in zip(found, rows, strict=True)
        ]

    def add(self, firm_id: str, row: Mapping[str, Any]) -> str:
        """Remember a firm met in the file itself."""
        if firm_id not in self._signs and row.get("name"):
            self._signs[firm_id] = _signs({**row, "firm_id": firm_id}, [])
            self._add_names(firm_id, self._signs[firm_id])
        return firm_id

    def alike(self, text: str) -> list[str]:
        """Name up to three known firms whose names come nearest."""
        names = {one.name: plain_name(one.name) for one in self._signs.values()}
        best = process.extract(plain_name(text), names, limit=3, score_cutoff=75)
        return [name for _, _, name in best]

    def _exact(self, row: Mapping[str, Any]) -> str | None:
        """Find the one firm of that name that no other sign speaks against."""
        ids = {self.canonical(one) for one in self._by_name.get(plain_name(str(row["name"])), [])}
        fitting = [one for one in ids if _agree(self._signs[one], row)]
        return fitting[0] if len(fitting) == 1 else None

    def _add_names(self, firm_id: str, signs: Signs) -> None:
        for name in (signs.name, *signs.aliases):
            self._by_name.setdefault(plain_name(name), []).append(firm_id)

    def _rarity(self) -> Any:
        self._index = self._index or Index(self._known)
        return self._index.rarity


def plain_name(name: str) -> str:
    """Give a name without case, full stops and surplus spaces.

    >>> plain_name("PT. Karya  Logam")
    'pt karya logam'
    """
    return " ".join(name.replace(".", " ").replace(",", " ").casefold().split())


def looks_like_an_id(text: str) -> bool:
    """Tell a code from a name: nobody wants a new firm called 'B-12'."""
    return bool(_AN_ID.fullmatch(text.strip()))


def _agree(known: Signs, row: Mapping[str, Any]) -> bool:
    pairs = [(getattr(known, name), row.get(name)) for name in ("nib", "npwp", "place")]
    return all(_same(a, b) for a, b in pairs if a and b)


def _same(a: str, b: str) -> bool:
    return plain_name(a) == plain_name(str(b))


def _signs(row: Mapping[str, Any], aliases: Iterable[str]) -> Signs:
    values: dict[str, Any] = {name: row.get(name) for name in _SIGNS}
    values["name"] = values["name"] or ""
    return Signs(str(row.get("firm_id") or ""), aliases=tuple(aliases), **values)
