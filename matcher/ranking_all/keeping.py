"""Keeping: what was read, counted and encoded, as bytes and back; never a pickle."""

import io
import json
import zlib
from collections import Counter
from collections.abc import Hashable
from dataclasses import astuple
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from features import Past
from features.counting import Counts
from features.mentions import Mention
from features.reading import REGENCIES
from matcher.ranking_all.tables import Held, cells, certificates_of

MENTIONS = "_mentions"  # how the names of columns of mentions end


class Read(NamedTuple):
    """A table that was read: as it stood in the file, and with what the words mean."""

    table: pa.Table
    rows: pd.DataFrame

    @property
    def held(self) -> Held:
        """The certificates of each firm."""
        return certificates_of(self.table)


def pack_table(table: pa.Table) -> bytes:
    """Write a table as parquet; the same table gives the same bytes."""
    found = io.BytesIO()
    pq.write_table(table, found, compression="zstd")
    return found.getvalue()


def unpack_table(content: bytes) -> pa.Table:
    """Read a table back."""
    return pq.read_table(io.BytesIO(content))


def pack_read(table: pa.Table, rows: pd.DataFrame) -> bytes:
    """Write a table beside what its words mean, each different mention once."""
    numbers: dict[Mention, int] = {}
    for name in rows.columns.difference(table.column_names):
        if str(name).endswith(MENTIONS):
            found = [[numbers.setdefault(m, len(numbers)) for m in row] for row in rows[name]]
            table = table.append_column(str(name), pa.array(found, pa.list_(pa.int32())))
        elif name == REGENCIES:
            found = [list(row) for row in rows[name]]
            table = table.append_column(name, pa.array(found, pa.list_(pa.string())))
        else:
            table = table.append_column(str(name), pa.array(list(rows[name]), pa.string()))
    kept = json.dumps([astuple(mention) for mention in numbers])
    return pack_table(table.replace_schema_metadata({"mentions": kept}))


def unpack_read(content: bytes) -> Read:
    """Read a table back with what its words mean."""
    table = unpack_table(content)
    kept = json.loads(table.schema.metadata[b"mentions"])
    mentions = [mention_of(one) for one in kept]
    rows, alike = cells(table), dict[tuple[int, ...], list[Mention]]()
    for name in rows.columns:
        if name.endswith(MENTIONS):
            found = [tuple(row) for row in rows[name]]
            for row in found:
                alike.setdefault(row, [mentions[number] for number in row])
            rows[name] = pd.Series([alike[row] for row in found], dtype=object)
        elif name == REGENCIES:
            rows[name] = pd.Series([tuple(row) for row in rows[name]], dtype=object)
    return Read(table, rows)


def mention_of(plain: list[Any]) -> Mention:
    """Make a mention of its fields, as JSON gives them."""
    node, phrase, how, sureness, why = plain
    return Mention(node, phrase, how, sureness, (why[0], why[1]) if why else None)


def pack_counts(counts: dict[str, Counts]) -> bytes:
    """Write the counts of each criterion, keys sorted."""
    plain = {
        name: sorted(([_plain(key), n] for key, n in of.items()), key=repr)
        for name, of in counts.items()
    }
    return zlib.compress(json.dumps(plain, separators=(",", ":")).encode(), 1)


def unpack_counts(content: bytes) -> dict[str, Counts]:
    """Read counts back."""
    plain = json.loads(zlib.decompress(content))
    return {name: Counter({_key(key): n for key, n in of}) for name, of in plain.items()}


def pack_arrays(arrays: dict[str, np.ndarray]) -> bytes:
    """Write arrays, without the time at which it was done."""
    found = io.BytesIO()
    heading = {name: [a.dtype.str, list(a.shape)] for name, a in arrays.items()}
    text = json.dumps(heading).encode()
    found.write(len(text).to_bytes(8, "little") + text)
    for array in arrays.values():
        found.write(np.ascontiguousarray(array).tobytes())
    return found.getvalue()


def unpack_arrays(content: bytes) -> dict[str, np.ndarray]:
    """Read arrays back, as views of the bytes."""
    at = 8 + int.from_bytes(content[:8], "little")
    found = {}
    for name, (kind, shape) in json.loads(content[8:at]).items():
        n = int(np.prod(shape))
        found[name] = np.frombuffer(content, kind, n, at).reshape(shape)
        at += found[name].nbytes
    return found


def _plain(key: Hashable) -> Any:
    if isinstance(key, Past):
        day = key.date and key.date.isoformat()
        return {"past": [key.need_id, key.text, day, key.name, key.buyer]}
    return list(map(_plain, key)) if isinstance(key, tuple) else key


def _key(plain: Any) -> Hashable:
    if isinstance(plain, dict):
        need_id, text, day, name, buyer = plain["past"]
        return Past(need_id, text, day and date.fromisoformat(day), name, buyer)
    return tuple(map(_key, plain)) if isinstance(plain, list) else plain
