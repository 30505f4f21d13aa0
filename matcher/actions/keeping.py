"""What a person does for the store as a whole: back it up, bring it back, have it examined."""

from collections.abc import Sequence
from pathlib import Path

from features.language import mark
from matcher.access import Person, allowed
from matcher.intake.template import template
from matcher.store import Store, default_path, doctor, register
from matcher.store import backup as keep
from matcher.store.backup import Restored
from matcher.store.doctor import Finding
from matcher.store.register import Backup, Kept

_KEEPS = mark("backups and repairs are for planners; ask one")
LAST = {
    "backup": mark("Last backup: {file}, {when}, by {who}"),
    "restore": mark("Last restore: {file}, {when}, by {who}"),
}
_TEMPLATE = mark("the template is for planners and regional offices; ask one of them")


@allowed(_KEEPS, planner="all")
def backup_store(who: Person, store: Store, target: str | Path, file: str | None = None) -> Backup:
    """Write the whole store into one file, while others use it; downloaded, it is named `file`."""
    return keep.backup(store, who, target, file)


@allowed(_KEEPS, planner="all")
def restore_store(
    who: Person, store: Store, backup_file: str | Path, file: str | None = None
) -> Restored:
    """Bring a backup back, uploaded as `file`; what the store held is kept aside first."""
    # an uploaded file lies where nothing lasts, and a server has no folder of its own
    keep_in = default_path().parent if file and not store.sqlite else None
    return keep.restore(store, who, backup_file, keep_in, file)


@allowed(_KEEPS, planner="all")
def examine_store(who: Person, store: Store, every: bool = False) -> Sequence[Finding]:
    """Say what is wrong with the store, and what to do; nothing when all is well."""
    found = doctor.examine(store, every)
    damaged = any(one.what == "file" for one in found)
    return found if damaged else [*found, *doctor.overdue(store)]


@allowed(_KEEPS, planner="all")
def see_last_backup(who: Person, store: Store) -> Kept:
    """Tell the last backup or restore, and whether anything changed since."""
    return register.kept(store)


@allowed(_KEEPS, planner="all")
def mend_store(who: Person, store: Store) -> int:
    """Put right what can be put right without a decision."""
    return doctor.mend(store, who)


@allowed(_TEMPLATE, planner="all", coach="all")
def make_template(who: Person, language: str = "id") -> bytes:
    """Make the workbook to fill in; once filled it needs no mapping."""
    return template(language)
