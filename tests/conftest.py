"""Small folders in the documented CSV form, written by a test for itself; a store of its own."""

import pytest

FIRMS = """firm_id,name,kind,place,support_needed
S-1,CV Cor Ceper,ikm,Ceper,raw_material
S-2,PT Knalpot Tegal,ikm,Kab. Tegal,none
S-3,UD Kosong,ikm,,
B-1,PT Kereta,large,Kota Madiun,
B-2,PT Motor,large,Kabupaten Bekasi,
"""
CAPABILITIES = """capability_id,firm_id,product,processes,materials,capacity_per_month,max_weight_kg
C-1,S-1,rem block cast iron,cor pasir,besi cor kelabu,5.000,40
C-2,S-1,bubut flange,bubut,baja,,
C-3,S-2,knalpot,las argon; tekuk pipa,pipa baja,1200,
"""
NEEDS = """need_id,firm_id,component,processes,materials,support_offered,date
N-1,B-1,rem block cast iron,cor pasir,cast iron,raw_material,2024-05-01
N-2,B-2,muffler assy,,,coaching,2024-05-01
N-3,,komponen rahasia,,,,
"""
REQUIREMENTS = """need_id,kind,value
N-1,material,cast iron
N-1,volume_per_month,3000
N-2,process,welding
"""


@pytest.fixture(scope="session", autouse=True)
def no_store_of_the_runner(tmp_path_factory):
    """No program that a whole module shares reads or writes the store of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINKMATCH_DB", str(tmp_path_factory.mktemp("store") / "linkmatch.db"))
        yield


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    """No test reads or writes the store of another."""
    monkeypatch.setenv("LINKMATCH_DB", str(tmp_path / "linkmatch.db"))


@pytest.fixture
def folder(tmp_path):
    """A folder with three suppliers, two buyers and three needs."""
    place = tmp_path / "records"
    place.mkdir()
    for name, text in (
        ("firms", FIRMS),
        ("capabilities", CAPABILITIES),
        ("needs", NEEDS),
        ("requirements", REQUIREMENTS),
    ):
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return place
