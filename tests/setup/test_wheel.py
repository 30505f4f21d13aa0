"""The wheel: built from the repository, it works in an empty environment outside the clone."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from uv import find_uv_bin

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


def run(*command, cwd, **more):
    command = [str(part) for part in command]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=600, **more)


def succeed(*command, cwd):
    result = run(*command, cwd=cwd)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that knows nothing of the clone; skip where no package registry answers."""
    folder = tmp_path_factory.mktemp("elsewhere")
    probe = ("pip", "compile", "--no-cache", "--quiet", "-")
    if run(find_uv_bin(), *probe, cwd=folder, input="iniconfig").returncode:
        pytest.skip("no package registry answers")
    return folder


@pytest.fixture(scope="module")
def wheel(folder):
    """Built from a copy, so that no build/ and no egg-info is left in the clone."""
    litter = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, folder / "copy", ignore=litter)
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, folder / "copy")
    succeed(sys.executable, *build, cwd=folder)
    shutil.rmtree(folder / "copy")
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def linkmatch(wheel, folder):
    """The command, installed with what the wheel asks for in the versions of the lock."""
    succeed(find_uv_bin(), "venv", "--python", sys.executable, "empty", cwd=folder)
    scripts = folder / "empty" / ("Scripts" if os.name == "nt" else "bin")
    versions = ("-c", ROOT / "requirements.lock")
    install = ("pip", "install", "--python", scripts / "python", wheel, *versions)
    succeed(find_uv_bin(), *install, cwd=folder)
    return scripts / "linkmatch"


@pytest.fixture(scope="module")
def stranger(folder):
    """The surroundings of somebody who never saw the clone, with an empty home."""
    strange = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if name not in strange}
    return kept | {"HOME": str(folder), "USERPROFILE": str(folder)}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(address):
    """What the address says; blank while nobody is there."""
    try:
        with urlopen(address, timeout=5) as response:
            return response.read().decode()
    except (URLError, ConnectionError, TimeoutError):
        return ""


def wait_for(address, text, process=None, seconds=90):
    """Ask until the address says the text, the process has died or the time is up."""
    end = time.monotonic() + seconds
    while answer(address) != text and time.monotonic() < end:
        if process and process.poll() is not None:
            break
        time.sleep(0.2)
    return answer(address)


def test_the_installed_command_lists_the_needs(linkmatch, folder, stranger):
    result = run(linkmatch, "list", "needs", cwd=folder, env=stranger)

    assert result.returncode == 0, result.stderr
    assert "N-001" in result.stdout


def test_the_installed_app_starts_and_stops(linkmatch, folder, stranger):
    port = free_port()
    health = f"http://127.0.0.1:{port}/_stcore/health"
    command = [str(linkmatch), "app", "--port", str(port), "--no-browser"]
    log = folder / "app.log"
    with log.open("w") as output:
        app = subprocess.Popen(command, cwd=folder, env=stranger, stdout=output, stderr=output)
    try:
        assert wait_for(health, "ok", app) == "ok", log.read_text()
        assert "<title>" in answer(f"http://127.0.0.1:{port}/")
    finally:
        app.terminate()
        app.wait(30)

    assert wait_for(health, "", seconds=10) == ""
