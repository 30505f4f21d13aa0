"""Batches: what is staged, published, undone and discarded, on both databases."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from matcher.errors import NotFoundError, StoreError
from matcher.records import KINDS
from matcher.store import (
    Edit,
    begin,
    count,
    discard,
    discard_dead,
    edit,
    facts,
    find,
    finish,
    get,
    history,
    publish,
    stage,
    table,
    undo,
    version,
)
from matcher.store.preview import act
from matcher.store.resolving import required
from matcher.store.tables import BATCH, PROBLEM, STATEMENTS

_SOME = {str: "x", int: 1, float: 1.0, date: date(2026, 3, 1), bool: True}


def row(batch_id, firm="S-1", **values):
    told = {"name": "CV Cor Ceper", "kind": "ikm", "certainty": "claimed"} | values
    return {"batch_id": batch_id, "line": 2, "record_id": firm, "firm_id": firm} | told


def staged(store, who, *rows):
    batch_id = begin(store, who, "import", sender="dinas", file="ikm.xlsx")
    stage(store, batch_id, {"firm": [row(batch_id, **one) for one in rows]})
    return batch_id


def published(store, who, *rows):
    batch_id = staged(store, who, *rows)
    publish(store, batch_id, {"imported": len(rows)})
    return batch_id


def places(store):
    return dict(table(store, "firm")[["firm_id", "place"]].itertuples(index=False))


def test_what_is_staged_is_seen_nowhere(store, ani):
    batch_id = staged(store, ani, {"place": "Tegal"})

    assert find(store, "firm", ["S-1"]) == history(store, "firm", "S-1") == []
    assert facts(store, "firm", "S-1") == []
    assert (count(store, "firm"), version(store), batch_id) == (0, 0, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_record_is_seen_once_it_is_published_and_gone_once_undone(store, ani, kind):
    said = STATEMENTS[kind].c
    told = {name: _SOME[said[name].type.python_type] for name in required(kind)}
    batch_id = begin(store, ani, "import")
    row_of = {"batch_id": batch_id, "record_id": "X", "certainty": "claimed", **told}
    stage(store, batch_id, {kind: [row_of]})

    publish(store, batch_id)
    seen = count(store, kind)
    undo(store, ani, batch_id)

    assert (seen, count(store, kind)) == (1, 0)


def test_what_is_published_is_seen_with_who_and_where_from(store, ani):
    batch_id = published(store, ani, {"place": "Tegal", "source": "ikm.xlsx"})

    found = get(store, "firm", "S-1")
    entry = history(store, "firm", "S-1")[0]
    assert (found.values["place"], found.version, found.changed_by) == ("Tegal", batch_id, "Ani")
    assert (entry.act, entry.file, entry.line, entry.source) == (
        "import",
        "ikm.xlsx",
        2,
        "ikm.xlsx",
    )


def test_time_is_told_in_utc(store, ani):
    published(store, ani, {})

    changed_at = get(store, "firm", "S-1").changed_at

    assert changed_at.utcoffset() == timedelta(0)
    assert abs(changed_at - datetime.now(UTC)) < timedelta(minutes=2)


def test_publishing_twice_is_refused(store, ani):
    batch_id = published(store, ani, {})

    with pytest.raises(StoreError, match=f"import {batch_id} was stopped"):
        publish(store, batch_id)


def test_rows_that_name_different_columns_keep_them_all(store, ani):
    batch_id = begin(store, ani, "import")
    rows = [row(batch_id, "S-1"), row(batch_id, "S-2", place="Tegal", extra={"RT": "3"})]

    stage(store, batch_id, {"firm": rows})
    publish(store, batch_id)

    assert places(store) == {"S-1": None, "S-2": "Tegal"}
    assert get(store, "firm", "S-2").values["RT"] == "3"


def test_more_trusted_statement_counts_though_it_is_older(store, ani):
    new, old = date(2026, 5, 1), date(2020, 1, 1)
    published(store, ani, {"place": "Tegal", "certainty": "seen", "as_of": old, "source": "a"})
    published(store, ani, {"place": "Klaten", "certainty": "claimed", "as_of": new, "source": "b"})

    told = [(f.value, f.source, f.held) for f in facts(store, "firm", "S-1") if f.field == "place"]

    assert places(store) == {"S-1": "Tegal"}
    assert told == [("Tegal", "a", True), ("Klaten", "b", False)]


def test_record_is_as_sure_as_the_least_sure_and_as_new_as_the_newest_of_what_counts(store, ani):
    new, old = date(2026, 5, 1), date(2020, 1, 1)
    published(store, ani, {"place": "Tegal", "certainty": "seen", "as_of": old, "source": "a"})
    published(store, ani, {"workers": 12, "certainty": "claimed", "as_of": new, "source": "b"})

    found = get(store, "firm", "S-1").values

    assert (found["place"], found["workers"]) == ("Tegal", 12)
    assert (found["source"], found["as_of"], found["certainty"]) == ("a;b", new, "claimed")


def test_later_date_counts_among_equally_trusted(store, ani):
    published(store, ani, {"place": "Tegal", "as_of": date(2026, 5, 1)})
    published(store, ani, {"place": "Klaten", "as_of": date(2020, 1, 1)})

    assert places(store) == {"S-1": "Tegal"}


def test_later_act_counts_on_the_same_day(store, ani):
    published(store, ani, {"place": "Tegal", "as_of": date(2026, 5, 1)})
    published(store, ani, {"place": "Klaten", "as_of": date(2026, 5, 1)})

    assert places(store) == {"S-1": "Klaten"}


def test_each_field_has_its_own_winner(store, ani):
    published(store, ani, {"place": "Tegal", "certainty": "verified", "verified_by": "Budi"})
    published(store, ani, {"workers": 12.0, "source": "b"})

    values = get(store, "firm", "S-1").values

    assert (values["place"], values["workers"]) == ("Tegal", 12.0)


def test_record_said_twice_in_one_batch_is_held_once(store, ani):
    batch_id = published(store, ani, {"place": "Tegal"}, {"workers": 12.0}, {"firm": "S-2"})

    found = get(store, "firm", "S-1")
    assert (found.values["place"], found.values["workers"]) == ("Tegal", 12.0)
    assert (found.n_statements, found.version, count(store, "firm")) == (2, batch_id, 2)


def test_two_batches_with_the_same_new_record_make_one(store, ani, budi):
    first = staged(store, ani, {"place": "Tegal"})
    second = staged(store, budi, {"workers": 12.0})

    publish(store, second)
    publish(store, first)

    found = get(store, "firm", "S-1")
    assert (found.values["place"], found.values["workers"]) == ("Tegal", 12.0)
    assert (found.n_statements, found.version) == (2, first)


def test_act_number_grows_with_a_batch_that_began_before_others(store, ani):
    slow = staged(store, ani, {"place": "Tegal"})
    edit(store, ani, [Edit("firm", {"firm_id": "S-2", "name": "UD Dua", "kind": "ikm"})])
    before = version(store)

    publish(store, slow)

    assert version(store) > before


def test_undo_takes_back_only_what_that_batch_said(store, ani):
    first = published(store, ani, {"place": "Tegal"}, {"firm": "S-2"})
    published(store, ani, {"workers": 12.0})

    undo(store, ani, first)

    found = get(store, "firm", "S-1")
    assert (found.values["place"], found.values["workers"]) == (None, 12.0)
    assert find(store, "firm", ["S-2"]) == []
    assert [one.state for one in history(store, "firm", "S-1")] == ["live", "undone"]


def test_undo_of_undo_brings_all_back(store, ani):
    published(store, ani, {"place": "Tegal"}, {"firm": "S-2"})
    before = table(store, "firm")

    undo(store, ani, undo(store, ani, 1))

    assert table(store, "firm").equals(before)


def test_undo_redo_and_undo_again_takes_it_back(store, ani):
    first = published(store, ani, {"place": "Tegal"})

    undo(store, ani, undo(store, ani, undo(store, ani, first)))

    assert count(store, "firm") == 0


def test_batch_is_undone_once(store, ani):
    first = published(store, ani, {})
    undo(store, ani, first)

    with pytest.raises(NotFoundError, match=f"there is nothing to undo as number {first}"):
        undo(store, ani, first)


def test_edit_of_a_firm_whose_import_is_undone_waits_for_it(store, ani):
    first = published(store, ani, {})
    edit(store, ani, [Edit("firm", {"place": "Klaten"}, "S-1")])

    back = undo(store, ani, first)
    assert count(store, "firm") == 0  # nobody says its name

    undo(store, ani, back)
    assert places(store) == {"S-1": "Klaten"}


def test_import_of_a_firm_that_only_an_edit_speaks_of_takes_the_edit_along(store, ani):
    undo_this = published(store, ani, {})
    edit(store, ani, [Edit("firm", {"place": "Klaten"}, "S-1")])
    undo(store, ani, undo_this)

    published(store, ani, {"place": "Tegal"})

    assert places(store) == {"S-1": "Klaten"}
    assert get(store, "firm", "S-1").n_statements == 2


def test_deletion_holds_against_a_later_claim_and_is_undone(store, ani):
    published(store, ani, {"place": "Tegal"})
    taken = edit(store, ani, [Edit("firm", {}, "S-1", version=1, deleted=True)])
    published(store, ani, {"place": "Klaten", "as_of": date(2020, 1, 1)})
    assert count(store, "firm") == 0

    undo(store, ani, taken)

    assert places(store) == {"S-1": "Klaten"}  # the only one with a date
    assert get(store, "firm", "S-1").n_statements == 2


def test_cleared_field_is_unknown_and_the_claim_stays_visible(store, ani, budi):
    published(store, ani, {"place": "Tegal", "source": "a"})

    edit(store, budi, [Edit("firm", {"place": None}, "S-1")])

    told = [(f.value, f.who, f.held) for f in facts(store, "firm", "S-1") if f.field == "place"]
    assert places(store) == {"S-1": None}
    assert told == [(None, "Budi", True), ("Tegal", "Ani", False)]


def test_custom_fields_are_held_field_by_field(store, ani):
    published(store, ani, {"extra": {"RT": "3", "pos": "57465"}})
    published(store, ani, {"extra": {"RT": "4"}, "source": "b"})

    values = get(store, "firm", "S-1").values

    assert (values["RT"], values["pos"]) == ("4", "57465")
    assert table(store, "firm")[["RT", "pos"]].values.tolist() == [["4", "57465"]]


def test_custom_field_tells_who_said_it(store, ani):
    published(store, ani, {"extra": {"RT": "3"}, "source": "a"})
    published(store, ani, {"extra": {"RT": "4"}, "source": "b"})

    told = [(f.value, f.source, f.held) for f in facts(store, "firm", "S-1") if f.field == "RT"]

    assert told == [("4", "b", True), ("3", "a", False)]


def test_edit_clears_a_custom_field(store, ani):
    published(store, ani, {"extra": {"RT": "3"}})

    edit(store, ani, [Edit("firm", {"RT": None}, "S-1")])

    assert "RT" not in get(store, "firm", "S-1").values


def test_dead_batch_is_taken_away_and_a_living_one_stays(store, ani):
    dead, alive = staged(store, ani, {}), staged(store, ani, {"firm": "S-2"})
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    with store.write() as connection:
        connection.execute(update(BATCH).where(BATCH.c.batch_id == dead).values(last_seen=long_ago))

    assert discard_dead(store) == [dead]

    publish(store, alive)
    assert (n_said(store, dead), n_said(store, alive)) == (0, 1)
    with pytest.raises(StoreError, match=f"import {dead} was stopped"):
        stage(store, dead, {"firm": [row(dead)]})


def test_discarding_that_broke_off_is_finished_by_the_next(store, ani):
    batch_id = staged(store, ani, {})
    with store.write() as connection:
        connection.execute(update(BATCH).values(state="discarded"))

    assert discard_dead(store) == [batch_id]
    assert (n_said(store, batch_id), discard_dead(store)) == (0, [])


def test_discard_never_touches_what_is_live(store, ani):
    batch_id = published(store, ani, {})

    discard(store, batch_id)

    assert (n_said(store, batch_id), count(store, "firm")) == (1, 1)


def test_discard_takes_the_problems_along(store, ani):
    batch_id = begin(store, ani, "import")
    told = {"batch_id": batch_id, "file": "a.csv", "line": 3, "kind": "firm", "effect": "left_out"}
    rest = {"message": "m", "values": {"cell": "x"}, "cells": {"name": "x"}}
    stage(store, batch_id, {}, [told | rest, told | rest | {"record_id": "S-9"}])

    discard(store, batch_id)

    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(PROBLEM)).scalar() == 0


def n_said(store, batch_id):
    said = STATEMENTS["firm"]
    wanted = select(func.count()).select_from(said).where(said.c.batch_id == batch_id)
    with store.read() as connection:
        return connection.execute(wanted).scalar()


def test_import_of_a_process_that_was_killed_is_dropped_by_undoing_it(store, ani):
    killed = begun_elsewhere_and_killed(store)

    assert undo(store, ani, killed) is None

    assert act(store, killed).state == "discarded"


def test_what_a_killed_process_staged_is_taken_away_at_once(store):
    killed = begun_elsewhere_and_killed(store)

    assert discard_dead(store) == [killed]


def test_import_that_is_still_read_cannot_be_undone(store, ani):
    running = begin(store, ani, "import")

    with pytest.raises(StoreError, match=f"import {running} is still being read"):
        undo(store, ani, running)


def test_import_that_waits_for_a_decision_is_dropped_by_undoing_it(store, ani):
    waiting = staged(store, ani, {})
    finish(store, waiting, {"imported": 1})

    assert undo(store, ani, waiting) is None

    assert act(store, waiting).state == "discarded"


def begun_elsewhere_and_killed(store):
    """Give the batch of a process that died as soon as it had begun."""
    code = (
        "from matcher.people import Person; from matcher.store import begin, open_store; "
        "import os; where = os.environ['LINKMATCH_DB']; "
        "print(begin(open_store(where), Person('Ani', 'planner'), 'import'), flush=True); "
        "os.kill(os.getpid(), 9)"
    )
    run = [sys.executable, "-c", code]
    told = subprocess.run(
        run, capture_output=True, text=True, env={**os.environ, "LINKMATCH_DB": store.url}
    )
    return int(told.stdout)
