"""What is stored of one event, as the planner reads it."""

import pandas as pd

from matcher.store.opening import Store
from matcher.store.reading import table
from matcher.store.tables import RECORDS
from matcher.store.wishes import wish_rows


def event_tables(store: Store, event_id: str) -> dict[str, pd.DataFrame]:
    """Give who takes part in an event, the steps of each, when each can meet, and its wishes."""
    kinds = {"participants": "participant", "participations": "participation"}
    kinds |= {"availability": "availability"}
    found = {
        name: table(store, kind, RECORDS[kind].c.event_id == event_id)
        for name, kind in kinds.items()
    }
    return found | {"wishes": wish_rows(store, event_id)}
