"""Eight processes import and edit the same records: nothing is lost, nobody is told of a lock.

Ten seconds by default; LINKMATCH_TEST_SECONDS names another number.
"""

import logging
import os
import random
import sys
import time
from collections import Counter

import pytest
from sqlalchemy import func, select

from matcher.errors import ChangedError, NotFoundError, StoreError
from matcher.people import Person
from matcher.store import (
    Edit,
    begin,
    edit,
    get,
    history,
    open_store,
    publish,
    stage,
    table,
    undo,
    version,
)
from matcher.store.doctor import examine
from matcher.store.tables import BATCH

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs fork"),
]
LOG = logging.getLogger(__name__)
SECONDS = float(os.environ.get("LINKMATCH_TEST_SECONDS", "10"))
FIRMS = [f"S-{n}" for n in range(12)]


def test_eight_processes_on_the_same_records_lose_nothing(store_url, at_once, ani):
    store = open_store(store_url)
    edit(store, ani, [Edit("firm", new_firm(one) | {"workers": 1}) for one in FIRMS])
    store.close()

    told = at_once(work, [(store_url, seed, SECONDS) for seed in range(8)])

    done = sum((one["done"] for one in told), Counter())
    edits = sum((one["edits"] for one in told), Counter())
    longest = max(one["longest"] for one in told)
    LOG.info("%s in %.0f s, the longest took %.1f s", dict(done), SECONDS, longest)
    store = open_store(store_url)
    assert [one["errors"] for one in told] == [[]] * 8
    assert acts(store) == {
        "edit": done["edit"] + 1,
        "import": done["import"],
        "undo": done["undo"],
    }
    assert version(store) == sum(acts(store).values())
    held = dict(table(store, "firm")[["firm_id", "workers"]].itertuples(index=False))
    assert held == {one: 1 + edits[one] for one in FIRMS}
    for one in FIRMS:
        said = history(store, "firm", one)
        assert len([entry for entry in said if entry.act == "edit"]) == 1 + edits[one]
    assert examine(store, every=True) == []
    assert min(done["edit"], done["import"], done["undo"], done["told"]) > 0
    store.close()


def new_firm(firm_id):
    return {"firm_id": firm_id, "name": f"CV {firm_id}", "kind": "ikm"}


def acts(store):
    with store.read() as connection:
        rows = connection.execute(select(BATCH.c.act, func.count()).group_by(BATCH.c.act))
        return dict(rows.all())


def work(url, seed, seconds):
    """Edit and import until the time is over; tell what went through, and every refusal."""
    store, chance, who = open_store(url), random.Random(seed), Person(f"P-{seed}", "planner")
    found = {"done": Counter(), "edits": Counter(), "errors": [], "longest": 0.0}
    imported, end = [], time.monotonic() + seconds
    while (start := time.monotonic()) < end:
        try:
            if chance.random() < 0.8:
                one_more_worker(store, who, chance.choice(FIRMS), chance, found)
            elif imported and chance.random() < 0.3:
                undo(store, who, imported.pop())
                found["done"]["undo"] += 1
            else:
                imported.append(import_places(store, who, chance))
                found["done"]["import"] += 1
        except (StoreError, NotFoundError) as error:
            found["errors"].append(str(error))
        found["longest"] = max(found["longest"], time.monotonic() - start)
    store.close()
    return found


def one_more_worker(store, who, firm_id, chance, found):
    """Read a number, think about it, and write it plus one: the classic lost update."""
    seen = get(store, "firm", firm_id)
    time.sleep(chance.uniform(0, 0.01))
    more = {"workers": seen.values["workers"] + 1}
    try:
        edit(store, who, [Edit("firm", more, firm_id, seen.version)])
    except ChangedError:
        found["done"]["told"] += 1
    else:
        found["done"]["edit"] += 1
        found["edits"][firm_id] += 1


def import_places(store, who, chance):
    """Import some of the firms, with claims that never count against what was verified."""
    batch_id = begin(store, who, "import")
    for part in (FIRMS[:6], FIRMS[6:]):
        rows = [
            new_firm(one)
            | {"batch_id": batch_id, "record_id": one, "place": f"P-{chance.randrange(99)}"}
            | {"certainty": "claimed"}
            for one in chance.sample(part, 3)
        ]
        stage(store, batch_id, {"firm": rows})
    publish(store, batch_id, {"updated": 6})
    return batch_id
