"""Criterion: whether the part lies within what the supplier can handle."""

from collections.abc import Callable
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack
from sklearn.base import BaseEstimator

from features.columns import numbers, texts
from features.contract import Term, Vectors
from features.counting import CountingMixin
from features.knots import Knots
from features.language import mark
from features.mentions import IMPLIED, Mention
from features.sizes import stated_length_mm
from features.vocabulary import vocabulary


class Aspect(NamedTuple):
    """One measure of a part: where both sides state it, and the band that a component implies."""

    supplier_column: str
    need_column: str
    band: str  # column of the components' tree, or ''
    knots: Knots
    fit: Callable[[Knots, pd.Series, float], np.ndarray]
    term: Term


ASPECTS = (
    Aspect(
        "max_weight_kg",
        "part_weight_kg",
        "weight_kg",
        Knots(1e-3, 1e5),
        Knots.at_least,
        Term("berat", mark("weight"), "part_weight_kg", 0),
    ),
    Aspect(
        "max_length_mm",
        "part_length_mm",
        "length_mm",
        Knots(1, 1e5),
        Knots.at_least,
        Term("panjang", mark("length"), "part_length_mm", 1),
    ),
    Aspect(
        "tolerance_mm",
        "tolerance_mm",
        "",
        Knots(1e-4, 1e2),
        Knots.at_most,
        Term("toleransi", mark("tolerance"), "tolerance_mm", 2),
    ),
)


class Envelope(CountingMixin, BaseEstimator):
    """Handles parts of this weight, length and tolerance.

    Each measure that the need states, in its column or in its words, counts alike. What a side
    does not state is presumed from the usual size of the component it names, and counts 0.6; the
    rest of it is unknown.

    Parameters
    ----------
    decades
        At how many powers of ten beyond a limit the fit is 0; 0.5 means a third. Our choice.
    """

    name: ClassVar[str] = "envelope"
    title: ClassVar[Term] = Term("ukuran dan ketelitian", "size and precision")
    side: ClassVar[str] = "buyer"
    default_fit: ClassVar[float] = 0.6

    def __init__(self, decades: float = 0.5) -> None:
        self.decades = decades

    def supplier_vectors(self, suppliers: pd.DataFrame) -> Vectors:
        """Place each limit between two knots; a presumed one counts less."""
        limits = [limit(suppliers, aspect) for aspect in ASPECTS]
        rows = [
            aspect.knots.share(each.amounts) * each.sureness[:, None]
            for aspect, each in zip(ASPECTS, limits, strict=True)
        ]
        return Vectors(csr_array(hstack(rows)), np.column_stack([each.sureness for each in limits]))

    def need_vectors(self, needs: pd.DataFrame) -> Vectors:
        """Give the fit of every knot with each measure; they share 1."""
        demands = [demand(needs, aspect) for aspect in ASPECTS]
        sureness = np.column_stack([each.sureness for each in demands])
        share = sureness / np.maximum((sureness > 0).sum(axis=1, keepdims=True), 1)
        rows = [
            csr_array(aspect.fit(aspect.knots, each.amounts, self.decades) * share[:, [i]])
            for i, (aspect, each) in enumerate(zip(ASPECTS, demands, strict=True))
        ]
        return Vectors(csr_array(hstack(rows)), share)

    def terms(self) -> list[Term]:
        """Name the knots by their measure."""
        return [aspect.term for aspect in ASPECTS for _ in range(len(aspect.knots))]


class Measure(NamedTuple):
    """Amounts and how sure each is, both of shape (n,): 1 stated, 0.6 presumed, 0 unknown."""

    amounts: pd.Series
    sureness: np.ndarray


def limit(suppliers: pd.DataFrame, aspect: Aspect) -> Measure:
    """Give what each supplier can handle: stated, else the upper end of what it makes."""
    return _measure(suppliers, aspect.supplier_column, aspect, lambda low, high: high)  # noqa: ARG005


def demand(needs: pd.DataFrame, aspect: Aspect) -> Measure:
    """Give what each need asks: stated, also in words, else the middle of the component's band."""
    return _measure(
        _with_sizes(needs) if aspect.need_column == "part_length_mm" else needs,
        aspect.need_column,
        aspect,
        lambda low, high: float(np.sqrt(low * high)),
    )


def _with_sizes(needs: pd.DataFrame) -> pd.DataFrame:
    """Fill in the length that a need states only in its words: "dia 600 mm"."""
    words = map("; ".join, zip(texts(needs, "component"), texts(needs, "description"), strict=True))
    bands = [_band(mentions, "length_mm") for mentions in needs["component_mentions"]]
    said = [
        stated_length_mm(text, band[0] if band else 0.0)
        for text, band in zip(words, bands, strict=True)
    ]
    stated = numbers(needs, "part_length_mm")
    return needs.assign(part_length_mm=stated.fillna(pd.Series(said, needs.index, dtype=float)))


def _measure(
    table: pd.DataFrame, column: str, aspect: Aspect, pick: Callable[[float, float], float]
) -> Measure:
    stated = numbers(table, column)
    bands = [_band(mentions, aspect.band) for mentions in table["component_mentions"]]
    presumed = pd.Series([pick(*band) if band else np.nan for band in bands], index=table.index)
    sureness = np.where(stated.notna(), 1.0, np.where(presumed.notna(), IMPLIED, 0.0))
    return Measure(stated.fillna(presumed), sureness)


def _band(mentions: list[Mention], column: str) -> tuple[float, float] | None:
    """Span the bands of the components that a row names without a doubt."""
    named = [mention.node for mention in mentions if mention.how == "stated"]
    bands = [vocabulary().fact("component", node, column) for node in named] if column else []
    ends = [tuple(map(float, band.split("-"))) for band in bands if band]
    return (min(low for low, _ in ends), max(high for _, high in ends)) if ends else None
