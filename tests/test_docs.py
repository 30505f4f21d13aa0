"""The documents say what the program does: their commands are run, their output compared."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from matcher.cli import COMMANDS
from matcher.listing import RECORDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ ([^\n]+)\n(.*?)\n```", README, re.DOTALL)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What every command of the README prints, run in its order with one new store."""
    place = tmp_path_factory.mktemp("readme")
    (place / "data").symlink_to(ROOT / "data")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LINKMATCH_")}
    environment |= {"COLUMNS": "90", "NO_COLOR": "1", "LINKMATCH_DB": str(place / "linkmatch.db")}
    found = {}
    for command, _ in SHOWN:
        program, *arguments = shlex.split(command)
        run = [str(Path(sys.executable).with_name(program)), *arguments]
        result = subprocess.run(run, capture_output=True, text=True, env=environment, cwd=place)
        lines = [line.rstrip() for line in result.stdout.strip("\n").splitlines()]
        found[command] = "\n".join(lines)
    return found


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_readme_shows_what_the_command_prints(printed, command, output):
    assert printed[command] == output


def test_every_command_is_documented():
    missing = [one.name for one in COMMANDS if f"linkmatch {one.name}" not in README]

    assert missing == []


def test_every_option_is_documented():
    options = {
        option
        for command in COMMANDS
        for parameter in command.read_in().params
        for option in parameter.opts
        if option.startswith("--")
    }

    missing = [o for o in sorted(options - {"--help", "--browser"}) if o not in README]

    assert missing == []


def test_every_list_is_documented():
    assert [what for what in RECORDS if what not in README] == []


def test_readme_python_runs():
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert (result.returncode, result.stderr) == (0, "")
    assert len([line for line in code.splitlines() if line]) == 4


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "data/places/README.md"])
def test_linked_files_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]

    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []
