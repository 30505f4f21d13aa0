"""The made-up event: what is stored is what the generator writes, and it hangs together."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORED = ROOT / "data/demo_event"
REGIONAL = ROOT / "data/demo_event_regional"
TRUTH = ROOT / "benchmarks/event_truth.csv"
SCRIPT = ROOT / "benchmarks/make/event.py"
WIDE = (
    "nama perusahaan,pemilik,alamat,kab/kota,telp,NIB,KBLI,jenis produk,kapasitas produksi,"
    "tenaga kerja,nilai investasi,mesin,sertifikat,pemasaran,id"
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids(name: str, column: str) -> set[str]:
    return {row[column] for row in rows(STORED / f"{name}.csv")}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


def ikm_ids() -> list[str]:
    return [row["firm_id"] for row in rows(STORED / "firms.csv") if row["kind"] == "ikm"]


@pytest.fixture(scope="module")
def remade(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("event")
    command = [sys.executable, str(SCRIPT), "--seed", "0", "--out", str(folder / "demo_event")]
    subprocess.run([*command, "--truth", str(folder / "truth.csv")], check=True)
    return folder


def test_making_it_again_gives_the_same_bytes(remade):
    assert bytes_of(remade / "demo_event") == bytes_of(STORED)
    assert bytes_of(remade / "demo_event_regional") == bytes_of(REGIONAL)
    assert (remade / "truth.csv").read_bytes() == TRUTH.read_bytes()


def test_another_seed_gives_another_event(tmp_path):
    command = [sys.executable, str(SCRIPT), "--seed", "1", "--out", str(tmp_path / "other")]

    subprocess.run([*command, "--truth", str(tmp_path / "truth.csv")], check=True)

    assert (tmp_path / "truth.csv").read_bytes() != TRUTH.read_bytes()


def test_there_are_110_ikm_35_buyers_120_open_and_150_closed_needs():
    firms = [row["kind"] for row in rows(STORED / "firms.csv")]
    needs = [row["status"] for row in rows(STORED / "needs.csv")]

    assert (firms.count("ikm"), firms.count("large"), len(firms)) == (110, 35, 145)
    assert (needs.count("open"), needs.count("closed"), len(needs)) == (120, 150, 270)


def test_the_catalogue_has_over_120_part_types_with_at_least_8_spellings_each():
    parts = rows(ROOT / "benchmarks/make/event/parts.csv")

    n_spellings = [
        len({word for style in ("id", "en", "mixed", "shop") for word in row[style].split(";")})
        for row in parts
    ]

    assert len({row["part_id"] for row in parts}) == len(parts)
    assert len(parts) >= 120
    assert min(n_spellings) >= 8


@pytest.mark.parametrize(
    ("table", "column", "home", "home_column"),
    [
        ("capabilities", "firm_id", "firms", "firm_id"),
        ("certificates", "firm_id", "firms", "firm_id"),
        ("needs", "firm_id", "firms", "firm_id"),
        ("requirements", "need_id", "needs", "need_id"),
        ("outcomes", "need_id", "needs", "need_id"),
        ("outcomes", "supplier_id", "firms", "firm_id"),
        ("partnerships", "supplier_id", "firms", "firm_id"),
        ("partnerships", "buyer_id", "firms", "firm_id"),
    ],
)
def test_every_reference_resolves(table, column, home, home_column):
    assert ids(table, column) - ids(home, home_column) == set()


def test_every_ikm_has_a_capability_row():
    assert ids("capabilities", "firm_id") == set(ikm_ids())


@pytest.mark.parametrize("path", [*sorted(STORED.glob("*.csv")), *sorted(REGIONAL.glob("*.csv"))])
def test_every_row_says_that_it_is_synthetic(path):
    if path.name == "ikm.csv":  # its headings are an office's own; the ids lead to rows that say so
        assert {row["id"] for row in rows(path)} == set(ikm_ids())
    else:
        assert {row["source"] for row in rows(path)} == {"synthetic"}


def test_truth_joins_open_needs_with_ikm_of_the_event():
    truth = rows(TRUTH)
    open_needs = {r["need_id"] for r in rows(STORED / "needs.csv") if r["status"] == "open"}

    assert {row["need_id"] for row in truth} - open_needs == set()
    assert {row["supplier_id"] for row in truth} - set(ikm_ids()) == set()
    assert {row["grade"] for row in truth} == {"1", "2", "3"}
    assert len({(row["need_id"], row["supplier_id"]) for row in truth}) == len(truth)


def test_a_need_has_at_most_six_true_suppliers_and_starts_with_a_grade_of_three():
    grades: dict[str, list[int]] = {}
    for row in rows(TRUTH):
        grades.setdefault(row["need_id"], []).append(int(row["grade"]))

    assert max(map(len, grades.values())) <= 6
    assert {listed[0] for listed in grades.values()} == {3}
    assert all(listed == sorted(listed, reverse=True) for listed in grades.values())


def test_outcomes_speak_of_closed_needs_only_and_never_run_ahead_of_the_event():
    closed = {r["need_id"] for r in rows(STORED / "needs.csv") if r["status"] == "closed"}
    outcomes = rows(STORED / "outcomes.csv")

    assert {row["need_id"] for row in outcomes} - closed == set()
    assert max(row["date"] for row in outcomes) < "2026-12"


def test_about_a_third_of_the_ikm_have_no_history():
    newcomers = set(ikm_ids()) - ids("outcomes", "supplier_id")

    assert 28 <= len(newcomers) <= 46


def test_no_invented_name_is_that_of_a_firm_in_the_news():
    real = {row["name"].casefold() for row in rows(ROOT / "data/link_and_match/firms.csv")}
    invented = [row["name"].casefold() for row in rows(STORED / "firms.csv")]

    assert set(invented) & real == set()
    assert len(set(invented)) == len(invented)
    assert all({"fiktif", "rekaan", "khayal"} & set(name.split()) for name in invented)


def test_the_regional_sheet_lists_the_same_firms_in_the_same_order():
    header = (REGIONAL / "ikm.csv").read_text(encoding="utf-8").splitlines()[0]
    sheet = [(row["id"], row["nama perusahaan"]) for row in rows(REGIONAL / "ikm.csv")]
    ikm = [(r["firm_id"], r["name"]) for r in rows(STORED / "firms.csv") if r["kind"] == "ikm"]

    assert header == WIDE
    assert sheet == ikm


def test_the_regional_copy_has_the_same_needs_and_no_more_tables():
    for name in ("needs.csv", "requirements.csv"):
        assert (REGIONAL / name).read_bytes() == (STORED / name).read_bytes()
    names = sorted(path.name for path in REGIONAL.glob("*.csv"))
    assert names == ["firms.csv", "ikm.csv", "needs.csv", "requirements.csv"]


def test_telephone_and_business_numbers_belong_to_nobody():
    sheet = rows(REGIONAL / "ikm.csv")

    assert {row["telp"][:9] for row in sheet} == {"0800-000-", ""}
    assert {(row["NIB"][:4], len(row["NIB"])) for row in sheet} == {("0000", 13), ("", 0)}
