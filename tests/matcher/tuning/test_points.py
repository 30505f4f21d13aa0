import pytest

from matcher import SettingsError, Weights, load_weights
from matcher.tuning.points import most_points, points_of, with_points

START = Weights({"component": 3, "process": 1, "support": 2}, rho=0.25)


def test_sides_start_at_100_points_whatever_the_numbers_in_the_file():
    assert [points_of(START, name, START) for name in ("component", "process")] == [75, 25]
    assert [points_of(START, name, START) for name in ("support", "wish")] == [100, 0]


def test_settings_are_percent():
    assert (points_of(START, "rho", START), points_of(START, "minimum", START)) == (25, 40)
    assert with_points(START, "rho", 60, START).rho == 0.6


def test_a_moved_slider_changes_its_own_weight_only():
    moved = with_points(START, "process", 50, START)

    assert moved == START.changed(process=2.0)
    assert points_of(moved, "component", START) == 75


def test_where_it_stood_gives_the_very_number_back():
    start = load_weights()

    for name in (*start.criteria, "rho", "floor", "minimum"):
        points = points_of(start, name, start)
        there = with_points(start, name, points + 7, start)
        assert there != start
        assert with_points(there, name, points, start) == start


def test_sliders_reach_further_where_a_criterion_has_most_of_its_side():
    even = Weights({"component": 1, "process": 1, "support": 1, "payment": 1})

    assert (most_points(even, even), most_points(START, START)) == (50, 100)
    assert most_points(even.changed(component=4), even) == 200


def test_no_point_left_on_a_side_is_one_line():
    with pytest.raises(SettingsError, match="all weights of the supplier's side are 0"):
        with_points(START, "support", 0, START)
