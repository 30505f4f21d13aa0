"""Processes: one that has ended is known as gone, also before whoever started it has noticed."""

import os
import subprocess
import sys

import pytest

from matcher.store.processes import is_gone, process_name


def test_process_that_runs_is_not_gone():
    assert not is_gone(process_name())
    assert not is_gone(f"{process_name()}:1f3a")
    assert not is_gone(process_name(os.getppid()))


def test_process_that_has_ended_is_gone():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()

    assert is_gone(process_name(ended.pid))
    assert is_gone(f"{process_name(ended.pid)}:1f3a")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="told by Linux only")
def test_process_that_has_ended_unnoticed_is_gone():
    ended = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    ended.stdout.read()  # until its end
    while os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT) is None:
        pass

    assert is_gone(process_name(ended.pid))
    ended.wait()


@pytest.mark.parametrize("name", [None, "", "starting", "elsewhere:1", "elsewhere:999999999:ab"])
def test_nothing_is_known_of_other_machines(name):
    assert not is_gone(name)
