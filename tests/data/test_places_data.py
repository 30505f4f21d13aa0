"""The places data: complete, consistent, reproducible, and near an independent list."""

import csv
import runpy
from collections import Counter
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = ROOT / "data" / "places"
GENERATOR = ROOT / "benchmarks" / "make" / "places.py"
REFERENCE = ROOT.parent / "shared" / "reference" / "regencies.csv"

EARTH_RADIUS_KM = 6371.0

# Points over 100 km from the reference, each looked at; the reference mostly holds centroids.
FAR_FROM_REFERENCE = {
    "1276": "Binjai: the reference has longitude 108.2 for 98.5",
    "1301": "Kepulauan Mentawai: the reference lost the minus of the latitude",
    "1408": "Bengkalis: the reference lies by Kepulauan Meranti; all 4 settlements are westward",
    "1611": "Empat Lawang: the reference is the Tebing Tinggi of Sumatera Utara",
    "2103": "Natuna: islands over 170 km; the reference lies north of all 9 settlements",
    "6203": "Kapuas: centroid of a long river basin, the settlements are near the mouth",
    "7203": "Morowali: the reference lies in Morowali Utara, split off in 2013",
    "7208": "Parigi Moutong: a coast of 300 km, the seat is at its southern end",
    "7317": "Luwu: the reference lies in Luwu Timur",
    "8108": "Maluku Barat Daya: the reference lies on Wetar, the seat on Moa",
    "9418": "Tolikara: the reference lies west of Puncak Jaya",
    "9431": "Mamberamo Tengah: the reference lies in Mamberamo Raya",
    "9432": "Yalimo: the reference lies in Lanny Jaya",
}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


REGENCIES = rows_of(PLACES / "regencies.csv")
SENTRA = rows_of(PLACES / "sentra.csv")
ALIASES = rows_of(PLACES / "aliases.csv")
SETTLEMENTS = rows_of(GENERATOR.with_name("settlements.csv"))
REFERENCE_ELSEWHERE = rows_of(Path(__file__).with_name("reference_elsewhere.csv"))
KNOWN_IDS = {regency["regency_id"] for regency in REGENCIES}


def haversine_km(latitude, longitude, other_latitude, other_longitude):
    north, east, other_north, other_east = map(
        radians, (latitude, longitude, other_latitude, other_longitude)
    )
    half_chord = (
        sin((other_north - north) / 2) ** 2
        + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half_chord))


def share_within_60_km(distance_km):
    return sum(km <= 60 for km in distance_km.values()) / len(distance_km)


@pytest.fixture(scope="module")
def reference_distance_km():
    if not REFERENCE.exists():
        pytest.skip(f"no reference list at {REFERENCE}")
    reference = {row["id"]: row for row in rows_of(REFERENCE)}
    return {
        regency["regency_id"]: haversine_km(
            float(regency["latitude"]),
            float(regency["longitude"]),
            float(reference[regency["regency_id"]]["lat"]),
            float(reference[regency["regency_id"]]["lon"]),
        )
        for regency in REGENCIES
    }


def test_there_are_514_regencies_each_with_its_own_four_digit_id():
    assert len(REGENCIES) == 514
    assert len(KNOWN_IDS) == 514
    assert [i for i in KNOWN_IDS if not (len(i) == 4 and i.isdigit())] == []


def test_416_are_kabupaten_and_98_are_kota():
    # Kemendagri, Permendagri 137/2017: 416 kabupaten (one administrative), 98 kota (five).
    assert Counter(regency["kind"] for regency in REGENCIES) == {"kabupaten": 416, "kota": 98}


def test_there_are_34_provinces():
    assert len({regency["province"] for regency in REGENCIES}) == 34


def test_a_name_is_unique_and_starts_with_its_kind():
    names = [regency["name"] for regency in REGENCIES]

    starts = [regency["name"].split()[0].lower() for regency in REGENCIES]

    assert len(set(names)) == 514
    assert starts == [regency["kind"] for regency in REGENCIES]


