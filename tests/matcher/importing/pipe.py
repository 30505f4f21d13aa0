"""A file through the whole pipe, as the command `import` does it, and what the store then holds."""

from io import StringIO

from sqlalchemy import select

from matcher import actions
from matcher.actions.importing import in_order
from matcher.importing import Source
from matcher.people import LOCAL_PLANNER as WHO
from matcher.store.tables import PROBLEM, RECORDS

STATUSES = ("imported", "updated", "unchanged", "quarantined")


def csv_of(header, *rows):
    """Write a CSV text; cells are separated by ; as in an Indonesian sheet."""
    text = StringIO()
    for row in (header, *rows):
        text.write(";".join(row.split("|") if isinstance(row, str) else row) + "\n")
    return text.getvalue().encode()


def stage(store, content, name="ikm.csv", sender=None, **source):
    """Read every table of a file into the store out of sight; give what was staged of each."""
    sender = sender or name
    read = actions.read_file(WHO, content, name)
    mapped = [(table, actions.propose_mapping(WHO, store, table, sender)) for table in read]
    for table, mapping in in_order(mapped):
        told = Source(sender, name, sheet=table.sheet, event_id="E-1", **source)
        yield table, actions.stage_import(WHO, store, table, mapping, told)


def take_in(store, content, name="ikm.csv", sender=None, **source):
    """Import every table of a file; give the acts and the counts of all rows."""
    acts, counts = [], dict.fromkeys(STATUSES, 0)
    for _, staged in stage(store, content, name, sender, **source):
        actions.publish_import(WHO, store, staged.batch_id)
        acts.append(staged.batch_id)
        counts = {status: n + staged.counts[status] for status, n in counts.items()}
    return acts, counts


def held(store, versions=False):
    """Give every record by kind and id; its version too where nothing may have been touched."""
    found = {}
    with store.read() as connection:
        for kind, record in RECORDS.items():
            for row in connection.execute(select(record)).mappings():
                left = () if versions else ("batch_id",)
                found[kind, row["record_id"]] = {k: v for k, v in row.items() if k not in left}
    return found


def asked(store):
    """Give every question of a live act that nobody has answered, as often as it stands there."""
    rows = actions.see_questions(WHO, store)
    return sorted((row.file, row.line, row.field or "", row.message) for row in rows)


def n_problems(store):
    """Count all questions that were ever kept."""
    with store.read() as connection:
        return len(connection.execute(select(PROBLEM.c.problem_id)).all())


def firms(store):
    """Map the ids of firms to their names."""
    return {key: row["name"] for (kind, key), row in held(store).items() if kind == "firm"}
