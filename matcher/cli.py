"""The command line: which commands there are; each is read in only when it is called."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

if TYPE_CHECKING:
    from matcher.errors import LinkmatchError


class Later(TyperCommand):
    """A command of which its name and first line are known until somebody calls it.

    Reading in all of them takes seconds, and `linkmatch --help` needs none.
    """

    def __init__(self, name: str, place: str, help: str, example: str = "", hidden: bool = False):
        super().__init__(name, help=help, hidden=hidden)
        self.place, self.example = place, example

    def read_in(self) -> TyperCommand:
        """Give the command itself; `place` is its module under matcher.commands and function."""
        module, function = self.place.split(".")
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        epilog = f"Example: linkmatch {self.name} {self.example}" if self.example else None
        found = getattr(import_module(f"matcher.commands.{module}"), function)
        alone.command(self.name, epilog=epilog)(found)
        return cast(TyperCommand, get_command(alone))

    def make_context(self, *args: Any, **options: Any) -> Any:
        """Read the command in, which takes its options and runs from here on."""
        return self.read_in().make_context(*args, **options)


COMMANDS = (
    Later(
        "shortlist",
        "showing.shortlist",
        "Rank who fits a need, a buyer or an IKM: ready, to ask, almost.",
        "N-001 -k 5",
    ),
    Later(
        "explain",
        "showing.explain",
        "Say why an IKM stands where it stands for a need.",
        "N-001 S-CEPER",
    ),
    Later(
        "list",
        "showing.list_records",
        "List what is loaded, also what could not be read and why.",
        "needs",
    ),
    Later("app", "app.app", "Start the app on this machine, for this machine only.", "--port 8600"),
    Later(
        "import",
        "importing.import_files",
        "Read files into the store: shows what would change, then asks.",
        "ikm.xlsx --sender 'Dinas Tegal'",
    ),
    Later(
        "event",
        "events.event",
        "Make an event; without a name, list the events.",
        "'Temu bisnis Tegal' --date 2026-12-09",
    ),
    Later(
        "outcomes",
        "outcomes.outcomes",
        "Tell a step of a pair; without one, show how far the pairs are and what is due.",
        "N-001 I-004 quotation --promised 150000000",
    ),
    Later(
        "invite-person",
        "people.invite",
        "Let the holder of an e-mail address sign in, in a role.",
        "ani@example.org --name Ani",
    ),
    Later(
        "people",
        "people.people",
        "List who may sign in, or let somebody sign in no longer.",
        "--remove ani@example.org",
    ),
    Later(
        "export",
        "exporting.export",
        "Write all that is stored into a workbook, or a folder of CSV files.",
        "semua.xlsx",
    ),
    Later(
        "merge",
        "deciding.merge",
        "Merge two firms; without ids, list the pairs that may be one.",
        "IKM-1-4 IKM-2-9",
    ),
    Later(
        "quarantine",
        "deciding.quarantine",
        "List the rows that were set aside, or mend one and read it again, or dismiss it.",
        "7 --set 'Nama IKM=CV Maju'",
    ),
    Later(
        "undo",
        "deciding.undo",
        "Undo an act (an import, an edit, a merge); without a number, list the last ones.",
        "12",
    ),
    Later(
        "runs",
        "deciding.runs",
        "List the runs that were kept, or keep one: every pair with its shares, for good.",
        "--keep 'before the meeting'",
    ),
    Later(
        "compare",
        "deciding.compare",
        "Say pair by pair who entered, left or moved between two runs, and why.",
        "1 2 -k 5",
    ),
    Later(
        "invite",
        "inviting.invite",
        "Choose which IKM to invite so that most needs are served; and who stands by.",
        "--seats 60 --province 'Jawa Tengah=10-'",
    ),
    Later(
        "plan",
        "planning.plan",
        "Choose who meets whom, and when and at which table.",
        "rencana.json --programme acara.toml",
    ),
    Later(
        "check",
        "plan_files.check",
        "Count again, without the solver, whether a plan keeps every rule.",
        "rencana.json",
    ),
    Later(
        "replan",
        "replanning.replan_file",
        "Mend a plan after a no-show or the like; the waiting list fills holes, few meetings move.",
        "rencana.json --now '2026-12-09 14:00' --no-show I-003",
    ),
    Later(
        "agenda",
        "handing_out.write_agendas",
        "Write the papers of a plan: agendas, wall plan, workbook, calendars, list of pairs.",
        "rencana.json --out agenda",
    ),
    Later(
        "evaluate",
        "evaluating.evaluate",
        "Measure rankings on what was not known yet, beside five simple ones.",
        "--history riwayat --split 2019-01-01",
    ),
    Later(
        "learn",
        "learning.learn",
        "Learn weights from what came of past needs; nothing changes unless you accept them.",
        "--accept 'Sari Dewi'",
    ),
    Later(
        "rank-all",
        "ranking_all.rank_all",
        "Rank every need against a whole registry of parquet files; a restart goes on.",
        "--suppliers 'ikm/*.parquet' --needs needs.parquet --out top.parquet",
    ),
    Later(
        "index",
        "indexing.index",
        "Index all firms of the store, for the page of candidates; one that was stopped goes on.",
        "",
    ),
    Later(
        "backup",
        "keeping.backup",
        "Write the whole store into one file, while it is in use.",
        "before-import.db",
    ),
    Later(
        "restore",
        "keeping.restore",
        "Bring a backup back; what the store holds now is kept aside first.",
        "before-import.db",
    ),
    Later(
        "doctor",
        "keeping.doctor",
        "Examine the store, and say what is wrong and what to do.",
        "--all",
    ),
    Later(
        "template",
        "keeping.write_template",
        "Write a workbook to fill in, with drop-downs and an example.",
        "isian.xlsx",
    ),
    Later(
        "worker",
        "keeping.worker",
        "Do the jobs that pages leave; the app starts it by itself.",
        hidden=True,
    ),
)


class Commands(TyperGroup):
    """All commands, in the order of a person's way through them."""

    def __init__(self, **options: Any):
        super().__init__(**options)
        self.commands = {str(command.name): command for command in COMMANDS}


cli = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@cli.callback()
def linkmatch() -> None:
    """Decides who meets whom at Link & Match events, and says why."""


def main() -> None:
    """Run the command line; what a person can mend is one line on stderr and exit code 2."""
    try:
        cli()
    except SystemExit:
        raise
    except _mendable() as error:
        from matcher.commands.options import asked_language
        from matcher.printing import print_error

        print_error(error.message, error.values, asked_language())
        raise SystemExit(2) from None


def _mendable() -> type["LinkmatchError"]:
    """Give what a person can mend; asked only once something was raised, for it takes its time."""
    from matcher.errors import LinkmatchError

    return LinkmatchError
