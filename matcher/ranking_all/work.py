"""Work: a folder of finished parts, each written whole or not at all, with its checksum.

A task that runs twice writes the same part twice; a run that is started again finds what is
finished and makes only the rest.
"""

import json
import os
import zlib
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from features.language import mark
from matcher.errors import DataError

_DAMAGED = mark("{file} is damaged; delete it and start again, the rest is kept")


@dataclass(frozen=True)
class Work:
    """A folder that all workers see."""

    folder: Path

    def within(self, name: str) -> "Work":
        """Give the folder of a step, made if needed."""
        (self.folder / name).mkdir(parents=True, exist_ok=True)
        return Work(self.folder / name)

    def path(self, name: str) -> Path:
        """Say where a part lies."""
        return self.folder / name

    def has(self, name: str) -> bool:
        """Whether a part is finished and as it was written."""
        try:
            self.read(name)
        except (OSError, ValueError, DataError):
            return False
        return True

    def read(self, name: str) -> bytes:
        """Read a part.

        Raises
        ------
        DataError
            When it is not what was written.
        """
        content = self.path(name).read_bytes()
        if json.loads(self.path(f"{name}.ok").read_text()) != _sign(content):
            raise DataError(_DAMAGED, file=self.path(name))
        return content

    def write(self, name: str, content: bytes) -> None:
        """Write a part, then its checksum; until both stand it is not there."""
        self._put(name, content)
        self._put(f"{name}.ok", json.dumps(_sign(content)).encode())

    def _put(self, name: str, content: bytes) -> None:
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
        with own.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        own.replace(path)


def fingerprint(*what: object) -> str:
    """Name what a part was made of, in 16 letters."""
    return blake2b(repr(what).encode(), digest_size=8).hexdigest()


def code_version(*folders: Path) -> str:
    """Name the code and the vocabulary that made a part: a change of either makes it anew."""
    found = blake2b(digest_size=8)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".csv", ".toml") and "ui" not in path.parts:
                found.update(path.relative_to(folder).as_posix().encode())
                found.update(path.read_bytes())
    return found.hexdigest()


def _sign(content: bytes) -> dict[str, int]:
    return {"bytes": len(content), "crc32": zlib.crc32(content)}
