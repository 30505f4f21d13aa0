"""The contract that every criterion keeps, as checks to call on a new one.

`check_criterion(MyCriterion())` runs them all; a broken one raises AssertionError and says which.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
from sklearn.base import clone

from features.block import Block
from features.contract import Criterion
from features.past import Past
from features.reading import read_needs, read_suppliers

Check = Callable[[Criterion, pd.DataFrame, pd.DataFrame], None]

SUPPLIERS = pd.DataFrame(
    [
        # firm_id, product, processes, materials, place, support_needed
        ("S-1", "rem block cast iron", "cor pasir", "besi cor kelabu", "Ceper", "raw_material"),
        ("S-1", "tutup manhole", "cor pasir", "besi cor", "Ceper", "raw_material"),
        ("S-2", "knalpot", "las argon; tekuk pipa", "pipa baja", "Purbalingga", "none"),
        ("S-3", "poros; roda gigi", "bubut CNC", "S45C", "Kabupaten Tegal", "coaching;tooling"),
        ("S-4", None, None, None, None, None),
        ("S-5", "komponen otomotif", None, None, "Tegal", None),
    ],
    columns=["firm_id", "product", "processes", "materials", "place", "support_needed"],
).assign(
    machines=[None, None, "mesin las; bending pipa", "mesin bubut CNC", None, None],
    kbli=["24310", "24310", None, None, None, "29300"],
    industry=["kereta api", None, "otomotif", "alat berat", None, "otomotif"],
    industry_wished=["kereta api", "kereta api", "otomotif; elektronika", None, None, None],
    capacity_per_month=[5000, 800, 12000, 300, None, None],
    max_weight_kg=[40, 120, None, 15, None, None],
    max_length_mm=[None, 800, 900, 400, None, None],
    tolerance_mm=[1.0, None, 0.5, 0.02, None, None],
    certificates=["ISO 9001:2015", "ISO 9001:2015", None, "IATF 16949; ISO 14001", None, None],
    no_certificates=[None, None, "*", None, None, None],
    coached_by=[None, None, None, None, None, "YDBA"],
    payment_days_max=[30, 30, 60, 14, None, None],
    kept=[6, 6, 3, 0, 0, 0],
    broken=[1, 1, 3, 0, 0, 0],
    served=[
        (Past("P-1", "blok rem kereta api", date(2022, 3, 1), buyer="B-1"),),
        (Past("P-1", "blok rem kereta api", date(2022, 3, 1), buyer="B-1"),),
        (
            Past("P-2", "muffler motor", date(2023, 5, 1), buyer="B-2"),
            Past("P-3", "poros", date(2021, 1, 1), buyer="B-3"),
        ),
        (),
        (),
        (),
    ],
)
NEEDS = pd.DataFrame(
    [
        # need_id, component, processes, materials, place, support_offered
        ("N-1", "rem block cast iron", "cor pasir", "besi cor kelabu", "Kota Madiun", "coaching"),
        ("N-2", "muffler assy", None, None, "Kabupaten Bekasi", "raw_material;coaching"),
        ("N-3", "poros", "bubut CNC", None, None, None),
        ("N-4", "sesuatu", None, None, "Tegal", "none"),
    ],
    columns=["need_id", "component", "processes", "materials", "place", "support_offered"],
).assign(
    firm_id=["B-1", "B-2", "B-3", None],
    description=None,
    industry=["kereta api", "otomotif", "alat berat", None],
    part_weight_kg=[12, None, 40, None],
    part_length_mm=[300, 700, None, None],
    tolerance_mm=[1.0, None, 0.01, None],
    volume_per_month=[4000, 9000, 2000, None],
    certificates=["ISO 9001", "IATF 16949; ISO 14001", None, None],
    payment_days=[30, 60, 90, None],
    kept=[9, 2, 0, 0],
    broken=[1, 6, 0, 0],
    date=[date(2024, 5, 1), date(2024, 5, 1), date(2022, 1, 1), None],
)


def check_criterion(criterion: Criterion) -> None:
    """Run every check on an unfitted criterion.

    Raises
    ------
    AssertionError
        When the criterion breaks the contract.
    """
    suppliers, needs = read_suppliers(SUPPLIERS), read_needs(NEEDS)
    for check in CHECKS:
        check(criterion, suppliers, needs)


def fits(block: Block, suppliers: pd.DataFrame, needs: pd.DataFrame) -> np.ndarray:
    """Fit of every need with every row, shape (n_needs, n_rows)."""
    product = block.need_vectors(needs).rows @ block.supplier_vectors(suppliers).rows.T
    return np.asarray(product.toarray())


def fit_lies_in_0_and_1(criterion: Criterion, suppliers: pd.DataFrame, needs: pd.DataFrame) -> None:
    """A fit is a share of what was asked."""
    found = fits(Block(criterion).fit(suppliers, needs), suppliers, needs)
    np.testing.assert_array_less(-1e-12, found, "a fit is below 0")
    np.testing.assert_array_less(found, 1 + 1e-12, "a fit is above 1")


def one_row_scores_as_in_the_batch(
    criterion: Criterion, suppliers: pd.DataFrame, needs: pd.DataFrame
) -> None:
    """What stands beside a row does not change its fit."""
    block = Block(criterion).fit(suppliers, needs)
    batch = fits(block, suppliers, needs)
    for i in range(len(needs)):
        for j in range(len(suppliers)):
            alone = fits(block, suppliers.iloc[[j]], needs.iloc[[i]])
            np.testing.assert_allclose(alone[0, 0], batch[i, j], err_msg="alone differs")


def row_order_does_not_matter(
    criterion: Criterion, suppliers: pd.DataFrame, needs: pd.DataFrame
) -> None:
    """Fitting on the rows in another order gives the same fits."""
    there = fits(Block(criterion).fit(suppliers, needs), suppliers, needs)
    turned_suppliers, turned_needs = suppliers.iloc[::-1], needs.iloc[::-1]
    block = Block(criterion).fit(turned_suppliers, turned_needs)
    back = fits(block, turned_suppliers, turned_needs)[::-1, ::-1]
    np.testing.assert_allclose(back, there, err_msg="order matters")


def a_table_in_parts_gives_the_same_fit(
    criterion: Criterion, suppliers: pd.DataFrame, needs: pd.DataFrame
) -> None:
    """Counts and sums of parts add up to those of the whole, to the last bit."""
    whole, block = Block(criterion).fit(suppliers, needs), Block(criterion)
    of_firm = dict(iter(suppliers.groupby("firm_id")))
    parts = [of_firm["S-3"], pd.concat([of_firm[f] for f in ("S-5", "S-2")]), of_firm["S-1"]]
    parts.append(of_firm["S-4"])
    block.fit_counts(sum((criterion.count(part) for part in parts), Counter()))
    first, *others = [block.sums(part) for part in parts]
    block.fit_sums(sum(others, first))
    halves = [block.fits_of_average(half) for half in (needs.iloc[:2], needs.iloc[2:])]
    block.fit_vague(np.concatenate(halves))
    np.testing.assert_array_equal(
        fits(block, suppliers, needs), fits(whole, suppliers, needs), "parts differ"
    )


def blank_supplier_is_worth_the_average(
    criterion: Criterion, suppliers: pd.DataFrame, needs: pd.DataFrame
) -> None:
    """A supplier that stated nothing fits as the mean of the firms that did."""
    block = Block(criterion, prior_firms=0.0).fit(suppliers, needs)
    offered = block.criterion_.supplier_vectors(suppliers)
    asked = block.criterion_.need_vectors(needs)
    found = fits(block, suppliers, needs)[asked.by_aspect.sum(axis=1) == 1]
    mean = _mean_of_firms(block, suppliers, needs)[asked.by_aspect.sum(axis=1) == 1]
    for blank in np.flatnonzero(offered.by_aspect.sum(axis=1) == 0):
        np.testing.assert_allclose(found[:, blank], mean, err_msg="blank is not the average")


def vague_need_leaves_the_ranking(
    criterion: Criterion, suppliers: pd.DataFrame, needs: pd.DataFrame
) -> None:
    """A need that does not state it fits all suppliers alike."""
    block = Block(criterion).fit(suppliers, needs)
    vague = block.need_vectors(needs).by_aspect.sum(axis=1) == 0
    found = fits(block, suppliers, needs)[vague]
    np.testing.assert_allclose(found, found[:, :1] * np.ones(len(suppliers)), err_msg="not alike")


def stated_parts_lie_within_the_fit(
    criterion: Criterion, suppliers: pd.DataFrame, needs: pd.DataFrame
) -> None:
    """What rests on stated facts is at most the fit and at most what was stated."""
    block = Block(criterion).fit(suppliers, needs)
    asked, offered = block.need_vectors(needs), block.supplier_vectors(suppliers)
    low, sure = block.stated_fits(asked, offered), asked.by_aspect @ offered.by_aspect.T
    np.testing.assert_array_less(low - 1e-12, fits(block, suppliers, needs), "above the fit")
    np.testing.assert_array_less(low - 1e-12, sure, "covers more than was stated")


def parts_sum_to_the_fit(
    criterion: Criterion, suppliers: pd.DataFrame, needs: pd.DataFrame
) -> None:
    """What is explained is what is scored."""
    block = Block(criterion).fit(suppliers, needs)
    found = fits(block, suppliers, needs)
    asked, offered = block.need_vectors(needs).rows, block.supplier_vectors(suppliers).rows
    for i in range(len(needs)):
        for j in range(len(suppliers)):
            parts = block.contributions(asked[[i]], offered[[j]])
            total = sum(part.amount for part in parts)
            np.testing.assert_allclose(total, found[i, j], err_msg="the parts do not sum")


def settings_survive_a_clone(
    criterion: Criterion,
    suppliers: pd.DataFrame,  # noqa: ARG001
    needs: pd.DataFrame,  # noqa: ARG001
) -> None:
    """scikit-learn's clone keeps every setting."""
    copy = clone(criterion)
    np.testing.assert_equal(copy.get_params(), criterion.get_params())  # type: ignore[attr-defined]


