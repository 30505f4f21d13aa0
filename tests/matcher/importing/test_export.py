"""Export: what is taken out and read back changes nothing, and in an empty store gives the same."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher import actions, folder
from matcher.errors import DataError, DeniedError
from matcher.people import LOCAL_PLANNER as WHO
from matcher.people import Person
from matcher.store import Edit, edit

from .conftest import empty
from .pipe import csv_of, held, take_in

FIRMS = csv_of(
    "firm_id|name|kind|place|workers|nib|phone|website|as_of|certainty|Luas lahan|Kode lain",
    "0012|CV Maju Jaya|ikm|Tegal|1.200|0012345678901|0812-3456-7890|=1+1|2025-03-04|seen|1,5 ha|x",
    "S-2|@UD Logam|ikm|Ceper||||'=2|2024-12-31|claimed||-5",
    "B-1|PT Besar|large|Kota Madiun|||021-5551234|+62 x||||",
)
NEEDS = csv_of(
    'need_id|firm_id|component|part_weight_kg|volume_per_month|target_price_idr|Kode "lama"',
    ["N-1", "B-1", "rem blok", "2,5", "1200", "1.250.000", "a;b"],
    ["N-2", "B-1", '"bracket; ""kiri"""', "1,1250", "", "", "-"],
)


@pytest.fixture
def filled(store):
    take_in(store, FIRMS, "ikm.csv")
    take_in(store, NEEDS.replace(b";a;b", b';"a;b"').replace(b'"lama"', b"lama"), "needs.csv")
    edit(
        store,
        WHO,
        [
            Edit("firm_link", {"firm_id": "0012", "other_id": "S-2", "kind": "different"}),
            Edit("event", {"event_id": "E-1", "name": "Link", "date": date(2026, 11, 27)}),
            Edit("attendee", {"event_id": "E-1", "firm_id": "B-1", "name": "A", "decides": False}),
            Edit("capability", {"capability_id": "C-1", "firm_id": "0012", "tolerance_mm": 0.125}),
        ],
    )
    return store


@pytest.fixture(params=["folder", "workbook"])
def take_out(request, tmp_path):
    """Export a store; give the files by name with their contents."""

    def take(store):
        if request.param == "workbook":
            return {"all.xlsx": actions.export_workbook(WHO, store)}
        written = actions.export_folder(WHO, store, tmp_path / "out")
        return {path.name: path.read_bytes() for path in written}

    return take


def counts_of(store, files):
    return [take_in(store, content, name)[1] for name, content in files.items()]


def test_what_is_exported_and_read_back_changes_nothing(filled, take_out):
    before = held(filled, versions=True)

    counts = counts_of(filled, take_out(filled))

    assert held(filled, versions=True) == before
    assert {s: sum(c[s] for c in counts) for s in ("imported", "updated", "quarantined")} == {
        "imported": 0,
        "updated": 0,
        "quarantined": 0,
    }


def test_exported_files_fill_an_empty_store_with_the_same_records(filled, take_out):
    before, files = held(filled), take_out(filled)
    empty(filled)

    counts_of(filled, files)

    assert held(filled) == {key: row | {"n_statements": 1} for key, row in before.items()}


@pytest.mark.parametrize("database", ["sqlite"])
def test_csv_is_written_as_an_indonesian_sheet_opens_it(filled, tmp_path):
    actions.export_folder(WHO, filled, tmp_path)

    rows = list(
        csv.reader(io.StringIO((tmp_path / "needs.csv").read_text("utf-8-sig")), delimiter=";")
    )

    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["part_weight_kg"], first["target_price_idr"]) == ("2,5", "1250000")


@pytest.mark.parametrize("database", ["sqlite"])
def test_no_exported_csv_cell_runs_as_a_formula(filled, tmp_path):
    for path in actions.export_folder(WHO, filled, tmp_path):
        text = io.StringIO(path.read_text("utf-8-sig"))
        cells = [cell for row in csv.reader(text, delimiter=";") for cell in row]

        assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")] == []


