import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.language import parse_quantity, pieces_per_month
from features.language.quantities import REFUSALS, Quantity

# worked by hand before the reader was run: low, high, unit, period, note
READ = {
    "1.200": (1200, 1200, "", "", ""),
    "12000": (12_000, 12_000, "", "", ""),
    "5000/bln": (5000, 5000, "", "month", ""),
    "100rb pcs": (100_000, 100_000, "pieces", "", ""),
    "100rb pcs/bulan": (100_000, 100_000, "pieces", "month", ""),
    "12.000 pcs per bulan": (12_000, 12_000, "pieces", "month", ""),
    "2,5 ribu buah / bl": (2500, 2500, "pieces", "month", ""),
    "5k unit per month": (5000, 5000, "pieces", "month", ""),
    "2 juta pcs/thn": (2_000_000, 2_000_000, "pieces", "year", ""),
    "8,2 jt biji/th.": (8_200_000, 8_200_000, "pieces", "year", ""),
    "1.200 pcs/hari": (1200, 1200, "pieces", "day", ""),
    "40 bh/hr": (40, 40, "pieces", "day", ""),
    "300 batang/minggu": (300, 300, "pieces", "week", ""),
    "300 lembar per mgg": (300, 300, "pieces", "week", ""),
    "60 pcs/jam": (60, 60, "pieces", "hour", ""),
    "450 pcs/shift": (450, 450, "pieces", "shift", ""),
    "1,5 ton/bulan": (1500, 1500, "kg", "month", ""),
    "10-15 ton plat": (10_000, 15_000, "kg", "", "plat"),
    "plat 10-15 ton perbulan": (10_000, 15_000, "kg", "month", "plat"),
    "3 kuintal": (300, 300, "kg", "", ""),
    "750 gr": (0.75, 0.75, "kg", "", ""),
    "500 gr - 1 kg": (0.5, 1, "kg", "", ""),
    "1.250 kg/tahun": (1250, 1250, "kg", "year", ""),
    "30cm": (300, 300, "mm", "", ""),
    "1,2 m": (1200, 1200, "mm", "", ""),
    "0,05 mm": (0.05, 0.05, "mm", "", ""),
    "20 mikron": (0.02, 0.02, "mm", "", ""),
    "Rp 250 juta/bulan": (250_000_000, 250_000_000, "IDR", "month", ""),
    "Rp. 1,5 M": (1_500_000_000, 1_500_000_000, "IDR", "", ""),
    "Rp1,5 milyar per tahun": (1_500_000_000, 1_500_000_000, "IDR", "year", ""),
    "IDR 500 jt - 1 miliar": (500_000_000, 1_000_000_000, "IDR", "", ""),
    "Rp 5.000,-": (5000, 5000, "IDR", "", ""),
    "Rp 12.500.000,00": (12_500_000, 12_500_000, "IDR", "", ""),
    "75.000 rupiah": (75_000, 75_000, "IDR", "", ""),
    "omzet Rp 40jt sebulan": (40_000_000, 40_000_000, "IDR", "month", "omzet"),
    "± 500 pcs": (500, 500, "pieces", "", ""),
    "+/- 500 pcs": (500, 500, "pieces", "", ""),
    ">1000 pcs": (1000, 1000, "pieces", "", ""),
    "kira2 300/bln": (300, 300, "", "month", ""),
    "Kurang lebih 300 buah setiap bulan": (300, 300, "pieces", "month", ""),
    "maks. 800 set/bulan": (800, 800, "set", "month", ""),
    "500 s/d 700 unit per bulan": (500, 700, "pieces", "month", ""),
    "500 sampai dengan 700 unit": (500, 700, "pieces", "", ""),
    "1.000 \u2013 1.500 pcs/bln": (1000, 1500, "pieces", "month", ""),
    "50 pcs/bln - 70 pcs/bln": (50, 70, "pieces", "month", ""),
    "10-15rb pcs": (10_000, 15_000, "pieces", "", ""),
    "500-1rb pcs": (500, 1000, "pieces", "", ""),
    "1rb - 1.500 pcs": (1000, 1500, "pieces", "", ""),
    "5.000,- pcs": (5000, 5000, "pieces", "", ""),
    "5 lusin": (60, 60, "pieces", "", ""),
    "2 gross/hari": (288, 288, "pieces", "day", ""),
    "15 kodi per minggu": (300, 300, "pieces", "week", ""),
    "500 PCS Knalpot / Bulan": (500, 500, "pieces", "month", "Knalpot"),
    "500 pcs (plat, pipa)": (500, 500, "pieces", "", "plat, pipa"),
    "20 liter": (20, 20, "", "", "liter"),
}

