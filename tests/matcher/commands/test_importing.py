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
    assert acts.stdout.count("ikm.csv") == 4


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
        "no firms": ["merge", "S-1", "S-2"],
        "nothing stored": ["export", tmp_path / "out.xlsx"],
        "store is no file": ["import", tmp_path / "good.csv", "--db", tmp_path],
        "language": ["import", tmp_path / "good.csv", "--language", "fr"],
    }[name]


BAD = """folder without tables,no such file,broken workbook,empty file,program,unknown sheet,
wrong date,wrong certainty,no act,no row,cell without a value,no firms,nothing stored,
store is no file,language""".replace("\n", "").split(",")


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_exit_code_2(run, tmp_path, name):
    result = run(*bad(tmp_path, name))

    assert (result.returncode, "Traceback" in result.stderr) == (2, False)
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_installed_command_imports(sheet, tmp_path):
    words = [COMMAND, "import", str(sheet), "--yes", "--db", str(tmp_path / "own.db")]

    done = subprocess.run(words, capture_output=True, text=True, timeout=120)

    assert (done.returncode, "Tersimpan" in done.stdout) == (0, True)
