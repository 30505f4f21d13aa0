"""Cells: Indonesian numbers, units, dates and words become values, or a question."""

import contextlib
from datetime import date, datetime, time

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from matcher.intake.capacities import read_capacity
from matcher.intake.cells import CellError, are_plain, as_text, is_plain, read_cell
from matcher.intake.fields import CHOICES, FIELDS

READS = sorted({field.reads for field in FIELDS})

# worked by hand before the reader was run: how, cell, heading, value
READ = [
    ("count", "1.200", "", 1200),
    ("count", "100rb pcs", "", 100_000),
    ("count", "12 orang", "", 12),
    ("count", "± 500", "", 500),
    ("count", "'18", "", 18),
    ("count", 40, "", 40),
    ("count", "250", "Jumlah (ribu pcs)", 250_000),
    ("kg", "1,5", "", 1.5),
    ("kg", "1.200,50", "", 1200.5),
    ("kg", "0.750", "", 0.75),
    ("kg", "800 gram", "Berat maksimal (kg)", 0.8),
    ("kg", "2.500", "Berat (gram)", 2.5),
    ("kg", "2.500 gram", "", 2.5),
    ("kg", 2500, "Berat (gram)", 2.5),
    ("kg", 2.5, "", 2.5),
    ("kg", "1,5 ton", "", 1500),
    ("kg", "5 kg/pcs", "", 5),
    ("kg", "maks. 5 kg", "", 5),
    ("count", "kurang lebih 20 orang", "", 20),
    ("count", "lebih kurang 20", "", 20),
    ("kg", "0,35", "Berat (kg/pcs)", 0.35),
    ("mm", "1.200", "", 1200),
    ("mm", "12,5", "Panjang (cm)", 125),
    ("mm", "± 0,05 mm", "Toleransi", 0.05),
    ("mm", "20 mikron", "Toleransi", 0.02),
    ("mm", 50, "Toleransi (\u00b5m)", 0.05),
    ("days", "30 hari", "", 30),
    ("days", "2 minggu", "", 14),
    ("days", 2.0, "Lead time (minggu)", 14),
    ("days", "net 30", "", 30),
    ("days", "30 hari setelah invoice", "", 30),
    ("idr", "Rp 250 juta", "", 250e6),
    ("idr", "Rp1,5 miliar", "Nilai Investasi (Rp)", 1.5e9),
    ("idr", "Rp. 75.000.000,-", "", 75e6),
    ("idr", "1.200", "", 1200),
    ("idr", "1.500", "Nilai investasi (juta Rp)", 1.5e9),
    ("idr", 250, "Nilai investasi (Rp 000)", 250_000),
    ("idr", "Rp 250 juta", "Nilai investasi (juta Rp)", 250e6),
    ("idr", "Rp 5.000/pcs", "Harga target (Rp)", 5000),
    ("capacity", "60.000", "Kapasitas (pcs/tahun)", "60.000 pcs per tahun"),
    ("capacity", "10-15 ton plat", "Kapasitas", "10-15 ton plat"),
    ("capacity", 15000, "Kapasitas per bulan", "15000 per bulan"),
    ("month_volume", "100rb pcs", "", 100_000),
    ("month_volume", 2.125, "Kapasitas (ribu pcs/bulan)", 2125),
    ("date", "27 November 2018", "", date(2018, 11, 27)),
    ("date", "27/11/2018", "", date(2018, 11, 27)),
    ("date", "27-11-18", "", date(2018, 11, 27)),
    ("date", "03/04/2025", "", date(2025, 4, 3)),
    ("date", "Selasa, 5 Agustus 2025", "", date(2025, 8, 5)),
    ("date", "5 Nopember 2025", "", date(2025, 11, 5)),
    ("date", "November 27, 2018", "", date(2018, 11, 27)),
    ("date", "2018-11-27 00:00:00", "", date(2018, 11, 27)),
    ("date", datetime(2018, 11, 27, 9, 30), "", date(2018, 11, 27)),
    ("year", "sejak 1998", "", 1998),
    ("year", 1998.0, "", 1998),
    ("year", date(1998, 5, 1), "", 1998),
    ("clock", "8.30", "", "08:30"),
    ("clock", "pukul 13:00 WIB", "", "13:00"),
    ("clock", time(9, 0), "", "09:00"),
    ("yes_no", "YA", "", True),
    ("yes_no", "tidak", "", False),
    ("yes_no", True, "", True),
    ("yes_no", 0.0, "", False),
    ("period", "Per Bulan", "", "month"),
    ("provider", " pembeli ", "", "buyer"),
    ("step", "Penawaran  Harga", "", "quotation"),
    ("support", "bahan baku, pembiayaan dan pendampingan", "", "raw_material;financing;coaching"),
    ("support", "tidak perlu bantuan", "", "none"),
    ("support", "raw_material;tooling", "", "raw_material;tooling"),
    ("certificates", "SNI, belum ISO 9001", "", (("SNI", "held"), ("ISO 9001", "not_held"))),
    ("certificates", "tidak ada", "", (("*", "not_held"),)),
    ("list", "1. bubut\n2. las titik", "", "bubut; las titik"),
    ("name", "  PT  Contoh\nMaju ", "", "PT Contoh Maju"),
    ("name", '=CMD("x")', "", '=CMD("x")'),
    ("name", "@contoh", "", "@contoh"),
    ("key", 12.0, "", "12"),
    ("text", "baris satu\nbaris  dua", "", "baris satu\nbaris dua"),
]

