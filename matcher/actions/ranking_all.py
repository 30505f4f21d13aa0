"""What an analyst does with a registry too large for the store: rank all of it, from files."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from features.language import mark
from matcher.access import Person, allowed
from matcher.errors import DataError

if TYPE_CHECKING:
    from matcher.ranking_all import Order, Ranked


@allowed(mark("a whole registry is ranked by planners; ask one"), planner="all")
def rank_all(
    who: Person,
    order: Order,
    tell: Callable[[str, int, int], None],
    scheduler: str | None = None,
    n_workers: int | None = None,
    memory: str = "2GB",
) -> Ranked:
    """Rank every need of a file against every IKM of others, on as many workers as there are.

    Raises
    ------
    DataError
        When the extra `cluster` is not installed, or no file or no need can be read.
    """
    if not find_spec("distributed"):
        raise DataError(
            mark("rank-all needs dask; install it with: pip install 'linkmatch[cluster]'")
        )
    from matcher.cluster import workers  # a second of imports
    from matcher.ranking_all import rank_all as rank

    with workers(tell, scheduler, n_workers, memory) as run:
        return rank(order, run)
