import pandas as pd

from matcher.routes import Link, Route, atlas, place_name

FIRMS = pd.DataFrame(
    [
        ("S-1", "Ceper"),
        ("S-2", "Kab. Klaten"),
        ("S-3", None),
        ("S-4", "Nusantara Entah"),
        ("B-1", "Kota Madiun"),
    ],
    columns=["firm_id", "place"],
    dtype=object,
)


def drawn(*links):
    return atlas(FIRMS, ["S-1", "S-2", "S-3", "S-4"], ["B-1"], links)


def test_a_sentra_and_its_regency_are_one_spot():
    (klaten, madiun) = drawn().spots

    assert (klaten.name, klaten.suppliers, klaten.buyers) == (
        "Kabupaten Klaten",
        ("S-1", "S-2"),
        (),
    )
    assert (madiun.name, madiun.buyers) == ("Kota Madiun", ("B-1",))
    assert -8 < klaten.latitude < -7 and 110 < klaten.longitude < 111


def test_firms_whose_place_nobody_knows_are_named_not_drawn():
    found = drawn(Link("S-3", "B-1", 5.0))

    assert (found.nowhere, found.routes) == (("S-3", "S-4"), ())


def test_links_between_the_same_places_are_one_route():
    found = drawn(Link("S-1", "B-1", 100.0), Link("S-2", "B-1", None), Link("S-2", "B-1", 20.0))

    assert found.routes == (Route("Kabupaten Klaten", "Kota Madiun", 3, 120.0),)


def test_amount_that_nobody_told_is_unknown_not_nothing():
    assert drawn(Link("S-1", "B-1")).routes[0].amount is None


def test_a_text_for_a_city_and_its_regency_is_one_spot_between_them():
    firms = pd.DataFrame([("S-1", "Tegal")], columns=["firm_id", "place"])

    (spot,) = atlas(firms, ["S-1"], [], []).spots

    assert (place_name("Tegal"), spot.name) == ("Tegal", "Tegal")