ASKED = [
    ("count", "1,200", ""),
    ("count", "10-15", ""),
    ("count", "2x sehari", ""),
    ("count", "12 (8 L, 4 P)", ""),
    ("count", "12 ton", ""),
    ("count", 12.5, ""),
    ("count", 0, ""),
    ("count", True, ""),
    ("count", "=5+5", ""),
    ("kg", "2.500", ""),
    ("kg", "2.500", "Berat maksimal (kg)"),
    ("kg", "2.500 kg", ""),
    ("kg", "10-15 ton plat", ""),
    ("kg", "5 mm", ""),
    ("kg", 5, "Weight (lbs)"),
    ("kg", -1.0, ""),
    ("mm", "12.500", ""),
    ("mm", "1.200", "Toleransi (mm)"),
    ("mm", "10 x 20", ""),
    ("days", "14 hari kerja", ""),
    ("days", 14, "Lead time (hari kerja)"),
    ("days", "30-45 hari", ""),
    ("days", "COD", ""),
    ("idr", "100-200 juta", ""),
    ("idr", "di bawah 50 juta", ""),
    ("idr", "USD 5000", ""),
    ("idr", "> 1 M", ""),
    ("idr", "maks Rp 50 juta", ""),
    ("count", "lebih dari 20 orang", ""),
    ("kg", "minimal 5 kg", ""),
    ("idr", 5000, "Harga (USD)"),
    ("idr", "Rp 250.000.000", "Nilai investasi (juta Rp)"),
    ("idr", 250_000_000, "Nilai investasi (juta Rp)"),
    ("month_volume", "60.000", "Kapasitas (pcs/tahun)"),
    ("month_volume", "5000", "Kapasitas tahun 2018"),
    ("month_volume", "5000", "Kapasitas (pcs/mesin/hari)"),
    ("month_volume", "500", "Kapasitas (karung)"),
    ("month_volume", "1,5 ton/bulan", ""),
    ("date", "Nov 2018", ""),
    ("date", "11/27/2018", ""),
    ("date", "31/02/2025", ""),
    ("date", "27-28 November 2018", ""),
    ("date", 43431.0, ""),
    ("year", "18", ""),
    ("year", "akhir 90-an", ""),
    ("clock", "25.00", ""),
    ("clock", "08.00-12.00", ""),
    ("yes_no", "mungkin", ""),
    ("support", "tidak perlu bantuan, modal", ""),
    ("text", "x" * 2001, ""),
    ("name", "#REF!", ""),
    ("count", "#DIV/0!", ""),
]

BLANKS = ["", " ", None, "-", "\u2013", "n/a", "N/A", "tidak ada data", "Belum diisi", "?", "..."]


@pytest.mark.parametrize(("reads", "cell", "heading", "expected"), READ)
def test_cell_becomes_the_value_of_its_field(reads, cell, heading, expected):
    assert read_cell(reads, cell, heading) == expected


