"""Sixty ways of writing a node that the vocabulary's authors did not see: how many are found?

The cases were written from standards, catalogues and HS headings by somebody who knew the ids of
the nodes and nothing else of the vocabulary. A case is found when the right node is among the
nodes read; it is clean when nothing outside that node's tree is read beside it.

`synonyms.csv` is the reported set. `synonyms_seen.csv` is an earlier set whose misses were looked
at while the reader was being written, so it no longer measures anything but regressions.

Run: python benchmarks/synonyms.py [FILE]
"""

import sys
from pathlib import Path

import pandas as pd

from features.mentions import mention_reader
from features.vocabulary import vocabulary

CASES = Path(__file__).parent / "synonyms.csv"


def results(file: Path = CASES) -> pd.DataFrame:
    """Give one row per case with the nodes that were read and whether the right one is there."""
    cases = pd.read_csv(file, dtype=str)
    read = [_nodes(row.text, row.kind) for row in cases.itertuples()]
    pairs = list(zip(cases.itertuples(), read, strict=True))
    return cases.assign(
        read=[", ".join(nodes) for nodes in read],
        found=[row.node in nodes for row, nodes in pairs],
        clean=[row.node in nodes and _one_tree(row.kind, nodes) for row, nodes in pairs],
    )


def _nodes(text: str, kind: str) -> list[str]:
    return [m.node for m in mention_reader().read(text)[kind] if m.how != "implied"]


def _one_tree(kind: str, nodes: list[str]) -> bool:
    return len({vocabulary().lineage(kind, node)[-1] for node in nodes}) == 1


if __name__ == "__main__":
    table = results(Path(sys.argv[1]) if len(sys.argv) > 1 else CASES)
    print(
        f"{table['found'].sum()} of {len(table)} found, {table['clean'].sum()} clean; the misses:"
    )
    print(table[~table["found"]][["text", "kind", "node", "read"]].to_string(index=False))
