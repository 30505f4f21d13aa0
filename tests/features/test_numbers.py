import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.language import parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1200", 1200),
        ("1.200", 1200),
        ("12.500.000", 12_500_000),
        ("1.200,5", 1200.5),
        ("1,5", 1.5),
        ("0,05", 0.05),
        ("0.125", 0.125),
        ("1.5", 1.5),
        ("1,200,000", 1_200_000),
        (" 7 ", 7),
    ],
)
def test_number_is_read_as_in_an_indonesian_sheet(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text", ["1,200", "1.200 kg", "10-15", "abc", "", "1..2", "=1+1", "nan", "inf", "1e5", "1.20.0"]
)
def test_doubtful_number_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_number(text)


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_integer_round_trips(number):
    assert parse_number(f"{number:,}".replace(",", ".")) == number


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        assert isinstance(parse_number(text), float)