def test_every_point_lies_inside_the_box_of_indonesia():
    # Rondo (6.1 N), Ndana (11.0 S), Benggala (95.0 E), border with Papua New Guinea (141.0 E).
    outside = [
        regency["name"]
        for regency in REGENCIES
        if not -11.1 <= float(regency["latitude"]) <= 6.1
        or not 95.0 <= float(regency["longitude"]) <= 141.1
    ]

    assert outside == []


def test_no_two_regencies_share_a_geonames_row():
    rows = [regency["geonameid"] for regency in REGENCIES if regency["geonameid"]]

    assert [row for row, count in Counter(rows).items() if count > 1] == []


def test_a_seat_without_a_geonames_row_says_why():
    unexplained = [r["name"] for r in REGENCIES if not r["geonameid"] and not r["note"]]

    assert unexplained == []


def test_the_generator_writes_the_file_that_is_there():
    make = runpy.run_path(str(GENERATOR))

    made = make["as_csv"](make["regency_table"]())

    assert made.encode() == (PLACES / "regencies.csv").read_bytes()


def test_on_java_and_bali_and_in_every_kota_the_point_is_the_seat():
    make = runpy.run_path(str(GENERATOR))
    seats = {seat["regency_id"]: seat for seat in make["seat_table"]()}

    moved = [r for r in REGENCIES if r != seats[r["regency_id"]]]

    assert [
        r for r in moved if r["regency_id"][:2] in {"31", "32", "33", "34", "35", "36", "51"}
    ] == []
    assert {r["kind"] for r in moved} == {"kabupaten"}
    assert len(moved) == 162


def test_a_moved_point_keeps_its_seat_and_says_of_how_many_settlements_it_is_the_centre():
    make = runpy.run_path(str(GENERATOR))
    seats = {seat["regency_id"]: seat for seat in make["seat_table"]()}
    n_settlements = Counter(row["regency_id"] for row in SETTLEMENTS)

    moved = {r["regency_id"]: r for r in REGENCIES if "is the centre of" in r["note"]}

    assert moved.keys() == n_settlements.keys()
    for id_, n in n_settlements.items():
        assert f"centre of {n + 1} settlements, one of them the seat" in moved[id_]["note"]
        assert moved[id_]["capital"] == seats[id_]["capital"]
        assert moved[id_]["geonameid"] == seats[id_]["geonameid"]


@pytest.mark.parametrize(
    ("regency_id", "kind", "far_latitude", "point"),
    [
        # A degree of latitude is 111.2 km: 0.27 degrees are 30.02 km, 0.26 are 28.9.
        ("6501", "kabupaten", 0.27, ("0.1200", "115.0000")),
        ("6501", "kabupaten", 0.26, ("0", "115")),
        ("6571", "kota", 0.27, ("0", "115")),
        ("3501", "kabupaten", 0.27, ("0", "115")),
        ("5101", "kabupaten", 0.27, ("0", "115")),
    ],
)
def test_only_a_wide_kabupaten_moves_and_its_seat_counts_once(
    regency_id, kind, far_latitude, point
):
    make = runpy.run_path(str(GENERATOR))
    seat = {"regency_id": regency_id, "kind": kind, "capital": "Kuala Lama", "note": ""}
    seat |= {"latitude": "0", "longitude": "115"}
    settlements = [
        {"name": "Kualalama", "latitude": "0.5", "longitude": "115"},
        {"name": "Under another name", "latitude": "0.005", "longitude": "115"},
        {"name": "Near", "latitude": "0.09", "longitude": "115"},
        {"name": "Far", "latitude": str(far_latitude), "longitude": "115"},
    ]

    moved = make["centred"](seat, settlements)

    assert (moved["latitude"], moved["longitude"]) == point


