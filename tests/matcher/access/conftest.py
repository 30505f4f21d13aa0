"""A small folder as a scorer, and a small store: S-1 lies in Klaten, S-2 in Tegal."""

import pytest

from matcher import actions
from matcher.people import LOCAL_PLANNER
from matcher.store import Edit, edit, open_store

from .region import fill


@pytest.fixture
def scorer(folder):
    return actions.prepare(LOCAL_PLANNER, actions.open_data(LOCAL_PLANNER, str(folder)))


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "store.db")
    records = [
        Edit("firm", {"firm_id": "B-1", "name": "PT Kereta", "kind": "large"}),
        Edit("firm", {"firm_id": "B-2", "name": "PT Motor", "kind": "large"}),
        Edit("firm", {"firm_id": "S-1", "name": "CV Cor", "kind": "ikm", "place": "Ceper"}),
        Edit("firm", {"firm_id": "S-2", "name": "PT Las", "kind": "ikm", "place": "Kota Tegal"}),
        Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "rem"}),
        Edit("need", {"need_id": "N-2", "firm_id": "B-2", "component": "pipa"}),
        Edit("capability", {"capability_id": "C-1", "firm_id": "S-1"}),
        Edit("capability", {"capability_id": "C-2", "firm_id": "S-2"}),
    ]
    edit(opened, LOCAL_PLANNER, records)
    yield opened
    opened.close()


@pytest.fixture
def regional(tmp_path):
    """The store of region.py."""
    opened = open_store(tmp_path / "regional.db")
    fill(opened)
    yield opened
    opened.close()
