"""What a person does with a store too large to score all pairs: index it, and ask the index."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from features.language import mark
from matcher.access import Person, allowed
from matcher.memory import uncollected
from matcher.score import Scorer
from matcher.shortlisting import Shortlist, of_one_need
from matcher.store import Store, version
from matcher.store.dataset import dataset_of, in_parts
from matcher.store.opening import index_folder
from matcher.weights import Weights

if TYPE_CHECKING:  # what reads and writes the index takes half a second to import
    from matcher.ranking_all import Missing, Task
    from matcher.registry import Registry

PART = 8_192  # firms that are read at a time
_READS = mark("the index of all firms is for planners and viewers; ask a planner")
_MAKES = mark("the index of all firms is made by planners; ask one")


@allowed(_MAKES, planner="all")
def index_registry(who: Person, store: Store, tell: Callable[[str, int], None]) -> int:
    """Read, fit and index all firms; give how many capabilities they have.

    `tell` is given each step and how many tasks it has. One that was stopped goes on.

    Raises
    ------
    DataError
        When there is no supplier, or the folder cannot be written.
    """
    from matcher.ranking_all import run_here
    from matcher.registry import build, stamp_of

    def run(step: str, tasks: list[Task]) -> list[Missing]:
        tell(step, len(tasks))
        return run_here(step, tasks)

    stamp = stamp_of(version(store))
    return build(in_parts(store, PART), index_folder(store), stamp, run)


@allowed(_READS, planner="all", viewer="all")
def open_index(who: Person, store: Store) -> Registry | None:
    """Open the index of all firms; None when none was made by this linkmatch."""
    folder = index_folder(store)
    if not folder.is_dir():
        return None
    from matcher.registry import open_registry

    return open_registry(folder)


@allowed(_READS, planner="all", viewer="all")
def index_made_at(who: Person, store: Store) -> float:
    """Say when the index was made, as seconds of the file system; 0 when there is none."""
    made = index_folder(store) / "stamp"
    return made.stat().st_mtime if made.is_file() else 0.0


@allowed(_READS, planner="all", viewer="all")
def ask_index(who: Person, store: Store, registry: Registry, weights: Weights) -> Scorer:
    """Give all needs of the store, to be asked one after the other."""
    return registry.asking(dataset_of(store, ()), weights)


@allowed(_READS, planner="all", viewer="all")
def find_in_index(
    who: Person, store: Store, registry: Registry, asking: Scorer, need_id: str, weights: Weights
) -> tuple[Scorer, Shortlist]:
    """Rank the first candidates of a need; only their records are read, into a scorer of it.

    Raises
    ------
    NotFoundError
        When it is no need that can be matched.
    """
    from matcher.registry import MOST_SHOWN

    asking.data.require(need_id, "need")
    firms, n_out = registry.firms_for(asking, need_id, weights)
    if not len(firms):
        return asking, Shortlist(need_id, "need", (), (), (), n_out)
    ids = [str(firm_id) for firm_id in firms]
    with uncollected():
        data = dataset_of(store, ids, asking.data)
        offered = data.suppliers[data.suppliers["firm_id"].isin(ids)]
        shown = asking.of_one_need(data, need_id, offered, registry.encoded(data, offered))
        return shown, of_one_need(shown, weights, n_out).top(MOST_SHOWN)
