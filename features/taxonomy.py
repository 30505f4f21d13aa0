"""Coverage in a tree of the vocabulary: a node counts with its ancestors, by what each tells."""

from collections import Counter
from dataclasses import replace
from typing import ClassVar, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, diags_array
from sklearn.feature_extraction import DictVectorizer
from sklearn.preprocessing import normalize

from features.contract import Term, Vectors
from features.counting import ROWS, CountingMixin, Counts
from features.mentions import Mention
from features.rarity import idf
from features.vocabulary import Node, vocabulary

_NODE = "node"


class TaxonomyMixin(CountingMixin):
    """What the criteria over a tree of the vocabulary share.

    A mixin in scikit-learn's manner, so that each criterion keeps its own file, sentence and
    settings. `kind` names the tree, `supplier_column` and `need_column` hold the mentions.

    prior_rows
        How many rows of the vocabulary's own rarity are mixed into the counted document
        frequencies, so that the weights make sense with ten firms and are IDF with thousands.
    """

    kind: ClassVar[str]
    supplier_column: ClassVar[str]
    need_column: ClassVar[str]
    prior_rows: float

    def count(self, suppliers: pd.DataFrame) -> Counts:
        """Count in how many rows each node stands, itself or through a descendant."""
        stated = [row for row in suppliers[self.supplier_column] if _sureness(row) == 1]
        counts: Counts = Counter({ROWS: len(stated)})
        for row in stated:
            counts.update((_NODE, node) for node in self._with_ancestors(row))
        return counts

    def fit_counts(self, counts: Counts) -> Self:
        """Weigh each node by how rarely it was counted."""
        known = vocabulary()
        nodes = [node.id for node in known.nodes(self.kind)]
        self.encoder_ = DictVectorizer().fit([dict.fromkeys(nodes, 1.0)])
        names = self.encoder_.get_feature_names_out()
        found = np.array([counts[_NODE, name] for name in names])
        rarity = known.rarity(self.kind)
        expected = np.array([rarity[name] for name in names])
        self.idf_ = idf(counts[ROWS], found, expected, self.prior_rows)
        self.terms_ = [_term(known.node(self.kind, name)) for name in names]
        return self

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Encode the sureness with which each node, or one below it, is there."""
        rows = list(suppliers[self.supplier_column])
        offered = [self._offered(row) for row in rows]
        return Vectors(self._spread(offered), np.array([_sureness(row) for row in rows]))

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Encode each named node with its ancestors by IDF; a row sums to 1."""
        rows = list(needs[self.need_column])
        unit = normalize(csr_array(self._spread(rows) @ diags_array(self.idf_)), norm="l1")
        return Vectors(csr_array(unit), np.array([bool(row) for row in rows], dtype=bool))

    def terms(self) -> list[Term]:
        """Name the nodes."""
        return self.terms_

    def _spread(self, rows: list[list[Mention]]) -> csr_array:
        return csr_array(self.encoder_.transform([self._with_ancestors(row) for row in rows]))

    def _with_ancestors(self, row: list[Mention]) -> dict[str, float]:
        found: dict[str, float] = {}
        for mention in row:
            for node in vocabulary().lineage(self.kind, mention.node):
                found[node] = max(found.get(node, 0.0), mention.sureness)
        return found

    def _offered(self, row: list[Mention]) -> list[Mention]:
        """Count an ambiguous word in full: who asks with the same word must find it covered."""
        return [replace(m, sureness=1.0) if m.how == "ambiguous" else m for m in row]


def _sureness(row: list[Mention]) -> float:
    """How much of a row rests on something stated: codes of a register alone are a weak sign."""
    if any(mention.how != "registered" for mention in row):
        return 1.0
    return max((mention.sureness for mention in row), default=0.0)


def _term(node: Node) -> Term:
    return Term(node.label("id"), node.label("en"), node.id)