def test_the_extract_takes_only_settlements_that_move_a_point():
    make = runpy.run_path(str(GENERATOR))
    city = {"country": "ID", "admin1": "42", "lat": "1.78931"}
    cities = [
        city | {"name": "Longnawang", "admin2": "6501", "lng": "114.9013"},
        city | {"name": "Abroad", "admin2": "6501", "lng": "114.9", "country": "MY"},
        city | {"name": "No code", "admin2": "", "lng": "114.9"},
        city | {"name": "On Java", "admin2": "3501", "lng": "114.9"},
    ]

    assert make["needed_settlements"](cities) == [
        {
            "regency_id": "6501",
            "name": "Longnawang",
            "latitude": "1.78931",
            "longitude": "114.9013",
            "geonameid": "1637291",
        }
    ]


def test_the_generator_refuses_a_seat_that_two_equal_towns_bear():
    make = runpy.run_path(str(GENERATOR))
    seat = {"regency_id": "3325", "province": "Jawa Tengah", "capital": "Batang"}
    towns = {
        id_: {"name": "Batang", "alternatenames": [], "admin1code": "07", "population": 0}
        for id_ in ("1", "2")
    }

    with pytest.raises(LookupError, match="3325: 2 towns of Jawa Tengah are named 'Batang'"):
        make["find_town"](seat, towns)


@pytest.mark.parametrize("places", [SENTRA, ALIASES], ids=["sentra", "aliases"])
def test_every_other_name_points_to_a_known_regency(places):
    assert [place for place in places if place["regency_id"] not in KNOWN_IDS] == []


def test_a_sentra_lies_in_one_regency():
    assert [n for n, count in Counter(s["name"] for s in SENTRA).items() if count > 1] == []


def test_no_alias_is_listed_twice_for_one_regency():
    pairs = Counter((alias["alias"].casefold(), alias["regency_id"]) for alias in ALIASES)

    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_no_name_is_both_a_sentra_and_an_alias_or_the_plain_name_of_a_regency():
    plain = {regency["name"].split(maxsplit=1)[1].casefold() for regency in REGENCIES}
    sentra = {place["name"].casefold() for place in SENTRA}
    aliases = {alias["alias"].casefold() for alias in ALIASES}

    assert sentra & aliases == set()
    assert (sentra | aliases) & plain == set()


def test_jakarta_alone_may_be_any_of_its_five_cities():
    cities = {r["regency_id"] for r in REGENCIES if r["name"].startswith("Kota Jakarta")}

    meant = [alias["regency_id"] for alias in ALIASES if alias["alias"] == "Jakarta"]

    assert len(meant) == 5
    assert set(meant) == cities


def test_93_points_in_100_lie_within_60_km_of_the_reference(reference_distance_km):
    """479 of 514, not the 95 in 100 that was sought (data/places/README.md)."""
    assert share_within_60_km(reference_distance_km) >= 0.93


def test_of_those_whose_reference_point_is_its_own_95_in_100_lie_within_60_km(
    reference_distance_km,
):
    """473 of 491."""
    elsewhere = {row["regency_id"] for row in REFERENCE_ELSEWHERE}
    own = {id_: km for id_, km in reference_distance_km.items() if id_ not in elsewhere}

    assert len(own) == 491
    assert share_within_60_km(own) >= 0.95


def test_a_reference_point_elsewhere_lies_in_another_known_regency():
    wrong = [
        row
        for row in REFERENCE_ELSEWHERE
        if not {row["regency_id"], row["lies_in"]} <= KNOWN_IDS
        or row["regency_id"] == row["lies_in"]
    ]

    assert wrong == []


def test_19_points_in_20_lie_within_80_km_of_the_reference(reference_distance_km):
    near = [distance for distance in reference_distance_km.values() if distance <= 80]

    assert len(near) / len(reference_distance_km) >= 0.95


def test_every_point_over_100_km_from_the_reference_has_a_known_reason(reference_distance_km):
    far = {id_ for id_, distance in reference_distance_km.items() if distance > 100}

    assert far == set(FAR_FROM_REFERENCE)
