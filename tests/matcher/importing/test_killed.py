"""kill -9 of a real `linkmatch import --yes`: all or nothing is there, and once more completes it.

Ten moments; LINKMATCH_TEST_KILLS names more.
"""

import os
import random
import sqlite3
import sys
import time
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest

from matcher.cli import main
from matcher.store import count, open_store

N_ROWS = 3_000
N_KILLS = int(os.environ.get("LINKMATCH_TEST_KILLS", "10"))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """A wide sheet of 3,000 firms; every hundredth row lacks the name and is set aside."""
    path = tmp_path_factory.mktemp("killed") / "ikm.csv"
    lines = ["No;Nama IKM;Kab/Kota;Jenis Produk;Sertifikat"]
    for i in range(N_ROWS):
        name = "" if i % 100 == 99 else f"CV Rekaan {i:05}"
        lines.append(f"{i + 1};{name};Tegal;produk {i};ISO 9001")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def begin(sheet, path):
    """Start the command, forked off this process: importing all of linkmatch takes far longer."""
    words = ["linkmatch", "import", str(sheet), "--yes", "--db", str(path)]
    process = get_context("fork").Process(target=_main, args=(words, f"{path}.txt"))
    process.start()
    return process


def _main(words, told):
    sys.argv = words
    with Path(told).open("w") as sys.stdout, Path(os.devnull).open("w") as sys.stderr:
        main()


def state(path):
    """Count what is visible in a store."""
    store = open_store(path)
    seen = {kind: count(store, kind) for kind in ("firm", "capability", "certificate")}
    store.close()
    return seen


WHOLE = {"firm": N_ROWS * 99 // 100} | dict.fromkeys(("capability", "certificate"), 2970)
NONE = dict.fromkeys(WHOLE, 0)


def test_import_killed_at_any_moment_leaves_all_or_nothing(sheet, tmp_path):
    chance, killed = random.Random(0), None
    began = time.monotonic()
    begin(sheet, tmp_path / "whole.db").join()
    lasts = time.monotonic() - began

    for kill in range(N_KILLS):
        path = tmp_path / f"{kill}.db"
        process = begin(sheet, path)
        time.sleep(lasts * chance.random())
        process.kill()
        process.join()
        found = state(path)  # a store opens, even where there was none yet
        with closing(sqlite3.connect(path)) as plain:
            integrity = plain.execute("pragma integrity_check").fetchone()
        assert (integrity, found in (NONE, WHOLE)) == (("ok",), True)
        killed = path if found == NONE else killed

    assert state(tmp_path / "whole.db") == WHOLE
    again = begin(sheet, killed)
    again.join()
    assert (again.exitcode, state(killed)) == (0, WHOLE)
    begin(sheet, killed).join()
    assert "2970" in Path(f"{killed}.txt").read_text()
    assert state(killed) == WHOLE
