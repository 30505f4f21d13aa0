"""Memory: work on many rows, during which Python need not look for cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no cycles meanwhile: rows have none, and looking takes up to half of the time.

    What was made counts as old afterwards, or the next allocation would look through all of it;
    where a program has frozen its modules, that is left to happen, for nothing thaws a part.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
