"""Special cells: those whose meaning rests on another cell of the line.

"36.000/tahun" is a volume with its period, and a requirement's value is read as its kind says.
"""

from collections.abc import Iterable, Mapping

from features.language import mark, parse_number, parse_quantity
from matcher.intake.capacities import stated_capacity
from matcher.intake.cells import read_cell, what_is_said
from matcher.intake.columns import ColumnReader, readers
from matcher.intake.mapping import ColumnMapping
from matcher.intake.question import Cell, CellError, Question
from matcher.records import NUMERIC_REQUIREMENTS, Requirement

Values = dict[str, object]

_VOLUMES = ("volume", "volume_per_month")
_PERIODS = ("", "week", "month", "year")
_NOT_A_VOLUME = mark(
    "{column}: '{cell}' is not one number of pieces; write one number and per what, for example "
    "5000 pcs/bulan"
)
_SETS = mark(
    "{column}: '{cell}' counts sets; write how many pieces they are together, for example "
    "24 pcs/tahun"
)
_OTHER_PERIOD = mark("{column}: '{cell}' is per {own}, another column says {other}; correct one")
_NO_REGION = mark(
    "{column}: '{cell}' is no place that linkmatch knows; write the kabupaten or kota"
)
_READS = {"volume_per_month": "month_volume", "part_weight_kg": "kg", "part_length_mm": "mm"}
_ANY = {"need_id": "any"}
_READS |= {"tolerance_mm": "mm", "lead_time_days": "days"}


def read_volume(cell: Cell, heading: str) -> tuple[float, str] | None:
    """Read how many pieces are asked for, and per what: week, month, year or '' if not said.

    Raises
    ------
    CellError
        For a range, a weight, a sum of money, or a period that we do not count in.

    >>> read_volume("36.000", "Volume per Tahun (pcs)"), read_volume("500 pcs/bln", "Qty")
    ((36000.0, 'year'), (500.0, 'month'))
    """
    if what_is_said("capacity", cell) is None:
        return None
    told = {"column": heading, "cell": stated_capacity(cell, "")}
    try:
        found = parse_quantity(stated_capacity(cell, heading))
    except ValueError as error:
        raise CellError(_NOT_A_VOLUME, **told) from error
    if found.unit == "set":
        raise CellError(_SETS, **told)
    plain = found.unit in ("", "pieces") and not found.note and found.low == found.high
    if not (plain and found.low > 0 and found.period in _PERIODS):
        raise CellError(_NOT_A_VOLUME, **told)
    return found.low, found.period


def volume_readers(columns: Iterable[ColumnMapping]) -> list[ColumnReader]:
    """Give the readers of a need's columns; a volume is read together with its period."""
    columns = list(columns)
    others = readers(column for column in columns if column.field not in _VOLUMES)
    return others + [_volume_reader(column) for column in columns if column.field in _VOLUMES]


def _volume_reader(column: ColumnMapping) -> ColumnReader:
    heading = column.heading
    return ColumnReader(column, column.field, lambda cell: read_volume(cell, heading))


def settle_volume(values: Values, questions: list[Question], headings: Mapping[str, str]) -> None:
    """Put a volume under the field of its period; two periods that differ are a question."""
    for name in _VOLUMES:
        found = values.pop(name, None)
        if not isinstance(found, tuple):
            continue
        number, period = found
        if name == "volume_per_month" and period in ("", "month"):
            values[name] = number
            continue
        other = values.get("volume_period")
        if period and other and other != period:
            told = {"column": headings.get(name, name), "cell": f"{number:g}"}
            told |= {"own": period, "other": str(other)}
            questions.append(Question(name, told["cell"], _OTHER_PERIOD, dict(told)))
            continue
        values["volume"] = number
        if period:
            values["volume_period"] = period


def read_requirement(
    values: Values, questions: list[Question], headings: Mapping[str, str]
) -> None:
    """Read the value of a requirement as its kind says."""
    kind, value = str(values.get("kind")), values.pop("value", None)
    if value is None or "kind" not in values:
        return
    heading = headings.get("value", "value")
    try:
        if kind in NUMERIC_REQUIREMENTS:
            values["value"] = as_requirement(read_cell(_READS[kind], str(value), heading))
        else:
            values["value"] = Requirement.model_validate(values | _ANY | {"value": value}).value
    except CellError as error:
        questions.append(Question("value", str(value), error.message, error.values))
    except ValueError:
        told = {"column": heading, "cell": value}
        questions.append(Question("value", str(value), _NO_REGION, told))


def as_requirement(number: object) -> str:
    """Write a number as the row model reads it back; '1.125' would come back as 1125."""
    text = f"{number:.15g}"
    if parse_number(text) != number:
        text = text.replace(".", ",") + "0"
    return text
