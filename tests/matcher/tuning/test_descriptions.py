from features import CRITERIA
from matcher.tuning.descriptions import DESCRIPTIONS


def test_descriptions_are_the_first_lines_of_the_criteria():
    assert {c.name: c.__doc__.splitlines()[0] for c in CRITERIA} == DESCRIPTIONS
