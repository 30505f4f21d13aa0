"""Lists of shards become one: above the floor first, then by score, ties by id and of one rank."""

import pyarrow as pa

from matcher.ranking_all.columns import RANKED
from matcher.ranking_all.merging import merge


def part(*rows: tuple[str, str, str, float, bool]) -> pa.Table:
    """Give a shard's list: need, list, firm, score, below the floor."""
    found = [
        dict.fromkeys(RANKED.names, 0)
        | {"row_id": "C", "need_id": need, "list": name, "firm_id": firm}
        | {"score": score, "below_floor": below}
        for need, name, firm, score, below in rows
    ]
    return pa.Table.from_pylist(found, schema=RANKED)


def test_lists_are_merged_and_cut():
    first = part(
        ("N-1", "ready", "I-4", 0.9, True),
        ("N-1", "ready", "I-2", 0.5, False),
        ("N-1", "to_ask", "I-6", 0.4, False),
    )
    second = part(
        ("N-0", "ready", "I-1", 0.1, False),
        ("N-1", "ready", "I-1", 0.5 + 1e-12, False),
        ("N-1", "ready", "I-3", 0.4, False),
        ("N-1", "ready", "I-5", 0.3, True),
    )

    found = merge([first, second], k=4).to_pylist()

    assert [(r["need_id"], r["list"], r["firm_id"], r["rank"]) for r in found] == [
        ("N-0", "ready", "I-1", 1),
        ("N-1", "ready", "I-1", 1),  # a tie with the next, to nine digits
        ("N-1", "ready", "I-2", 1),
        ("N-1", "ready", "I-3", 3),
        ("N-1", "ready", "I-4", 4),  # below the floor
        ("N-1", "to_ask", "I-6", 1),
    ]


def test_no_list_at_all_is_an_empty_table():
    assert merge([], k=3) == RANKED.empty_table()
