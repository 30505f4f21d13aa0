"""Upgrade: whether linkmatch was installed anew since it was started, or since a tab was opened.

Pages are read from disk at every click, and what they import when linkmatch starts: after an
upgrade the two do not belong together until it is started again.
"""

from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path

import streamlit as st

from features.language import mark
from matcher.errors import SettingsError

_SEEN = "linkmatch_version"
_RELOAD = mark(
    "linkmatch was upgraded to {now} since this page was opened ({before}); load the page again, "
    "what was saved is kept"
)
_RESTART = mark(
    "linkmatch was upgraded to {now} while {before} runs; ask whoever looks after it to start it "
    "again, then load the page again; what was saved is kept"
)


_PACKAGES = Path(str(distribution("linkmatch").locate_file("")))


def installed() -> str:
    """Give the version that is installed now, read anew when anything was installed."""
    return _version(_PACKAGES.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _version(_: int) -> str:
    return distribution("linkmatch").version


_STARTED = installed()


def stale() -> SettingsError | None:
    """Say in one sentence what to do where page and program are of two versions; else None."""
    now = installed()
    before = str(st.session_state.setdefault(_SEEN, _STARTED))
    if now != _STARTED:
        return SettingsError(_RESTART, now=now, before=_STARTED)
    return SettingsError(_RELOAD, now=now, before=before) if now != before else None
