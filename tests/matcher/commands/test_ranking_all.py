"""The command rank-all, as it is typed."""

import subprocess
import sys
from pathlib import Path

import pandas as pd

PROGRAM = str(Path(sys.executable).with_name("linkmatch"))


def rank_all(place: Path, *more: str) -> subprocess.CompletedProcess[str]:
    options = ["--suppliers", "ikm-*.parquet", "--needs", "needs.parquet", "--out", "top.parquet"]
    command = [PROGRAM, "rank-all", *options, "--workers", "1", "--language", "en", *more]
    return subprocess.run(command, cwd=place, capture_output=True, text=True)


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
    first, last = found.stderr.splitlines()[-2:]
    assert first.startswith("missing: file ikm-2.parquet: ikm-2.parquet cannot be read as a parq")
    assert last == "the lists of all 1 needs lack these parts; a note lies beside the result"
    assert pd.read_parquet(tmp_path / "top.parquet")["firm_id"].tolist() == ["I-1", "I-2"]


def test_no_file_is_one_line(tmp_path):
    found = rank_all(tmp_path)

    assert found.returncode == 2
    assert found.stderr == (
        "linkmatch: no file matches 'ikm-*.parquet'; put quotes around it and check the path\n"
    )
