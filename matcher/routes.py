"""Routes: where IKM and buyers are on the map, and how much goes from one place to another."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import pandas as pd

from features.places import find_regencies, regencies


class Spot(NamedTuple):
    """A place on the map: its name, where it is, and the firms there by side."""

    name: str
    latitude: float
    longitude: float
    suppliers: tuple[str, ...]
    buyers: tuple[str, ...]


class Route(NamedTuple):
    """What goes from a place of IKM to a place of buyers: how many pairs, and how much in all.

    `amount` is None where nobody stated one.
    """

    start: str
    end: str
    n_pairs: int
    amount: float | None


class Link(NamedTuple):
    """A pair to be drawn: an IKM, a buyer, and how much it is about; None when not known."""

    supplier_id: str
    buyer_id: str
    amount: float | None = None


@dataclass(frozen=True)
class Atlas:
    """Spots by name, routes with the most pairs first, and the firms that lie nowhere clear."""

    spots: tuple[Spot, ...]
    routes: tuple[Route, ...]
    nowhere: tuple[str, ...] = field(default=())


@cache
def place_name(text: str | None) -> str:
    """Name a place as on the map; a text that can mean several regencies stays as it is.

    >>> place_name("Ceper"), place_name("Tegal"), place_name(None)
    ('Kabupaten Klaten', 'Tegal', '')
    """
    found = find_regencies(text) if text else ()
    return str(regencies()["name"][found[0]]) if len(found) == 1 else text or ""


@cache
def _spot(text: str) -> tuple[float, float] | None:
    """Give the latitude and longitude of a place; of several near one another, their middle."""
    found = list(find_regencies(text))
    if not found:
        return None
    points = regencies().loc[found, ["latitude", "longitude"]].astype(float)
    if float((points.max() - points.min()).max()) > _NEAR:
        return None
    latitude, longitude = points.mean()
    return float(latitude), float(longitude)


_NEAR = 0.5  # degrees: Kota Tegal lies within Kabupaten Tegal, and "Tegal" is no doubt on a map


def atlas(
    firms: pd.DataFrame, suppliers: Iterable[str], buyers: Iterable[str], links: Iterable[Link]
) -> Atlas:
    """Place firms on the map and join the links between the same two places.

    Parameters
    ----------
    firms
        `firm_id` and `place`.
    suppliers, buyers
        Ids of the firms to be shown on either side.
    links
        Pairs; those of which one end lies nowhere are not drawn.
    """
    texts = dict(zip(firms["firm_id"], firms["place"], strict=True))
    sides = sorted(set(suppliers)), sorted(set(buyers))
    at = {f: _named(texts.get(f)) for side in sides for f in side}
    found: dict[str, tuple[list[str], list[str]]] = {}
    for which, side in enumerate(sides):
        for firm_id in side:
            if (name := at[firm_id]) is not None:
                found.setdefault(name, ([], []))[which].append(firm_id)
    where = {name: _spot(name) or (0.0, 0.0) for name in found}
    spots = (Spot(n, *where[n], tuple(found[n][0]), tuple(found[n][1])) for n in sorted(found))
    nowhere = tuple(firm_id for firm_id, name in at.items() if name is None)
    return Atlas(tuple(spots), _routes(links, at), nowhere)


def _named(text: str | None) -> str | None:
    return place_name(text) if text and _spot(text) else None


def _routes(links: Iterable[Link], at: dict[str, str | None]) -> tuple[Route, ...]:
    joined: dict[tuple[str, str], list[float | None]] = {}
    for link in links:
        start, end = at.get(link.supplier_id), at.get(link.buyer_id)
        if start is not None and end is not None:
            joined.setdefault((start, end), []).append(link.amount)
    routes = [Route(*ends, len(some), _sum(some)) for ends, some in joined.items()]
    return tuple(sorted(routes, key=lambda one: (-one.n_pairs, one.start, one.end)))


def _sum(amounts: list[float | None]) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None
