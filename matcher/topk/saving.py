"""Saving: an index in one file, mapped into memory when it is opened.

The file is written beside its name and then takes it, so a reader has the old index or the new one
and never half. Its first line is a heading in JSON: the version of the format, what the index was
made from, and where each array lies with its checksum.
"""

import json
import mmap
import os
import tempfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from matcher.topk.codes import Codes
from matcher.topk.index import Index
from matcher.topk.tiles import Tiles

FORMAT = 2  # raise it whenever the arrays change
_ALIGNED = 64
_HEADING = 16_384  # bytes; the heading is blank after its end


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


def read(path: Path, stamp: str) -> Index | None:
    """Open an index; None when there is none, or it is damaged or made from something else."""
    try:
        with path.open("rb") as file:
            heading = _heading(file.read(_HEADING))
            if heading is None or (heading["format"], heading["stamp"]) != (FORMAT, stamp):
                return None
            # a private copy on writing: numba compiles once for arrays that may be written
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    except (OSError, ValueError):
        return None
    if len(content) != heading["size"]:
        return None
    arrays = {}
    for name, (kind, shape, at, checksum) in heading["arrays"].items():
        array = np.frombuffer(content, kind, int(np.prod(shape)), at).reshape(shape)
        if zlib.crc32(array.data) != checksum:
            return None
        arrays[name] = array
    codes = Codes(**{name: arrays.pop(f"codes/{name}") for name in Codes._fields})
    tiles = Tiles(**{name: arrays.pop(f"tiles/{name}") for name in Tiles._fields})
    return Index(**arrays, codes=codes, tiles=tiles, n_tile_rows=heading["n_tile_rows"])


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
    own = {name: array for name, array in index._asdict().items() if isinstance(array, np.ndarray)}
    own |= {f"codes/{name}": array for name, array in index.codes._asdict().items()}
    return own | {f"tiles/{name}": array for name, array in index.tiles._asdict().items()}
