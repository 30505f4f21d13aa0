"""What the two sides say of meeting each other, as it counts when pairs are chosen."""

import pandas as pd

WISH_POINTS = 10.0  # of score, for each side that wishes for a meeting


def with_wishes(candidates: pd.DataFrame, wishes: pd.DataFrame | None) -> pd.DataFrame:
    """Raise the score of what is wished for; who wishes not to meet fits no more.

    A row without a yes or no is a wish; one without a need is about all needs of the buyer.
    """
    if wishes is None or wishes.empty:
        return candidates
    refuses = wishes["wished"].map(lambda one: one is False)
    said = wishes.assign(points=WISH_POINTS * ~refuses, refused=refuses)
    whole = _per(said[said["need_id"].isna()], ["supplier_id", "buyer_id"], candidates)
    single = _per(said[said["need_id"].notna()], ["supplier_id", "buyer_id", "need_id"], candidates)
    points, refused = whole["points"] + single["points"], whole["refused"] | single["refused"]
    return candidates.assign(
        score=(candidates["score"] + points).clip(upper=100),
        fails_requirement=candidates["fails_requirement"] | refused,
    )


def _per(said: pd.DataFrame, key: list[str], candidates: pd.DataFrame) -> pd.DataFrame:
    """Give the points of each candidate and whether it was refused, in the order of candidates."""
    sums = said.groupby(key).agg(points=("points", "sum"), refused=("refused", "any"))
    found = candidates[key].join(sums, on=key)
    points = found["points"].astype(float).fillna(0.0)
    return pd.DataFrame({"points": points, "refused": found["refused"].eq(True)})
