"""Places: from what a sheet says ("Ceper", "Kab. Tegal") to regencies and their distances."""

import re
from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd
from sklearn.metrics.pairwise import haversine_distances

from features.language import tokens
from features.package_data import data_table

EARTH_RADIUS_KM = 6371.0088
_PREFIXES = {"kab": "kabupaten", "kabupaten": "kabupaten", "kota": "kota"}


@cache
def regencies() -> pd.DataFrame:
    """All regencies and cities, indexed by `regency_id`: name, province, latitude, longitude."""
    table = data_table("places", "regencies.csv").set_index("regency_id")
    return table.astype({"latitude": float, "longitude": float})


def find_regencies(text: str) -> tuple[str, ...]:
    """Give the ids of the regencies that a place name can mean.

    Returns
    -------
    tuple of str
        Empty when nobody knows the place, one id when it is clear, several when it is ambiguous
        ("Tegal" is a kabupaten and a kota), which is a question for a person.

    >>> [regencies().name[i] for i in find_regencies("Ceper")]
    ['Kabupaten Klaten']
    >>> [regencies().name[i] for i in find_regencies("Tegal, Jawa Tengah")]
    ['Kabupaten Tegal', 'Kota Tegal']
    """
    known = _known_names()
    if found := known.get(_normalise(text)):
        return found
    parts = [
        known[key] for part in re.split(r"[,;/()]", text) if (key := _normalise(part)) in known
    ]
    if not parts:
        return ()
    agreed = set(parts[0]).intersection(*parts[1:])
    return tuple(sorted(agreed or set().union(*parts)))


@cache
def distances_km() -> np.ndarray:
    """Great-circle distances between the points of all regencies, shape (n, n), in km."""
    radians = np.radians(regencies()[["latitude", "longitude"]].to_numpy())
    return np.asarray(haversine_distances(radians) * EARTH_RADIUS_KM)


def nearest_km(here: Iterable[str], there: Iterable[str]) -> float:
    """Distance between the nearest two of the regencies that two places can mean, in km."""
    position = {regency: i for i, regency in enumerate(regencies().index)}
    rows, columns = ([position[regency] for regency in side] for side in (here, there))
    return float(distances_km()[np.ix_(rows, columns)].min())


def _normalise(text: str) -> str:
    words = [_PREFIXES.get(word, word) for word in tokens(text)]
    return " ".join(word for word in words if word not in {"kecamatan", "kec", "sentra", "adm"})


@cache
def _known_names() -> dict[str, tuple[str, ...]]:
    """Map each normalised name to its regencies; a full name beats a bare one, that a sentra."""
    found: dict[str, tuple[str, ...]] = {}
    for table in (_provinces(), _sentra(), _bare_names(), _aliases(), _full_names()):
        found |= table.groupby("key")["regency_id"].agg(lambda ids: tuple(sorted(set(ids))))
    return found


def _full_names() -> pd.DataFrame:
    table = regencies().reset_index()
    return table.assign(key=table["name"].map(_normalise))


def _bare_names() -> pd.DataFrame:
    table = _full_names()
    return table.assign(key=table["key"].str.replace(r"^(kabupaten|kota) ", "", regex=True))


def _provinces() -> pd.DataFrame:
    table = regencies().reset_index()
    return table.assign(key=table["province"].map(_normalise))


def _sentra() -> pd.DataFrame:
    table = data_table("places", "sentra.csv")
    return table.assign(key=table["name"].map(_normalise))


def _aliases() -> pd.DataFrame:
    table = data_table("places", "aliases.csv")
    return table.assign(key=table["alias"].map(_normalise))