def _mean_of_firms(block: Block, suppliers: pd.DataFrame, needs: pd.DataFrame) -> np.ndarray:
    """Mean fit of the firms that stated each aspect, worked out pair by pair; shape (n_needs,)."""
    offered = block.criterion_.supplier_vectors(suppliers)
    asked = block.criterion_.need_vectors(needs).rows.toarray()
    aspects = np.array([term.aspect for term in block.criterion_.terms()])
    total = np.zeros(len(needs))
    for aspect, sure in enumerate(offered.by_aspect.T):
        part = asked[:, aspects == aspect] @ offered.rows.toarray()[:, aspects == aspect].T
        firms = pd.DataFrame({"sure": sure, "firm": suppliers["firm_id"].to_numpy()})
        for i in range(len(needs)):
            sums = firms.assign(part=part[i]).groupby("firm")[["part", "sure"]].sum()
            stated = sums[sums["sure"] > 0]
            total[i] += (stated["part"] / stated["sure"]).mean() if len(stated) else 0.0
    return total


CHECKS: tuple[Check, ...] = (
    fit_lies_in_0_and_1,
    one_row_scores_as_in_the_batch,
    row_order_does_not_matter,
    a_table_in_parts_gives_the_same_fit,
    blank_supplier_is_worth_the_average,
    vague_need_leaves_the_ranking,
    stated_parts_lie_within_the_fit,
    parts_sum_to_the_fit,
    settings_survive_a_clone,
)