@pytest.mark.parametrize("database", ["sqlite"])
def test_exported_folder_opens_with_data(filled, tmp_path):
    actions.export_folder(WHO, filled, tmp_path)

    read = folder.load(tmp_path)

    assert sorted(read.firms["firm_id"]) == ["0012", "B-1", "S-2"]
    assert sorted(read.needs["part_weight_kg"]) == [1.125, 2.5]


@pytest.mark.parametrize("database", ["sqlite"])
def test_empty_store_has_nothing_to_export(store):
    with pytest.raises(DataError):
        actions.export_tables(WHO, store)


@pytest.mark.parametrize("database", ["sqlite"])
def test_only_planners_take_everything_away(filled):
    with pytest.raises(DeniedError):
        actions.export_tables(Person("V", "viewer"), filled)


# letters, marks that CSV and Excel treat specially, and what office sheets hold
TEXTS = st.text("abXY0019 =+-@'\"|,;.\t\nÉß汉%#/()", max_size=12)
NUMBERS = st.one_of(
    st.integers(1, 10**9).map(float), st.floats(0.001, 10**9).map(lambda x: float(f"{x:.9g}"))
)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
MAYBE = lambda one: st.one_of(st.none(), one)  # noqa: E731


@st.composite
def edits(draw):
    """Records of several kinds whose fields and custom columns hold anything."""
    found = []
    for i in range(draw(st.integers(1, 3))):
        values = {
            "firm_id": f"00{i}",
            "name": f"PT {draw(TEXTS)} nama{i}",
            "kind": draw(st.sampled_from(["ikm", "large", "sentra"])),
            "workers": draw(MAYBE(st.integers(1, 10**6).map(float))),
            "investment_idr": draw(MAYBE(NUMBERS)),
            "markets": draw(MAYBE(TEXTS)),
            "owner": draw(MAYBE(TEXTS)),
            "established": draw(MAYBE(st.integers(1900, 2090))),
            "Kolom lain": draw(MAYBE(TEXTS)),
            "Kode 2": draw(MAYBE(TEXTS)),
            "certainty": draw(st.sampled_from(["claimed", "seen", "verified"])),
            "as_of": draw(MAYBE(DAYS)),
        }
        found.append(("firm", values))
        product = {"product": draw(MAYBE(TEXTS)), "tolerance_mm": draw(MAYBE(NUMBERS))}
        product |= {"max_weight_kg": draw(MAYBE(NUMBERS)), "machines": draw(MAYBE(TEXTS))}
        found.append(("capability", {"capability_id": f"C-{i}", "firm_id": f"00{i}"} | product))
        certificate = {"certificate": f"ISO {draw(TEXTS)}x", "status": "held"}
        certificate |= {"firm_id": f"00{i}", "valid_until": draw(MAYBE(DAYS))}
        found.append(("certificate", certificate))
        need = {"component": f"part {draw(TEXTS)}", "description": draw(MAYBE(TEXTS))}
        need |= {"volume": draw(MAYBE(NUMBERS)), "part_length_mm": draw(MAYBE(NUMBERS))}
        need |= {"target_price_idr": draw(MAYBE(NUMBERS)), "date": draw(MAYBE(DAYS))}
        found.append(("need", {"need_id": f"N-{i}", "firm_id": f"00{i}"} | need))
    return [
        Edit(kind, {name: value for name, value in values.items() if value is not None})
        for kind, values in found
    ]


@pytest.mark.parametrize("database", ["sqlite"])
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=edits())
def test_import_then_export_then_import_changes_nothing(store, take_out, said):
    empty(store)
    edit(store, WHO, said)
    first = take_out(store)
    empty(store)
    counts_of(store, first)  # what no import would bring, such as a cell of blanks, is gone now
    before, second = held(store, versions=True), take_out(store)

    counts = counts_of(store, second)

    assert [c for c in counts if c["imported"] or c["updated"]] == []
    assert held(store, versions=True) == before
    assert sum(c["quarantined"] for c in counts) == 0
