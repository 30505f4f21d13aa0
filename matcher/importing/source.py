"""Source: whose file it is, as of when, and how sure what it says is."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.intake import Line, Mapping


@dataclass(frozen=True)
class Source:
    """Who sent a file and what holds for all its rows unless a row says otherwise.

    `sender` remembers mappings and tells which rows were read before; `event_id` is the event
    that rows about participants, wishes and times belong to.
    """

    sender: str
    file: str
    as_of: date | None = None
    certainty: str = "claimed"
    verified_by: str | None = None
    event_id: str | None = None
    sheet: str = ""
    region: str = ""  # of the office that reads it: what it may not bring in, others still may

    @property
    def name(self) -> str:
        """Name the source of a fact: who sent it, in which file."""
        return f"{self.sender}: {self.file}" if self.sender != self.file else self.file

    def provenance(self) -> dict[str, Any]:
        """Give what a statement carries where its row does not say so itself."""
        return {
            "source": self.name,
            "as_of": self.as_of,
            "certainty": self.certainty,
            "verified_by": self.verified_by,
        }


def digests(lines: Iterable[Line], mapping: Mapping, source: Source) -> Iterable[tuple[int, int]]:
    """Give each line's number and a digest of its cells, read as they are read now.

    A line that goes on about the firm above carries that line's digest too.
    """
    region = (source.region,) if source.region else ()
    seed = "\x1e".join((_meaning(mapping), source.certainty, str(source.event_id), *region))
    key = hashlib.blake2b(seed.encode(), digest_size=32).digest()
    above = ""
    for number, cells, continues in lines:
        try:
            text = "\x1f".join(cells)  # type: ignore[arg-type]
        except TypeError:  # a workbook's cells are not all texts
            text = "\x1f".join(map(str, cells))
        if continues:
            text = f"{above}\x1d{text}"
        else:
            above = text
        found = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8, key=key).digest()
        yield number, int.from_bytes(found, signed=True)


def _meaning(mapping: Mapping) -> str:
    """Write what a mapping reads, without how sure that was: confirmed, it reads the same."""
    columns = [(c.index, c.heading, c.kind, c.field) for c in mapping.columns]
    return repr((mapping.kind, columns, sorted(mapping.defaults.items())))
