"""Keeping: how capabilities that must-haves read alike are written and read back."""

import json
import zlib
from dataclasses import astuple
from datetime import date
from typing import Any

import numpy as np

from features.reading import REGENCIES
from matcher.musts import Alike
from matcher.ranking_all.keeping import MENTIONS, mention_of
from matcher.ranking_all.work import Work
from matcher.requirements import Certificates


def write_alike(work: Work, name: str, alike: Alike) -> None:
    """Write which capabilities are alike, and what one of each states."""
    rows = [{key: _plain(key, cell) for key, cell in row.items()} for row in alike.rows]
    held = [[(*one[:2], one[2] and one[2].isoformat()) for one in of] for of in alike.held]
    text = json.dumps({"rows": rows, "held": held}, separators=(",", ":"))
    work.write(f"{name}.rows", zlib.compress(text.encode(), 1))
    work.write(f"{name}.codes", alike.codes.astype(np.int32).tobytes())


def read_alike(work: Work, name: str) -> Alike:
    """Read the same back, without the words that told them apart."""
    kept = json.loads(zlib.decompress(work.read(f"{name}.rows")))
    rows = [{key: _cell(key, cell) for key, cell in row.items()} for row in kept["rows"]]
    held: list[Certificates] = [
        [(said, status, until and date.fromisoformat(until)) for said, status, until in of]
        for of in kept["held"]
    ]
    return Alike(np.frombuffer(work.read(f"{name}.codes"), np.int32), [], rows, held)


def _plain(key: str, cell: Any) -> Any:
    return [astuple(mention) for mention in cell] if key.endswith(MENTIONS) else cell


def _cell(key: str, cell: Any) -> Any:
    if key == REGENCIES:
        return tuple(cell)
    if not key.endswith(MENTIONS):
        return cell
    return [mention_of(one) for one in cell]
