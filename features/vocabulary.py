"""The vocabulary: trees of terms with names in two languages, and what each term implies.

A node is counted with its ancestors, so that siblings meet in their family.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from features.package_data import data_table

KINDS = ("component", "process", "material")  # what is said of a part, read together
_FILES = {
    "component": "components.csv",
    "process": "processes.csv",
    "material": "materials.csv",
    "industry": "industries.csv",
    "machine": "machines.csv",
    "certificate": "certificates.csv",
    "kbli": "kbli.csv",
}
_IMPLIES = {
    "process": "implies_processes",
    "material": "implies_materials",
    "industry": "implies_industries",
    "component": "implies_components",
}
_COLUMNS = {"node", "parent", "name_id", "name_en", "other_names", *_IMPLIES.values()}


@dataclass(frozen=True)
class Node:
    """One term of a tree; `names` are all spellings, the Indonesian and the English one first.

    `implies` maps a kind to the nodes it implies, `facts` the file's other columns to their cells.
    """

    kind: str
    id: str
    parent: str
    names: tuple[str, ...]
    implies: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, str] = field(default_factory=dict)

    def label(self, language: str) -> str:
        """Name the node in `id` or `en`."""
        return self.names[0] if language == "id" else self.names[1]


class Vocabulary:
    """All nodes, their ancestors, and phrases that name more than one node."""

    def __init__(self, nodes: list[Node], ambiguous: Mapping[tuple[str, str], tuple[str, ...]]):
        self._nodes = {(node.kind, node.id): node for node in nodes}
        self.ambiguous = dict(ambiguous)

    def node(self, kind: str, node_id: str) -> Node:
        """Look one node up; a KeyError is a programming mistake."""
        return self._nodes[kind, node_id]

    def nodes(self, kind: str) -> list[Node]:
        """All nodes of a kind, in the order of the file."""
        return [node for node in self._nodes.values() if node.kind == kind]

    def lineage(self, kind: str, node_id: str) -> tuple[str, ...]:
        """List the node itself and its ancestors, nearest first."""
        return self._lineages[kind, node_id]

    def is_within(self, kind: str, node_id: str, family: str) -> bool:
        """Tell whether `node_id` is `family` or below it."""
        return family in self.lineage(kind, node_id)

    def implied_by(self, kind: str, node_id: str) -> Mapping[str, tuple[str, ...]]:
        """Map a kind to the nodes that this node implies, itself or its nearest ancestor."""
        lineage = [self._nodes[kind, each] for each in self.lineage(kind, node_id)]
        return {
            other: next((node.implies[other] for node in lineage if node.implies[other]), ())
            for other in lineage[0].implies
        }

    def fact(self, kind: str, node_id: str, column: str) -> str:
        """Give a node's cell of a column, its own or its nearest ancestor's; '' when blank."""
        lineage = [self._nodes[kind, each] for each in self.lineage(kind, node_id)]
        return next((node.facts[column] for node in lineage if node.facts.get(column)), "")

    @cached_property
    def _lineages(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {key: self._climb(*key) for key in self._nodes}

    def _climb(self, kind: str, node_id: str) -> tuple[str, ...]:
        found = [node_id]
        while parent := self._nodes[kind, found[-1]].parent:
            if parent in found:
                raise ValueError(f"the vocabulary has a cycle at {parent!r}")
            found.append(parent)
        return tuple(found)

    def rarity(self, kind: str) -> dict[str, float]:
        """Share of all nodes of the kind that lie within each node: the rarer, the more it tells.

        This is the prior of the intrinsic information content of Seco, Veale and Hayes (2004).
        """
        ids = [node.id for node in self.nodes(kind)]
        within = dict.fromkeys(ids, 0)
        for node_id in ids:
            for ancestor in self.lineage(kind, node_id):
                within[ancestor] += 1
        return {node_id: count / len(ids) for node_id, count in within.items()}


@cache
def vocabulary() -> Vocabulary:
    """Read the vocabulary that ships with linkmatch."""
    nodes = [_node(kind, row) for kind, file in _FILES.items() for row in _rows(file)]
    ambiguous = {
        (row["kind"], row["phrase"]): tuple(_items(row["nodes"])) for row in _rows("ambiguous.csv")
    }
    return Vocabulary(nodes, ambiguous)


def _rows(file: str) -> list[dict[str, str]]:
    table = data_table("vocabulary", file)
    return [dict(zip(table.columns, row, strict=True)) for row in table.to_numpy()]


def _node(kind: str, row: dict[str, str]) -> Node:
    implies = {of: tuple(_items(row[column])) for of, column in _IMPLIES.items() if column in row}
    facts = {column: cell for column, cell in row.items() if column not in _COLUMNS}
    names = (row["name_id"], row["name_en"], *_items(row["other_names"]))
    return Node(kind, row["node"], row["parent"], names, implies, facts)


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]
