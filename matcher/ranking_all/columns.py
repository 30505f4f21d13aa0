"""Columns of the files that are ranked, and of what comes out: what is not here is ignored."""

import pyarrow as pa

_TEXT, _NUMBER = pa.string(), pa.float64()
_PAST = pa.struct(
    [("need_id", _TEXT), ("text", _TEXT), ("date", pa.date32()), ("name", _TEXT), ("buyer", _TEXT)]
)
_CERTIFICATE = pa.struct([("certificate", _TEXT), ("status", _TEXT), ("valid_until", pa.date32())])
_MUST = pa.struct([("kind", _TEXT), ("value", _TEXT)])


def _schema(texts: str, numbers: str, others: dict[str, pa.DataType]) -> pa.Schema:
    fields = dict.fromkeys(texts.split(), _TEXT) | dict.fromkeys(numbers.split(), _NUMBER)
    return pa.schema(list((fields | others).items()))


SUPPLIERS = _schema(
    "firm_id row_id product processes materials machines kbli industry industry_wished place "
    "support_needed coached_by certificates no_certificates",
    "capacity_per_month max_weight_kg max_length_mm tolerance_mm lead_time_days payment_days_max "
    "kept broken",
    {"served": pa.list_(_PAST), "certificate_list": pa.list_(_CERTIFICATE)},
)
NEEDS = _schema(
    "need_id firm_id component description processes materials industry place certificates "
    "support_offered",
    "part_weight_kg part_length_mm tolerance_mm volume_per_month lead_time_days payment_days "
    "kept broken",
    {"date": pa.date32(), "requirements": pa.list_(_MUST)},
)
REQUIRED = {"suppliers": ("firm_id", "product"), "needs": ("need_id", "component")}
IDS = ("firm_id", "need_id")  # of a supplier and of a need: no row may lack it

RANKED = pa.schema(
    [
        ("need_id", _TEXT),
        ("list", _TEXT),
        ("rank", pa.int32()),
        ("firm_id", _TEXT),
        ("row_id", _TEXT),
        ("score", _NUMBER),
        ("buyer_fit", _NUMBER),
        ("supplier_fit", _NUMBER),
        ("completeness", _NUMBER),
        ("below_floor", pa.bool_()),
    ]
)
