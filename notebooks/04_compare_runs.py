# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Compare runs
#
# Two runs of the same event, pair by pair: who moved, and which criterion moved them. A run is
# frozen in the store with its weights; here both go to one that is thrown away.

# %%
from pathlib import Path
from tempfile import TemporaryDirectory

import altair as alt
import pandas as pd

from matcher import Scorer, actions, load_weights
from matcher.access import LOCAL_PLANNER
from matcher.opening import records
from matcher.store import open_store

place = TemporaryDirectory()
store = open_store(str(Path(place.name) / "runs.db"))
scorer = Scorer(records("demo_event"))
weights = load_weights()

# %% [markdown]
# ## Two runs
#
# The second one trusts the track record twice as much.

# %%
first = actions.freeze_run(LOCAL_PLANNER, store, scorer, weights, "as shipped")
second = actions.freeze_run(
    LOCAL_PLANNER, store, scorer, weights.changed(precedent=0.28), "track record doubled"
)
[(run.run_id, run.name, run.at.date()) for run in actions.list_runs(LOCAL_PLANNER, store)]

# %% [markdown]
# ## Who moved
#
# Each pair among the first five that entered, left or moved, and what made the difference.

# %%
found = actions.compare_runs(LOCAL_PLANNER, store, first, second, k=5)
actions.table_of_changes(LOCAL_PLANNER, found, "en").head(10)

# %%
moved = [change for change in found.changes if change.before and change.after]
places = pd.DataFrame(
    [
        (change.need_id, 100 * change.before.score, 100 * change.after.score, change.kind)
        for change in moved
    ],
    columns=["need", "score before", "score after", "what"],
)
alt.Chart(places).mark_circle(opacity=0.6).encode(
    x=alt.X("score before", scale=alt.Scale(zero=False)),
    y=alt.Y("score after", scale=alt.Scale(zero=False)),
    color=alt.Color("what", title=None),
    tooltip=list(places.columns),
)

# %% [markdown]
# ## What made the difference
#
# Points that each criterion gained or lost, over all pairs that moved.

# %%
shares = pd.DataFrame(
    [{n: change.after.shares[n] - s for n, s in change.before.shares.items()} for change in moved]
)
(100 * shares.abs().mean()).sort_values(ascending=False).round(2).head(8)

# %%
store.close()
place.cleanup()
