import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import DataError
from matcher.intake.fields import FIELDS
from matcher.intake.mapping import ColumnMapping, Mapping

NAME = ColumnMapping(0, "Nama IKM", "firm", "name", 0.95, "because")
MAPPING = Mapping(
    "wide",
    (
        NAME,
        ColumnMapping(1, "NIK", "", "-", 1.0, "personal", hidden=True),
        ColumnMapping(2, "Omzet", "", "", 0.0, "unknown"),
    ),
    {"kind": "ikm"},
)


def changed(**values):
    """The text of the mapping with something else in it or in its first column."""
    found = json.loads(MAPPING.to_json())
    found["columns"][0] |= {key: v for key, v in values.items() if key in found["columns"][0]}
    return json.dumps(found | {key: v for key, v in values.items() if key not in NAME.__dict__})


def test_a_mapping_comes_back_as_it_was():
    assert Mapping.from_json(MAPPING.to_json()) == MAPPING


def test_the_same_mapping_is_the_same_text():
    assert Mapping.from_json(MAPPING.to_json()).to_json() == MAPPING.to_json()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "[]",
        "{}",
        b"\xff",
        changed(field="colour"),
        changed(kind="factory"),
        changed(kind=""),
        changed(confidence=1.5),
        changed(index=-1),
        changed(index=2),
        changed(index="a"),
        changed(surprise=1),
        changed(defaults={"kind": 1}),
    ],
)
def test_an_invented_mapping_is_refused_in_one_line(text):
    with pytest.raises(DataError, match="map the columns anew") as refused:
        Mapping.from_json(text)

    assert "\n" not in str(refused.value)


def test_a_line_of_an_unknown_kind_is_refused():
    text = MAPPING.to_json().replace('"kind": "wide"', '"kind": "factory"')

    with pytest.raises(DataError, match="factory"):
        Mapping.from_json(text)


@given(st.text() | st.binary())
def test_any_text_is_read_or_refused(text):
    try:
        Mapping.from_json(text)
    except DataError:
        return
    raise AssertionError("no random text is a mapping")


MEANINGS = st.sampled_from([*((f.kind, f.name) for f in FIELDS), ("", ""), ("", "-")])


@given(st.lists(st.tuples(MEANINGS, st.text(), st.floats(0, 1), st.text(), st.booleans())))
def test_every_mapping_round_trips(columns):
    mapping = Mapping(
        "wide",
        tuple(ColumnMapping(i, h, *m, c, w, x) for i, (m, h, c, w, x) in enumerate(columns)),
    )

    assert Mapping.from_json(mapping.to_json()) == mapping
