import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from matcher.intake.fitting import DOUBTED, TAKEN, UNKNOWN
from matcher.intake.proposal import PERSONAL, REMEMBERED, RUNNING, propose
from matcher.intake.table import read_tables

SHEETS = tomllib.loads(Path(__file__).with_name("header_sets.toml").read_text("utf-8"))["sheet"]
DATA = Path(__file__).parents[3] / "data"
SURE = 0.8


def table_of(text, name="a.csv"):
    return read_tables(text.strip().encode(), name)[0]


def meanings(mapping):
    return [".".join(filter(None, (c.kind, c.field))) for c in mapping.columns]


def column(mapping, heading):
    return next(c for c in mapping.columns if c.heading == heading)


@pytest.fixture(params=SHEETS, ids=lambda sheet: sheet["name"])
def sheet(request):
    return request.param


def test_a_line_of_a_realistic_sheet_stands_for_its_kind(sheet):
    assert propose(table_of(sheet["text"], sheet["name"])).kind == sheet["kind"]


def test_no_wrong_meaning_of_a_realistic_sheet_is_sure(sheet):
    mapping = propose(table_of(sheet["text"], sheet["name"]))

    pairs = zip(meanings(mapping), sheet["labels"], mapping.columns, strict=True)
    wrong = [(c.heading, got) for got, label, c in pairs if got != label and c.confidence >= SURE]
    assert wrong == []


def test_columns_of_realistic_sheets_get_their_meaning():
    pairs = [
        pair
        for sheet in SHEETS
        for pair in zip(
            meanings(propose(table_of(sheet["text"], sheet["name"]))), sheet["labels"], strict=True
        )
    ]

    assert len(SHEETS) >= 25
    assert sum(got == label for got, label in pairs) / len(pairs) >= 0.97


def test_the_name_of_the_file_is_not_needed(sheet):
    mapping = propose(table_of(sheet["text"], "a.csv"))

    assert (mapping.kind, meanings(mapping)) == (sheet["kind"], sheet["labels"])


DOCUMENTED = {
    "firms": "firm",
    "capabilities": "capability",
    "needs": "need",
    "requirements": "requirement",
    "certificates": "certificate",
    "outcomes": "outcome",
    "partnerships": "partnership",
}


@pytest.mark.parametrize("file", DOCUMENTED)
def test_the_documented_form_is_certain(file):
    table = read_tables(DATA / "demo_event" / f"{file}.csv", f"{file}.csv")[0]

    mapping = propose(table)

    assert mapping.kind == DOCUMENTED[file]
    assert [(c.field, c.confidence) for c in mapping.columns] == [
        (c.heading, 1.0) for c in table.columns
    ]


WITH_NIK = """
Nama IKM,Pemilik,NIK,Alamat Rumah,Tanggal Lahir,Jenis Kelamin,Agama,Alamat,Produk
UD Rekaan,Sari,3328014101800001,Ds. Contoh,01/01/1980,P,-,Jl. Contoh 1,mur
CV Rekaan,Budi,3328010101790002,Ds. Contoh,01/01/1979,L,-,Jl. Contoh 2,baut
"""


def test_personal_data_is_left_out():
    mapping = propose(table_of(WITH_NIK))

    left_out = [c.heading for c in mapping.columns if (c.field, c.why) == ("-", PERSONAL)]
    assert left_out == ["NIK", "Alamat Rumah", "Tanggal Lahir", "Jenis Kelamin", "Agama"]


def test_personal_data_comes_when_asked_for():
    mapping = propose(table_of(WITH_NIK), personal=True)

    assert meanings(mapping)[2:7] == [
        "firm.nik",
        "firm.home_address",
        "firm.birth",
        "firm.gender",
        "firm.religion",
    ]


def test_a_nik_under_a_heading_that_nobody_knows_is_left_out():
    text = WITH_NIK.replace("NIK,", "Kode A,")

    assert column(propose(table_of(text)), "Kode A").field == "-"


def test_asking_for_personal_data_later_undoes_that_it_was_left_out():
    table = table_of(WITH_NIK)
    before = propose(table)

    assert column(propose(table, before, personal=True), "NIK").field == "nik"


def test_personal_data_confirmed_once_is_not_taken_again_unasked():
    table = table_of(WITH_NIK)
    before = propose(table, personal=True)

    assert column(propose(table, before), "NIK").field == "-"


