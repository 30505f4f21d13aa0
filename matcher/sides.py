"""Sides: the two tables that are scored, one row per capability and one row per need.

Firm-level facts repeat in each row; what a firm did before is counted from outcomes.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from features import Past
from matcher.records import NUMERIC_REQUIREMENTS, Row

SERVED = ("mou", "trial_order", "purchase_order", "repeat_order")
KEPT = ("meeting", "quotation", "factory_visit", "sample", "audit", *SERVED)
BROKEN = ("no_show", "stopped", "no_answer")  # by whom stands in the column `by`
PER_MONTH = {"week": 52 / 12, "month": 1.0, "year": 1 / 12}
MADE_BY = {"material_by": "raw_material", "tooling_by": "tooling"}
_ASKED_IN_WORDS = {"certificate": "certificates", "process": "processes", "material": "materials"}

Tables = Mapping[str, pd.DataFrame]


def supplier_side(tables: Tables) -> pd.DataFrame:
    """One row per capability, indexed by `row_id`, ordered by firm and capability.

    Every firm of kind ikm or sentra, and every other firm with a capability, is a supplier; one
    without a capability has one row.
    """
    firms, made = tables["firms"], tables["capabilities"]
    supplies = firms["kind"].isin(["ikm", "sentra"]) | firms["firm_id"].isin(made["firm_id"])
    own = firms.drop(columns=[name for name in Row.model_fields if name in firms])
    own = own.rename(columns={"industry": "firm_industry"})[supplies]
    rows = _blank_is_none(own.merge(made, on="firm_id", how="left"))
    rows = rows.sort_values(["firm_id", "capability_id"], na_position="first")
    rows["industry"] = rows["industry"].where(rows["industry"].notna(), rows.pop("firm_industry"))
    held, lacking = (_certificates(tables["certificates"], s) for s in ("held", "not_held"))
    served, steps = _served(tables), _steps(tables["outcomes"], "supplier")
    firm_id = rows["firm_id"]
    rows = rows.assign(
        certificates=[held.get(firm) for firm in firm_id],
        no_certificates=[lacking.get(firm) for firm in firm_id],
        served=[served.get(firm, ()) for firm in firm_id],
        **{name: [of.get(firm, none) for firm in firm_id] for name, (of, none) in steps.items()},
    )
    row_id = rows["capability_id"].fillna(firm_id)
    return rows.set_index(row_id.rename("row_id"))


def need_side(tables: Tables) -> pd.DataFrame:
    """One row per open need, indexed by `need_id` and ordered by it.

    What the need leaves blank comes from its must-haves, its buyer (place, industry) or who
    provides material and tooling; a volume counts per month.
    """
    buyers, needs = tables["firms"].set_index("firm_id"), tables["needs"]
    rows = needs[needs["status"] != "closed"].sort_values("need_id").set_index("need_id")
    firm_id = rows["firm_id"]
    steps = _steps(tables["outcomes"].merge(needs[["need_id", "firm_id"]]), "buyer")
    rows = rows.assign(
        place=rows["place"].fillna(firm_id.map(buyers["place"])),
        industry=rows["industry"].fillna(firm_id.map(buyers["industry"])),
        buyer_name=firm_id.map(buyers["name"]),
        volume_per_month=[_per_month(row) for row in rows.to_dict("records")],
        support_offered=[_offered(row) for row in rows.to_dict("records")],
        **{name: [of.get(firm, none) for firm in firm_id] for name, (of, none) in steps.items()},
    )
    return _blank_is_none(_with_must_haves(rows, tables["requirements"]))


def _with_must_haves(rows: pd.DataFrame, requirements: pd.DataFrame) -> pd.DataFrame:
    """Let the score know what the must-haves say, where the need does not say it itself."""
    rows = rows.copy()
    for kind in NUMERIC_REQUIREMENTS:
        asked = requirements[requirements["kind"] == kind].set_index("need_id")["value"]
        first = asked[~asked.index.duplicated()].astype(float)
        rows[kind] = rows[kind].where(rows[kind].notna(), rows.index.map(first))
    for kind, column in _ASKED_IN_WORDS.items():
        asked = (
            requirements[requirements["kind"] == kind].groupby("need_id")["value"].agg("; ".join)
        )
        joined = [
            "; ".join(filter(None, (cell, must)))
            for cell, must in zip(_texts(rows[column]), _texts(rows.index.map(asked)), strict=True)
        ]
        rows[column] = pd.Series([text or None for text in joined], rows.index, dtype=object)
    return rows


def _per_month(row: Mapping[str, object]) -> object:
    """Count a stated volume per month; what is needed once has no monthly rate."""
    per_month, volume, period = (row[c] for c in ("volume_per_month", "volume", "volume_period"))
    if pd.isna(per_month) and not pd.isna(volume) and period in PER_MONTH:
        return float(volume) * PER_MONTH[str(period)]  # type: ignore[arg-type]
    return per_month


def _offered(row: Mapping[str, object]) -> str | None:
    """Join what the buyer says it supports with what it provides for the part."""
    said = str(row["support_offered"] or "").split(";")
    provided = [kind for column, kind in MADE_BY.items() if row[column] in {"buyer", "shared"}]
    items = [item.strip() for item in [*said, *provided] if item.strip()]
    if provided:
        items = [item for item in items if item != "none"]
    return ";".join(dict.fromkeys(items)) or None


def _certificates(table: pd.DataFrame, status: str) -> dict[str, str]:
    """Join each firm's certificates of one status; `*` stands for none at all."""
    chosen = table[table["status"] == status]
    return dict(chosen.groupby("firm_id")["certificate"].agg("; ".join))


