from pathlib import Path

import pytest

from features import CRITERIA
from matcher import SettingsError, Weights, load_weights
from matcher.weights import read_weights, to_toml

ROOT = Path(__file__).parents[2]


def test_shipped_weights_name_every_criterion_with_a_reason():
    weights = load_weights()

    assert set(weights.criteria) == {criterion.name for criterion in CRITERIA}
    assert [
        name for name in (*weights.criteria, "pair", "bands") if not weights.reasons[name]
    ] == []


def test_shares_in_the_score_sum_to_1():
    weights = load_weights()

    assert sum(weights.in_score(name) for name in weights.criteria) == pytest.approx(1)


def test_share_is_the_weight_divided_by_its_side():
    weights = Weights({"component": 3, "process": 1, "support": 2}, rho=0.2)

    assert (weights.share("component"), weights.share("support")) == (0.75, 1.0)
    assert weights.in_score("process") == pytest.approx(0.8 * 0.25)


def test_changed_keeps_the_rest():
    weights = Weights({"component": 3, "process": 1, "support": 2}, rho=0.2, floor=0.1)

    changed = weights.changed(process=2, rho=0.5)

    assert changed == Weights({"component": 3, "process": 2, "support": 2}, rho=0.5, floor=0.1)


@pytest.mark.parametrize(
    ("criteria", "own", "line"),
    [
        ({"colour": 1, "support": 1}, {}, "there is no criterion 'colour'; choose from component"),
        ({"component": -1, "support": 1}, {}, "the weight 'component' is -1; it must be a number"),
        ({"component": "much", "support": 1}, {}, "the weight 'component' is much"),
        ({"component": float("nan"), "support": 1}, {}, "the weight 'component' is nan"),
        ({"component": True, "support": 1}, {}, "the weight 'component' is True"),
        ({"component": 1, "support": 0}, {}, "all weights of the supplier's side are 0"),
        ({"component": 1, "support": 1}, {"rho": 1.5}, "the weight 'rho' is 1.5; .* from 0 to 1"),
    ],
)
def test_contradicting_settings_are_one_line(criteria, own, line):
    with pytest.raises(SettingsError, match=line):
        Weights(criteria, **own)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[buyer\n", "is not TOML"),
        ("buyer = 3\n", "'buyer' must be a section"),
        ("[buyer]\ncomponent = 3\n", "'component' must be a section"),
        ("[buyer.support]\nweight = 1\n", r"'support' belongs under \[supplier.support\]"),
        ("[buyer.component]\n[supplier.support]\nweight = 1\n", "the weight 'component' is nan"),
    ],
)
def test_wrong_file_is_one_line(tmp_path, text, line):
    file = tmp_path / "weights.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError, match=line):
        load_weights(file)


def test_missing_file_is_one_line(tmp_path):
    with pytest.raises(SettingsError, match=r"the weights file '.*none.toml' cannot be read"):
        load_weights(tmp_path / "none.toml")


SAVED = [
    load_weights(),
    load_weights().changed(process=1 / 3, wish=0, rho=0.123456789, floor=0, minimum=1, enough=0.7),
    Weights({"component": 3, "support": 1e-7}),
    Weights(
        {"component": 1, "support": 2},
        reasons={
            "component": 'said "yes"\nof C:\\besi, baja\x7f\u2028 🦊',
            "pair": "",
            "bands": "b",
        },
    ),
]


@pytest.mark.parametrize("weights", SAVED)
def test_saved_weights_are_read_back_equal_with_their_reasons(tmp_path, weights):
    file = tmp_path / "weights.toml"

    file.write_text(to_toml(weights), encoding="utf-8")

    assert load_weights(file) == weights


def test_saving_keeps_every_reason_of_the_shipped_file():
    shipped = (ROOT / "data/weights.toml").read_text(encoding="utf-8")

    reasons = [line for line in shipped.splitlines() if line.startswith("reason")]

    saved = to_toml(load_weights()).splitlines()
    assert [line for line in saved if line.startswith("reason")] == reasons


def test_file_with_the_mark_that_notepad_writes_is_read():
    assert read_weights(to_toml(SAVED[2]).encode("utf-8-sig"), "bobot.toml") == SAVED[2]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "all weights of the buyer's side are 0"),
        (b"\xff\xfe\x00", "'bobot.toml' is not TOML"),
        (b"a = " + b"[" * 100_000, "'bobot.toml' is not TOML"),
        (b"a = " + b"9" * 5_000, "'bobot.toml' is not TOML"),
        (b"[buyer.component]\nweight = 1" + b"0" * 400, "the weight 'component' is 1000"),
        (b"[buyer.component]\nweight = inf", "the weight 'component' is inf"),
    ],
)
def test_content_that_holds_no_weights_is_one_line(content, line):
    with pytest.raises(SettingsError, match=line):
        read_weights(content, "bobot.toml")
