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
# # Learn from outcomes
#
# What MoUs and orders say about the weights, how sure that is, and where the ranking still fails.
# `records` gives what your store holds; while it holds nothing, the example event (made up).

# %%
from datetime import date

import altair as alt
import pandas as pd

from matcher import actions, load_weights
from matcher.access import LOCAL_PLANNER
from matcher.evaluate import evaluate, history_of, rank, ranked_above
from matcher.learn import learn
from matcher.opening import records

data = records("demo_event")
weights = load_weights()
lesson = learn(data, weights, date.today())
lesson.n_needs, lesson.n_outcomes, lesson.first_day, lesson.last_day, lesson.data_hash

# %% [markdown]
# ## Does it help?
#
# One event after the other is left out, and ranked with weights learned from the others. Only a
# gain whose interval lies above 0 is one.

# %%
figures = {"mrr": lesson.mrr, **lesson.first_ten}
pd.DataFrame(
    {(figure, name): vars(found) for figure, of in figures.items() for name, found in of.items()}
).T.round(3)

# %% [markdown]
# ## Before and after
#
# The bars are 95 percent of the weights learned from other draws of the same needs; the tick is
# the weight in use. Where a bar covers the tick, the outcomes do not speak against it.

# %%
changes = pd.DataFrame([vars(one) for one in lesson.changes])
base = alt.Chart(changes).encode(y=alt.Y("criterion", sort=None, title=None))
bars = base.mark_bar(opacity=0.5).encode(x=alt.X("low:Q", title="share of its side"), x2="high:Q")
bars + base.mark_tick(thickness=3).encode(x="before:Q")

# %% [markdown]
# ## Beside simple methods
#
# The same needs as a history: which supplier served which need, in words and dates only. All from
# the day of the split on is ranked with what was known before.

# %%
split = actions.propose_split(LOCAL_PLANNER, data)
ranked = rank(history_of(data), split, weights)
found = evaluate(ranked, k=10, groups=("all",))
figures = pd.DataFrame(
    {
        name: {figure: of["all"][figure] for figure in ("n", "recall@10", "mrr", "ndcg@10")}
        for name, of in found["methods"].items()
    }
).T
figures.round(3)

# %% [markdown]
# ## What ranked above the true partner, and why
#
# The needs in which the partner stood lowest: what it had served, who stood first instead, and
# what that one had served. Often the partner had never been seen with such a part.

# %%
ranked_above(ranked, n=10)
