"""The one reader of what ships in `data/`, installed as the package `linkmatch_data`."""

from importlib.resources import files
from importlib.resources.abc import Traversable

import pandas as pd


def data_path(*parts: str) -> Traversable:
    """A file or folder below `data/`, also from a wheel outside the clone."""
    return files("linkmatch_data").joinpath(*parts)


def data_table(*parts: str) -> pd.DataFrame:
    """A CSV below `data/`, every cell as text and a blank cell as ''."""
    with data_path(*parts).open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype=str, keep_default_na=False)
