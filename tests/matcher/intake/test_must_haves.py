"""Must-haves: "Sertifikat wajib" in a list of needs rules out; a doubtful one is a question."""

import pytest
import xlsxwriter

from matcher.intake import entries, propose, read_tables


def read(header, *lines):
    (table,) = read_tables("\n".join((header, *lines)).encode(), "kebutuhan.csv")
    return list(entries(table, propose(table)))


def one(heading, cell):
    [entry] = read(f"Pembeli|Nama komponen|{heading}", f"PT Rekaan|poros|{cell}")
    return entry


def required(entry):
    return [(v["kind"], v["value"]) for kind, v in entry.records if kind == "requirement"]


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Sertifikat wajib", "ISO 9001", [("certificate", "ISO 9001")]),
        ("Syarat wajib sertifikat", "SNI; 5S", [("certificate", "SNI"), ("certificate", "5S")]),
        ("Sertifikat Wajib", "ISO/TS 16949", [("certificate", "ISO/TS 16949")]),
        ("Proses wajib", "bubut dan frais", [("process", "bubut"), ("process", "frais")]),
        ("Material wajib", "pelat 3,2 mm", [("material", "pelat 3,2 mm")]),
        ("Wilayah wajib", "Jawa Tengah atau DIY", [("region", "Jawa Tengah; DIY")]),
        ("Volume wajib per bulan", "1.200", [("volume_per_month", "1200")]),
        ("Berat wajib (gram)", "2500", [("part_weight_kg", "2.5")]),
        ("Toleransi wajib (mm)", "0,05", [("tolerance_mm", "0.05")]),
        ("Sertifikat wajib", "-", []),
    ],
)
def test_required_column_of_a_need_gives_its_must_haves(heading, cell, expected):
    entry = one(heading, cell)

    assert (required(entry), entry.questions) == (expected, ())
    assert entry.records[0] == ("need", {"firm_id": "PT Rekaan", "component": "poros"})


@pytest.mark.parametrize("heading", ["Sertifikat", "Certificate", "Sertifikat yang diminta"])
def test_certificate_that_is_not_called_required_stays_a_wish(heading):
    entry = one(heading, "ISO 9001")

    assert required(entry) == []
    assert entry.records[0][1]["certificates"] == "ISO 9001"


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Sertifikat wajib", "ISO 9001 atau setara"),
        ("Sertifikat wajib", "SNI (diutamakan)"),
        ("Sertifikat wajib", "ya"),
        ("Material wajib", "S45C/SCM440"),
        ("Wilayah wajib", "Atlantis"),
        ("Volume wajib per bulan", "2,5 ton"),
    ],
)
def test_must_have_that_is_not_plain_is_asked_about_and_not_answered_as_a_wish(heading, cell):
    entry = one(heading, cell)

    assert required(entry) == []
    assert [(asked.field, asked.values["column"]) for asked in entry.questions] == [
        ("must", heading)
    ]


NEEDS = "Perusahaan|Komponen|Proses"


def test_need_without_its_buyer_is_set_aside_and_not_given_to_the_one_above():
    found = read(NEEDS, "PT Rekaan|poros|bubut", "|braket|stamping", "PT Lain|roda gigi|")

    assert [entry.refused and entry.refused.field for entry in found] == [None, "firm_id", None]
    assert found[1].refused.values["column"] == "Perusahaan"
    assert found[2].records[0][1]["firm_id"] == "PT Lain"


def test_list_that_numbers_its_buyers_goes_on_about_the_one_above():
    found = read(f"No|{NEEDS}", "1|PT Rekaan|poros|bubut", "||braket|stamping", "2|PT Lain|baut|")

    assert [entry.records[0][1]["firm_id"] for entry in found] == [
        "PT Rekaan",
        "PT Rekaan",
        "PT Lain",
    ]


def test_buyer_merged_over_several_needs_is_that_of_each(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "kebutuhan.xlsx") as book:
        page = book.add_worksheet()
        for row, cells in enumerate([NEEDS.split("|"), ["", "poros", ""], ["", "baut", ""]]):
            page.write_row(row, 0, cells)
        page.merge_range("A2:A3", "PT Rekaan")
        page.write_row(3, 0, ["", "braket", "stamping"])
    (table,) = read_tables(tmp_path / "kebutuhan.xlsx", "kebutuhan.xlsx")

    first, second, unsaid = entries(table, propose(table))

    assert [e.records[0][1]["firm_id"] for e in (first, second)] == ["PT Rekaan", "PT Rekaan"]
    assert (unsaid.records, unsaid.refused.field) == ((), "firm_id")


def test_need_with_an_id_of_its_own_may_have_an_unknown_buyer():
    [entry] = read("ID kebutuhan|Pembeli|Nama komponen", "K-1||poros")

    assert entry.records == (("need", {"need_id": "K-1", "component": "poros"}),)
