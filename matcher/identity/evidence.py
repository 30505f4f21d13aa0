"""Evidence: one line that speaks for or against two records being one firm."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from features.language import Translate


class Evidence(NamedTuple):
    """A line for people and what it counts.

    `text` is the English entry of the catalogue and `values` fill its braces. `points` sum to the
    score; evidence that `bars` keeps the verdict from `same` whatever the points.
    """

    text: str
    values: Mapping[str, object] = MappingProxyType({})
    points: float = 0.0
    bars: bool = False

    def __str__(self) -> str:
        return self.text.format(**self.values)

    def said(self, say: Translate) -> str:
        """Give the line in the language of a translator."""
        return say(self.text, **self.values)
