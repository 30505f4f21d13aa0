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
# # Tune weights by hand
#
# Move a weight, see what it does to the figures, and how far it may move before a list changes.
# `records` gives what your store holds; while it holds nothing, the example event (made up).

# %%
import altair as alt
import pandas as pd

from matcher import Scorer, load_weights
from matcher.learn.outcomes import mrr, past_choices
from matcher.opening import records
from matcher.pairs import all_pairs
from matcher.tuning import influences, moves, room

data = records("demo_event")
scorer = Scorer(data)
weights = load_weights()

# %% [markdown]
# ## The sliders
#
# Change the numbers below and run the cell again. Only shares count: the weights of a side are
# divided by their sum.

# %%
mine = weights.changed(precedent=0.28, distance=0.03)

table = pd.DataFrame(
    [(one.criterion, one.share, one.real) for one in influences(scorer, mine)],
    columns=["criterion", "weight", "real influence"],
).set_index("criterion")
table.round(3)

# %%
alt.Chart(table.reset_index().melt("criterion")).mark_bar().encode(
    y=alt.Y("criterion", sort=None, title=None),
    x=alt.X("value", title=None, axis=alt.Axis(format="%")),
    yOffset="variable",
    color=alt.Color("variable", title=None),
)

# %% [markdown]
# A criterion with much weight and little influence tells nobody apart, or the need does not ask
# for it. The next line says in how many needs the first five changed.

# %%
moves(all_pairs(scorer, weights), all_pairs(scorer, mine)).n_changed(5), len(scorer.needs)

# %% [markdown]
# ## What it does to the figures
#
# Past needs whose outcome is known are ranked as of their own day, among the firms that were
# there. The reciprocal rank is 1 when the true partner stands first, 1/2 when second.

# %%
past = past_choices(data, weights, max(data.outcomes["date"]))

effect = pd.DataFrame(
    [
        (name, factor, mrr(past, weights.changed(**{name: factor * weight})) - mrr(past, weights))
        for name, weight in weights.criteria.items()
        if weight
        for factor in (0, 0.5, 2)
    ],
    columns=["criterion", "factor", "MRR less before"],
)
alt.Chart(effect).mark_point(filled=True, size=60).encode(
    y=alt.Y("criterion", sort=None, title=None),
    x=alt.X("MRR less before"),
    color=alt.Color("factor:O", title="times its weight"),
)

# %% [markdown]
# These figures look at the outcomes while tuning, so they flatter. What a weight is really worth
# shows in `03_learn_from_outcomes`, on needs that were not seen.
#
# ## How far a weight may move before the first five change
#
# For one need: the factors between which each weight can move, the others staying, with the same
# five first. A narrow range is a list that hangs on that weight.

# %%
need_id = scorer.needs.index[0]
sensitivity = room(scorer, weights, need_id)
sensitivity.round(2)

# %%
alt.Chart(sensitivity.reset_index()).mark_bar().encode(
    y=alt.Y("criterion", sort=None, title=None),
    x=alt.X("lowest", title=f"times its weight, {need_id}"),
    x2="highest",
)
