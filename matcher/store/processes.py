"""Processes: which one does something, by a name that this machine can look up later."""

import os
import socket
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import getnode

_ENDED = "ZX"  # what Linux says of one that whoever started it has not looked after yet


def process_name(pid: int | None = None) -> str:
    """Name a process of this machine, this one if none is given: `machine:pid`."""
    return f"{_machine()}:{pid or os.getpid()}"


def is_gone(name: str | None) -> bool:
    """Tell whether a process surely runs no more; of another machine nothing is known.

    Whatever follows the process in its name, after a further colon, does not matter.
    """
    machine, _, rest = (name or "").partition(":")
    pid = rest.partition(":")[0]
    return machine == _machine() and pid.isdecimal() and not _runs(int(pid))


@cache
def _machine() -> str:
    """Name this machine since it started, for two may bear one name; a container is its own."""
    told = [str(getnode())]
    try:
        told += [Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")]
        told += [str(Path("/proc/self/ns/pid").readlink())]
    except OSError:
        pass
    return f"{socket.gethostname()}-{sha256(' '.join(told).encode()).hexdigest()[:8]}"


def _runs(pid: int) -> bool:
    if sys.platform == "win32":
        return _runs_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is somebody else's
        return True
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return True
    return told.rpartition(")")[2].strip()[:1] not in tuple(_ENDED)


def _runs_on_windows(pid: int) -> bool:
    """Ask Windows, where a signal of 0 would interrupt the process."""
    import ctypes

    may_ask, no_such, runs_still = 0x1000, 87, 259
    system = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    process = system.OpenProcess(may_ask, False, pid)
    if not process:
        return bool(ctypes.get_last_error() != no_such)  # type: ignore[attr-defined]
    code = ctypes.c_ulong(runs_still)
    system.GetExitCodeProcess(process, ctypes.byref(code))
    system.CloseHandle(process)
    return code.value == runs_still
