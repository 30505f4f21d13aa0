"""The exact top k of a whole registry, for each need, without adding up what cannot matter."""

from matcher.topk.index import Index, build, packed
from matcher.topk.listed import best_lists, packed_lists
from matcher.topk.reference import top_by_product
from matcher.topk.search import Sides, Top, top

__all__ = [
    "Index",
    "Sides",
    "Top",
    "best_lists",
    "build",
    "packed",
    "packed_lists",
    "top",
    "top_by_product",
]
