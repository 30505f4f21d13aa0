"""CONTRIBUTING.md's recipe for a criterion, followed to the letter in a copy of the project."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEP = (
    "from features.checks import check_criterion\n"
    "from features.lead_time import LeadTime\n"
    "check_criterion(LeadTime())\n"
    "from matcher import Scorer, load\n"
    "import json\n"
    "scorer = Scorer(load())\n"
    "shares = {s.criterion: s.amount for s in scorer.shares('N-001', 'C-013')}\n"
    "print(json.dumps(shares))\n"
)


def block(language):
    found = re.search(rf"^   ```{language}\n(.*?)^   ```", GUIDE, re.MULTILINE | re.DOTALL)
    return textwrap.dedent(found[1])


@pytest.fixture
def copy(tmp_path):
    for folder in ("features", "matcher"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copytree(ROOT / "data", tmp_path / "linkmatch_data")
    return tmp_path


def test_one_file_one_line_and_one_weight_add_a_criterion(copy):
    (copy / "features/lead_time.py").write_text(block("python"), encoding="utf-8")
    contents = copy / "features/__init__.py"
    text = contents.read_text(encoding="utf-8")
    text = text.replace(",\n)\n\n__all__", ",\n    LeadTime,\n)\n\n__all__", 1)
    contents.write_text("from features.lead_time import LeadTime\n" + text, encoding="utf-8")
    with (copy / "linkmatch_data/weights.toml").open("a", encoding="utf-8") as weights:
        weights.write("\n" + block("toml"))

    environment = os.environ | {"PYTHONPATH": str(copy)}
    result = subprocess.run(
        [sys.executable, "-c", STEP], capture_output=True, text=True, env=environment, cwd=copy
    )

    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["lead_time"] > 0
