"""The commands about a plan: made, checked, edited wrongly, mended after a no-show, handed out."""

import json

import pytest
from typer.testing import CliRunner

from matcher.agenda import read_document
from matcher.cli import cli

ENGLISH = ("--language", "en")


def run(*arguments):
    """Run a command and give what it printed; an error of ours comes through as it is."""
    result = CliRunner().invoke(cli, [str(one) for one in (*arguments, *ENGLISH)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output.splitlines()


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory):
    """A plan of the made-up event, always the same."""
    file = tmp_path_factory.mktemp("plan") / "plan.json"
    assert run("plan", file, "--iterations", 2000)[0] == 0
    return file


def test_plan_keeps_every_rule(plan_file):
    problem, plan, _ = read_document(plan_file.read_bytes(), "plan.json")

    code, lines = run("check", plan_file)

    assert (code, lines) == (0, [f"the plan keeps every rule: {len(plan.placed)} meetings checked"])
    assert len(plan.placed) + len(plan.left_out) == len(problem.meetings)


def test_plan_edited_wrongly_is_told_rule_by_rule(plan_file, tmp_path):
    document = json.loads(plan_file.read_text())
    placed = document["plan"]["placed"]
    placed[1] |= {"slot_id": placed[0]["slot_id"], "table_id": placed[0]["table_id"]}
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(document))

    code, lines = run("check", wrong)

    assert code == 1
    assert any(placed[0]["table_id"] in line for line in lines)
    assert lines[-1] == f"{len(lines) - 1} rules are broken"


def test_no_show_takes_out_its_meetings_and_moves_nothing(plan_file, tmp_path):
    problem, plan, _ = read_document(plan_file.read_bytes(), "plan.json")
    away = problem.meeting[plan.placed[0].meeting_id].supplier_id
    target = tmp_path / "next.json"

    lines = run(
        "replan", plan_file, "--now", "2026-12-09 08:00", "--no-show", away, "--out", target
    )[1]

    after = read_document(target.read_bytes(), "next.json")[1]
    own = {one for one in plan.placed if away in problem.meeting[one.meeting_id].firms}
    assert lines[0] == f"0 meetings move, {len(own)} are cancelled, 0 are added"
    assert set(after.placed) == set(plan.placed) - own


def test_papers_of_a_plan_are_written(plan_file, tmp_path):
    assert run("agenda", plan_file, "--out", tmp_path / "agenda")[0] == 0

    names = {one.name for one in (tmp_path / "agenda").iterdir()}
    assert names == {"agenda.pdf", "jadwal-dinding.pdf", "jadwal.xlsx", "kalender", "pasangan.csv"}


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("check", "nothing.json"), "'nothing.json' cannot be read"),
        (("replan", "{plan}", "--now", "2026-12-09 08:00"), "nothing happened"),
        (
            ("replan", "{plan}", "--now", "2026-12-09 08:00", "--late", "I-003"),
            "'I-003' is no firm with a time",
        ),
        (("replan", "{plan}", "--now", "2026-12-09 08:00", "--no-show", "X"), "X"),
    ],
)
def test_what_cannot_be_done_is_one_line(plan_file, arguments, line):
    with pytest.raises(Exception, match=line) as error:
        run(*(str(plan_file) if one == "{plan}" else one for one in arguments))

    assert "\n" not in str(error.value)
