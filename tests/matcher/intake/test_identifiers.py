"""Identifiers are text: what a spreadsheet took off them is a question and never made up."""

import contextlib

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.intake.identifiers import (
    read_email,
    read_kbli,
    read_nib,
    read_nik,
    read_npwp,
    read_phone,
)
from matcher.intake.question import CellError

# made-up numbers; the NPWP is the example of its published format
READ = [
    (read_nib, "9120001234567", "9120001234567"),
    (read_nib, "0220-0012-34567", "0220001234567"),
    (read_nib, "'0220001234567", "0220001234567"),
    (read_nib, "NIB: 0220001234567", "0220001234567"),
    (read_nib, 9120001234567.0, "9120001234567"),
    (read_nib, "9120001234567.0", "9120001234567"),
    (read_nib, "9120351000000", "9120351000000"),
    (read_npwp, "01.312.166.0-091.000", "013121660091000"),
    (read_npwp, "0013121660091000", "0013121660091000"),
    (read_npwp, "3171011708450001", "3171011708450001"),
    (read_nik, "3171 0117 0845 0001", "3171011708450001"),
    (read_kbli, "25920", "25920"),
    (read_kbli, "25920.0", "25920"),
    (read_kbli, 25920.0, "25920"),
    (read_kbli, "25920, 25111\n24310", "25920;25111;24310"),
    (read_kbli, "25920 dan 30912", "25920;30912"),
    (read_kbli, "KBLI 2020: 25920 - Industri", "25920"),
    (read_email, " a.b@contoh.co.id ", "a.b@contoh.co.id"),
    (read_email, "a@contoh.id / mailto:b@contoh.id", "a@contoh.id; b@contoh.id"),
    (read_phone, "0812-3456-7890", "+6281234567890"),
    (read_phone, "62812 3456 7890", "+6281234567890"),
    (read_phone, "+62 (0)812 3456 7890", "+6281234567890"),
    (read_phone, "0062 812 3456 7890", "+6281234567890"),
    (read_phone, 6281234567890.0, "+6281234567890"),
    (read_phone, "812-3456-7890", "+6281234567890"),
    (read_phone, "6281234567890.0", "+6281234567890"),
    (read_phone, 81234567890, "+6281234567890"),
    (read_phone, 81234567890.0, "+6281234567890"),
    (read_phone, "81234567890", "+6281234567890"),
    (read_phone, "81234567890,0", "+6281234567890"),
    (read_phone, "8123-4567-890 / 0272 551234", "+6281234567890; +62272551234"),
    (read_phone, "(0272) 551234", "+62272551234"),
    (read_phone, "HP/WA: 0812 3456 7890", "+6281234567890"),
    (read_phone, "0812 3456 7890 / (021) 555 1234", "+6281234567890; +62215551234"),
    (read_phone, "0272-551234; 081234567890", "+62272551234; +6281234567890"),
    (read_phone, "Telp. (0272) 551234, Fax (0272) 551235", "+62272551234"),
    (read_phone, "021-5551234 ext 12", "+62215551234 ext. 12"),
    (read_phone, "+65 6123 4567", "+6561234567"),
]

ASKED = [
    (read_nib, 912000123456.0),
    (read_nib, "912000123456"),
    (read_nib, "9,12E+12"),
    (read_nib, "9.12E+12"),
    (read_nib, "9120350000000"),  # what is left of 9,12035E+12 once it is a number again
    (read_nib, 9.12e12),
    (read_nib, "91200012345678"),
    (read_nib, "0000000000000"),
    (read_nib, "dalam proses"),
    (read_nib, True),
    (read_nib, float("inf")),
    (read_npwp, 13121660091000.0),
    (read_npwp, 3171011708450001.0),
    (read_npwp, 3171011708450001),
    (read_npwp, "3,17101E+15"),
    (read_npwp, "01.312.166.1-091.000"),
    (read_npwp, "3171011708450001.0"),
    (read_npwp, "000000000000000"),
    (read_nik, "3171011708450000"),
    (read_nik, "317101170845000"),
    (read_nik, "9971011708450001"),
    (read_nik, "3171013213450001"),
    (read_kbli, "2592"),
    (read_kbli, "259201"),
    (read_kbli, "2592025111"),
    (read_kbli, "konstruksi"),
    (read_email, "a@contoh"),
    (read_email, "a b@"),
    (read_email, 12.0),
    (read_phone, 21234567.0),
    (read_phone, "2835551234"),
    (read_phone, 2835512340.0),  # (0283) 551234, or an area code that nobody knows
    (read_phone, 81234600000.0),  # what is left of 8,12346E+10 once it is a number again
    (read_phone, "6281230000000"),
    (read_phone, 8123456.0),
    (read_phone, 912345678901.0),
    (read_phone, "8,12E+10"),
    (read_phone, "551234"),
    (read_phone, "0283 351234/351235"),
    (read_phone, "0812-0000-001x"),
    (read_phone, "=0812"),
    (read_phone, "()"),
]


@pytest.mark.parametrize(("read", "cell", "expected"), READ)
def test_identifier_is_read_as_text(read, cell, expected):
    assert read(cell) == expected


@pytest.mark.parametrize(("read", "cell"), ASKED)
def test_what_cannot_be_whole_is_a_question(read, cell):
    with pytest.raises(CellError):
        read(cell)


def test_a_lost_zero_is_told_apart_from_lost_digits():
    messages = []
    for cell in (220001234567.0, "2,20001E+11"):
        with pytest.raises(CellError) as asked:
            read_nib(cell)
        messages.append(asked.value.message)

    assert ["drops zeros" in messages[0], "lost digits" in messages[1]] == [True, True]


def by_the_library(text):
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@given(st.from_regex(r"0[1-9][0-9]{5,12}", fullmatch=True))
def test_plain_number_is_what_the_phone_library_says(text):
    try:
        found = read_phone(text)
    except CellError:
        found = None

    assert found == by_the_library(text)


@given(
    st.sampled_from([read_nib, read_npwp, read_nik, read_kbli, read_email, read_phone]),
    st.text("0123456789.,-/+()E ext@;\n'٣x", max_size=25) | st.floats() | st.integers(),
)
def test_any_cell_is_an_identifier_or_a_cell_error(read, cell):
    with contextlib.suppress(CellError):
        assert isinstance(read(cell), str)


def test_up_to_four_digits_too_few_are_zeros_that_a_sheet_dropped():
    said = {}
    for n in (8, 9, 12, 14):
        with pytest.raises(CellError) as refused:
            read_nib("12345678901234"[:n])
        said[n] = "drops zeros" in refused.value.message

    assert said == {8: False, 9: True, 12: True, 14: False}
