"""Indonesian and English mixed: half of the needs in the other language, in other words.

`mixed_needs.csv` says every second open need of the synthetic event in the other language (grades
and numbers stay). It was written by hand without a look into the vocabulary; how many of its
phrases stand in the vocabulary word for word is printed. Firms, must-haves and the hidden truth
stay as they are. The figure is recall@10, its difference paired over needs.
Run: python benchmarks/mixed.py
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from event import Event, figures, read_event

from features.package_data import data_table
from matcher import Scorer
from matcher.metrics import Interval, paired_bootstrap
from matcher.pairs import all_pairs

TABLE = Path(__file__).with_name("mixed_needs.csv")
COLUMNS = ["component", "description", "processes", "materials"]
VOCABULARY = ("components", "processes", "materials", "machines")


def translated(event: Event, table: pd.DataFrame) -> Event:
    """Give the same event with these needs said in other words; a blank stays as it was."""
    data = event.scorer.data
    needs = data.needs.set_index("need_id")
    words = table[COLUMNS].dropna(how="all")
    for column in COLUMNS:
        said = words[column].dropna()
        needs.loc[said.index, column] = said
    return event._replace(scorer=Scorer(replace(data, needs=needs.reset_index())))


def known(table: pd.DataFrame) -> tuple[int, int]:
    """Count the phrases that stand in the vocabulary word for word, and all of them."""
    phrases = {
        part.strip().lower()
        for column in COLUMNS
        for cell in table[column].dropna()
        for part in cell.replace(" - ", ";").split(";")
    }
    names = {
        word.strip().lower()
        for name in VOCABULARY
        for row in data_table("vocabulary", f"{name}.csv").astype(str).to_numpy()
        for cell in row
        for word in cell.split(";")
    }
    return len(phrases & names), len(phrases)


def by_need(event: Event) -> pd.Series:
    """Give recall@10 of every need that has a true supplier."""
    found = figures(event, all_pairs(event.scorer).scores.score)["recall@10"]
    asked = np.flatnonzero(event.gains.sum(axis=1))
    return pd.Series(found, index=event.scorer.needs.index[asked])


def _line(name: str, found: Interval) -> str:
    return f"{name:42} {found.mean:+.3f} [{found.low:+.3f}, {found.high:+.3f}]"


def main() -> None:
    """Print recall@10 as it is and mixed, over all needs and over those said otherwise."""
    event, table = read_event(), pd.read_csv(TABLE, index_col="need_id", dtype=object)
    before, after = by_need(event), by_need(translated(event, table))
    n_known, n = known(table)
    print(
        f"{len(table)} of {len(event.scorer.needs)} needs in the other language; {n_known} of {n}"
    )
    print("phrases stand in the vocabulary word for word")
    said = before.index.isin(table.index)
    for name, of in (("all needs", np.ones_like(said)), ("the needs said otherwise", said)):
        print(_line(f"{name}: as they are (n={of.sum()})", paired_bootstrap(before[of])))
        print(_line(f"{name}: mixed", paired_bootstrap(after[of])))
        print(_line(f"{name}: mixed less as they are", paired_bootstrap(after[of], before[of])))


if __name__ == "__main__":
    main()
