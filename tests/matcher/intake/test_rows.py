"""Rows: every line becomes records with questions, or is refused with its reason."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.intake.fields import FIELDS, WIDE
from matcher.intake.making import split_products
from matcher.intake.mapping import ColumnMapping, Mapping
from matcher.intake.rows import entries
from matcher.intake.table import Column, Line, Table
from matcher.records import KINDS

IDS = {"firm_id", "capability_id", "need_id", "outcome_id", "partnership_id", "event_id"}


def columns(*meanings):
    """Map columns in order: (heading, kind.field), or '' and '-' for unknown and left out."""
    found = []
    for index, (heading, meaning) in enumerate(meanings):
        kind, _, field = meaning.rpartition(".")
        found.append(ColumnMapping(index, heading, kind, field, 1.0, ""))
    return tuple(found)


@dataclass(frozen=True)
class Listed(Table):
    """A table whose lines are given, the first of them under a header in row 1."""

    listed: tuple[Line, ...] = ()

    def lines(self):
        return iter(self.listed)


def table(meanings, lines, further=()):
    """Give lines under their headings; those numbered in `further` go on about the firm above."""
    headings = tuple(Column(i, heading) for i, (heading, _) in enumerate(meanings))
    listed = tuple(Line(n, tuple(cells), n in further) for n, cells in enumerate(lines, 2))
    return Listed("daftar.xlsx", "IKM", headings, 1, len(listed), listed=listed)


def read(kind, meanings, /, *lines, further=(), **defaults):
    mapping = Mapping(kind, columns(*meanings), defaults)
    return list(entries(table(meanings, lines, further), mapping))


def one(kind, meanings, line, /, **defaults):
    [entry] = read(kind, meanings, line, **defaults)
    return entry


NAMED = ("Nama Perusahaan", "firm.name")
MADE = ("Jenis Produk", "capability.product")
CAPACITY = ("Kapasitas (pcs/bulan)", "capability.capacity_stated")
WIDE_SHEET = (
    NAMED,
    ("Kab/Kota", "firm.place"),
    MADE,
    ("Kapasitas Produksi", "capability.capacity_stated"),
    ("Tenaga Kerja", "firm.workers"),
    ("Sertifikat", "wide.certificates"),
    ("Warna Pagar", ""),
    ("NIK", "-"),
)


def test_wide_line_becomes_firm_capability_and_certificates():
    line = ["UD Contoh", "Kab. Klaten", "blok rem", "5rb pcs/bln", "12", "SNI; 5S", "biru", "33"]

    entry = one(WIDE, WIDE_SHEET, line)

    firm = {"name": "UD Contoh", "place": "Kab. Klaten", "workers": 12, "kind": "ikm"}
    made = {"product": "blok rem", "capacity_stated": "5rb pcs/bln", "capacity_per_month": 5000}
    assert entry.records == (
        ("firm", firm | {"Warna Pagar": "biru"}),
        ("capability", made),
        ("certificate", {"certificate": "SNI", "status": "held"}),
        ("certificate", {"certificate": "5S", "status": "held"}),
    )
    assert (entry.line, entry.questions, entry.refused) == (2, (), None)


def test_cells_are_kept_as_text_without_columns_left_out():
    entry = one(WIDE, WIDE_SHEET, ["UD Contoh", "-", "", "", "12", "", "", "3310010101800001"])

    assert entry.cells == {
        "Nama Perusahaan": "UD Contoh",
        "Kab/Kota": "-",
        "Jenis Produk": "",
        "Kapasitas Produksi": "",
        "Tenaga Kerja": "12",
        "Sertifikat": "",
        "Warna Pagar": "",
    }


def test_unreadable_cell_is_unknown_and_asked_about():
    entry = one(WIDE, WIDE_SHEET, ["UD Contoh", "", "", "", "belasan", "", "", ""])

    assert entry.records == (("firm", {"name": "UD Contoh", "kind": "ikm"}),)
    [asked] = entry.questions
    assert (asked.field, asked.cell, asked.effect) == ("workers", "belasan", "unknown")
    assert asked.values["column"] == "Tenaga Kerja"


@pytest.mark.parametrize("name", ["", "-", "#REF!", "x" * 2001])
def test_line_without_what_it_needs_is_refused_and_kept(name):
    entry = one(WIDE, WIDE_SHEET, [name, "Kab. Klaten", "", "", "", "", "", ""])

    assert (entry.records, entry.refused.field, entry.refused.effect) == (
        (),
        "name",
        "set aside",
    )
    assert entry.cells["Kab/Kota"] == "Kab. Klaten"


def test_custom_column_named_like_a_field_of_ours_does_not_overwrite_it():
    entry = one("firm", (NAMED, ("owner", ""), ("kind", "")), ["UD A", "X", "Y"], kind="ikm")

    assert entry.records[0][1] == {"name": "UD A", "kind": "ikm", "kolom owner": "X"} | {
        "kolom kind": "Y"
    }


def test_firm_list_without_a_kind_is_refused_unless_the_mapping_says_it():
    sheet = (NAMED,)

    entry = one("firm", sheet, ["PT Contoh"])

    assert entry.refused.field == "kind"
    assert one("firm", sheet, ["PT Contoh"], kind="large").records == (
        ("firm", {"name": "PT Contoh", "kind": "large"}),
    )


@pytest.mark.parametrize(
    ("cell", "products"),
    [
        ("bracket, stay; flange", ["bracket", "stay", "flange"]),
        ("1. baut 2. mur", ["baut", "mur"]),
        ("1) baut M8, hitam\n2) mur", ["baut M8", "hitam", "mur"]),
        ("engsel\nporos\n- roda gigi", ["engsel", "poros", "roda gigi"]),
        ("mur dan baut", ["mur dan baut"]),
        ("baut, mur dan ring", ["baut", "mur", "ring"]),
        ("bracket, stay, dll.", ["bracket", "stay"]),
        ("knalpot (R2, R4)", ["knalpot (R2, R4)"]),
        ("plat 3 mm, 5 mm", ["plat 3 mm, 5 mm"]),
        ("pipa 1,5 inch", ["pipa 1,5 inch"]),
        ("baut; baut", ["baut"]),
        ("dll", ["dll"]),
    ],
)
def test_products_of_one_cell_are_told_apart(cell, products):
    assert split_products(cell) == products


def test_capacity_of_several_products_belongs_to_none_and_is_asked_about():
    entry = one(WIDE, (NAMED, MADE, CAPACITY), ["UD A", "tromol; cakram", "700"])

    assert entry.records[1:] == (
        ("capability", {"product": "tromol"}),
        ("capability", {"product": "cakram"}),
    )
    assert [asked.field for asked in entry.questions] == ["capacity_per_month"]


def test_product_named_twice_is_one_and_keeps_its_capacity():
    entry = one(WIDE, (NAMED, MADE, CAPACITY), ["UD A", "braket, braket", "700"])

    made = {"product": "braket", "capacity_stated": "700 pcs per bulan", "capacity_per_month": 700}
    assert entry.records[1:] == (("capability", made),)


def test_capacities_numbered_like_the_products_are_shared_out():
    line = ["UD A", "1. tromol 2. cakram", "1. 700 2. 1.200"]

    entry = one(WIDE, (NAMED, MADE, CAPACITY), line)

    told = [(r["product"], r["capacity_per_month"]) for _, r in entry.records[1:]]
    assert (told, entry.questions) == ([("tromol", 700), ("cakram", 1200)], ())


def test_yearly_capacity_keeps_its_words_and_is_asked_about():
    entry = one(WIDE, (NAMED, ("Kapasitas (pcs/tahun)", CAPACITY[1])), ["UD A", "60.000"])

    assert entry.records[1] == ("capability", {"capacity_stated": "60.000 pcs per tahun"})
    assert [asked.field for asked in entry.questions] == ["capacity_per_month"]


@pytest.mark.parametrize(
    ("unit", "pieces"),
    [("pcs/bulan", 60), ("ton/tahun", None), ("pcs/tahun", None), ("karung", None), ("", 60)],
)
def test_unit_of_its_own_column_goes_with_the_capacity(unit, pieces):
    sheet = (NAMED, ("Kapasitas", CAPACITY[1]), ("Satuan", "capability.capacity_unit"))

    entry = one(WIDE, sheet, ["UD A", "60", unit])

    assert entry.records[1][1].get("capacity_per_month") == pieces


def test_further_line_of_a_firm_names_it_again():
    sheet = (("No", "-"), NAMED, ("Kab/Kota", "firm.place"), MADE)
    lines = (["1", "UD A", "Kab. Tegal", "baut"], ["", "", "", "mur"], ["2", "UD B", "", "ring"])

    found = read(WIDE, sheet, *lines, further=(3,))

    firm = ("firm", {"name": "UD A", "place": "Kab. Tegal", "kind": "ikm"})
    assert found[1].records == (firm, ("capability", {"product": "mur"}))
    assert [entry.above for entry in found] == [None, 2, None]


def test_further_line_of_a_refused_firm_is_refused_too():
    sheet = (("No", "-"), NAMED, MADE)
    lines = (["1", "#REF!", "baut"], ["", "", "mur"], ["2", "UD B", "ring"])

    found = read(WIDE, sheet, *lines, further=(3,))

    assert [entry.refused is None for entry in found] == [False, False, True]


@pytest.mark.parametrize(
    ("heading", "field", "cell", "expected"),
    [
        ("Volume per Tahun", "volume", "36.000", {"volume": 36_000, "volume_period": "year"}),
        ("Volume", "volume", "±24rb pcs", {"volume": 24_000}),
        ("Qty", "volume", "500 pcs/bulan", {"volume": 500, "volume_period": "month"}),
        ("Volume per bulan (pcs)", "volume_per_month", "4.000", {"volume_per_month": 4000}),
        ("Kebutuhan per bulan", "volume_per_month", "9.000/tahun", {"volume": 9000}
         | {"volume_period": "year"}),
    ],
)  # fmt: skip
def test_volume_of_a_need_goes_with_its_period(heading, field, cell, expected):
    sheet = (("Nama komponen", "need.component"), (heading, f"need.{field}"))

    assert one("need", sheet, ["braket", cell]).records == (
        ("need", {"component": "braket"} | expected),
    )


@pytest.mark.parametrize("cell", ["500-700", "10 ton", "sesuai order", "300 pcs/hari"])
def test_volume_that_is_not_one_number_of_pieces_is_asked_about(cell):
    sheet = (("Nama komponen", "need.component"), ("Volume", "need.volume"))

    entry = one("need", sheet, ["braket", cell])

    assert ([q.field for q in entry.questions], entry.records[0][1]) == (
        ["volume"],
        {"component": "braket"},
    )


def test_volume_with_two_periods_is_asked_about():
    sheet = (
        ("Nama komponen", "need.component"),
        ("Volume per bulan", "need.volume"),
        ("Periode", "need.volume_period"),
    )

    entry = one("need", sheet, ["braket", "500", "tahun"])

    assert [asked.field for asked in entry.questions] == ["volume"]


def test_attendee_brings_the_participant_of_the_line():
    sheet = (
        ("Perusahaan", "attendee.firm_id"),
        ("Nama Wakil", "attendee.name"),
        ("Peran", "participant.role"),
    )

    found = read("attendee", sheet, ["PT A", "Ibu B", "Pembeli"], ["PT A", "Bapak C", ""])

    person = ("attendee", {"firm_id": "PT A", "name": "Ibu B"})
    assert found[0].records == (person, ("participant", {"role": "buyer", "firm_id": "PT A"}))
    assert [kind for kind, _ in found[1].records] == ["attendee"]


def test_outcome_needs_a_need_or_a_buyer():
    sheet = (
        ("Pemasok", "outcome.supplier_id"),
        ("Pembeli", "outcome.buyer_id"),
        ("Langkah", "outcome.step"),
    )

    found = read("outcome", sheet, ["UD A", "PT B", "sampel"], ["UD A", "", "sampel"])

    assert [entry.refused is None for entry in found] == [True, False]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("berat (kg)", "2,5 kg", "2.5"),
        ("volume per bulan", "100rb pcs", "100000"),
        ("toleransi", "0,05", "0.05"),
        ("wilayah", "Kab. Klaten", "Kab. Klaten"),
        ("wilayah", "Atlantis", None),
        ("berat (kg)", "berat", None),
    ],
)
def test_requirement_is_read_as_its_kind_says(kind, value, expected):
    sheet = (
        ("Kebutuhan", "requirement.need_id"),
        ("Jenis", "requirement.kind"),
        ("Nilai", "requirement.value"),
    )

    entry = one("requirement", sheet, ["N-1", kind, value])

    assert (entry.records[0][1]["value"] if entry.records else None) == expected
    assert (entry.refused is None) == (expected is not None)


def test_certificate_takes_its_status_and_last_day_from_its_words():
    sheet = (NAMED, ("Sertifikat", "wide.certificates"))

    entry = one(WIDE, sheet, ["UD A", "ISO 9001 (s/d 31/12/2027); SNI (proses)"])

    assert entry.records[1:] == (
        (
            "certificate",
            {"certificate": "ISO 9001 (s/d 31/12/2027)", "status": "held"}
            | {"valid_until": date(2027, 12, 31)},
        ),
        ("certificate", {"certificate": "SNI (proses)", "status": "not_held"}),
    )


SOURCES = {
    "key": "K-1|",
    "name": "PT Contoh|=A1|-|x",
    "count": "12|1.200|belasan|",
    "kg": "2,5 kg|2.500|",
    "mm": "30 cm|12.500|",
    "date": "27/11/2018|Nov 2018|",
    "idr": "Rp 2 juta|-|banyak",
    "month_volume": "5.000|60rb/thn|10 ton",
    "capacity": "5.000 pcs/bln|2x sehari|",
    "phone": "0812-3456-7890|551234",
    "requirement_kind": "wilayah|berat (kg)|?|apa",
}
SCRAPS = (
    "|bracket; stay|1. a 2. b|ya|pembeli|hadir|sampel|Kab. Tegal|ISO 9001, SNI|tidak ada|30|08.30"
)


ANY_CELL = st.text(max_size=12) | st.floats() | st.booleans() | st.dates() | st.none()


@st.composite
def sheets(draw):
    """Any columns of a kind, over any cells."""
    kind = draw(st.sampled_from([*KINDS, WIDE]))
    kinds = {"firm", "capability", WIDE} if kind == WIDE else {kind}
    offered = [f for f in FIELDS if f.kind in kinds and not f.personal]
    chosen = draw(st.lists(st.sampled_from(offered), min_size=2, max_size=9, unique=True))
    names = {}
    for field in chosen:
        names.setdefault((field.kind == "firm", field.name), field)
    fields = list(names.values())
    meanings = [(f"{f.title_id} {i}", f"{f.kind}.{f.name}") for i, f in enumerate(fields)]
    words = [(SOURCES.get(f.reads, "") + SCRAPS).split("|") for f in fields]
    cells = st.tuples(*(st.sampled_from(w) | ANY_CELL for w in words))
    lines = draw(st.lists(cells, max_size=8))
    further = draw(st.sets(st.integers(2, 6)))
    return kind, (*meanings, ("Lain", "")), [[*line, "a"] for line in lines], further


@given(sheets())
def test_no_line_is_lost_and_every_record_satisfies_its_model(sheet):
    kind, meanings, lines, further = sheet

    found = read(kind, meanings, *lines, further=further)

    assert [entry.line for entry in found] == [*range(2, 2 + len(lines))]
    for entry in found:
        assert bool(entry.records) == (entry.refused is None)
        for name, values in entry.records:
            given_later = {n: "X-1" for n in IDS & {*KINDS[name].fields} if n not in values}
            whole = KINDS[name].model.model_validate(values | given_later).model_dump()
            assert {field: whole[field] for field in values} == values


def test_a_volume_in_sets_is_asked_for_in_pieces():
    meanings = (("Komponen", "need.component"), ("Volume", "need.volume"))

    [asked] = one("need", meanings, ("mold progresif", "4 set/thn")).questions

    assert (asked.field, "counts sets" in asked.message) == ("volume", True)
