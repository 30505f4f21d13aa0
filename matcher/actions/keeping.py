"""What a person does for the store as a whole: back it up, bring it back, have it examined."""

from collections.abc import Sequence
from pathlib import Path

from features.language import mark
from matcher.access import Person, allowed
from matcher.intake.template import template
from matcher.store import Store, doctor
from matcher.store import backup as kept
from matcher.store.backup import Restored
from matcher.store.doctor import Finding

_KEEPS = mark("backups and repairs are for planners; ask one")
_TEMPLATE = mark("the template is for planners and regional offices; ask one of them")


@allowed(_KEEPS, planner="all")
def backup_store(who: Person, store: Store, target: str | Path) -> Path:
    """Write the whole store into one file, while others use it."""
    return kept.backup(store, target)


@allowed(_KEEPS, planner="all")
def restore_store(who: Person, store: Store, backup_file: str | Path) -> Restored:
    """Bring a backup back; what the store held is kept aside first."""
    return kept.restore(backup_file, store)


@allowed(_KEEPS, planner="all")
def examine_store(who: Person, store: Store, every: bool = False) -> Sequence[Finding]:
    """Say what is wrong with the store, and what to do; nothing when all is well."""
    return doctor.examine(store, every)


@allowed(_KEEPS, planner="all")
def mend_store(who: Person, store: Store) -> int:
    """Put right what can be put right without a decision."""
    return doctor.mend(store, who)


@allowed(_TEMPLATE, planner="all", coach="all")
def make_template(who: Person, language: str = "id") -> bytes:
    """Make the workbook to fill in; once filled it needs no mapping."""
    return template(language)