NOT_ONE = [
    "", "-", "tidak ada", "1,200", "1,200 pcs", "2x sehari", "2 kali sehari", "10 x 20 mm",
    "500 pcs plat 3 mm", "500 pcs (2 shift)", "10 ton atau 500 pcs", "100 m2", "100 m²",
    "10³ pcs", "FC250", "80%", "<500 pcs", "kurang dari 500 pcs", "s/d 500 pcs", "hingga 500 pcs",
    "3 hari", "500 pcs/mesin", "500 pcs/hari/mesin", "500 pcs/hari/shift", "500 pcs per 3 bulan",
    "Rp 50.000/pcs", "5 milyar pcs", "5 ratus ribu pcs", "Rp 2 T", "700-500 pcs", "10-15.000 pcs",
    "10 kg - 15 pcs", "10 ton - 15", "12 000 pcs", "0812345678", "-5 pcs", "belum 500 pcs",
    "500 karung kg", "5½ ton", "9" * 400, "1.500 rb pcs", "5 \u212ag",
]  # fmt: skip

MONTHLY = {
    "100rb pcs/bulan": 100_000,
    "12.000 pcs per bulan": 12_000,
    "5000/bln": 5000,
    "5000": 5000,
    "500 s/d 700 unit per bulan": 500,
    "kira2 300/bln": 300,
    ">1000 pcs": 1000,
    "5.000,- pcs": 5000,
    "15 kodi/bulan": 300,
    "2 juta pcs/bulan": 2_000_000,
    "500 pcs knalpot/bulan": 500,
}

REFUSED = {
    "60.000 pcs/tahun": "annual",
    "60rb/thn": "annual",
    "Rp 250 juta/bulan": "money",
    "Rp 3 M/tahun": "money",
    "10-15 ton plat": "weight",
    "1,5 ton/bulan": "weight",
    "20 kg/hari": "weight",
    "1.200 pcs/hari": "other period",
    "300 pcs/minggu": "other period",
    "60/jam": "other period",
    "450 pcs/shift": "other period",
    "1,200": "unclear",
    "1,200 pcs/bulan": "unclear",
    "2x sehari": "unclear",
    "": "unclear",
    "banyak": "unclear",
    "0": "unclear",
    "100 set/bulan": "unclear",
    "500 m/bulan": "unclear",
    "20 liter/bulan": "unclear",
    "250 juta/bulan": "unclear",
    "5.000,-/bulan": "unclear",
    "target 5.000 pcs/bulan": "unclear",
    "kebutuhan 500 pcs/bulan": "unclear",
    "sejak 1998": "unclear",
}


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_quantity_is_read_as_written_in_a_sheet(text, expected):
    assert parse_quantity(text) == Quantity(*expected)


@pytest.mark.parametrize("text", NOT_ONE)
def test_what_is_not_one_quantity_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_quantity(text)


@pytest.mark.parametrize(("text", "pieces"), MONTHLY.items())
def test_plain_pieces_a_month_are_read(text, pieces):
    assert pieces_per_month(text) == pieces


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_what_is_not_pieces_a_month_is_a_question_with_a_reason(text, reason):
    with pytest.raises(ValueError, match=rf"^{reason}$"):
        pieces_per_month(text)


UNITS = {"pcs": ("pieces", 1), "lusin": ("pieces", 12), "ton": ("kg", 1000), "kg": ("kg", 1)}
UNITS |= {"set": ("set", 1), "cm": ("mm", 10), "": ("", 1)}
PERIODS = {"/bln": "month", " per hari": "day", " setahun": "year", "/jam": "hour", "": ""}


def dotted(number):
    return f"{number:,}".replace(",", ".")


@given(
    low=st.integers(1, 10**9),
    more=st.integers(0, 10**6),
    between=st.sampled_from(["-", " - ", " s/d ", " sampai ", "\u2013"]),
    unit=st.sampled_from(sorted(UNITS)),
    period=st.sampled_from(sorted(PERIODS)),
    note=st.sampled_from(["", "plat", "baut mur", "rem cakram"]),
)
def test_formatted_quantity_reads_back(low, more, between, unit, period, note):
    high = min(low + more, 999 * low)
    figures = dotted(low) if high == low else f"{dotted(low)}{between}{dotted(high)}"

    found = parse_quantity(f"{figures} {unit} {note}{period}")

    name, factor = UNITS[unit]
    assert found == Quantity(low * factor, high * factor, name, PERIODS[period], note)


SCRAPS = (
    "1|0|12.000|1,5|1,200|-| |/|s/d|rb|juta|m|Rp|k|pcs|ton|lusin|per|bulan|bln|tahun|hari|plat"
    "|x|±|>|,-|.|,|(|)|²|½|kira2|shift|sehari|\u017fet|İ|\u212a|٣|\u00a0|\n"
)
SCRAP = st.sampled_from(SCRAPS.split("|"))
ANY_TEXT = st.text(max_size=30) | st.lists(SCRAP, max_size=9).map("".join)


@given(ANY_TEXT)
def test_any_text_is_a_quantity_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        found = parse_quantity(text)

        assert 0 <= found.low <= found.high < float("inf")


@given(ANY_TEXT)
def test_pieces_a_month_are_never_guessed(text):
    try:
        pieces = pieces_per_month(text)
    except ValueError as error:
        assert str(error) in REFUSALS
        return

    found = parse_quantity(text)
    assert pieces == found.low > 0
    assert (found.unit or "pieces", found.period or "month") == ("pieces", "month")
