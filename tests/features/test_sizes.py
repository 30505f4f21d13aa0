"""Sizes in words: diameters and lengths, whatever the unit; a thickness or a tolerance is none."""

import pytest

from features.sizes import stated_length_mm


@pytest.mark.parametrize(
    ("text", "mm"),
    [
        ("propeler 4 daun dia 600 mm", 600),
        ("flensa Ø600", 600),
        ("flensa ⌀ 60 cm", 600),
        ("diameter: 1.200 mm", 1200),
        ("pipa panjang 1,2 m dia. 50 mm", 1200),
        ("pulley dia 200-250 mm", 250),
        ('velg dia 14"', 355.6),
        ("roller diameter 4 inch, length 300 mm", 300),
        ("DIA=75", 75),
    ],
)
def test_largest_size_in_words_is_read(text, mm):
    assert stated_length_mm(text) == pytest.approx(mm)


@pytest.mark.parametrize(
    "text",
    [
        "bracket tebal 1,2 mm, toleransi ±0,1 mm",
        "media 600 mm",
        "dia 1,200 mm",
        "dia 8 kg",
        "dia 600xyz",
        "panjang sesuai gambar",
        "dia 0",
        "600 mm",
        "",
    ],
)
def test_other_words_state_no_size(text):
    assert stated_length_mm(text) is None


def test_thin_diameter_is_no_length_of_a_long_part():
    assert stated_length_mm("as roda dia 50 mm", least_mm=300) is None
    assert stated_length_mm("as roda dia 50 mm panjang 200 mm", least_mm=300) == 200
