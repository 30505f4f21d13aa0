"""Opening a store: one SQLite file, or PostgreSQL by URL; made and upgraded on the way."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from platformdirs import user_data_path
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from features.language import mark
from matcher.errors import StoreError
from matcher.store.tables import METADATA

BUSY_SECONDS = 120  # how long a writer waits for another; a national import publishes in ten
_TURN = 0x11A7C4  # PostgreSQL's name for the turn to write
_MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Store:
    """An open store; `url` opens it again in another process."""

    engine: Engine
    url: str

    @property
    def sqlite(self) -> bool:
        """Whether it is one SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Read in one transaction, which sees one state of everything."""
        how = {} if self.sqlite else {"isolation_level": "REPEATABLE READ"}
        with _told(), self.engine.connect() as plain, plain.execution_options(**how).begin():
            yield plain

    @contextmanager
    def write(self, turn: bool = True) -> Iterator[Connection]:
        """Write in one transaction; with `turn`, one writer after the other.

        Staging goes without: nobody reads what is staged.
        """
        with _told(), self.engine.connect() as plain:
            connection = plain.execution_options(linkmatch_writes=True)
            with connection.begin():
                if turn and not self.sqlite:
                    connection.execute(text(f"select pg_advisory_xact_lock({_TURN})"))
                yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def default_path() -> Path:
    """Give the place of the store when nobody names one: in the user's data directory."""
    return user_data_path("linkmatch", appauthor=False) / "linkmatch.db"


def is_there(where: str | Path | None = None) -> bool:
    """Tell whether a store has been made at a place; one behind a URL counts as made."""
    database = make_url(url_of(where))
    return database.get_backend_name() != "sqlite" or Path(str(database.database)).is_file()


def open_store(where: str | Path | None = None) -> Store:
    """Open a store by its file or URL; a new one is made, an older one brought up to date.

    Raises
    ------
    StoreError
        When the place cannot be reached, is no store, or was made by a newer linkmatch.
    """
    url = url_of(where)
    try:
        engine = _engine(url)
        _bring_up_to_date(engine)
    except (OSError, DBAPIError) as error:
        reason = error.strerror if isinstance(error, OSError) else getattr(error, "orig", error)
        raise StoreError(
            mark("{place} cannot be opened: {reason}; name another file with --db"),
            place=shown(url),
            reason=" ".join(str(reason or error).split())[:300],
        ) from error
    return Store(engine, url)


def url_of(where: str | Path | None) -> str:
    """Turn a file name, a URL or nothing into the URL of a store."""
    text_of = str(where or default_path())
    if "://" in text_of:
        scheme, rest = text_of.split("://", 1)
        return (
            f"{'postgresql+psycopg' if scheme in ('postgres', 'postgresql') else scheme}://{rest}"
        )
    # a '%', '?' or '#' in a file name means something else in a URL
    return URL.create("sqlite", database=str(Path(text_of).absolute())).render_as_string()


def shown(url: str) -> str:
    """Name a store without its password."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return str(parsed.database)
    return parsed.render_as_string(hide_password=True)


def index_folder(store: Store) -> Path:
    """Say where the index of a store is: beside its file, else with the data of the user."""
    if store.sqlite:
        file = Path(str(make_url(store.url).database)).absolute()
        return file.with_name(f"{file.name}.index")
    name = blake2b(shown(store.url).encode(), digest_size=8).hexdigest()
    return default_path().with_name(f"index-{name}")


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise StoreError(
            mark("'{url}' names no store; write a file name or postgresql://..."),
            url=re.sub("(?<=//)[^@]*@", "***@", url),  # a password may stand there
        ) from error
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        if find_spec("psycopg") is None:
            raise StoreError(mark("PostgreSQL needs its driver: pip install 'linkmatch[postgres]'"))
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)  # of persons, in logs
    if backend != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise StoreError(
            mark("'{url}' names no store; write a file name or postgresql://..."), url=shown(url)
        )
    Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Let SQLAlchemy say BEGIN, wait for others instead of failing, and keep foreign keys."""
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "journal_mode = wal",
        "synchronous = full",
        "foreign_keys = on",
        "cache_size = -65536",
    ):
        connection.execute(f"pragma {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the turn to write at once: a reader that turns writer half-way cannot wait for it."""
    writes = connection.get_execution_options().get("linkmatch_writes")
    connection.exec_driver_sql("begin immediate" if writes else "begin")


@contextmanager
def _told() -> Iterator[None]:
    """Say in one line what a database refuses."""
    try:
        yield
    except DBAPIError as error:
        told = str(error.orig).split("DETAIL:")[0]  # behind it PostgreSQL quotes the row
        reason = " ".join(told.split())
        raise StoreError(
            mark(
                "the store does not answer as it should: {reason}; check it with: linkmatch doctor"
            ),
            reason=reason[:300],
        ) from error


def _bring_up_to_date(engine: Engine) -> None:
    """Run the missing migrations; two processes that open a new store take turns."""
    config = migrations()
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as plain:
        stored = _revision(plain)
    if stored == newest:
        return
    with engine.connect() as plain:
        connection = plain.execution_options(linkmatch_writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"select pg_advisory_xact_lock({_TURN})"))
            stored = _revision(connection)
            _refuse_foreign(connection, stored)
            if stored != newest:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")


def _refuse_foreign(connection: Connection, stored: str | None) -> None:
    """Refuse what a newer linkmatch made, and the database of another program."""
    known = {one.revision for one in ScriptDirectory.from_config(migrations()).walk_revisions()}
    if stored and stored not in known:
        raise StoreError(
            mark("the store was made by a newer linkmatch ({revision}); upgrade linkmatch"),
            revision=stored,
        )
    if not stored and connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
        raise StoreError(
            mark("{place} belongs to another program; name another file with --db"),
            place=shown(str(connection.engine.url)),
        )


def _revision(connection: Connection) -> str | None:
    there = engine_has(connection, "alembic_version")
    return (
        connection.execute(text("select version_num from alembic_version")).scalar()
        if there
        else None
    )


def engine_has(connection: Connection, table: str) -> bool:
    """Tell whether a table is there."""
    return bool(connection.dialect.has_table(connection, table))


def differences_of(connection: Connection) -> list[Any]:
    """List in what the tables differ from those of this linkmatch; what finds letters is no table.

    `matcher.store.finding` says what that is; each database keeps it in a way of its own.
    """
    options = {"include_name": lambda name, *_: "_letters" not in str(name)}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, METADATA))


def migrations() -> Config:
    """Give Alembic's settings: where the migrations are."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
