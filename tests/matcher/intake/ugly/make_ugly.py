"""The ugly files: each case writes one as an Indonesian office would have it, and says its outcome.

All firms, people and numbers are made up.
"""

from pathlib import Path

from . import (
    broken,
    contents,
    encodings,
    endings,
    events,
    everything,
    identifiers,
    later,
    merged,
    quantities,
    sheets,
    strange,
    titles,
)
from .outcome import Case, Made

_PARTS = (
    titles,
    endings,
    merged,
    sheets,
    encodings,
    identifiers,
    quantities,
    contents,
    events,
    strange,
    later,
    everything,
)
READABLE: tuple[Case, ...] = tuple(case for part in _PARTS for case in part.CASES)
BROKEN: tuple[Case, ...] = broken.CASES


def make_all(folder: Path) -> list[Made]:
    """Write every ugly file into a folder."""
    return [case(folder) for case in (*READABLE, *BROKEN)]
