"""Runs: frozen for good, each with its weights, the state of the data, and every pair.

Nothing here changes a run or takes one away; a new run stands beside the old ones.
"""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import RowMapping, func, insert, select

from features.language import mark
from matcher.errors import NotFoundError
from matcher.freezing import FrozenPair, Run, frozen_pairs
from matcher.pairs import LISTS, OUT
from matcher.people import Person
from matcher.score import Scorer
from matcher.store.batches import now
from matcher.store.opening import Store
from matcher.store.reading import version
from matcher.store.tables import RUN, RUN_PAIR
from matcher.weights import Weights, to_toml

_CHUNK = 2_000


def freeze(
    store: Store,
    who: Person,
    scorer: Scorer,
    weights: Weights | None = None,
    name: str = "",
    event_id: str | None = None,
    note: str | None = None,
) -> int:
    """Keep all pairs as they stand with these weights; give the number of the run.

    The state of the data is the one that the scorer read, or the store's own where the scorer
    does not know it.
    """
    weights = weights or scorer.weights
    rows = [asdict(pair) for pair in frozen_pairs(scorer, weights)]
    values = {
        "name": name,
        "event_id": event_id,
        "who": who.name,
        "at": now(),
        "data_version": scorer.data.version or version(store),
        "weights": to_toml(weights),
        "note": note,
    }
    with store.write(turn=False) as connection:
        added = connection.execute(insert(RUN).values(**values))
        run_id = int(added.inserted_primary_key[0])  # type: ignore[index]
        for start in range(0, len(rows), _CHUNK):
            chunk = [row | {"run_id": run_id} for row in rows[start : start + _CHUNK]]
            connection.execute(insert(RUN_PAIR), chunk)
    return run_id


def list_runs(store: Store, event_id: str | None = None) -> list[Run]:
    """Give the runs, the latest first; of one event if it is named."""
    wanted = select(RUN).order_by(RUN.c.run_id.desc())
    if event_id is not None:
        wanted = wanted.where(RUN.c.event_id == event_id)
    with store.read() as connection:
        return [_run(row) for row in connection.execute(wanted).mappings()]


def get_run(store: Store, run_id: int) -> Run:
    """Give one run.

    Raises
    ------
    NotFoundError
        When there is none of this number.
    """
    with store.read() as connection:
        row = connection.execute(select(RUN).where(RUN.c.run_id == run_id)).mappings().first()
        if row is None:
            n_runs = connection.execute(select(func.count()).select_from(RUN)).scalar_one()
            raise NotFoundError(
                mark("there is no run {run} ({n} kept); list them with: linkmatch runs"),
                run=run_id,
                n=n_runs,
            )
    return _run(row)


def run_pairs(
    store: Store,
    run_id: int,
    need_id: str | None = None,
    supplier_id: str | None = None,
    lists: Iterable[str] = LISTS[: LISTS.index(OUT)],
) -> list[FrozenPair]:
    """Give the pairs of a run by need, list and rank; those out of all lists only if asked for."""
    columns = [column for column in RUN_PAIR.c if column.name != "run_id"]
    wanted = select(*columns).where(RUN_PAIR.c.run_id == run_id)
    for column, value in ((RUN_PAIR.c.need_id, need_id), (RUN_PAIR.c.supplier_id, supplier_id)):
        if value is not None:
            wanted = wanted.where(column == value)
    wanted = wanted.where(RUN_PAIR.c.listed.in_(list(lists)))
    with store.read() as connection:
        found = [FrozenPair(**row) for row in connection.execute(wanted).mappings()]
    return sorted(found, key=_place)


def run_with_pairs(store: Store, run_id: int) -> tuple[Run, list[FrozenPair]]:
    """Give a run and all its pairs, to be compared with another one.

    Raises
    ------
    NotFoundError
        When there is none of this number.
    """
    return get_run(store, run_id), run_pairs(store, run_id, lists=LISTS)


def _run(row: RowMapping) -> Run:
    values = {name: row[name] for name in Run.__dataclass_fields__ if name in row}
    return Run(toml=row["weights"], **values)


def _place(pair: FrozenPair) -> tuple[str, int, int, str]:
    return pair.need_id, LISTS.index(pair.listed), pair.rank or 0, pair.supplier_id
