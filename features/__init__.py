"""From tables to sparse vectors: words, places, and one file per criterion."""

from features.block import Block, Contribution
from features.capacity import Capacity
from features.component import Component
from features.contract import Criterion, Term, Vectors
from features.distance import Distance
from features.envelope import Envelope
from features.industry import Industry
from features.material import Material
from features.partners import Partners
from features.past import Past
from features.payment import Payment
from features.popularity import Popularity
from features.precedent import Precedent
from features.process import Process
from features.quality import Quality
from features.reading import read_needs, read_suppliers
from features.record import Record
from features.reliability import Reliability
from features.similar_partners import SimilarPartners
from features.support import Support
from features.wish import Wish
from features.wording import Wording
from features.workload import Workload

CRITERIA: tuple[type[Criterion], ...] = (
    Component,
    Process,
    Material,
    Envelope,
    Capacity,
    Quality,
    Industry,
    Precedent,
    Partners,
    Popularity,
    Reliability,
    Wording,
    Distance,
    Support,
    Workload,
    Wish,
    Payment,
    Record,
    SimilarPartners,
)

__all__ = [
    "CRITERIA",
    "Block",
    "Capacity",
    "Component",
    "Contribution",
    "Criterion",
    "Distance",
    "Envelope",
    "Industry",
    "Material",
    "Partners",
    "Past",
    "Payment",
    "Popularity",
    "Precedent",
    "Process",
    "Quality",
    "Record",
    "Reliability",
    "SimilarPartners",
    "Support",
    "Term",
    "Vectors",
    "Wish",
    "Wording",
    "Workload",
    "read_needs",
    "read_suppliers",
]
