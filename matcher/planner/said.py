"""Said: a line for the planner, told in either language."""

from typing import NamedTuple


class Said(NamedTuple):
    """A line: `message` is an entry of the catalogue that `values` fill."""

    message: str
    values: dict[str, object]
