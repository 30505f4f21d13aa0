"""A store with three IKM, two buyers, their needs, an event and two pairs with a story."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from matcher import load
from matcher.people import LOCAL_PLANNER as WHO
from matcher.store import Edit, edit, open_store
from matcher.store.dataset import TABLES

ROOT = Path(__file__).parents[2]
TODAY = date.today()
OUTCOMES = [
    {"need_id": "N-1", "supplier_id": "S-1", "step": "meeting", "date": TODAY - timedelta(50)},
    {
        "need_id": "N-1",
        "supplier_id": "S-1",
        "step": "purchase_order",
        "date": TODAY - timedelta(20),
        "reported_by": "buyer",
        "promised_idr": 90e6,
        "realised_idr": 10e6,
        "event_id": "E-1",
    },
    {
        "need_id": "N-2",
        "supplier_id": "S-2",
        "step": "stopped",
        "date": TODAY - timedelta(40),
        "by": "buyer",
        "reason": "harga",
        "next_date": TODAY - timedelta(3),
    },
]


@pytest.fixture
def stored(tmp_path, monkeypatch, folder):
    """The store of the app, with the records of `folder`."""
    where = tmp_path / "linkmatch.db"
    monkeypatch.setenv("LINKMATCH_DB", str(where))
    monkeypatch.delenv("LINKMATCH_DATA", raising=False)
    st.cache_resource.clear()
    opened = open_store(where)
    data = load(folder)
    rows = [
        Edit(kind, {name: value for name, value in row.items() if value is not None})
        for table, kind in TABLES.items()
        for row in getattr(data, table).to_dict("records")
    ]
    event = {"event_id": "E-1", "name": "Temu Tegal", "date": TODAY + timedelta(30)}
    outcomes = [{"outcome_id": f"O-{i}"} | values for i, values in enumerate(OUTCOMES)]
    rows += [Edit("event", event), *(Edit("outcome", values) for values in outcomes)]
    edit(opened, WHO, rows)
    yield opened
    opened.close()


@pytest.fixture
def open_page(stored):  # noqa: ARG001
    """Open a page of the app on the store, in English."""

    def open_(name, **linked):
        at = AppTest.from_file(ROOT / "app.py", default_timeout=90)
        at.session_state["language"], at.session_state["data"] = "en", "store"
        at.switch_page(f"matcher/ui/{name}.py")
        for parameter, value in linked.items():
            at.query_params[parameter] = value
        at.run()
        assert not at.exception
        return at

    return open_
