"""The weight and length bands of the components: complete, possible, and right for known parts."""

from pathlib import Path

import pandas as pd
import pytest

COMPONENTS = Path(__file__).resolve().parents[2] / "data" / "vocabulary" / "components.csv"
BANDS = ["weight_kg", "length_mm"]
STEEL_KG_PER_MM3 = 7.85e-6

# The widest bands are a hundredfold in weight: small and large of one family.
WIDEST_FACTOR = {"weight_kg": 100, "length_mm": 60}
POSSIBLE = {"weight_kg": (0.0001, 5000), "length_mm": (1, 20000)}

# node, kg, mm of one piece, and what the two numbers rest on
KNOWN_PARTS = [
    # DIN 933 M8x30: head 13 mm across flats, 5.3 mm high (6 g); 30 mm of M8 thread (9 to 10 g)
    ("bolt", 0.016, 35.3),
    # DIN 934 M8: 13 mm across flats, 14.4 mm across corners, 6.5 mm high; 5 g in weight tables
    ("nut", 0.005, 14.4),
    # Ball of 10 mm: pi / 6 * 1 cm3 of bearing steel at 7.8 g/cm3
    ("bearing-ball", 0.0041, 10),
    # Deep groove ball bearing 6204: 20 x 47 x 14 mm (ISO 15), 0.11 kg in makers' catalogues
    ("rolling-bearing", 0.11, 47),
    # Chain 428 of 104 links of 12.7 mm; ISO 606 chains of this pitch weigh about 0.7 kg/m
    ("motorcycle-chain", 0.92, 1321),
    # Cast-iron brake block 320 mm long, about 80 x 60 mm across, grey iron at 7.2 g/cm3
    ("rail-brake-block", 11.1, 320),
]


def limits(cell):
    """Split "low-high" into two numbers."""
    low, high = cell.split("-")
    return float(low), float(high)


@pytest.fixture(scope="module")
def components():
    table = pd.read_csv(COMPONENTS, dtype=str, keep_default_na=False)
    return table.set_index("node")


def inherited(components, node, column):
    """Give the node's own cell or that of its nearest ancestor that has one."""
    while node and not components.at[node, column]:
        node = components.at[node, "parent"]
    return components.at[node, column] if node else ""


def stated(components, column):
    """Map each node with a band of its own to its limits."""
    cells = components.loc[components[column] != "", column]
    return {node: limits(cell) for node, cell in cells.items()}


@pytest.mark.parametrize("column", BANDS)
def test_band_is_two_numbers_with_decimal_points(components, column):
    cells = components.loc[components[column] != "", column]

    wrong = cells[~cells.str.fullmatch(r"\d+(\.\d+)?-\d+(\.\d+)?")]

    assert wrong.to_dict() == {}


@pytest.mark.parametrize("column", BANDS)
def test_every_leaf_has_a_band_of_its_own_or_inherited(components, column):
    leaves = components.index.difference(components["parent"])

    without = [node for node in leaves if not inherited(components, node, column)]

    assert len(leaves) > 0
    assert without == []


def test_weight_and_length_are_stated_together(components):
    blank = components[BANDS] == ""

    assert components.index[blank["weight_kg"] != blank["length_mm"]].tolist() == []


@pytest.mark.parametrize("column", BANDS)
def test_low_is_below_high_and_both_are_possible(components, column):
    least, most = POSSIBLE[column]

    wrong = {
        node: (low, high)
        for node, (low, high) in stated(components, column).items()
        if not least <= low < high <= most
    }

    assert wrong == {}


@pytest.mark.parametrize("column", BANDS)
def test_no_band_is_too_wide_to_tell_anything(components, column):
    wide = {
        node: (low, high)
        for node, (low, high) in stated(components, column).items()
        if high / low > WIDEST_FACTOR[column] * (1 + 1e-9)
    }

    assert wide == {}


@pytest.mark.parametrize("end", [0, 1], ids=["low", "high"])
def test_no_part_is_heavier_than_a_steel_cube_of_its_length(components, end):
    weights, lengths = (stated(components, column) for column in BANDS)

    too_heavy = {
        node: (kg[end], lengths[node][end])
        for node, kg in weights.items()
        if kg[end] > STEEL_KG_PER_MM3 * lengths[node][end] ** 3
    }

    assert too_heavy == {}


@pytest.mark.parametrize(("node", "kg", "mm"), KNOWN_PARTS)
def test_known_part_lies_within_the_bands_of_its_node(components, node, kg, mm):
    lightest, heaviest = limits(inherited(components, node, "weight_kg"))
    shortest, longest = limits(inherited(components, node, "length_mm"))

    assert lightest <= kg <= heaviest
    assert shortest <= mm <= longest
