"""Rows taken by column: the store then holds what reading them row by row gives."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.importing import plain

from .conftest import empty
from .pipe import asked, csv_of, held, take_in

FIRM_HEAD = (
    "ID Perusahaan|Nama Perusahaan|Jenis Perusahaan|Kab/Kota|Telp/HP|NIB|Tenaga Kerja|Sumber"
)
HEAD = "ID Kemampuan|ID Perusahaan|Produk|Proses|Kapasitas Produksi|Berat Maks (kg)|Tanggal Data"
PHONES = st.sampled_from(["", "081234567890", "9,12E+12", "+62 812-3456-7890", "-"])
NIBS = st.sampled_from(["", "1234567890123", "123456789012", "9,12E+12"])
WORKERS = st.sampled_from(["", "12", "10-15", "1.200", "kosong", "banyak"])
SOURCES = st.sampled_from(["", "Disperin 2026", "nihil"])
FIRMS = st.lists(st.tuples(PHONES, NIBS, WORKERS, SOURCES), min_size=1, max_size=8)
PRODUCTS = st.sampled_from(["baut", "jig & fixture", "mur; ring", "=1+1", "pegas daun"])
PROCESSES = st.sampled_from(["", "bubut", "bubut; las CO2", "tidak ada"])
CAPACITIES = st.sampled_from(["", "1.200", "1,5 ton/bulan", "10-15 ton plat", "100rb pcs", "nihil"])
WEIGHTS = st.sampled_from(["", "2,5", "2.500", "ringan"])
DAYS = st.sampled_from(["", "03/04/2026", "31/02/2026", "2026"])
MADE = st.lists(st.tuples(PRODUCTS, PROCESSES, CAPACITIES, WEIGHTS, DAYS), min_size=1, max_size=8)
KINDS = ("ikm", "sentra", "industri besar")
QUIET = [HealthCheck.function_scoped_fixture]


def firm_lines(firms):
    first = "F-0|CV Nol|IKM|Tegal||||Dinas"
    return [first] + [
        f"F-{i}|CV Nomor {i}|{KINDS[i % 3]}|Tegal|{phone}|{nib}|{workers}|{source}"
        for i, (phone, nib, workers, source) in enumerate(firms, 1)
    ]


def capability_lines(made):
    first = "C-0|F-0|velg|tempa|||"
    rows = [f"C-{i}|F-{i % 2}|{'|'.join(one)}" for i, one in enumerate(made, 1)]
    return [first, *rows]


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
@settings(max_examples=40, deadline=None, suppress_health_check=QUIET)
@given(firms=FIRMS, made=MADE)
def test_rows_taken_by_column_say_what_rows_taken_one_by_one_say(store, firms, made):
    def import_both(again):
        """Import the files; their first row once more at the end has them read row by row."""
        empty(store)
        counts = []
        for name, head, lines in (
            ("ikm.csv", FIRM_HEAD, firm_lines(firms)),
            ("kemampuan.csv", HEAD, capability_lines(made)),
        ):
            lines = [*lines, lines[0]] if again else lines
            counts.append(take_in(store, csv_of(head, *lines), name)[1])
        without = {"record_id", "statement_id"}
        rows = {k: {n: v for n, v in r.items() if n not in without} for k, r in held(store).items()}
        return rows, asked(store), counts

    by_column = import_both(again=False)
    by_row = import_both(again=True)

    assert by_column[:2] == by_row[:2]
    for column, row in zip(by_column[2], by_row[2], strict=True):
        assert row == {**column, "unchanged": column["unchanged"] + 1}


@pytest.mark.parametrize("database", ["sqlite"])
def test_the_files_above_are_taken_by_column_at_all(store, monkeypatch):
    empty(store)
    taken, whole = [], plain.plain_rows

    def watched(*told):
        taken.append(whole(*told))
        return taken[-1]

    monkeypatch.setattr("matcher.importing.staging.plain_rows", watched)
    take_in(store, csv_of(FIRM_HEAD, *firm_lines([("", "", "12", "")])), "ikm.csv")
    take_in(store, csv_of(HEAD, *capability_lines([("baut", "", "", "", "")])), "made.csv")

    assert [found.ids for found in taken] == [["F-0", "F-1"], ["C-0", "C-1"]]
