import pytest

from matcher.intake.fields import FIELDS, field
from matcher.intake.fitting import LEAST
from matcher.intake.headings import heading_fit, is_running_number, words


@pytest.mark.parametrize(
    "heading",
    ["Nama Perusahaan", "NAMA PERUSAHAAN", "nama_perusahaan", " Nama  perusahaan* ", "Firm name"],
)
def test_the_title_itself_is_certain(heading):
    assert heading_fit(heading, field("firm", "name")) == 1


def test_a_known_name_is_surer_than_a_slip_of_the_pen():
    name = field("firm", "name")

    assert heading_fit("Nama IKM", name) > heading_fit("Nama Perushaan", name) >= 0.8


@pytest.mark.parametrize(
    ("heading", "kind", "name"),
    [
        ("Nama Pemilik", "firm", "name"),
        ("Alamat Email", "firm", "address"),
        ("Email", "firm", "address"),
        ("Alamat Rumah", "firm", "address"),
        ("Tenaga Kerja / L", "firm", "workers"),
        ("Tenaga kerja asing", "firm", "workers"),
        ("Tanggal lahir", "need", "date"),
        ("Lama usaha", "alias", "alias"),
        ("Luas bangunan", "firm", "address"),
        ("Nomor sertifikat", "certificate", "certificate"),
        ("Harga produk", "capability", "product"),
        ("Target produksi", "capability", "capacity_stated"),
        ("No", "firm", "phone"),
        ("", "firm", "name"),
        ("???", "firm", "name"),
    ],
)
def test_clearly_different_words_do_not_meet(heading, kind, name):
    assert heading_fit(heading, field(kind, name)) == 0


def test_words_are_read_over_short_forms_order_and_case():
    assert words("Jml. TK (orang)") == ("jumlah", "tk", "orang")
    assert words("No. Telp / HP") == words("nomor telepon/hp")
    assert heading_fit("Kerja, Tenaga", field("firm", "workers")) == 0.97


def test_the_unit_of_a_heading_does_not_hide_its_name():
    assert heading_fit("Nilai Investasi (juta rupiah)", field("firm", "investment_idr")) > 0.9


def test_another_measure_in_brackets_is_no_unit_of_ours():
    assert heading_fit("Volume (m3)", field("need", "volume")) < LEAST
    assert heading_fit("Volume (pcs)", field("need", "volume")) > 0.9


def test_the_lower_of_two_header_rows_speaks_for_itself():
    assert heading_fit("Data Umum / Alamat", field("firm", "address")) > 0.8


def test_a_heading_that_can_mean_two_things_is_not_sure():
    assert heading_fit("No. Izin", field("firm", "nib")) == 0.6


@pytest.mark.parametrize("heading", ["No", "No.", "NO", "Nomor", "No. Urut", "#"])
def test_the_number_of_the_line_is_known(heading):
    assert is_running_number(heading)


@pytest.mark.parametrize("heading", ["No HP", "No. NIB", "Nama", ""])
def test_a_number_of_something_else_is_not_the_lines(heading):
    assert not is_running_number(heading)


def test_every_alias_of_a_field_is_found_in_it():
    unsure = [
        (each.name, alias)
        for each in FIELDS
        for alias in each.aliases
        if heading_fit(alias, each) < 0.95
    ]

    assert unsure == []
