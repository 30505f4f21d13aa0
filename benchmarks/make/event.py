"""Write the made-up event: data/demo_event, its regional form and the hidden truth.

    python benchmarks/make/event.py [--seed 0] [--out data/demo_event] [--truth FILE]

The regional form stands beside the folder, under its name with `_regional`.
"""

import argparse
from collections import Counter
from pathlib import Path

from event.files import WIDE, write, write_table
from event.tables import make_tables

ROOT = Path(__file__).parents[2]
FULL = ("firms", "capabilities", "certificates", "needs", "requirements", "outcomes")


def write_event(seed: int, out: Path, truth: Path) -> Counter[str]:
    """Write all files; return how often each kind and style of spelling was used."""
    used: Counter[str] = Counter()
    tables = make_tables(seed, used)
    for table in (*FULL, "partnerships"):
        write_table(out, table, tables[table])
    regional = out.with_name(f"{out.name}_regional")
    write_table(regional, "firms", tables["buyers"])
    write_table(regional, "needs", tables["needs"])
    write_table(regional, "requirements", tables["requirements"])
    write(regional / "ikm.csv", tables["ikm"], list(WIDE))
    columns = ["need_id", "supplier_id", "grade"]
    write(truth, tables["truth"], columns)
    return used


def main() -> None:
    """Read the command line and write the event."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=ROOT / "data/demo_event")
    parser.add_argument("--truth", type=Path, default=ROOT / "benchmarks/event_truth.csv")
    asked = parser.parse_args()
    used = write_event(asked.seed, asked.out, asked.truth)
    for kind_and_style, n in sorted(used.items()):
        print(f"{kind_and_style:20} {n:5}")


if __name__ == "__main__":
    main()
