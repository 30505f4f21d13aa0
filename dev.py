"""Set-up from nothing but Python: `python dev.py app`, `python dev.py test`, `python dev.py lock`.

It parses on Python 3.6, so that an old Python gets a sentence and not a syntax error.
"""

import hashlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import sysconfig
import tempfile
import venv
from importlib.util import find_spec
from pathlib import Path

USAGE = "python dev.py app | python dev.py test [pytest ...] | python dev.py lock"
BUSY = (
    "Menyiapkan linkmatch (sekali saja, unduhan 200-300 MB, beberapa menit)"
    " / Setting up linkmatch (once, a download of 200-300 MB, some minutes)"
)
FAILED = (
    "Pemasangan gagal, sebabnya di atas: periksa sambungan internet, lalu jalankan lagi"
    " / Installing failed, the cause is above: check the internet connection, then run again"
)
BLOCKED = (
    "tutup linkmatch yang masih terbuka, hapus folder .venv, lalu jalankan lagi"
    " / close any linkmatch still open, delete the folder .venv, then run again"
)
NO_PIP = "Python tanpa pip; jalankan / Python without pip; run: apt install python3-venv"
COMPILES = "from matcher.planner.anneal import ready; ready()"
CHECKS = ("ruff format --check", "ruff check", "mypy", "lint-imports", "pytest")
# --python-version: without it a lock made by a newer Python drops what the oldest one needs
COMPILE = (
    "uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11"
    " --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.lock"
)


def refusal(version: "tuple[int, int]", where: str) -> str:
    """One line when this Python is too old, else nothing."""
    if version >= (3, 11):
        return ""
    have = f"Python {version[0]}.{version[1]} ({where})"
    return (
        f"{have} terlalu tua: pasang Python 3.11 atau lebih baru dari python.org"
        f" / {have} is too old: install Python 3.11 or newer from python.org"
    )


if refusal(sys.version_info[:2], sys.executable):
    print(refusal(sys.version_info[:2], sys.executable), file=sys.stderr)
    sys.exit(2)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / ("python.exe" if os.name == "nt" else "python"))
PIP = [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
STAMP = VENV / "linkmatch-stamp.txt"
# the interpreter and the place a .venv belongs to: with another of either it is made anew
MAKER = f"{sys.implementation.cache_tag} {sysconfig.get_platform()} {ROOT}\n"


def stamp(level: str) -> str:
    """What a finished .venv was made by and from; 'test' holds all that 'app' needs."""
    contents = b"".join((ROOT / f).read_bytes() for f in ("requirements.lock", "pyproject.toml"))
    return f"{MAKER}{hashlib.sha256(contents).hexdigest()} {level}\n"


def made() -> str:
    """The stamp of .venv; nothing when it is missing, half-made or of another Python."""
    try:
        text = STAMP.read_text(encoding="utf-8")
        subprocess.run([PYTHON, "-c", ""], check=True, capture_output=True)
    except (OSError, subprocess.SubprocessError):  # the Python it was made from may be gone
        return ""
    return text if text.startswith(MAKER) else ""


def set_up(level: str) -> None:
    """Make .venv whole for 'app' or 'test'; two at a time would spoil it, so one waits."""
    good = (stamp(level), stamp("test"))
    if made() in good:
        return
    print(BUSY, flush=True)
    place = hashlib.sha256(f"{ROOT} {Path.home()}".encode()).hexdigest()[:12]
    turn = sqlite3.connect(Path(tempfile.gettempdir(), f"linkmatch-{place}.turn"), timeout=1800)
    turn.execute("begin exclusive")  # a lock that every system lifts when its holder is killed
    if made() not in good:
        fill_venv(level)
    turn.close()


def fill_venv(level: str) -> None:
    """Install; the stamp goes first and comes last, so that a killed run is made anew."""
    before = made()
    STAMP.unlink(missing_ok=True)
    if not before:
        has_pip = find_spec("ensurepip") is not None
        if not has_pip and not shutil.which("uv"):
            sys.exit(NO_PIP)
        venv.create(VENV, clear=True, with_pip=has_pip, symlinks=os.name != "nt")
    done = install(level)
    if done or before:  # a failed download has changed nothing: what was there still stands
        STAMP.write_text(stamp(level) if done else before, encoding="utf-8")
    if not done:
        sys.exit(FAILED)
    # what plans are searched with is compiled here once; else the first plan waits for it
    subprocess.call([PYTHON, "-c", COMPILES], cwd=ROOT, stderr=subprocess.DEVNULL)


def install(level: str) -> bool:
    """Install with uv, else with pip; for the app only its share, which only uv can pick out."""
    whole = ["-r", "requirements.lock"]
    share = ["-r", "pyproject.toml", *entry("setuptools"), "-c", "requirements.lock"]
    uv = shutil.which("uv")
    if not uv and call(PIP, entry("uv")):
        uv = shutil.which("uv", path=str(BIN))
    tool = [uv or "", "pip", "install", "--compile-bytecode", "--python", PYTHON]
    if uv and call(tool, share if level == "app" else whole) and call(tool):
        return True
    return call(PIP, whole) and call(PIP)


def call(tool: list[str], needed: list[str] | None = None) -> bool:
    """Install what is needed, checked by hash; without it linkmatch itself, as a link to here."""
    itself = ["--no-deps", "--no-build-isolation", "-e", "."]
    what = ["--require-hashes", *needed] if needed else itself
    return subprocess.call([*tool, *what], cwd=ROOT, stdin=subprocess.DEVNULL) == 0


def entry(package: str) -> list[str]:
    """One package of the lock with its hashes, as a file to install from."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = re.search(rf"^{package}==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    file = VENV / f"{package}.txt"
    file.write_text(found.group() if found else "", encoding="utf-8")
    return ["-r", str(file)]


def run(*command: str, cwd: Path | None = None) -> int:
    """Run a program of .venv to its end; Ctrl-C and a request to stop are the program's to obey."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    program = shutil.which(command[0], path=path) or command[0]
    with subprocess.Popen([program, *command[1:]], cwd=cwd, env=os.environ | {"PATH": path}) as it:
        signal.signal(signal.SIGINT, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: it.terminate())
        code = it.wait()
    return code if code >= 0 else 128 - code


def app(arguments: list[str]) -> int:
    set_up("app")
    return run("linkmatch", "app", *arguments)


def test(arguments: list[str]) -> int:
    """Run every check until one fails, or with arguments only pytest."""
    set_up("test")
    for check in ("pytest",) if arguments else CHECKS:
        print("$", check, *arguments, flush=True)
        code = run(*check.split(), *arguments, cwd=ROOT)
        if code:
            return code
    return 0


def lock(arguments: list[str]) -> int:
    """Remake the lock; a version moves only when it must, or with `--upgrade`."""
    if not shutil.which("uv", path=str(BIN)) and not shutil.which("uv"):
        set_up("test")
    return run(*COMPILE.split(), *arguments, cwd=ROOT)


def main(arguments: list[str]) -> int:
    commands = {"app": app, "test": test, "lock": lock}
    name = arguments[0] if arguments else ""
    if name in ("-h", "--help"):
        print(USAGE)
        return 0
    if name not in commands:
        print(f"'{name}' bukan perintah / is not a command; {USAGE}", file=sys.stderr)
        return 2
    try:
        return commands[name](arguments[1:])
    except KeyboardInterrupt:
        return 130
    except (OSError, ValueError, subprocess.SubprocessError, sqlite3.Error) as error:
        sys.exit(f"{error}; {BLOCKED}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
