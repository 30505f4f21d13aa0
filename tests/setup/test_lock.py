"""requirements.lock: hashed, free of addresses, true to pyproject.toml, with wheels everywhere."""

import re
import runpy
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from uv import find_uv_bin

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
COMPILE = runpy.run_path(str(ROOT / "dev.py"))["COMPILE"].split()
PLATFORMS = ["x86_64-pc-windows-msvc", "aarch64-apple-darwin", "x86_64-unknown-linux-gnu"]
# the oldest we promise, and the newest that python.org hands to a new user
PYTHONS = ["3.11", "3.15"]


def uv(*arguments, cwd, **more):
    command = [find_uv_bin(), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, **more)


def entries(text):
    """The lock by 'name==version', each with its whole text."""
    each = re.finditer(r"^(\S+==\S+).*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    return {entry[1]: entry[0] for entry in each}


def versions(text):
    """The lock without its hashes: 'name==version ; where'."""
    return [line.rstrip(" \\") for line in text.splitlines() if not line.startswith(" ")]


def hashes(text):
    return set(re.findall(r"sha256:\w+", text))


@pytest.fixture(scope="module")
def online_uv(tmp_path_factory):
    """uv, where a package registry answers it; skip where none does."""
    probe = ("pip", "compile", "--no-cache", "--quiet", "-")
    if uv(*probe, cwd=tmp_path_factory.mktemp("probe"), input="iniconfig").returncode:
        pytest.skip("no package registry answers")
    return uv


@pytest.fixture(scope="module")
def run_time(online_uv, tmp_path_factory):
    """What linkmatch needs to run, without the dev group: 'name==version', pinned by the lock."""
    choose = "pip compile --universal --python-version 3.11 --no-header --no-annotate --quiet"
    sources = (str(ROOT / "pyproject.toml"), "-c", str(LOCK))
    result = online_uv(*choose.split(), *sources, cwd=tmp_path_factory.mktemp("run_time"))
    assert result.returncode == 0, result.stderr
    return [line.split()[0] for line in result.stdout.splitlines()]


def test_the_lock_names_no_address():
    assert [line for line in LOCK.read_text().splitlines() if "://" in line] == []


def test_every_locked_package_has_hashes():
    locked = entries(LOCK.read_text())

    assert locked
    assert [name for name, text in locked.items() if "--hash=sha256:" not in text] == []


def test_the_lock_is_made_for_the_oldest_python_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    oldest = COMPILE[COMPILE.index("--python-version") + 1]

    assert project["requires-python"] == f">={oldest}"


def test_making_the_lock_again_moves_no_version_and_knows_every_hash(online_uv, tmp_path):
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)

    result = online_uv(*COMPILE[1:], "--quiet", cwd=tmp_path)

    assert result.returncode == 0, result.stderr
    ours, remade = LOCK.read_text(), (tmp_path / "requirements.lock").read_text()
    assert versions(ours) == versions(remade), "run: python dev.py lock"
    assert hashes(ours) - hashes(remade) == set()  # a wheel published later may add some


def test_everything_needed_at_run_time_is_locked(run_time):
    assert "streamlit" in [name.split("==")[0] for name in run_time]
    assert sorted(set(run_time) - set(entries(LOCK.read_text()))) == []


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_everything_needed_at_run_time_has_a_wheel(online_uv, run_time, platform, python, tmp_path):
    locked = entries(LOCK.read_text())
    (tmp_path / "run_time.txt").write_text("".join(locked[name] for name in run_time))
    target = ("--target", "empty", "--python-platform", platform, "--python-version", python)
    strict = ("--require-hashes", "--only-binary", ":all:", "-r", "run_time.txt")

    result = online_uv("pip", "install", "--dry-run", *target, *strict, cwd=tmp_path)

    assert result.returncode == 0, result.stderr
