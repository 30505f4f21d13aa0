"""A small history that a test writes for itself: three trades, six buyers, five years."""

import numpy as np
import pandas as pd
import pytest

from matcher.evaluate import read_history

TRADES = {
    "rem": ("rem block kereta", "blok rem cast iron", "sepatu rem lori"),
    "knalpot": ("knalpot motor", "muffler pipa", "knalpot mobil racing"),
    "poros": ("poros bubut", "as roda baja", "poros engkol"),
}


def tables(n_needs=150, seed=0):
    """Suppliers serve one trade; the buyer often takes whom it took before."""
    rng = np.random.default_rng(seed)
    trades = list(TRADES)
    firms = [f"S-{i:02}" for i in range(15)]
    days = pd.Series(pd.date_range("2014-01-10", periods=n_needs, freq="12D").date)
    trade = [trades[i] for i in rng.integers(0, 3, n_needs)]
    needs = pd.DataFrame(
        {
            "id": [f"N-{i:03}" for i in range(n_needs)],
            "text": [f"{TRADES[t][rng.integers(3)]} tipe {rng.integers(9)}" for t in trade],
            "buyer": [f"B-{i}" for i in rng.integers(0, 6, n_needs)],
            "location": "",
            "category": "open",
            "value": "1",
            "date": days.map(str),
        }
    )
    won = [firms[trades.index(t) * 5 + min(4, int(rng.geometric(0.4)) - 1)] for t in trade]
    return {
        "suppliers": pd.DataFrame({"id": firms, "name": firms, "location": "Tegal"}),
        "needs": needs,
        "outcomes": pd.DataFrame({"need_id": needs["id"], "supplier_id": won}),
    }


def write(folder, found):
    folder.mkdir(exist_ok=True)
    for name, table in found.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.fixture
def history_folder(tmp_path):
    return write(tmp_path / "history", tables())


@pytest.fixture
def history(history_folder):
    return read_history(history_folder)


@pytest.fixture
def written(tmp_path):
    """Write other tables and give their folder."""
    return lambda found: write(tmp_path / "other", found)


@pytest.fixture
def made():
    return tables
