"""The command rank-all, as it is typed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd

PROGRAM = str(Path(sys.executable).with_name("linkmatch"))


OPTIONS = ["--suppliers", "ikm-*.parquet", "--needs", "needs.parquet", "--out", "top.parquet"]
COMMAND = [PROGRAM, "rank-all", *OPTIONS, "--workers", "1", "--language", "en"]


def rank_all(place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(COMMAND, cwd=place, capture_output=True, text=True)


def test_a_file_that_cannot_be_read_is_named_beside_the_result(tmp_path):
    rows = {"firm_id": ["I-1", "I-2"], "product": ["poros", "knalpot"]}
    pd.DataFrame(rows).to_parquet(tmp_path / "ikm-1.parquet")
    (tmp_path / "ikm-2.parquet").write_text("firm_id,product\n")
    pd.DataFrame({"need_id": ["N-1"], "component": ["poros"]}).to_parquet(
        tmp_path / "needs.parquet"
    )

    found = rank_all(tmp_path)

    assert found.returncode == 1
    assert found.stdout == "1 needs ranked against 2 rows of IKM: top.parquet\n"
    *bars, first, last = found.stderr.splitlines()
    assert [bar.split()[-2] for bar in bars if bar.startswith("merging lists")] == ["1/1"]
    assert first.startswith("missing: file ikm-2.parquet: ikm-2.parquet cannot be read as a parq")
    assert last == "the lists of all 1 needs lack these parts; a note lies beside the result"
    assert pd.read_parquet(tmp_path / "top.parquet")["firm_id"].tolist() == ["I-1", "I-2"]


def test_a_run_that_was_killed_goes_on_from_what_is_finished(tmp_path):
    rows = {"firm_id": [f"I-{n}" for n in range(40)], "product": ["poros", "knalpot"] * 20}
    pd.DataFrame(rows).to_parquet(tmp_path / "ikm-1.parquet")
    pd.DataFrame({"need_id": ["N-1"], "component": ["poros"]}).to_parquet(
        tmp_path / "needs.parquet"
    )
    first = subprocess.Popen(
        COMMAND, cwd=tmp_path, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while not list(tmp_path.glob("top.parquet.work/shards-*/*.rows.ok")):
        assert first.poll() is None
        time.sleep(0.01)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    finished = {
        path: path.stat().st_mtime_ns for path in tmp_path.glob("top.parquet.work/shards-*/*.ok")
    }

    found = rank_all(tmp_path)

    assert found.returncode == 0
    assert found.stdout == "1 needs ranked against 40 rows of IKM: top.parquet\n"
    assert {path: path.stat().st_mtime_ns for path in finished} == finished
    assert len(pd.read_parquet(tmp_path / "top.parquet")) == 20


def test_no_file_is_one_line(tmp_path):
    found = rank_all(tmp_path)

    assert found.returncode == 2
    assert found.stderr == (
        "linkmatch: no file matches 'ikm-*.parquet'; put quotes around it and check the path\n"
    )
