"""The wide sheet of a regional office becomes rows of the documented form."""

import pytest

from features.language import pieces_per_month
from matcher.regional import from_regional, unread_headings

SHEET = {
    "No": "1",
    "NAMA  PERUSAHAAN": "UD Cor Maju",
    "Pemilik": "Bapak Contoh",
    "Alamat": "Dusun Contoh RT 2",
    "Kab/Kota": "Kab. Klaten",
    "No. Telp": "0800-000-000",
    "NIB": "0220001234567",
    "KBLI": "24310",
    "Jenis Produk": "rem block",
    "Kapasitas Produksi": "10 ton/bulan",
    "Tenaga Kerja": "12",
    "Nilai Investasi": "Rp 250 juta",
    "Mesin/Peralatan": "tanur induksi",
    "Sertifikat": "SNI; ISO 9001",
    "Pemasaran": "Jawa Tengah",
}


def one(**cells):
    """Read a sheet with one firm; a heading given here is added or replaced."""
    return from_regional([(2, {"nama perusahaan": "UD A", "jenis produk": "baut", **cells})])


def certificates(cell):
    rows = one(sertifikat=cell).certificates
    return [(row["certificate"], row["status"]) for row in rows]


def test_wide_row_becomes_firm_capability_and_certificates():
    found = from_regional([(2, SHEET)])

    assert found.firms == [
        {
            "No": "1",
            "firm_id": "IKM-2",
            "name": "UD Cor Maju",
            "kind": "ikm",
            "place": "Kab. Klaten",
            "kbli": "24310",
            "workers": "12",
            "nib": "0220001234567",
            "investment_stated": "Rp 250 juta",
            "markets": "Jawa Tengah",
            "_row": "2",
        }
    ]
    assert found.capabilities == [
        {
            "capability_id": "IKM-2-1",
            "firm_id": "IKM-2",
            "product": "rem block",
            "machines": "tanur induksi",
            "capacity_stated": "10 ton/bulan",
            "_row": "2",
        }
    ]
    assert found.certificates == [
        {"firm_id": "IKM-2", "certificate": "SNI", "status": "held", "_row": "2"},
        {"firm_id": "IKM-2", "certificate": "ISO 9001", "status": "held", "_row": "2"},
    ]


def test_own_id_stands_before_the_line_number():
    found = one(ID=" K-7 ")

    assert found.firms[0]["firm_id"] == "K-7"
    assert found.capabilities[0]["capability_id"] == "K-7-1"


PERSONAL = (
    "Pemilik|Nama Pemilik|Nama|ALAMAT|alamat rumah|Telp|Telepon|No. HP|no_hp|HP/WA|no telp|Tlpn"
    "|Kontak Person|E-mail|Penanggung Jawab|NIK|NPWP"
)


@pytest.mark.parametrize("heading", PERSONAL.split("|"))
def test_personal_data_is_not_carried_over(heading):
    found = one(**{heading: "rahasia"})

    assert "rahasia" not in repr(found)


def test_unknown_column_stays_under_its_own_heading():
    assert one(Binaan="Astra").firms[0]["Binaan"] == "Astra"


def test_unknown_column_never_overwrites_ours():
    assert one(kind="large", firm_id="X").firms[0]["kind"] == "ikm"


def test_place_is_not_read_from_the_address():
    assert one(alamat="Ceper, Klaten").firms[0]["place"] == ""


def test_separate_columns_for_one_field_are_joined():
    found = one(Mesin="bubut", Peralatan="las", Kab="-", Kota="Tegal")

    assert found.capabilities[0]["machines"] == "bubut; las"
    assert found.firms[0]["place"] == "Tegal"


def test_several_codes_stand_with_a_semicolon():
    assert one(kbli="25920, 25111\n24310").firms[0]["kbli"] == "25920;25111;24310"


def test_unit_in_the_heading_goes_with_a_bare_figure():
    """A yearly figure under "(pcs/tahun)" must never pass for a monthly one."""
    found = one(**{"Kapasitas Produksi (pcs/tahun)": "60.000", "Nilai Investasi (Rp juta)": "250"})

    stated = found.capabilities[0]["capacity_stated"]
    assert stated == "60.000 pcs/tahun"
    assert found.firms[0]["investment_stated"] == "250 Rp juta"
    with pytest.raises(ValueError, match=r"^annual$"):
        pieces_per_month(stated)


def test_unit_of_its_own_column_goes_with_a_bare_figure():
    found = one(**{"Kapasitas Produksi (per tahun)": "60", "Satuan": "ton"})

    assert found.capabilities[0]["capacity_stated"] == "60 ton per tahun"


