"""Plans: versions side by side, none overwritten, one released."""

import pytest

from matcher.errors import ChangedError, NotFoundError
from matcher.store.plans import keep_plan, plan_document, plan_versions, release_plan

FIRST, SECOND = {"plan": {"placed": [["m", "1", "A1"]]}}, {"plan": {"placed": []}}


def test_every_version_is_kept_as_it_was(store, ani):
    first = keep_plan(store, ani, FIRST, "E-1")
    second = keep_plan(store, ani, SECOND, "E-1", based_on=first, note="tanpa m")
    keep_plan(store, ani, SECOND, "E-2")

    found = plan_versions(store, "E-1")

    assert [(one.plan_id, one.based_on, one.note) for one in found] == [
        (second, first, "tanpa m"),
        (first, None, None),
    ]
    assert plan_document(store, first)[1] == FIRST
    assert plan_document(store, second)[1] == SECOND


def test_the_second_of_two_who_change_one_plan_is_told_who_was_first(store, ani, budi):
    first = keep_plan(store, ani, FIRST, "E-1")
    then = keep_plan(store, ani, SECOND, "E-1", based_on=first)

    with pytest.raises(ChangedError) as error:
        keep_plan(store, budi, FIRST, "E-1", based_on=first)

    assert (error.value.values["who"], error.value.values["plan"]) == (ani.name, then)
    assert [one.plan_id for one in plan_versions(store)] == [then, first]


def test_a_released_plan_says_by_whom(store, ani, budi):
    plan_id = keep_plan(store, ani, FIRST)

    release_plan(store, budi, plan_id)

    (found,) = plan_versions(store)
    assert (found.released_by, found.released_at is None) == (budi.name, False)


def test_a_plan_that_is_not_there_is_one_line(store, ani):
    with pytest.raises(NotFoundError, match="there is no plan 7"):
        release_plan(store, ani, 7)
    with pytest.raises(NotFoundError, match="there is no plan 7"):
        plan_document(store, 7)
