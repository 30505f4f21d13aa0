"""Bad input: one clear line each; nothing executed, swallowed or lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from features.language import translator
from matcher import DataError, Dataset, LinkmatchError, Scorer, load

SAY = translator("en")


def replace_in(folder, name, old, new):
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def lines(data):
    return [problem.text(SAY) for problem in data.problems]


def test_good_folder_has_no_questions(folder):
    data = load(folder)

    assert lines(data) == []
    assert list(data.suppliers.index) == ["C-1", "C-2", "C-3", "S-3"]
    assert list(data.asked.index) == ["N-1", "N-2", "N-3"]


def test_indonesian_number_is_read(folder):
    assert load(folder).suppliers.at["C-1", "capacity_per_month"] == 5000


def test_blank_is_unknown(folder):
    assert load(folder).suppliers.at["C-2", "capacity_per_month"] is None


def test_missing_folder_is_one_line():
    with pytest.raises(DataError, match=r"^there is no folder 'nowhere'; check the path$"):
        load("nowhere")


def test_missing_file_is_one_line(folder):
    (folder / "needs.csv").unlink()

    with pytest.raises(DataError, match=r"^needs.csv is missing in the folder 'records'; add it$"):
        load(folder)


def test_missing_column_is_one_line(folder):
    replace_in(folder, "firms.csv", "firm_id,name,", "firm_id,nama,")

    with pytest.raises(DataError, match=r"^firms.csv, row 1: the column 'name' is missing"):
        load(folder)


@pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf"])
def test_empty_file_is_one_line(folder, content):
    (folder / "firms.csv").write_bytes(content)

    with pytest.raises(DataError, match=r"firms.csv"):
        load(folder)


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n"])
def test_binary_file_is_one_line(folder, content):
    (folder / "firms.csv").write_bytes(content)

    with pytest.raises(DataError, match=r"^firms.csv is not CSV text in UTF-8"):
        load(folder)


def test_id_twice_sets_the_second_row_aside_and_says_so(folder):
    replace_in(folder, "needs.csv", "N-2,B-2", "N-1,B-2")

    data = load(folder)

    assert lines(data)[0] == (
        "needs.csv, row 3: the id 'N-1' already stands in row 2; give it an id of its own; "
        "until then the row is set aside"
    )
    assert data.problems[0].cells["component"] == "muffler assy"
    assert list(data.asked.index) == ["N-1", "N-3"]


def test_place_that_does_not_exist_counts_as_unknown_and_says_so(folder):
    replace_in(folder, "firms.csv", "ikm,Ceper", "ikm,Atlantis")

    data = load(folder)

    assert lines(data) == [
        "firms.csv, row 2: place: 'Atlantis' is no regency, city or sentra that linkmatch knows; "
        "write the kabupaten or kota; until then it counts as unknown"
    ]
    assert data.suppliers.at["C-1", "place"] == "Atlantis"


def test_ambiguous_place_is_asked_about(folder):
    replace_in(folder, "firms.csv", "Kab. Tegal", "Tegal")

    assert lines(load(folder)) == [
        "firms.csv, row 3: place: 'Tegal' can be Kabupaten Tegal, Kota Tegal; write which; "
        "until then it counts in equal parts for each"
    ]


@pytest.mark.parametrize("cell", ["1200 kg", "banyak", "1,200", "-5", "0", "nan", "=2+3"])
def test_number_that_is_none_counts_as_unknown_and_says_so(folder, cell):
    replace_in(folder, "capabilities.csv", "5.000", f'"{cell}"')

    data = load(folder)

    assert lines(data) == [
        f"capabilities.csv, row 2: capacity_per_month: '{cell}' is not a number above zero "
        "without a unit; write 1200; until then it counts as unknown"
    ]
    assert data.suppliers.at["C-1", "capacity_per_month"] is None
    assert data.problems[0].cells["capacity_per_month"] == cell


def test_every_wrong_cell_of_a_row_is_said(folder):
    replace_in(folder, "capabilities.csv", "5.000,40", "x,y")

    assert len(load(folder).problems) == 2


def test_unknown_kind_sets_the_row_aside(folder):
    replace_in(folder, "firms.csv", "UD Kosong,ikm", "UD Kosong,toko")

    assert lines(load(folder)) == [
        "firms.csv, row 4: kind: 'toko' is not known here; write ikm, sentra or large; "
        "until then the row is set aside"
    ]


def test_blank_id_sets_the_row_aside(folder):
    replace_in(folder, "firms.csv", "S-3,", ",")

    assert lines(load(folder)) == [
        "firms.csv, row 4: firm_id is blank; fill it in; until then the row is set aside"
    ]


def test_row_that_names_a_firm_nobody_knows_is_set_aside(folder):
    replace_in(folder, "capabilities.csv", "C-3,S-2", "C-3,S-99")

    data = load(folder)

    assert lines(data) == [
        "capabilities.csv, row 4: firm_id: there is no 'S-99' in firms.csv; add it or correct it; "
        "until then the row is set aside"
    ]
    assert data.problems[0].cells["product"] == "knalpot"
    assert data.capabilities["capability_id"].tolist() == ["C-1", "C-2"]


def test_row_with_too_many_cells_is_set_aside(folder):
    replace_in(folder, "firms.csv", "UD Kosong,ikm,,", "UD Kosong,Jaya,ikm,,")

    assert lines(load(folder)) == [
        "firms.csv, row 4: has more cells than the header; put text with commas in quotes; "
        "until then the row is set aside"
    ]


def test_wrong_requirement_value_is_said(folder):
    replace_in(folder, "requirements.csv", "3000", "banyak")

    assert "requirements.csv, row 3: value: 'banyak'" in lines(load(folder))[0]


def test_wrong_date_is_said(folder):
    replace_in(folder, "needs.csv", "2024-05-01", "1 Mei 2024")

    assert "date: '1 Mei 2024' is not a day" in lines(load(folder))[0]


def test_unknown_columns_survive(folder):
    replace_in(folder, "firms.csv", "support_needed\n", "support_needed,NPWP\n")
    replace_in(folder, "firms.csv", "raw_material\n", "raw_material,0123\n")

    assert load(folder).firms["NPWP"].iloc[0] == "0123"


def test_no_needs_at_all_is_one_line(folder):
    (folder / "needs.csv").write_text("need_id,firm_id,component\n", encoding="utf-8")

    with pytest.raises(DataError, match=r"^there is no open need in 'records' yet; import"):
        Scorer(load(folder))


def test_html_and_formulas_stay_text(folder):
    replace_in(folder, "firms.csv", "CV Cor Ceper", '"=HYPERLINK(""x"") <script>alert(1)</script>"')

    assert load(folder).firm_name("S-1") == '=HYPERLINK("x") <script>alert(1)</script>'


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_one_line(folder, content):
    (folder / "capabilities.csv").write_bytes(
        b"capability_id,firm_id,product\n" + content if len(content) % 2 else content
    )

    try:
        assert isinstance(load(folder), Dataset)
    except LinkmatchError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_file_as_excel_saves_it_is_read(folder, delimiter):
    text = (folder / "firms.csv").read_text(encoding="utf-8")
    (folder / "firms.csv").write_text(text.replace(",", delimiter), encoding="utf-8-sig")

    assert load(folder).firm_name("S-1") == "CV Cor Ceper"


def test_capacity_in_words_counts_when_it_is_plainly_pieces_a_month(folder):
    (folder / "capabilities.csv").write_text(
        "capability_id,firm_id,product,capacity_stated\n"
        "C-1,S-1,rem block,100rb pcs/bulan\nC-2,S-1,tutup,10 ton/bulan\nC-3,S-2,knalpot,5000/th\n",
        encoding="utf-8",
    )

    data = load(folder)

    assert data.capabilities["capacity_per_month"].tolist() == [100_000.0, None, None]
    assert [(p.file, p.row) for p in data.problems] == [
        ("capabilities.csv", 3),
        ("capabilities.csv", 4),
    ]
    assert "is a weight; ask how many pieces" in data.problems[0].text(translator("en"))
    assert "is for a year; ask how many pieces" in data.problems[1].text(translator("en"))


def test_a_capacity_in_pieces_stands_before_the_words_beside_it(folder):
    (folder / "capabilities.csv").write_text(
        "capability_id,firm_id,product,capacity_per_month,capacity_stated\n"
        "C-1,S-1,rem block,800,10 ton/bulan\nC-2,S-1,tutup,800,900 pcs/bulan\n",
        encoding="utf-8",
    )

    data = load(folder)

    assert data.capabilities["capacity_per_month"].tolist() == [800.0, 800.0]
    assert data.problems == ()


def test_a_regional_sheet_stands_for_firms_and_capabilities(folder):
    (folder / "firms.csv").write_text("firm_id,name,kind\nB-1,PT Kereta,large\n", encoding="utf-8")
    (folder / "capabilities.csv").unlink()
    (folder / "needs.csv").write_text(
        "need_id,firm_id,component\nN-1,B-1,rem block\n", encoding="utf-8"
    )
    (folder / "requirements.csv").unlink()
    (folder / "ikm.csv").write_text(
        "nama perusahaan,pemilik,kab/kota,KBLI,jenis produk,kapasitas produksi,mesin,sertifikat\n"
        "CV Cor Ceper,A.B.,Kab. Klaten,24310,rem block; tutup manhole,800 pcs/bulan,"
        "dapur induksi,ISO 9001\n",
        encoding="utf-8",
    )

    data = load(folder)
    row = data.suppliers.iloc[0]

    assert (row["name"], row["place"], row["kbli"]) == ("CV Cor Ceper", "Kab. Klaten", "24310")
    assert (row["capacity_per_month"], row["certificates"]) == (800.0, "ISO 9001")
    assert not any("A.B." in str(cell) for cell in row)


def test_a_shipped_folder_is_found_by_its_name():
    assert load("demo_event").folder == "demo_event"
    assert load("demo_event").synthetic and not load().synthetic
