"""The real commands on a store of their own: import, quarantine, merge, undo, export."""

import io
import os
import re
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pytest
import xlsxwriter

from matcher import printing
from matcher.cli import main
from matcher.commands import options
from matcher.intake.template import template

COMMAND = str(Path(sys.executable).with_name("linkmatch"))
HEAD = "No;Nama IKM;Kab/Kota;NIB;Jenis Produk;Catatan dinas\n"
ROWS = "1;CV Maju Jaya;Tegal;1234567890123;baut;baik\n2;;Ceper;9876543210987;mur;rapi\n"


class Result(NamedTuple):
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(tmp_path, capfd):
    """Run a command on a store of this test, in a process of its own.

    It is forked off this one, which has imported everything before: that saves six seconds each.
    """

    def command(*arguments, **environment):
        env = {"LINKMATCH_DB": str(tmp_path / "store.db"), **environment}
        capfd.readouterr()
        process = get_context("fork").Process(target=_main, args=(env, arguments))
        process.start()
        process.join(60)
        return Result(process.exitcode, *capfd.readouterr())

    return command


def _main(env, arguments):
    for name in [name for name in os.environ if name.startswith("LINKMATCH_")]:
        del os.environ[name]
    os.environ |= env
    sys.stdin = io.StringIO()
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    for console in (options.out, options.err, printing._out):
        console.width = 200
    sys.argv = ["linkmatch", *map(str, arguments)]
    try:
        main()
    finally:
        sys.stdout.flush()


@pytest.fixture
def sheet(tmp_path):
    """A sheet of a regional office with a good row and one without a name."""
    path = tmp_path / "ikm.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def numbers(text, words):
    """Give the number that stands behind each word."""
    return [int(re.search(rf"{word} (\d+)", text)[1]) for word in words]


def test_import_is_shown_taken_in_mended_and_undone_in_indonesian(run, sheet):
    shown = run("import", sheet)
    done = run("import", sheet, "--yes")
    aside = run("quarantine")
    mended = run("quarantine", 1, "--set", "Nama IKM=CV Rapi")
    listed = run("list", "firms")
    again = run("import", sheet, "--yes")
    acts = run("undo")

    words = ["baru", "berubah", "tetap", "disisihkan"]
    assert numbers(shown.stdout, words) == numbers(done.stdout, words) == [1, 0, 0, 1]
    assert (shown.returncode, done.returncode, mended.returncode) == (0, 0, 0)
    assert "ikm.csv, baris 3" in aside.stdout
    assert ("CV Maju Jaya" in listed.stdout, "CV Rapi" in listed.stdout) == (True, True)
    assert numbers(again.stdout, words) == [0, 0, 2, 0]
    assert acts.stdout.count("ikm.csv") == 3  # the one that was only shown is not listed


def test_import_in_english_can_be_undone_and_brought_back(run, sheet):
    done = run("import", sheet, "--yes", "--language", "en")
    act = re.search(r"linkmatch undo (\d+)", done.stdout)[1]
    undone = run("undo", act, "--language", "en")
    gone = run("list", "firms", "--language", "en")
    back = run("undo", re.search(r"undo (\d+)", undone.stdout)[1], LINKMATCH_LANGUAGE="en")

    words = ["new", "changed", "unchanged", "set aside"]
    assert numbers(done.stdout, words) == [1, 0, 0, 1]
    assert undone.stdout.startswith("Undone;")
    assert ("CV Maju Jaya" in gone.stdout, back.returncode) == (False, 0)
    assert "CV Maju Jaya" in run("list", "firms", "--language", "en").stdout


def test_two_firms_are_merged_by_their_ids(run, tmp_path):
    path = tmp_path / "firms.csv"
    path.write_text(
        "firm_id,name,kind,phone\nS-1,CV Maju Jaya,ikm,081234567890\n"
        "S-2,CV Maju Jaya Abadi,ikm,081234567890\n"
    )
    run("import", path, "--yes")

    pairs = run("merge", "--language", "en")
    merged = run("merge", "S-1", "S-2", "--language", "en")

    assert "S-1 CV Maju Jaya | S-2 CV Maju Jaya Abadi" in pairs.stdout
    assert merged.stdout.startswith("S-2 is now S-1;")
    assert "S-2" not in run("list", "firms").stdout
    assert run("merge").stdout.count("|") == 0


