import numpy as np
import pytest

from features.places import distances_km, find_regencies, regencies


def names(text):
    return [regencies()["name"][i] for i in find_regencies(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ceper", ["Kabupaten Klaten"]),
        ("Ngingas", ["Kabupaten Sidoarjo"]),
        ("Kab. Tegal", ["Kabupaten Tegal"]),
        ("KOTA TEGAL", ["Kota Tegal"]),
        ("Talang, Kab. Tegal", ["Kabupaten Tegal"]),
        ("Ceper, Klaten, Jawa Tengah", ["Kabupaten Klaten"]),
        ("Tegal", ["Kabupaten Tegal", "Kota Tegal"]),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_place_gives_the_regencies_it_can_mean(text, found):
    assert names(text) == found


def test_jakarta_alone_is_a_question():
    assert len(find_regencies("Jakarta")) == 5


def test_contradicting_parts_give_both_to_ask():
    assert names("Ceper, Kota Surabaya") == ["Kabupaten Klaten", "Kota Surabaya"]


def test_distance_agrees_with_a_published_one():
    """Jakarta Pusat to Surabaya: 663 km as the crow flies (GeoNames coordinates by hand)."""
    order = list(regencies().index)
    a, b = (order.index(find_regencies(n)[0]) for n in ("Kota Jakarta Pusat", "Kota Surabaya"))

    assert distances_km()[a, b] == pytest.approx(665, abs=15)
    np.testing.assert_allclose(distances_km(), distances_km().T)
