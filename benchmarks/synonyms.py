"""Sixty ways of writing a node that the vocabulary's authors did not see: how many are found?

`benchmarks/synonyms.csv` was written from standards, catalogues and HS headings by somebody who
knew the ids of the nodes and nothing else of the vocabulary. A case counts as found when the
right node is among the nodes read, and nothing outside its family stands beside it of that kind.
Run: python benchmarks/synonyms.py
"""

from pathlib import Path

import pandas as pd

from features.mentions import mention_reader
from features.vocabulary import vocabulary

CASES = Path(__file__).parent / "synonyms.csv"


def results() -> pd.DataFrame:
    """Give one row per case with the nodes that were read and whether the right one is there."""
    cases = pd.read_csv(CASES, dtype=str)
    read = [_nodes(row.text, row.kind) for row in cases.itertuples()]
    found = [_found(row.kind, row.node, nodes) for row, nodes in zip(cases.itertuples(), read)]
    return cases.assign(read=[", ".join(nodes) for nodes in read], found=found)


def _nodes(text: str, kind: str) -> list[str]:
    return [mention.node for mention in mention_reader().read(text)[kind]]


def _found(kind: str, node: str, read: list[str]) -> bool:
    root = vocabulary().lineage(kind, node)[-1]
    return node in read and all(vocabulary().lineage(kind, other)[-1] == root for other in read)


if __name__ == "__main__":
    table = results()
    print(f"{table['found'].sum()} of {len(table)} found; the misses:")
    print(table[~table["found"]][["text", "kind", "node", "read"]].to_string(index=False))
