"""What a person says of a sender's columns holds for that sender's next file, and no other's."""

from dataclasses import replace

import pytest

from matcher import actions
from matcher.importing import Source
from matcher.people import LOCAL_PLANNER as WHO
from matcher.store import open_store

SHEET = "Nama Perusahaan,Kab/Kota,Nama Lain Usaha\nCV Dua Tiga,Tegal,Budi\n"


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "store.db")
    yield opened
    opened.close()


def meaning(store, table, sender):
    return actions.propose_mapping(WHO, store, table, sender).columns[2].field


def test_mapping_is_remembered_for_its_sender_alone(store):
    (table,) = actions.read_file(WHO, SHEET.encode(), "ikm.csv")
    found = actions.propose_mapping(WHO, store, table, "dinas")
    told = replace(found.columns[2], kind="firm", field="owner")
    mapping = replace(found, columns=(*found.columns[:2], told))
    before = meaning(store, table, "dinas")

    source = Source("dinas", "ikm.csv")
    staged = actions.stage_import(WHO, store, table, mapping, source)
    actions.publish_import(WHO, store, staged.batch_id)

    assert before != "owner"
    assert (meaning(store, table, "dinas"), meaning(store, table, "asosiasi")) == ("owner", before)
