"""Remark: one thing that a reader of figures or weights must know, in one line."""

from dataclasses import dataclass, field
from typing import Any

from features.language import Translate


@dataclass(frozen=True)
class Remark:
    """One thing that a reader of the figures must know; `message` is in the catalogue."""

    message: str
    values: dict[str, Any] = field(default_factory=dict)

    def text(self, say: Translate) -> str:
        """Say it in one line."""
        return say(self.message, **self.values)
