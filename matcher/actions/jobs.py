"""What takes long is a job of the worker: leave one, look how far it is, stop it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from time import monotonic
from typing import Any

from features.language import mark
from matcher.access import Person, allowed, of_job, of_region, own_jobs
from matcher.actions.candidates import open_data, prepare
from matcher.actions.evaluating import evaluate_records
from matcher.actions.importing import read_file, stage_import
from matcher.actions.learning import learn_weights
from matcher.actions.plan_versions import keep_plan
from matcher.actions.planning import PLANS, choose_pairs, describe_event, make_plan
from matcher.actions.records import open_stored
from matcher.errors import CancelledError
from matcher.importing import Source
from matcher.intake import Mapping as Columns
from matcher.jobs import Progress, Task, ensure_worker, look_after
from matcher.planner.programme_file import read_programme
from matcher.planner.wanted import Wanted, read_wanted, wanted_as_json
from matcher.store import Store
from matcher.store import jobs as left
from matcher.store.jobs import Job
from matcher.weights import Weights, read_weights, to_toml

_LEARNING = mark("weights are learned from outcomes by planners; ask one")
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


@allowed(PLANS, planner="all")
def leave_plan(
    who: Person,
    store: Store,
    programme: bytes,
    wanted: Wanted,
    weights: Weights,
    folder: str | None = None,
    event_id: str | None = None,
    seconds: float = 20.0,
    with_costs: bool = False,
) -> int:
    """Let the worker plan an event from a folder, or from what is stored; give the job's number.

    Its result names the version of the plan as `plan_id`. Stopped, it keeps the best plan so far.
    `with_costs` it also works out what each rule costs, which takes as long again.
    """
    arguments = {
        "wanted": wanted_as_json(wanted),
        "weights": to_toml(weights),
        "folder": folder,
        "event_id": event_id,
        "seconds": seconds,
        "with_costs": with_costs,
    }
    job_id = left.enqueue(store, who, "plan", arguments, programme)
    ensure_worker(store)
    return job_id


@allowed(_LEARNING, planner="all")
def leave_learning(who: Person, store: Store, weights: Weights, folder: str | None = None) -> int:
    """Let the worker learn weights from a folder, or from what is stored; give the job's number.

    Its result holds the lesson as `lesson`; nothing changes until somebody accepts it.
    """
    arguments = {"weights": to_toml(weights), "folder": folder}
    job_id = left.enqueue(store, who, "learn", arguments)
    ensure_worker(store)
    return job_id


@allowed(_LEARNING, planner="all")
def leave_evaluation(
    who: Person, store: Store, day: date, weights: Weights, folder: str | None = None
) -> int:
    """Let the worker rank the needs from a day on with what was known before; give its number.

    Its result is that of `evaluate_records`, for the folder or for what is stored.
    """
    arguments = {"day": day.isoformat(), "weights": to_toml(weights), "folder": folder}
    job_id = left.enqueue(store, who, "evaluate", arguments)
    ensure_worker(store)
    return job_id


@allowed(_LEARNING, planner="all")
def last_evaluation(
    who: Person, store: Store, folder: str | None = None, n: int = 100
) -> dict[str, Any] | None:
    """Give what the last evaluation of a folder, or of what is stored, found; None without one.

    Looked for among the last `n` jobs.
    """
    for job in own_jobs(who, store, n):
        mine = job.task == "evaluate" and job.arguments["folder"] == folder
        if mine and job.state == "done" and job.result:
            return job.result
    return None


@allowed(_JOBS, whose=of_job, planner="all", coach="own")
def see_job(who: Person, store: Store, job_id: int) -> Job:
    """Give one job: its state, how far it is, its result."""
    return left.job(store, job_id)


@allowed(_JOBS, whose=of_region, planner="all", coach="own")
def list_jobs(who: Person, store: Store, n: int = 20) -> list[Job]:
    """List the last jobs of anybody, the latest first; to a coach its own.

    Looking helps: a job whose worker died waits again, and a worker is started for what waits.
    """
    look_after(store, TASKS)
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


def _plan(
    store: Store, who: Person, told: dict[str, Any], content: bytes | None, progress: Progress
) -> Mapping[str, Any]:
    data = open_data(who, told["folder"]) if told["folder"] else open_stored(who, store)
    weights = read_weights(told["weights"].encode(), "weights")
    scorer, programme = prepare(who, data), read_programme(content or b"", "programme")
    wanted, event_id = read_wanted(told["wanted"]), told["event_id"]
    arranged = choose_pairs(who, scorer, programme, wanted, weights, store, event_id)
    stop = _Stop(progress, told["seconds"])
    found = make_plan(who, arranged.problem, told["seconds"], stop=stop)
    asked = (event_id or "", told.get("with_costs", False))
    about = describe_event(who, scorer, arranged, found, programme, *asked)
    return {"plan_id": keep_plan(who, store, arranged.problem, found, about, event_id)}


def _learn(
    store: Store, who: Person, told: dict[str, Any], _: bytes | None, progress: Progress
) -> Mapping[str, Any]:
    data = open_data(who, told["folder"]) if told["folder"] else open_stored(who, store)
    weights = read_weights(told["weights"].encode(), "weights")
    return {"lesson": learn_weights(who, data, weights, progress=progress).to_json()}


def _evaluate(
    store: Store, who: Person, told: dict[str, Any], _: bytes | None, progress: Progress
) -> Mapping[str, Any]:
    data = open_data(who, told["folder"]) if told["folder"] else open_stored(who, store)
    weights = read_weights(told["weights"].encode(), "weights")
    day = date.fromisoformat(told["day"])
    return evaluate_records(who, data, day, weights=weights, progress=progress)


class _Stop:
    """Tells how far a plan is whenever it is asked whether somebody wants it stopped."""

    def __init__(self, progress: Progress, seconds: float) -> None:
        self._progress, self._seconds, self._began = progress, seconds, monotonic()
        self._wanted = False

    def __call__(self) -> bool:
        taken = min(monotonic() - self._began, self._seconds)
        try:
            self._progress(round(taken), round(self._seconds))
        except CancelledError:
            self._wanted = True
        return self._wanted


TASKS: Mapping[str, Task] = {
    "import": _import,
    "plan": _plan,
    "learn": _learn,
    "evaluate": _evaluate,
}