def test_what_was_confirmed_wins_in_any_order():
    before = propose(table_of("Nama IKM,Omzet,Produk\nUD Rekaan,1 miliar,mur"))
    moved = replace(before.columns[1], kind="firm", field="markets")
    before = replace(before, columns=(before.columns[0], moved, before.columns[2]))

    mapping = propose(
        table_of("omzet,Produk,NIB,Nama  IKM\n2 miliar,mur,0000000000001,UD A"), before
    )

    assert meanings(mapping) == ["firm.markets", "capability.product", "firm.nib", "firm.name"]
    assert [c.why == REMEMBERED for c in mapping.columns] == [True, True, False, True]
    assert [c.index for c in mapping.columns] == [0, 1, 2, 3]


def test_a_confirmed_custom_column_stays_custom():
    table = table_of("Nama IKM,Telp,Produk\nUD Rekaan,0800000001,mur")
    before = propose(table)
    custom = replace(before.columns[1], kind="", field="")
    before = replace(before, columns=(before.columns[0], custom, before.columns[2]))

    assert meanings(propose(table, before)) == ["firm.name", "", "capability.product"]


def test_a_confirmed_column_with_other_cells_is_asked_again():
    before = propose(table_of("Nama IKM,Surel,Produk\nUD Rekaan,a@contoh.id,mur"))

    mapping = propose(table_of("Nama IKM,Surel,Produk\nUD Rekaan,Jl. Contoh 5,mur"), before)

    assert (mapping.columns[1].field, mapping.columns[1].confidence) == ("email", 0.5)


def test_a_mapping_of_another_sheet_changes_nothing():
    needs = propose(table_of("Part Name,Qty,Material\nring,5,SPCC"))
    table = table_of("Nama IKM,Kab/Kota,Produk\nUD Rekaan,Kab. Tegal,mur")

    assert propose(table, needs) == propose(table)


def test_cells_that_contradict_the_heading_make_it_doubtful():
    mapping = propose(table_of("Nama IKM,Tenaga Kerja,Produk\nUD A,las,mur\nUD B,bubut,baut"))

    assert (mapping.columns[1].field, mapping.columns[1].why) == ("workers", DOUBTED)
    assert mapping.columns[1].confidence < 0.5


def test_cells_raise_the_confidence_of_a_doubtful_heading():
    sure = propose(table_of("Nama IKM,No. Izin,Produk\nUD A,0000000000001,mur"))
    unsure = propose(table_of("Nama IKM,No. Izin,Produk\nUD A,-,mur"))

    assert (sure.columns[1].field, unsure.columns[1].field) == ("nib", "nib")
    assert sure.columns[1].confidence > unsure.columns[1].confidence


def test_a_field_goes_to_one_column_and_the_second_best_is_kept():
    mapping = propose(table_of("Nama IKM,Alamat Usaha,Alamat,Produk\nUD A,Jl. B 1,Jl. C 2,mur"))

    assert [c.field for c in mapping.columns] == ["name", "", "address", "product"]
    assert mapping.columns[1].why == TAKEN


def test_several_products_machines_and_phones_may_stand_in_several_columns():
    text = "Nama IKM,Produk 1,Produk 2,Telp Kantor,No HP\nUD A,mur,baut,0283-000001,0800000001"

    mapping = propose(table_of(text))

    assert [c.field for c in mapping.columns] == ["name", "product", "product", "phone", "phone"]


def test_a_visible_column_goes_before_a_hidden_one():
    table = table_of("Nama IKM,Alamat Usaha,Alamat Pabrik,Produk\nUD A,Jl. B 1,Jl. C 2,mur")
    first, second, third, last = table.columns
    hidden = replace(table, columns=(first, replace(second, hidden=True), third, last))

    shown = [column.field for column in propose(table).columns]

    assert shown == ["name", "address", "", "product"]
    assert [column.field for column in propose(hidden).columns] == [
        "name",
        "",
        "address",
        "product",
    ]
    assert [column.hidden for column in propose(hidden).columns] == [False, True, False, False]


def test_a_column_that_nobody_knows_is_kept_under_its_heading():
    unknown = column(
        propose(table_of("Nama IKM,Warna Pagar,Produk\nUD A,hijau,mur")), "Warna Pagar"
    )

    assert (unknown.kind, unknown.field, unknown.confidence, unknown.why) == ("", "", 0, UNKNOWN)


