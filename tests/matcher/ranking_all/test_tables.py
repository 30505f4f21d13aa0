"""What is wrong with a file is one line that says what, where and what to do."""

from datetime import date
from pathlib import Path

import pytest

from features import read_suppliers
from matcher import DataError
from matcher.ranking_all.columns import NEEDS, RANKED, SUPPLIERS
from matcher.ranking_all.keeping import pack_read, unpack_read
from matcher.ranking_all.tables import batches, cells, certificates_of, read_needs_file

ROOT = Path(__file__).parents[3]
FIRM = {"firm_id": "I-1", "product": "poros"}
NEED = {"need_id": "N-1", "component": "poros"}


def the_error(call) -> str:
    with pytest.raises(DataError) as caught:
        call()
    return str(caught.value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [{"firm_id": "I-1"}],
            "a.parquet has no column 'product'; needed are: firm_id, product",
        ),
        ([FIRM, FIRM | {"firm_id": " "}], "a.parquet, row 2 has no firm_id; every row needs one"),
        (
            [FIRM | {"max_weight_kg": "1.200"}],
            "a.parquet, column 'max_weight_kg': text where numbers should be; write the file anew",
        ),
    ],
)
def test_a_wrong_table_of_suppliers_is_one_line(table, rows, said):
    file = table("a.parquet", rows)

    assert the_error(lambda: list(batches(file, "suppliers", 10))) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([NEED, NEED], "n.parquet: the need 'N-1' stands twice; keep one"),
        (
            [NEED | {"requirements": [{"kind": "part_weight_kg", "value": "heavy"}]}],
            "n.parquet, need 'N-1': the must-have part_weight_kg 'heavy' cannot be read; mend it",
        ),
    ],
)
def test_a_wrong_table_of_needs_is_one_line(table, rows, said):
    file = table("n.parquet", rows)

    assert the_error(lambda: read_needs_file(file)) == said


def test_other_columns_are_ignored_and_missing_ones_unknown(table):
    file = table("a.parquet", [FIRM | {"secret": 1, "kbli": 24310}])

    (found,) = batches(file, "suppliers", 10)

    row = cells(found).iloc[0]
    assert "secret" not in row and row["kbli"] == "24310" and row["tolerance_mm"] is None


def test_certificates_come_from_their_list_or_else_from_the_text(table):
    listed = [{"certificate": "ISO 9001", "status": "held", "valid_until": date(2027, 1, 1)}]
    rows = [FIRM | {"certificate_list": listed}, {"firm_id": "I-2", "product": "roda"}]
    rows[1] |= {"certificates": "ISO 9001; SNI", "no_certificates": "IATF 16949"}

    (found,) = batches(table("a.parquet", rows), "suppliers", 10)

    assert certificates_of(found) == {
        "I-1": [("ISO 9001", "held", date(2027, 1, 1))],
        "I-2": [
            ("ISO 9001", "held", None),
            ("SNI", "held", None),
            ("IATF 16949", "not_held", None),
        ],
    }


def test_what_was_read_comes_back_as_it_was(files):
    (found,) = batches(files.suppliers, "suppliers", 1000)
    rows = read_suppliers(cells(found))

    back = unpack_read(pack_read(found, rows)).rows

    assert back[list(rows.columns)].to_dict("records") == rows.to_dict("records")


@pytest.mark.parametrize("schema", [SUPPLIERS, NEEDS, RANKED], ids=["suppliers", "needs", "ranked"])
def test_every_column_is_documented(schema):
    document = (ROOT / "docs/scale.md").read_text(encoding="utf-8")

    assert [name for name in schema.names if f"`{name}`" not in document] == []
