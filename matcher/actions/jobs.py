"""What takes long is a job of the worker: leave one, look how far it is, stop it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from features.language import mark
from matcher.access import Person, allowed, of_job, of_region, own_jobs
from matcher.actions.importing import read_file, stage_import
from matcher.importing import Source
from matcher.intake import Mapping as Columns
from matcher.jobs import Progress, Task, ensure_worker
from matcher.store import Store
from matcher.store import jobs as left
from matcher.store.jobs import Job

_JOBS = mark("jobs are for planners and the regional office that left them; ask a planner")


@allowed(_JOBS, whose=of_region, planner="all", coach="own")
def leave_import(
    who: Person,
    store: Store,
    content: bytes,
    table_index: int,
    mapping: Columns,
    source: Source,
) -> int:
    """Let the worker read one table of a file into the store; give the number of the job.

    What it has staged then waits to be looked at: the result has its `batch_id` and `counts`.
    """
    told = asdict(replace(source, as_of=None))
    day = source.as_of.isoformat() if source.as_of else None
    arguments = {"table": table_index, "mapping": mapping.to_json(), "source": told, "as_of": day}
    job_id = left.enqueue(store, who, "import", arguments, content)
    ensure_worker(store)
    return job_id


@allowed(_JOBS, whose=of_job, planner="all", coach="own")
def see_job(who: Person, store: Store, job_id: int) -> Job:
    """Give one job: its state, how far it is, its result."""
    return left.job(store, job_id)


@allowed(_JOBS, whose=of_region, planner="all", coach="own")
def list_jobs(who: Person, store: Store, n: int = 20) -> list[Job]:
    """List the last jobs of anybody, the latest first; to a coach its own."""
    return own_jobs(who, store, n)


@allowed(_JOBS, whose=of_job, planner="all", coach="own")
def cancel_job(who: Person, store: Store, job_id: int) -> None:
    """Stop a job: at once when nobody works at it, else when it next tells how far it is."""
    left.cancel(store, who, job_id)


def _import(
    store: Store, who: Person, told: dict[str, Any], content: bytes | None, progress: Progress
) -> Mapping[str, Any]:
    day = date.fromisoformat(told["as_of"]) if told["as_of"] else None
    source = replace(Source(**told["source"]), as_of=day)
    table = read_file(who, content or b"", source.file)[told["table"]]
    mapping = Columns.from_json(told["mapping"])
    return stage_import(who, store, table, mapping, source, progress)._asdict()


TASKS: Mapping[str, Task] = {"import": _import}
