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
# # Look at the data
#
# What is known about the firms and needs of Link & Match, how much of it can be matched, and what
# one ranking looks like from the inside. `records` gives what your store holds; while it holds
# nothing, what news articles state about Link & Match.

# %%
import altair as alt
import pandas as pd

from matcher import Scorer, load_weights, shortlist
from matcher.opening import records

data = records()
scorer = Scorer(data)
first, last = scorer.needs.index[[0, -1]]
found = shortlist(scorer, first)
found.table().head()

# %% [markdown]
# ## What is stated, and what is not
#
# A blank is unknown, never zero. The share of rows that state something tells which criteria can
# work at all on these records.

# %%
suppliers = scorer.suppliers
stated = pd.DataFrame(
    {
        "suppliers": [
            block.supplier_vectors(suppliers).stated.mean() for block in scorer.blocks.values()
        ],
        "needs": [
            block.need_vectors(scorer.needs).stated.mean() for block in scorer.blocks.values()
        ],
    },
    index=list(scorer.blocks),
)
stated.round(2)

# %%
alt.Chart(stated.reset_index(names="criterion").melt("criterion")).mark_bar().encode(
    y=alt.Y("criterion", sort=None, title=None),
    x=alt.X("value", title="share of rows that state it", axis=alt.Axis(format="%")),
    row=alt.Row("variable", title=None),
)

# %% [markdown]
# ## What a weight really does
#
# A criterion that has the same fit for every candidate cannot change a ranking, whatever its
# weight. The effective weight is weight times spread among the candidates of one need.

# %%
weights = load_weights()
effective = pd.DataFrame(
    {
        "weight": {name: weights.in_score(name) for name in scorer.blocks},
        f"effective for {first}": scorer.effective_weights(first),
        f"effective for {last}": scorer.effective_weights(last),
    }
)
effective.round(2)

# %% [markdown]
# ## Why one pair scores what it scores
#
# The shares sum to the score, so the score is its own explanation.

# %%
best = found.candidates[0]
shares = scorer.shares(first, best.row_id)
pd.DataFrame(
    [(s.criterion, s.amount, s.weight, s.fit, s.supplier_stated, s.need_stated) for s in shares],
    columns=["criterion", "amount", "most", "fit", "supplier stated", "need stated"],
).round(3)

# %% [markdown]
# ## How far the order can be trusted
#
# Where almost nothing is stated, a list is names, not an order.

# %%
known = pd.Series({need: shortlist(scorer, need).n_known for need in scorer.needs.index})
known.rename("candidates that can be ranked").to_frame().T
