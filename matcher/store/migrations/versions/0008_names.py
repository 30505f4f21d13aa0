"""Names: firms are found by any three letters of a name, and listed by name and place.

The index of three letters is of each database's own kind: FTS5 on SQLite, kept right by triggers;
GIN over the letters, three by three, on PostgreSQL, which every server has, unlike pg_trgm. A later
migration that makes the table `firm` or `alias` anew on SQLite has to make its triggers anew.
"""

from alembic import op

revision = "0008"
down_revision = "0007"

NAMED = (("firm", "name"), ("alias", "alias"))
_SAID = "'  ' || replace({of}\"{{name}}\", ' ', '  ')"  # two blanks before each word
_IN = (
    'insert into {table}_letters(rowid, "{name}") values (new.rowid, '
    f"{_SAID.format(of='new.')})"
)
_OUT = (
    'insert into {table}_letters({table}_letters, rowid, "{name}") '
    f"values ('delete', old.rowid, {_SAID.format(of='old.')})"
)
SQLITE = (
    "create virtual table {table}_letters using fts5(\"{name}\", content='', columnsize=0, "
    "detail='none', tokenize='trigram')",
    'insert into {table}_letters(rowid, "{name}") '
    f'select rowid, {_SAID.format(of="")} from "{{table}}"',
    f'create trigger {{table}}_letters_in after insert on "{{table}}" begin {_IN}; end',
    f'create trigger {{table}}_letters_out after delete on "{{table}}" begin {_OUT}; end',
    'create trigger {table}_letters_changed after update on "{table}" '
    f'when old."{{name}}" is not new."{{name}}" begin {_OUT}; {_IN}; end',
)
LETTERS = """
create function letters_of(said text) returns text[] language plpgsql immutable parallel safe as $$
declare
    spaced text := '  ' || replace(lower(said), ' ', '  ');
    found text[] := '{}';
begin
    for i in 1 .. coalesce(length(spaced), 0) - 2 loop
        found := found || substr(spaced, i, 3);
    end loop;
    return found;
end $$
"""
POSTGRESQL = ('create index {table}_letters on "{table}" using gin (letters_of("{name}"))',)


def upgrade() -> None:
    op.create_index("ix_firm_name", "firm", ["name", "record_id"])
    op.create_index("ix_firm_place", "firm", ["place", "name", "record_id"])
    run = op.get_bind().exec_driver_sql
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        run(LETTERS)
    for table, name in NAMED:
        for statement in POSTGRESQL if postgresql else SQLITE:
            run(statement.format(table=table, name=name))
