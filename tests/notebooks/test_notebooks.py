"""Every notebook runs from top to bottom, in a fresh interpreter, as an analyst runs it."""

import subprocess
import sys
from pathlib import Path

import jupytext
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.py"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(notebook, tmp_path):
    result = subprocess.run(
        [sys.executable, str(notebook)], capture_output=True, text=True, cwd=tmp_path, timeout=300
    )

    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_opens_as_one_with_text_and_code(notebook):
    cells = jupytext.read(notebook).cells

    assert {cell.cell_type for cell in cells} == {"markdown", "code"}


def test_there_is_a_first_notebook():
    assert NOTEBOOKS[0].name == "01_look_at_the_data.py"
