"""dev.py: what it refuses, when it sets up anew, and what it runs; .ci/run does a whole set-up."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK = "numpy==2.4.6 \\\n    --hash=sha256:aa\nuv==0.13.9 \\\n    --hash=sha256:bb\nzz==1 \\\n"


@pytest.fixture
def dev(tmp_path):
    """The module, loaded from a small project that holds a copy of dev.py."""
    shutil.copy(ROOT / "dev.py", tmp_path)
    (tmp_path / "requirements.lock").write_text(LOCK)
    (tmp_path / "pyproject.toml").write_text("")
    spec = importlib.util.spec_from_file_location("dev", tmp_path / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def finished(dev):
    """The same with a .venv that counts as finished, though nothing is installed in it."""
    venv.create(dev.VENV, symlinks=os.name != "nt")
    dev.STAMP.write_text(dev.stamp("test"))
    return dev


def run(folder, *arguments):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
    )


def commands_shown(result):
    return [line for line in result.stdout.splitlines() if line.startswith("$ ")]


def test_a_python_too_old_is_told_what_where_and_what_to_do(dev):
    assert dev.refusal((3, 10), "/usr/bin/python3") == (
        "Python 3.10 (/usr/bin/python3) terlalu tua: pasang Python 3.11 atau lebih baru"
        " dari python.org / Python 3.10 (/usr/bin/python3) is too old: install Python 3.11"
        " or newer from python.org"
    )


def test_python_3_11_and_newer_are_not_refused(dev):
    assert [dev.refusal(version, "here") for version in [(3, 11), (3, 14), (4, 0)]] == ["", "", ""]


def test_a_python_too_old_stops_before_anything_is_made(dev):
    start = (
        "import runpy, sys; sys.version_info = (3, 8, 1, 'final', 0); sys.argv = ['dev.py', 'app'];"
        "runpy.run_path('dev.py', run_name='__main__')"
    )

    result = run(dev.ROOT, "-c", start)

    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("Python 3.8 ")
    assert not dev.VENV.exists()


def test_python_3_6_can_read_dev_py_as_far_as_the_refusal():
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("arguments", [["aap"], []])
def test_an_unknown_command_gets_one_line_with_the_commands(arguments):
    result = run(ROOT, "dev.py", *arguments)

    name = arguments[0] if arguments else ""
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        f"'{name}' bukan perintah / is not a command;"
        " python dev.py app | python dev.py test [pytest ...] | python dev.py lock\n"
    )


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_the_stamp_changes_with_what_it_was_made_from(dev, name):
    before = dev.stamp("app")
    same = dev.stamp("app")

    (dev.ROOT / name).write_text("something else")

    assert before == same
    assert before != dev.stamp("app")


def test_an_environment_without_a_stamp_is_half_made(finished):
    finished.STAMP.unlink()

    assert finished.made() == ""


@pytest.mark.parametrize("part", [0, 2], ids=["another Python", "another place"])
def test_an_environment_of_another_python_or_place_is_made_anew(finished, part):
    words = finished.STAMP.read_text().split(" ")
    words[part] = f"other{words[part]}"

    finished.STAMP.write_text(" ".join(words))

    assert finished.made() == ""


def test_an_environment_whose_python_is_gone_is_made_anew(finished):
    Path(finished.PYTHON).unlink()

    assert finished.made() == ""


@pytest.mark.parametrize("level", ["app", "test"])
def test_a_finished_environment_needs_no_set_up(finished, level, capfd):
    finished.set_up(level)

    assert capfd.readouterr() == ("", "")


def test_an_environment_for_the_app_is_not_enough_for_the_tests(finished):
    finished.STAMP.write_text(finished.stamp("app"))

    assert finished.made() not in ("", finished.stamp("test"))


def test_a_failed_installation_says_so_and_keeps_what_was_there(finished):
    before = finished.made()
    (finished.ROOT / "requirements.lock").write_text("=== no lock ===")

    with pytest.raises(SystemExit) as stopped:
        finished.set_up("test")

    assert stopped.value.code == finished.FAILED
    assert finished.made() == before != finished.stamp("test")


def test_one_package_is_taken_from_the_lock_with_its_hashes(finished):
    _, file = finished.entry("uv")

    assert Path(file).read_text() == "uv==0.13.9 \\\n    --hash=sha256:bb\n"


def test_the_checks_stop_at_the_first_that_fails_with_its_exit_code(finished):
    (finished.ROOT / "untidy.py").write_text("x=[1,\n2]")

    result = run(finished.ROOT, "dev.py", "test")

    assert result.returncode == 1
    assert commands_shown(result) == ["$ ruff format --check"]


def test_with_arguments_only_pytest_runs_and_gets_them(finished):
    result = run(finished.ROOT, "dev.py", "test", "--version")

    assert result.returncode == 0
    assert commands_shown(result) == ["$ pytest --version"]


def test_a_failing_pytest_gives_its_own_exit_code(finished):
    result = run(finished.ROOT, "dev.py", "test", "no_such_file.py")

    assert result.returncode == pytest.ExitCode.USAGE_ERROR


def test_the_windows_starter_can_be_read_by_windows():
    lines = (ROOT / "mulai.bat").read_bytes().decode("ascii").split("\r\n")

    assert [line for line in lines if "\n" in line] == []
    assert lines[-1] == ""
