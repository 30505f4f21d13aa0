"""Wishes of both sides raise a pair; who does not wish to meet does not."""

import pandas as pd

from matcher.planner.wished import with_wishes


def candidates():
    rows = [("S-1", "B-1", "N-1", 50.0), ("S-1", "B-1", "N-2", 95.0), ("S-2", "B-1", "N-1", 40.0)]
    table = pd.DataFrame(rows, columns=["supplier_id", "buyer_id", "need_id", "score"])
    return table.assign(fails_requirement=False)


def wished(*rows):
    columns = ["supplier_id", "buyer_id", "by", "wished", "need_id"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def after(*rows):
    found = with_wishes(candidates(), wished(*rows))
    return found["score"].tolist(), found["fails_requirement"].tolist()


def test_each_side_that_wishes_adds_ten_points_up_to_a_hundred():
    rows = [("S-1", "B-1", "buyer", True, None), ("S-1", "B-1", "ikm", None, None)]

    assert after(*rows) == ([70.0, 100.0, 40.0], [False, False, False])


def test_a_wish_about_one_need_raises_that_one():
    assert after(("S-1", "B-1", "ikm", True, "N-2"))[0] == [50.0, 100.0, 40.0]


def test_who_wishes_not_to_meet_fits_no_more_whatever_the_other_wishes():
    rows = [("S-1", "B-1", "buyer", False, None), ("S-1", "B-1", "ikm", True, None)]

    assert after(*rows)[1] == [True, True, False]


def test_without_wishes_nothing_changes():
    assert with_wishes(candidates(), None).equals(candidates())
    assert with_wishes(candidates(), wished()).equals(candidates())
