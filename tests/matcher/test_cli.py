"""The real command, started as people start it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from matcher.cli import COMMANDS

COMMAND = str(Path(sys.executable).with_name("linkmatch"))


def run(*arguments, **environment):
    env = {k: v for k, v in os.environ.items() if not k.startswith("LINKMATCH_LANG")}
    env |= {"COLUMNS": "200", **environment}
    return subprocess.run(
        [COMMAND, *map(str, arguments)], capture_output=True, text=True, env=env, timeout=120
    )


def test_shortlist_of_a_need_puts_ceper_first():
    result = run("shortlist", "N-001", "--json")

    found = json.loads(result.stdout)

    assert result.returncode == 0
    assert (found["of"], found["too_little_to_rank"]) == ("N-001", False)
    assert found["candidates"][0]["supplier_id"] == "S-CEPER"
    assert found["candidates"][0]["listed"] == "ready"


def test_shortlist_speaks_indonesian_unless_told():
    assert "Siap (1)" in run("shortlist", "N-001").stdout
    assert "Ready (1)" in run("shortlist", "N-001", "--language", "en").stdout
    assert "Ready (1)" in run("shortlist", "N-001", LINKMATCH_LANGUAGE="en").stdout


def test_shortlist_as_csv_can_be_read_back(folder):
    import io

    import pandas as pd

    result = run("shortlist", "N-1", "--data", folder, "--csv", "--language", "en")
    table = pd.read_csv(io.StringIO(result.stdout))

    assert list(table["Supplier id"]) == ["S-1", "S-3"]
    assert list(table["List"]) == ["ready", "to ask"]


@pytest.mark.parametrize(
    "record", ["B-KAI", "S-CEPER", "N-001", "PT KAI", "pt. manunggal manufaktur"]
)
def test_shortlist_takes_a_need_a_buyer_or_an_ikm(record):
    assert json.loads(run("shortlist", record, "--json").stdout)["candidates"]


def test_explain_gives_shares_that_sum_to_the_score():
    found = json.loads(run("explain", "N-001", "S-CEPER", "--json").stdout)

    assert sum(found["shares"].values()) == pytest.approx(found["score"])
    assert found["sentences"][0].startswith("Syarat wajib bahan cast iron: terpenuhi")


@pytest.mark.parametrize(
    "what", ["needs", "firms", "suppliers", "buyers", "partnerships", "problems"]
)
def test_list_shows_what_is_loaded(what):
    result = run("list", what, "--json")

    assert result.returncode == 0
    assert json.loads(result.stdout)


def test_questions_about_the_data_are_announced_and_listed(folder):
    (folder / "needs.csv").write_text(
        "need_id,firm_id,component,volume_per_month\nN-1,B-1,rem block,banyak\n", encoding="utf-8"
    )
    (folder / "requirements.csv").unlink()

    shown = run("list", "needs", "--data", folder, "--language", "en")
    listed = run("list", "problems", "--data", folder, "--language", "en", "--json")

    assert "1 questions about the data" in shown.stderr
    assert json.loads(listed.stdout) == [
        {
            "problem": "needs.csv, row 2: volume_per_month: 'banyak' is not a number above zero "
            "without a unit; write 1200; until then it counts as unknown"
        }
    ]


def test_own_weights_change_the_score(folder, tmp_path):
    weights = tmp_path / "weights.toml"
    weights.write_text(
        "[buyer.distance]\nweight = 1\n[supplier.support]\nweight = 1\n[pair]\nrho = 0\n",
        encoding="utf-8",
    )

    plain = json.loads(run("shortlist", "N-1", "--data", folder, "--json").stdout)
    own = json.loads(
        run("shortlist", "N-1", "--data", folder, "--json", "--weights", weights).stdout
    )

    assert plain["candidates"][0]["score"] != own["candidates"][0]["score"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ("shortlist", "N-999"),
            "linkmatch: nothing has the id 'N-999' (25 needs, 21 firms loaded)",
        ),
        (("shortlist", "B-ASTRA"), "linkmatch: 'B-ASTRA' (PT Astra International Tbk) has neither"),
        (("explain", "S-CEPER", "N-001"), "linkmatch: 'S-CEPER' is a supplier, not a need"),
        (("list", "colours"), "linkmatch: there is no list 'colours'; choose from needs, firms"),
        (("list", "needs", "--data", "nowhere"), "linkmatch: there is no folder 'nowhere'"),
        (
            ("shortlist", "N-001", "--weights", "none.toml"),
            "linkmatch: the weights file 'none.toml'",
        ),
        (("app", "--data", "nowhere"), "linkmatch: there is no folder 'nowhere'"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(arguments, line):
    result = (
        run(*arguments, "--language", "en")
        if arguments[0] != "app"
        else run(*arguments, LINKMATCH_LANGUAGE="en")
    )

    lines = [each for each in result.stderr.splitlines() if "questions about" not in each]
    assert result.returncode == 2
    assert len(lines) == 1 and lines[0].startswith(line)
    assert result.stdout == ""


def test_wrong_language_is_one_line():
    result = run("list", "needs", "--language", "fr")

    assert (
        result.stderr.strip() == "linkmatch: 'fr' is not a language of linkmatch; choose id or en"
    )


@pytest.mark.parametrize("command", ["shortlist", "explain", "list", "app"])
def test_help_has_an_example(command):
    result = run(command, "--help")

    assert f"Example: linkmatch {command}" in result.stdout


def test_markup_in_a_name_is_shown_as_it_is(folder):
    text = (folder / "firms.csv").read_text(encoding="utf-8")
    (folder / "firms.csv").write_text(
        text.replace("CV Cor Ceper", "[red]CV[/red] <b>Cor</b>"), encoding="utf-8"
    )

    result = run("shortlist", "N-1", "--data", folder)

    assert "[red]CV[/red] <b>Cor</b>" in result.stdout


def test_list_of_commands_says_what_each_command_says():
    listed = {command.name: command.get_short_help_str() for command in COMMANDS}

    own = {command.name: command.read_in().get_short_help_str() for command in COMMANDS}

    assert listed == own


def test_help_reads_in_no_command():
    code = (
        "import sys; sys.argv = ['linkmatch', '--help']\n"
        "from app import main\n"
        "try: main()\n"
        "except SystemExit: print({'pandas', 'features', 'sqlalchemy'} & set(sys.modules))"
    )

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert result.stdout.splitlines()[-1] == "set()"
