"""What a person wishes of pairs, written into the CSV of a plan: read, and kept as decisions."""

from dataclasses import replace

from features.language import mark, translator
from matcher.access import Person, allowed
from matcher.actions.planning import PLANS, see_event_tables
from matcher.agenda.wishes import read_wishes
from matcher.overrides import MUST_MEET, NEVER_MEET
from matcher.planner.attendance import participants_of
from matcher.planner.programme import Programme, slots_of, tables_of
from matcher.planner.wanted import Wanted
from matcher.score import Scorer
from matcher.store import Store
from matcher.store.overrides import decide

_REASON = mark("wish in {file}")


@allowed(PLANS, planner="all")
def add_wishes(
    who: Person,
    scorer: Scorer,
    programme: Programme,
    wanted: Wanted,
    content: bytes,
    name: str,
    store: Store | None = None,
    event_id: str | None = None,
) -> Wanted:
    """Add what a CSV of pairs wishes to what is wanted of an event.

    Raises
    ------
    DataError
        For the first row that names nobody, contradicts another or cannot be read.
    """
    tables = see_event_tables(who, store, event_id) if store and event_id else None
    people = participants_of(programme, scorer.data, tables, wanted.only_confirmed)
    needs = scorer.needs["firm_id"].to_dict()
    found = read_wishes(content, name, people, needs, slots_of(programme), tables_of(programme))
    return replace(
        wanted,
        must=wanted.must | found.must,
        never=wanted.never | found.never,
        locks=(*wanted.locks, *found.locks),
    )


@allowed(PLANS, planner="all")
def keep_wishes(
    who: Person, store: Store, event_id: str, wanted: Wanted, file: str, language: str = "id"
) -> int:
    """Keep what must and what must never meet as decisions for an event; give how many.

    The reason names the file in `language`, as a person would have written it.
    """
    pairs = [(one, MUST_MEET) for one in sorted(wanted.must)]
    pairs += [(one, NEVER_MEET) for one in sorted(wanted.never)]
    reason = translator(language)(_REASON, file=file)
    for named, kind in pairs:
        need_id = named[2] if len(named) == 3 else None
        decide(store, who, event_id, named[0], named[1], kind, reason, need_id)
    return len(pairs)