@pytest.mark.parametrize("target", ["all.xlsx", "all"])
def test_export_read_back_is_unchanged(run, sheet, tmp_path, target):
    run("import", sheet, "--yes")

    out = run("export", tmp_path / target, "--language", "en")
    back = run("import", tmp_path / target, "--yes", "--language", "en")

    assert (out.returncode, back.returncode) == (0, 0)
    assert out.stdout.startswith("1 firms and all about them are in ")
    assert re.findall(
        r"new (\d+)  changed (\d+)  unchanged (\d+)  set aside (\d+)", back.stdout
    ) == [
        ("0", "0", "1", "0"),
        ("0", "0", "1", "0"),
    ]


def bad(tmp_path, name):
    """Write what cannot be imported; give the arguments of the command."""
    folder = tmp_path / "without"
    folder.mkdir()
    (folder / "notes.txt").write_text("halo")
    (tmp_path / "no.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "prog.xlsx").write_bytes(b"MZ\x90\x00" + bytes(100))
    (tmp_path / "good.csv").write_text(HEAD + ROWS)
    (tmp_path / "template.xlsx").write_bytes(template())
    return {
        "folder without tables": ["import", folder],
        "no such file": ["import", tmp_path / "absent.csv"],
        "broken workbook": ["import", tmp_path / "no.xlsx"],
        "empty file": ["import", tmp_path / "empty.csv"],
        "program": ["import", tmp_path / "prog.xlsx"],
        "unknown sheet": ["import", tmp_path / "good.csv", "--sheet", "Lain"],
        "wrong date": ["import", tmp_path / "good.csv", "--as-of", "27/11/2018"],
        "wrong certainty": ["import", tmp_path / "good.csv", "--certainty", "sure"],
        "no act": ["undo", "999"],
        "no row": ["quarantine", "999", "--set", "Nama=x"],
        "cell without a value": ["quarantine", "1", "--set", "Nama"],
        "unknown column": ["import", tmp_path / "good.csv", "--column", "Warna=place"],
        "unknown field": ["import", tmp_path / "good.csv", "--column", "NIB=colour"],
        "no firms": ["merge", "S-1", "S-2"],
        "nothing stored": ["export", tmp_path / "out.xlsx"],
        "store is no file": ["import", tmp_path / "good.csv", "--db", tmp_path],
        "language": ["import", tmp_path / "good.csv", "--language", "fr"],
    }[name]


BAD = """folder without tables,no such file,broken workbook,empty file,program,unknown sheet,
wrong date,wrong certainty,no act,no row,cell without a value,unknown column,unknown field,
no firms,nothing stored,store is no file,language""".replace("\n", "").split(",")


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_exit_code_2(run, tmp_path, name):
    result = run(*bad(tmp_path, name))

    assert (result.returncode, "Traceback" in result.stderr) == (2, False)
    assert len(result.stderr.strip().splitlines()) == 1


def test_heading_that_the_row_lacks_is_refused_with_the_columns_it_has(run, sheet):
    run("import", sheet, "--yes")

    refused = run("quarantine", "1", "--set", "Nama=CV Rapi")

    assert refused.returncode == 2
    assert "'Nama'" in refused.stderr
    assert "Nama IKM, Kab/Kota, NIB, Jenis Produk, Catatan dinas" in refused.stderr


def test_meaning_of_a_column_is_corrected_and_remembered(run, sheet):
    words = ["--column", "Catatan dinas=industry", "--column", "kab/kota=-", "--sender", "Dinas"]

    shown = run("import", sheet, *words, "--yes", "--language", "en")
    again = run("import", sheet, "--sender", "Dinas", "--language", "en")

    for one in (shown.stdout, again.stdout):
        assert re.search(r"^Catatan dinas +Industry +100%", one, re.M)
        assert re.search(r"^Kab/Kota +left out", one, re.M)


def test_hidden_column_is_named_so_before_it_is_taken_in(run, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "ikm.xlsx") as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Nama IKM", "Jenis Produk", "Catatan intern"])
        page.write_row(1, 0, ["CV Maju", "baut", "rahasia"])
        page.set_column(2, 2, None, None, {"hidden": True})

    shown = run("import", tmp_path / "ikm.xlsx")

    assert re.search(r"^Catatan intern \(kolom tersembunyi\) +disimpan", shown.stdout, re.M)


def test_the_installed_command_imports(sheet, tmp_path):
    words = [COMMAND, "import", str(sheet), "--yes", "--db", str(tmp_path / "own.db")]

    done = subprocess.run(words, capture_output=True, text=True, timeout=120)

    assert (done.returncode, "Tersimpan" in done.stdout) == (0, True)


@pytest.fixture
def guests(tmp_path):
    """A list of participants that does not say of which event."""
    path = tmp_path / "peserta.csv"
    path.write_text("Nama Perusahaan;Hadir\nCV Maju Jaya;ya\n", encoding="utf-8")
    return path


def test_row_that_lacks_its_event_is_taken_in_for_one_that_is_made(run, sheet, guests):
    run("import", sheet, "--yes")
    run("import", guests, "--yes")
    row = re.search(r"^(\d+)  peserta.csv", run("quarantine").stdout, re.MULTILINE)[1]
    none = run("quarantine", row, "--event", "E-9")
    made = run("event", "Temu Bisnis", "--date", "2026-12-09", "--language", "en")
    other = run("quarantine", row, "--event", "E-9", "--language", "en")
    taken = run("quarantine", row, "--event", "E-1")

    assert "linkmatch event NAMA" in none.stderr
    assert made.stdout == "Event E-1 is made; name it with: --event E-1\n"
    assert other.stderr == "linkmatch: there is no event 'E-9'; there are: E-1\n"
    assert (none.returncode, other.returncode, taken.returncode) == (2, 2, 0)
    assert "peserta.csv" not in run("quarantine").stdout


def test_import_for_an_event_that_is_not_there_is_one_line(run, guests):
    run("event", "Temu Bisnis")
    refused = run("import", guests, "--event", "E-9", "--yes", "--language", "en")

    assert refused.stderr == "linkmatch: there is no event 'E-9'; there are: E-1\n"
    assert refused.returncode == 2


def test_event_starts_from_an_earlier_one_and_all_are_listed(run):
    run("event", "Temu Bisnis", "--date", "2026-12-09", "--place", "Kab. Tegal")
    run("event", "Temu Bisnis II", "--date", "2027-12-08", "--from", "E-1")
    listed = run("event", "--language", "en").stdout.splitlines()

    assert [line.split()[:1] for line in listed[1:]] == [["E-2"], ["E-1"]]
    assert listed[1].split()[-3:] == ["Tegal", "–", "–"]  # noqa: RUF001


def test_row_settled_otherwise_is_left_out_with_who_and_why(run, sheet):
    run("import", sheet, "--yes")
    dismissed = run("quarantine", 1, "--dismiss", "the same as row 2", "--language", "en")
    acts = run("undo", "--language", "en").stdout
    left = run("quarantine", "--language", "en").stdout
    run("undo", 2)

    assert dismissed.stdout == "The row is dismissed; undo it with: linkmatch undo 2\n"
    assert ("row dismissed" in acts, "ikm.csv: the same as row 2" in acts) == (True, True)
    assert left == "No row is set aside.\n"
    assert "ikm.csv, row 3" in run("quarantine", "--language", "en").stdout


def test_second_run_says_how_to_compare_it_with_the_first(run, sheet, tmp_path):
    needs = tmp_path / "needs.csv"
    needs.write_text("Pembeli;Nama komponen;Proses\nPT Beli;baut;bubut\n", encoding="utf-8")
    run("import", sheet, needs, "--yes")
    first = run("runs", "--keep", "a", "--language", "en")
    second = run("runs", "--keep", "b", "--language", "en")

    assert first.stdout == "Kept as run 1\n"
    assert second.stdout == "Kept as run 2\nCompare with: linkmatch compare 1 2\n"
    assert run("compare", 1, 2).returncode == 0


def test_export_to_another_kind_of_file_is_refused(run, sheet, tmp_path):
    run("import", sheet, "--yes")
    refused = run("export", tmp_path / "out.pdf", "--language", "en")

    assert refused.stderr == (
        "linkmatch: 'out.pdf' is neither a workbook nor a folder; write out.xlsx or out\n"
    )
    assert not (tmp_path / "out.pdf").exists()


def test_indonesian_output_has_no_english_of_ours(run, sheet, tmp_path):
    run("import", sheet, "--yes")
    listed = run("list", "suppliers").stdout.splitlines()
    missing = run("import", tmp_path / "none.xlsx").stderr

    assert listed[0].startswith("Baris")
    assert ("Proses produksi" in listed[0], "firm_id" in listed[0]) == (True, False)
    assert "berkas atau folder itu tidak ada" in missing


def test_place_in_the_title_is_told_and_can_be_left_out(run, tmp_path):
    path = tmp_path / "ikm.csv"
    path.write_text("IKM KABUPATEN TEGAL\nNama IKM;Desa;Produk\nUD Contoh;Harjosari;mur\n")

    offered = run("import", path, "--language", "en")
    without = run("import", path, "--column", "place=-", "--language", "en")

    told = "All rows are in Kabupaten Tegal: the title says “IKM KABUPATEN TEGAL”"
    assert [told in found.stdout for found in (offered, without)] == [True, False]
    assert [found.stdout.count("Kabupaten Tegal") for found in (offered, without)] == [2, 0]
