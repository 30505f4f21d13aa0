"""From tables to sparse vectors: words, places, and one file per criterion."""

from features.block import Block, Contribution
from features.component import Component
from features.contract import Criterion, Term, Vectors
from features.distance import Distance
from features.material import Material
from features.process import Process
from features.reading import read_needs, read_suppliers
from features.support import Support
from features.wording import Wording

CRITERIA: tuple[type[Criterion], ...] = (
    Component,
    Process,
    Material,
    Wording,
    Distance,
    Support,
)

__all__ = [
    "CRITERIA",
    "Block",
    "Component",
    "Contribution",
    "Criterion",
    "Distance",
    "Material",
    "Process",
    "Support",
    "Term",
    "Vectors",
    "Wording",
    "read_needs",
    "read_suppliers",
]