@pytest.mark.parametrize(("reads", "cell", "heading"), ASKED)
def test_doubtful_cell_is_a_question_in_one_line(reads, cell, heading):
    with pytest.raises(CellError) as asked:
        read_cell(reads, cell, heading)

    assert ("\n" in str(asked.value), "{" in str(asked.value)) == (False, False)


@pytest.mark.parametrize("cell", BLANKS)
@pytest.mark.parametrize("reads", READS)
def test_cell_that_says_nothing_is_unknown(reads, cell):
    assert read_cell(reads, cell) is None


@pytest.mark.parametrize("reads", ["nib", "phone", "email", "text", "list", "name"])
def test_there_is_none_tells_nothing_where_nothing_can_be_missing(reads):
    assert read_cell(reads, "Tidak ada") is None


def test_unknown_word_is_asked_with_the_choices():
    with pytest.raises(CellError) as asked:
        read_cell("provider", "entahlah", "Tooling oleh")

    assert str(asked.value) == (
        "Tooling oleh: 'entahlah' is not known here; write pembeli, pemasok, bersama"
    )


@pytest.mark.parametrize("reads", sorted(CHOICES))
def test_every_word_of_every_choice_is_read(reads):
    words = CHOICES[reads]

    found = {word: read_cell(reads, word.upper()) for word in words}

    told = {"true": True, "false": False} if reads == "yes_no" else {}
    assert found == {word: told.get(value, value) for word, value in words.items()}


SCRAPS = (
    "1|0|12.000|1,5|1,200|-|\u2013| |/|s/d|rb|juta|m|Rp|k|pcs|ton|kg|gram|per|bulan|hari|27|11|2018"
    "|Nov|x|±|>|,-|.|,|(|)|²|E+12|@|=|+62|0812|;|\n|\u00a0|٣|'|#REF!|ya|SNI|tidak ada|\u017f|İ"
)
ANY_TEXT = st.text(max_size=40) | st.lists(st.sampled_from(SCRAPS.split("|")), max_size=9).map(
    "".join
)
ANY_CELL = (
    ANY_TEXT | st.floats() | st.integers() | st.booleans() | st.none() | st.dates()
    | st.datetimes() | st.times()
)  # fmt: skip


@given(st.sampled_from(READS), ANY_CELL, ANY_TEXT)
def test_any_cell_is_a_value_or_a_cell_error(reads, cell, heading):
    with contextlib.suppress(CellError):
        read_cell(reads, cell, heading)


@given(st.integers(1, 10**12) | st.decimals("0.1", 10**9, places=1).map(float))
def test_number_written_in_indonesian_reads_back(number):
    text = format_decimal(number, "#,##0.##########", locale="id")

    assert read_cell("idr", text) == number


@given(st.floats(0.001, 10**9) | st.integers(1, 10**15 - 1))
def test_cell_kept_as_text_reads_back_to_the_number(number):
    assert read_cell("idr", as_text(number)) == pytest.approx(float(f"{number:.15g}"), rel=1e-14)


@given(st.integers(1, 10**15 - 1), st.sampled_from(["", "(pcs/bulan)", "(ribu pcs)", "(ton)"]))
def test_short_way_for_bare_digits_is_the_long_way(number, heading):
    """An apostrophe before the digits takes the long way."""

    def read(reads, cell):
        try:
            return read_cell(reads, cell, heading)
        except CellError as error:
            return error.message

    for reads in ("count", "kg", "mm", "idr"):
        assert read(reads, str(number)) == read(reads, f"'{number}")
    short, long = (read_capacity(cell, heading) for cell in (str(number), f"'{number}"))
    assert short[:2] == long[:2]
    assert getattr(short[2], "message", "") == getattr(long[2], "message", "")


def test_range_of_workers_is_refused_with_an_example_that_fits():
    with pytest.raises(CellError) as refused:
        read_cell("count", "5-10", "TK")

    assert str(refused.value) == "TK: '5-10' is not one count; write one number, for example 8"


@given(
    st.lists(st.sampled_from(["CV Maju", "F-001", "nihil", "", "a  b", "a\nb", "x" * 200, "1. a"]))
)
def test_many_texts_are_plain_when_each_is(texts):
    assert are_plain(texts) == (bool(texts) and all(map(is_plain, texts)))
