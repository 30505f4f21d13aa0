"""A notebook starts from the store once it holds something."""

from typer.testing import CliRunner

from matcher.cli import cli
from matcher.dataset import STORED
from matcher.opening import records


def test_store_counts_once_it_holds_something(folder):
    before = records("demo_event").folder, records().folder
    for name in ("firms", "capabilities", "needs"):
        CliRunner().invoke(cli, ["import", str(folder / f"{name}.csv"), "--yes"])

    after = records("demo_event")

    assert before == ("demo_event", "link_and_match")
    assert (after.folder, len(after.firms)) == (STORED, 5)