def test_unit_in_the_cell_outranks_the_heading():
    found = one(**{"Kapasitas (pcs/tahun)": "5 ton/bulan"})

    assert found.capabilities[0]["capacity_stated"] == "5 ton/bulan"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("SNI, ISO 9001 / IATF 16949 dan Halal\n5S", "SNI|ISO 9001|IATF 16949|Halal|5S"),
        ("ISO 9001 s/d 2027", "ISO 9001 s/d 2027"),
        ("SNI (12/05/2027)", "SNI (12/05/2027)"),
        ("SNI sandang DAN 5S", "SNI sandang|5S"),
        ("SNI; SNI", "SNI"),
        ("", ""),
        ("-", ""),
    ],
)
def test_certificates_of_one_cell_are_told_apart(cell, expected):
    assert certificates(cell) == [(name, "held") for name in expected.split("|") if name]


@pytest.mark.parametrize(
    "cell", ["tidak ada", "Belum ada", "TIDAK PUNYA", "belum ada sertifikat", "tdk ada."]
)
def test_none_at_all_is_said_and_not_unknown(cell):
    assert certificates(cell) == [("*", "not_held")]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("belum SNI", [("SNI", "not_held")]),
        ("SNI, ISO 9001 belum ada", [("SNI", "held"), ("ISO 9001", "not_held")]),
        ("Halal; tidak ada", [("Halal", "held")]),
        ("SNI (belum ada)", [("SNI", "not_held")]),
        ("ISO 9001 (proses)", [("ISO 9001 (proses)", "not_held")]),
        ("SNI Dalam Proses", [("SNI Dalam Proses", "not_held")]),
        ("SNI dalam pengurusan", [("SNI dalam pengurusan", "not_held")]),
        ("proses SNI", [("proses SNI", "not_held")]),
        ("SNI proses", [("SNI proses", "not_held")]),
        ("sedang proses SNI, 5S", [("sedang proses SNI", "not_held"), ("5S", "held")]),
        ("SNI (proses pengajuan)", [("SNI (proses pengajuan)", "not_held")]),
        ("proses perpanjangan SNI", [("proses perpanjangan SNI", "held")]),
    ],
)
def test_certificate_still_to_come_is_not_held(cell, expected):
    assert certificates(cell) == expected


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("ISO 9001 (kadaluarsa 2022)", "not_held"),
        ("ISO 9001 kedaluwarsa", "not_held"),
        ("ISO 9001 expired", "not_held"),
        ("expired ISO 9001:2015", "not_held"),
        ("ISO 9001 (habis masa berlaku 12-05-2021)", "not_held"),
        ("ISO 9001 (kadaluarsa 2099)", "held"),
        ("ISO 9001 (expired date 12-05-2099)", "held"),
        ("ISO 9001:2015", "held"),
    ],
)
def test_certificate_that_has_ended_is_not_held(cell, status):
    assert certificates(cell) == [(cell, status)]


@pytest.mark.parametrize(
    "cells",
    [
        {"No": "", "nama perusahaan": "", "jenis produk": " "},
        {"No": "", "nama perusahaan": "-", "jenis produk": ""},
        {"No": "Jumlah", "nama perusahaan": "", "tenaga kerja": "812"},
        {"No": "", "nama perusahaan": "TOTAL :", "tenaga kerja": "812"},
        {"No": "9", "nama perusahaan": "Jumlah Total", "tenaga kerja": "812"},
    ],
)
def test_blank_and_total_rows_are_left_out(cells):
    found = from_regional([(9, cells)])

    assert (found.firms, found.capabilities, found.certificates) == ([], [], [])


def test_firm_named_total_is_kept():
    assert one(**{"nama perusahaan": "Total Teknik"}).firms[0]["name"] == "Total Teknik"


def test_total_in_another_cell_of_a_named_firm_keeps_it():
    assert one(Binaan="Total").firms[0]["name"] == "UD A"


def test_line_without_a_firm_name_is_kept_to_be_asked_about():
    found = from_regional([(4, {"nama perusahaan": "", "pemilik": "X", "jenis produk": ""})])

    assert [(firm["firm_id"], firm["name"]) for firm in found.firms] == [("IKM-4", "")]


def test_headings_that_nobody_reads_are_named_and_personal_ones_are_not():
    header = ["nama perusahaan", "pemilik", "Kapasitas Produksi/bln", "jenis produk", "no hp", ""]

    assert unread_headings(header) == ["Kapasitas Produksi/bln"]