def _served(tables: Tables) -> dict[str, tuple[Past, ...]]:
    """Map each supplier to the past needs it served, oldest first."""
    needs = tables["needs"].set_index("need_id")
    told = _told_by_others(tables["outcomes"], "supplier")
    done = told.query("step in @SERVED").drop_duplicates(["need_id", "supplier_id"])
    found: dict[str, list[Past]] = {}
    for row in done.itertuples():
        need = needs.loc[row.need_id]
        text = " ; ".join(filter(None, _texts(need[["component", "processes", "materials"]])))
        past = Past(row.need_id, text, need["date"], need["component"], need["firm_id"] or "")
        found.setdefault(row.supplier_id, []).append(past)
    for row in tables["partnerships"].dropna(subset="product").itertuples():
        name = row.product.replace(";", ", ")
        day = row.date or row.as_of
        past = Past(row.partnership_id, row.product, day, name, row.buyer_id or "")
        found.setdefault(row.supplier_id, []).append(past)
    return {firm: tuple(sorted(past, key=lambda p: p.need_id)) for firm, past in found.items()}


def _steps(outcomes: pd.DataFrame, side: str) -> dict[str, tuple[dict[str, Any], int | None]]:
    """Count the steps that each firm of a side kept and broke, and that it does not contest.

    `last_kept` is the day of the latest one it kept. Beside each stands what holds of a firm
    without any.
    """
    column = "supplier_id" if side == "supplier" else "firm_id"
    outcomes = _told_by_others(outcomes, side)
    kept = outcomes[outcomes["step"].isin(KEPT)]
    broken = outcomes[outcomes["step"].isin(BROKEN) & (outcomes["by"] == side)]
    days = kept.dropna(subset="date").groupby(column)["date"].max()
    return {
        "kept": (dict(kept[column].value_counts()), 0),
        "broken": (dict(broken[column].value_counts()), 0),
        "last_kept": (dict(days), None),
    }


def _told_by_others(outcomes: pd.DataFrame, side: str) -> pd.DataFrame:
    """Leave out what a side reports of itself, since nobody vouches for itself, and disputes."""
    own = outcomes["reported_by"] == side
    return outcomes[~own & outcomes["contested"].isna()]


def _texts(cells: object) -> list[str]:
    return [cell if isinstance(cell, str) else "" for cell in cells]  # type: ignore[attr-defined]


def _blank_is_none(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype(object).where(table.notna(), None)
