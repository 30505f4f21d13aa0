"""Commands run as a person runs them, in English, and what they print."""

import pytest
from typer.testing import CliRunner

from matcher.cli import cli

PROGRAMME = """
name = "Temu bisnis kecil"
slot_minutes = 20
[[days]]
date = 2026-12-09
[[days.sessions]]
name = "Pagi"
starts = "09:00"
ends = "11:00"
[[halls]]
n_tables = 2
"""


def run(*arguments):
    """Run a command and give its code and lines; an error of ours comes through as it is."""
    result = CliRunner().invoke(cli, [str(one) for one in (*arguments, "--language", "en")])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout.splitlines()


@pytest.fixture(scope="session", name="run")
def _run():
    return run


@pytest.fixture(scope="session")
def demo_plan(tmp_path_factory):
    """A plan of the made-up event, always the same."""
    file = tmp_path_factory.mktemp("plan") / "plan.json"
    assert run("plan", file, "--data", "demo_event", "--iterations", 2000)[0] == 0
    return file


@pytest.fixture
def programme(tmp_path):
    file = tmp_path / "acara.toml"
    file.write_text(PROGRAMME)
    return file


@pytest.fixture
def small(folder, programme):
    """What plans the small folder in a moment."""
    return ("--data", folder, "--programme", programme, "--to-ask", "--iterations", 50)
