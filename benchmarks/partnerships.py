"""The partnerships of 27 November 2018, ranked from what was known before that day.

Ties count as their expected rank; beside each stands the rank of a random order. Firms that were
first named on that day have nothing known before it and stand apart.
Run: python benchmarks/partnerships.py
"""

from datetime import date

import numpy as np

from matcher import Scorer, load, shortlist
from matcher.metrics import expected_rank

DAY = date(2018, 11, 27)


def main() -> None:
    """Print one line per partnership, then the means."""
    data = load()
    before = data.known_before(DAY)
    scorer = Scorer(before)
    named = dict(zip(data.firms["firm_id"], data.firms["as_of"], strict=True))
    firms = data.firms[data.firms["kind"] == "ikm"]["firm_id"].tolist()
    signed = data.partnerships[data.partnerships["date"] == DAY]
    rows = []
    for pair in signed.itertuples():
        asked = data.needs["firm_id"].eq(pair.buyer_id) & data.needs["date"].eq(DAY)
        need_id = data.needs.loc[asked, "need_id"].item()
        found = {one.supplier_id: one for one in shortlist(scorer, need_id).candidates}
        scores = np.array([found[firm].score for firm in firms])
        rank = expected_rank(scores, firms.index(pair.supplier_id))
        new = not named[pair.supplier_id] < DAY
        rows.append((new, rank))
        little = "too little to rank" if shortlist(scorer, need_id).too_little else ""
        print(
            f"{data.firm_name(pair.buyer_id):45} {data.firm_name(pair.supplier_id):30} "
            f"rank {rank:4.1f} of {len(firms)} {'first named that day' if new else '':21} {little}"
        )
    for label, new in (("known before", False), ("first named that day", True)):
        ranks = [rank for is_new, rank in rows if is_new == new]
        print(
            f"{label:22} n={len(ranks)}  mean expected rank {np.mean(ranks):.2f}  "
            f"random {(len(firms) + 1) / 2:.2f}"
        )


if __name__ == "__main__":
    main()
