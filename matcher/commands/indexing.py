"""The command for a store with more firms than can all be compared: index."""

from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.commands.options import Db, Language, err, opened, out


def index(db: Db = None, language: Language = "id") -> None:
    """Index all firms of the store, for the page of candidates; one that was stopped goes on."""
    from matcher.ranking_all import STEPS

    store, say = opened(db, language)

    def tell(step: str, n: int) -> None:
        err.print(f"{say(STEPS[step])} ({n})", style="dim", highlight=False)

    n = actions.index_registry(WHO, store, tell)
    out.print(say("{n} capabilities are indexed; the page of candidates asks them now.", n=n))