def test_the_running_number_is_left_out_also_where_it_starts_anew():
    mapping = propose(table_of("No,Nama IKM,Produk\n1,UD A,mur\n2,UD B,baut\n1,UD C,ring"))

    assert (mapping.columns[0].field, mapping.columns[0].why) == ("-", RUNNING)


@pytest.mark.parametrize(
    ("heading", "period"),
    [("Volume/tahun", "year"), ("Qty per minggu", "week"), ("Kebutuhan per tahun", "year")],
)
def test_the_period_in_a_heading_becomes_that_of_every_volume(heading, period):
    mapping = propose(table_of(f"Part Name,{heading},Material\nring,5000,SPCC"))

    assert mapping.defaults == {"volume_period": period}


def test_firms_of_an_office_are_ikm_and_those_of_a_list_of_buyers_are_large():
    ikm = propose(table_of("Nama IKM,Kab/Kota\nUD Rekaan,Tegal"))
    large = propose(table_of("Nama Industri Besar,Kota\nPT Rekaan,Bekasi"))

    assert (ikm.defaults, large.defaults) == ({"kind": "ikm"}, {"kind": "large"})


def test_the_order_of_the_columns_does_not_matter():
    text = "Nama IKM,Telp,NIB,Produk\nUD A,0800000001,0000000000001,mur"
    turned = "\n".join(",".join(reversed(line.split(","))) for line in text.split("\n"))

    forward, backward = propose(table_of(text)), propose(table_of(turned))

    assert meanings(backward) == meanings(forward)[::-1]


@pytest.mark.parametrize("more", ["Harga", "Jumlah", "Tanggal Input", "Nama Kontak", "Tempo"])
def test_a_column_of_prices_does_not_turn_makers_into_needs(more):
    table = table_of(f"Nama IKM,Kab/Kota,Produk,{more}\nUD A,Kab. Tegal,mur,")

    assert propose(table).kind == "wide"


@pytest.mark.parametrize("period", ["minggu", "bulan"])
def test_products_with_three_facts_and_no_fact_of_the_maker_are_capabilities(period):
    text = f"Nama IKM,Produk,Proses,Mesin,Kapasitas/{period}\nUD A,poros,bubut,CNC,500"

    assert propose(table_of(text)).kind == "capability"


def test_a_table_without_a_known_heading_is_proposed_all_the_same():
    mapping = propose(table_of("Warna,Bentuk\nmerah,bulat\nhijau,persegi"))

    assert meanings(mapping) == ["", ""]


VILLAGES = """No,Nama IKM,Desa,Kecamatan,Produk
1,UD Rekaan,Harjosari,Adiwerna,mur
2,UD Khayal,,Dukuhturi,baut"""


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("DAFTAR IKM LOGAM KABUPATEN TEGAL - KEADAAN OKTOBER 2026", "Kabupaten Tegal"),
        ("Data IKM Kab. Ogan Komering Ulu Timur Tahun 2026", "Kabupaten Ogan Komering Ulu Timur"),
        ("DINAS PERINDUSTRIAN KOTA TEGAL", "Kota Tegal"),
    ],
)
def test_the_place_in_the_title_is_offered_for_every_row(title, place):
    mapping = propose(table_of(f"{title}\n{VILLAGES}"))

    assert mapping.defaults == {"kind": "ikm", "place": place}


@pytest.mark.parametrize(
    "title",
    ["DAFTAR IKM TEGAL", "IKM KABUPATEN TEGAL DAN KOTA TEGAL", "IKM kota kita", "Kab/Kota: Tegal"],
)
def test_a_title_that_names_no_one_regency_offers_no_place(title):
    assert "place" not in propose(table_of(f"{title}\n{VILLAGES}")).defaults


def test_a_column_of_places_goes_before_the_title():
    table = table_of("IKM KABUPATEN TEGAL\nNama IKM,Kab/Kota,Produk\nUD Rekaan,Kota Tegal,mur")

    assert "place" not in propose(table).defaults


def test_the_place_in_the_title_of_one_file_is_not_that_of_the_senders_next():
    before = propose(table_of(f"IKM KABUPATEN TEGAL\n{VILLAGES}"))

    untitled = propose(table_of(VILLAGES), before)
    titled = propose(table_of(f"IKM KABUPATEN BREBES\n{VILLAGES}"), before)

    assert untitled.defaults == {"kind": "ikm"}
    assert titled.defaults == {"kind": "ikm", "place": "Kabupaten Brebes"}
