"""Begun: imports, jobs and acts are whose who began them, by name, role and firm.

What is not there is nobody's secret: the action itself says that it is gone.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from matcher.access.owning import Sides
from matcher.people import Person
from matcher.store import Store
from matcher.store.begun import beginner, begun_by
from matcher.store.jobs import Job, job, jobs
from matcher.store.preview import Act, Row, acts
from matcher.store.problems import question

_MOST = 1000  # acts or jobs looked through for a person's own


def of_batch(arguments: Mapping[str, Any]) -> Iterator[Sides]:
    """Say who began the import or the act `batch_id`; without one, who asks has a region."""
    who, batch_id = arguments["who"], arguments["batch_id"]
    if batch_id is None:
        yield Sides(place=who.region)
    else:
        yield _begun(who, arguments["store"], batch_id)


def of_problem(arguments: Mapping[str, Any]) -> Iterator[Sides]:
    """Say who began the import that set the row `problem_id` aside."""
    who, store = arguments["who"], arguments["store"]
    row = question(store, arguments["problem_id"])
    yield _begun(who, store, row.batch_id) if row else Sides(begun_by=beginner(who))


def of_job(arguments: Mapping[str, Any]) -> Iterator[Sides]:
    """Say who left the job `job_id`."""
    left_by = job(arguments["store"], arguments["job_id"]).who
    yield Sides(begun_by=beginner(left_by))


def own_rows(who: Person, store: Store, rows: list[Row]) -> list[Row]:
    """Keep of rows with questions those of a coach's own imports; everybody else sees all."""
    if who.role != "coach":
        return rows
    by = begun_by(store, (row.batch_id for row in rows))
    return [row for row in rows if by[row.batch_id] == beginner(who)]


def own_acts(who: Person, store: Store, limit: int) -> list[Act]:
    """Give the latest acts, newest first: a coach's own, or those of all."""
    if who.role != "coach":
        return acts(store, limit)
    found = acts(store, _MOST)
    by = begun_by(store, (one.batch_id for one in found))
    return [one for one in found if by[one.batch_id] == beginner(who)][:limit]


def own_jobs(who: Person, store: Store, n: int) -> list[Job]:
    """Give the last jobs, the latest first: a coach's own, or those of all."""
    if who.role != "coach":
        return jobs(store, n)
    mine = beginner(who)
    return [one for one in jobs(store, _MOST) if beginner(one.who) == mine][:n]


def _begun(who: Person, store: Store, batch_id: int) -> Sides:
    return Sides(begun_by=begun_by(store, [batch_id]).get(batch_id, beginner(who)))
