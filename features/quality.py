"""Criterion: certificates, and how far the supplier's quality system has come."""

from typing import ClassVar, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator

from features.columns import cells
from features.contract import Term, Vectors
from features.counting import CountingMixin, Counts
from features.language import mark
from features.mentions import IMPLIED, Mention
from features.vocabulary import Node, vocabulary

STEPS = (
    Term("5S atau prosedur tertulis", mark("5S or written procedures"), "1"),
    Term("ISO 9001", "ISO 9001", "2"),
    Term("IATF 16949 atau setara", mark("IATF 16949 or its like"), "3"),
)
COACHED_LEVEL = 1
NONE_AT_ALL = "*"


class Quality(CountingMixin, BaseEstimator):
    """Has the certificates and the quality system that are asked for.

    The quality system is a ladder: 5S or written procedures, ISO 9001, IATF 16949 or its like;
    who stands higher has the lower steps too. Who is being coached is presumed on the first step.
    Other certificates count each for itself. An ended certificate still tells how a firm works:
    whether it is valid is a must-have's question.
    """

    name: ClassVar[str] = "quality"
    title: ClassVar[Term] = Term("mutu dan sertifikat", "quality and certificates")
    side: ClassVar[str] = "buyer"
    default_fit: ClassVar[float] = 0.3

    def fit_counts(self, counts: Counts) -> Self:  # noqa: ARG002  part of the contract
        """Prepare one column per step and per other certificate."""
        self.others_ = [node for node in vocabulary().nodes("certificate") if not level(node.id)]
        self.position_ = {node.id: len(STEPS) + i for i, node in enumerate(self.others_)}
        return self

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Mark the steps reached and the certificates held."""
        rows = np.zeros((len(suppliers), len(STEPS) + len(self.others_)))
        stated = np.zeros((len(suppliers), 2))
        for i, (step, sureness) in enumerate(map(maturity, suppliers.to_dict("records"))):
            rows[i, :step], stated[i, 0] = sureness, sureness
        for i, mentions in enumerate(suppliers["certificate_mentions"]):
            others = [self.position_[m.node] for m in mentions if m.node in self.position_]
            rows[i, others] = 1.0
        nothing = [_has_none(cell) for cell in cells(suppliers, "no_certificates")]
        stated[:, 1] = [bool(m) for m in suppliers["certificate_mentions"]] | np.array(nothing)
        return Vectors(csr_array(rows), stated)

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Share 1 among the quality system and each other certificate that is asked for."""
        rows = np.zeros((len(needs), len(STEPS) + len(self.others_)))
        stated = np.zeros((len(needs), 2))
        for i, mentions in enumerate(needs["certificate_mentions"]):
            step = max((level(m.node) for m in mentions), default=0)
            others = {self.position_[m.node] for m in mentions if m.node in self.position_}
            n_asked = len(others) + (step > 0)
            if n_asked:
                rows[i, :step] = 1.0 / n_asked / max(step, 1)
                rows[i, list(others)] = 1.0 / n_asked
                stated[i] = (step > 0) / n_asked, len(others) / n_asked
        return Vectors(csr_array(rows), stated)

    def terms(self) -> list[Term]:
        """Name the steps and the certificates."""
        return [*STEPS, *[_term(node) for node in self.others_]]


def level(node_id: str) -> int:
    """Step of the ladder that a certificate stands for, 0 for any other certificate."""
    return int(vocabulary().node("certificate", node_id).facts["level"] or 0)


def maturity(row: dict[str, object]) -> tuple[int, float]:
    """Give the highest step of a supplier and how sure it is; (0, 0) is unknown."""
    held: list[Mention] = row["certificate_mentions"]  # type: ignore[assignment]
    lacking: list[Mention] = row.get("no_certificate_mentions") or []  # type: ignore[assignment]
    step = max((level(mention.node) for mention in held), default=0)
    if step or _has_none(row.get("no_certificates")) or any(level(m.node) for m in lacking):
        return step, 1.0
    if row.get("coached_by"):
        return COACHED_LEVEL, IMPLIED
    return 0, 0.0


def _has_none(cell: object) -> bool:
    return isinstance(cell, str) and NONE_AT_ALL in cell


def _term(node: Node) -> Term:
    return Term(node.label("id"), node.label("en"), node.id, 1)
