"""The contract that every criterion keeps, as checks to call on a new one.

`check_criterion(MyCriterion())` runs them all; a broken one raises AssertionError and says which.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from sklearn.base import clone

from features.block import Block
from features.contract import Criterion
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
).assign(description=None)


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


def blank_supplier_is_worth_the_average(
    criterion: Criterion, suppliers: pd.DataFrame, needs: pd.DataFrame
) -> None:
    """A supplier that stated nothing fits as the mean of the firms that did."""
    block = Block(criterion, prior_firms=0.0).fit(suppliers, needs)
    stated = block.supplier_vectors(suppliers).stated
    found = pd.DataFrame(fits(block, suppliers, needs).T, index=suppliers["firm_id"])
    mean = found[stated].groupby(level=0).mean().mean().to_numpy()
    asked = block.need_vectors(needs).stated
    for blank in np.flatnonzero(~stated):
        np.testing.assert_allclose(
            found.iloc[blank].to_numpy()[asked], mean[asked], err_msg="blank is not the average"
        )


def vague_need_leaves_the_ranking(
    criterion: Criterion, suppliers: pd.DataFrame, needs: pd.DataFrame
) -> None:
    """A need that does not state it fits all suppliers alike."""
    block = Block(criterion).fit(suppliers, needs)
    found = fits(block, suppliers, needs)[~block.need_vectors(needs).stated]
    np.testing.assert_allclose(found, found[:, :1] * np.ones(len(suppliers)), err_msg="not alike")


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


CHECKS: tuple[Check, ...] = (
    fit_lies_in_0_and_1,
    one_row_scores_as_in_the_batch,
    row_order_does_not_matter,
    blank_supplier_is_worth_the_average,
    vague_need_leaves_the_ranking,
    parts_sum_to_the_fit,
    settings_survive_a_clone,
)
