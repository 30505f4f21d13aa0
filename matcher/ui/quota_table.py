"""Quota table: how many there are to be of each of several groups, filled in on the page."""

from typing import Any

import pandas as pd
import streamlit as st

from matcher.planner.limits import Range
from matcher.ui import session


def quota_table(group: str, column: Any, key: str) -> dict[str, Range]:
    """Ask for groups (under the heading `group`) and their (at least, at most)."""
    say = session.say()
    names = [group, say("At least"), say("At most")]
    kinds = [str, float, float]
    table = st.data_editor(
        pd.DataFrame({n: pd.Series(dtype=kind) for n, kind in zip(names, kinds, strict=True)}),
        num_rows="dynamic",
        width="stretch",
        key=f"{key}_{session.language()}",
        column_config={
            names[0]: column,
            names[1]: st.column_config.NumberColumn(min_value=0, step=1),
            names[2]: st.column_config.NumberColumn(min_value=0, step=1),
        },
    )
    return {
        name.strip(): (0 if pd.isna(least) else int(least), None if pd.isna(most) else int(most))
        for name, least, most in table.itertuples(index=False)
        if isinstance(name, str) and name.strip()
    }
