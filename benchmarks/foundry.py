"""A foundry that names no part, among twenty complete profiles: does it meet the rail parts?

`benchmarks/foundry/` is synthetic, in the documented CSV form. Run: python benchmarks/foundry.py
"""

from pathlib import Path

from matcher import Scorer, load, shortlist

FOLDER = Path(__file__).parent / "foundry"
FOUNDRY = "S-00"


def ranks() -> dict[str, tuple[str, int, int]]:
    """Map each need to its component, the foundry's rank and the best exhaust maker's rank."""
    scorer = Scorer(load(FOLDER))
    makers = {
        firm
        for firm, name in scorer.data.firms[["firm_id", "name"]].to_numpy()
        if "Knalpot" in name
    }
    found = {}
    for need_id, component in scorer.data.asked["component"].items():
        order = {one.supplier_id: one.rank for one in shortlist(scorer, need_id).ready}
        found[need_id] = (component, order[FOUNDRY], min(order[maker] for maker in makers))
    return found


if __name__ == "__main__":
    for component, foundry, exhaust_maker in ranks().values():
        print(f"{component:28} foundry {foundry:2}   best exhaust maker {exhaust_maker:2}")
