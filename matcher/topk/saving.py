"""Saving: an index in one file, mapped into memory when it is opened.

The file is written beside its name and then takes it, so a reader has the old index or the new one
and never half. Its first line is a heading in JSON: the version of the format, what the index was
made from, and where each array lies with its checksum.
"""

import json
import logging
import mmap
import os
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from features.language import mark
from matcher.topk.index import Index
from matcher.topk.tiles import Tiles

FORMAT = 1  # raise it whenever the arrays change
_ALIGNED = 64
_HEADING = 16_384  # bytes; the heading is blank after its end

MISSING = mark("there is no index of the IKM yet; it is made now")
DAMAGED = mark("the index of the IKM is damaged; it is made again")
STALE = mark("the index of the IKM is older than the data; it is made again")

_LOG = logging.getLogger(__name__)


def save(index: Index, path: Path, stamp: str) -> None:
    """Write an index; `stamp` says what it was made from."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".")
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            _write(index, stamp, file)
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def open_or_build(
    path: Path, stamp: str, make: Callable[[], Index], tell: Callable[[str], object] = _LOG.warning
) -> Index:
    """Open an index, or make and save it when there is none, or it is stale or damaged.

    Parameters
    ----------
    path
        Where it is kept.
    stamp
        What it must have been made from.
    make
        Makes it.
    tell
        Is given one of `MISSING`, `DAMAGED` and `STALE` when it has to be made.
    """
    found = read(path, stamp)
    if isinstance(found, Index):
        return found
    tell(found)
    index = make()
    save(index, path, stamp)
    return index


def read(path: Path, stamp: str) -> Index | str:
    """Open an index, or say why not: `MISSING`, `DAMAGED` or `STALE`."""
    try:
        with path.open("rb") as file:
            heading = _heading(file.read(_HEADING))
            if heading is None:
                return DAMAGED
            if (heading["format"], heading["stamp"]) != (FORMAT, stamp):
                return STALE
            # a private copy on writing: numba compiles once for arrays that may be written
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    except FileNotFoundError:
        return MISSING
    except (OSError, ValueError):
        return DAMAGED
    if len(content) != heading["size"]:
        return DAMAGED
    arrays = {}
    for name, (kind, shape, at, checksum) in heading["arrays"].items():
        array = np.frombuffer(content, kind, int(np.prod(shape)), at).reshape(shape)
        if zlib.crc32(array.data) != checksum:
            return DAMAGED
        arrays[name] = array
    tiles = Tiles(**{name: arrays.pop(name) for name in Tiles._fields})
    return Index(**arrays, tiles=tiles, n_tile_rows=heading["n_tile_rows"])


def _write(index: Index, stamp: str, file: Any) -> None:
    """Write the arrays, then the heading in front of them."""
    arrays, at = {}, _HEADING
    for name, array in _arrays(index).items():
        whole = np.ascontiguousarray(array)
        at += -at % _ALIGNED
        arrays[name] = (whole.dtype.str, whole.shape, at, zlib.crc32(whole.data))
        file.seek(at)
        file.write(whole.data)
        at += whole.nbytes
    file.truncate(at)
    heading = {
        "format": FORMAT,
        "stamp": stamp,
        "size": at,
        "n_tile_rows": index.n_tile_rows,
        "arrays": arrays,
    }
    text = json.dumps(heading).encode()
    line = b"%08x " % zlib.crc32(text) + text
    file.seek(0)
    file.write(line.ljust(_HEADING - 1) + b"\n")


def _heading(line: bytes) -> dict[str, Any] | None:
    """Read the heading, or nothing when it is damaged."""
    checksum, _, text = line.rstrip().partition(b" ")
    if len(line) < _HEADING or checksum != b"%08x" % zlib.crc32(text):
        return None
    return dict(json.loads(text))


def _arrays(index: Index) -> dict[str, np.ndarray]:
    own = index._asdict() | index.tiles._asdict()
    return {name: array for name, array in own.items() if isinstance(array, np.ndarray)}
