"""Line kind: which record one line of a table stands for, told by which of its columns fit."""

from collections.abc import Iterable, Sequence

from matcher.intake.fields import WIDE
from matcher.intake.fitting import Seen, assign
from matcher.intake.headings import words
from matcher.intake.mapping import ColumnMapping
from matcher.intake.offered import line_kinds, offered
from matcher.intake.table import Table
from matcher.intake.title_place import title_place
from matcher.records import Row

_MADE = "product processes materials machines capacity_per_month capacity_stated"
# each kind needs one of every group; a sheet that lacks one is hardly of that kind
_NEEDED = {
    "wide": ("name firm_id", f"{_MADE} certificates"),
    "firm": ("name firm_id",),
    "need": ("component",),
    "attendee": ("firm_id", "name"),
    "participant": ("firm_id", "role answer_by"),
    "outcome": ("supplier_id buyer_id", "step"),
    "wish": ("supplier_id", "buyer_id"),
    "capability": ("firm_id", f"{_MADE} capability_id"),
    "firm_fact": ("firm_id", "field", "value"),
    "alias": ("firm_id", "alias"),
    "firm_link": ("firm_id", "other_id", "kind"),
    "certificate": ("firm_id", "certificate"),
    "event": ("name", "date", "place last_date slot_minutes n_tables event_id"),
    "requirement": ("need_id", "kind", "value"),
    "partnership": ("supplier_id", "buyer_id", "kind date product partnership_id"),
    "participation": ("firm_id", "state"),
    "availability": ("firm_id", "date starts available", "starts ends available"),
    "override": ("supplier_id", "buyer_id", "kind"),
    "meeting": ("supplier_id", "buyer_id", "table starts date"),
}
# fields that hardly stand in a sheet of another kind
_TELLING = {
    "participant": "role answer_by",
    "attendee": "position decides",
    "outcome": "step",
    "wish": "wished by",
    "availability": "starts ends available",
    "override": "kind",
    "partnership": "kind partnership_id",
    "meeting": "table",
    "need": "volume volume_per_month target_price_idr drawing tooling_by material_by need_id",
    "certificate": "status valid_until",
    "participation": "state",
}
_HINTS = {
    "need": "kebutuhan need needs rfq permintaan",
    "participant": "peserta participant participants undangan",
    "attendee": "hadirin attendee attendees wakil perwakilan delegasi",
    "outcome": "hasil outcome outcomes progres",
    "wish": "minat ingin wish wishes keinginan",
    "availability": "ketersediaan availability jadwal kesediaan",
    "certificate": "certificates",
    "capability": "kemampuan capability capabilities",
    "override": "override overrides keputusan",
    "partnership": "kemitraan partnership partnerships mou",
    "meeting": "pertemuan meeting meetings agenda",
    "firm": "firms",
    "wide": "ikm",
}
_LACKING, _EXTRA, _HINTED, _SEVERAL = 0.3, 0.5, 0.6, 3
_PERIODS = {"bulan": "month", "tahun": "year", "minggu": "week", "month": "month", "year": "year"}
_PERIODS |= {"week": "week"}
_BESIDE = {"firm_id", "capacity_unit"}
_MAKERS = {"ikm", "ukm", "umkm", "usaha", "pemasok", "supplier"}
_LARGE = {"besar", "pembeli", "buyer", "buyers", "bumn"}


def find_kind(columns: Sequence[Seen], name: str) -> str:
    """Tell what a line stands for from its columns and the name of the sheet and file."""
    kind = max(line_kinds(), key=lambda kind: _score(kind, columns, set(words(name))))
    return "capability" if kind == WIDE and _only_products(columns) else kind


def default_cells(kind: str, columns: Iterable[ColumnMapping], table: Table) -> dict[str, str]:
    """Give what every line lacks, as text by field: a volume whose heading says 'per tahun'.

    The place that a title names is that of every firm, unless a column says it.
    """
    found = {(column.kind, column.field): words(column.heading) for column in columns}
    cells: dict[str, str] = {}
    if ("need", "volume_period") not in found:
        said = [_PERIODS[word] for word in found.get(("need", "volume"), ()) if word in _PERIODS]
        cells |= {"volume_period": said[0]} if said else {}
    if kind in (WIDE, "firm") and ("firm", "kind") not in found:
        heading = {*found.get(("firm", "name"), ()), *words(f"{table.sheet} {table.file}")}
        cells["kind"] = "large" if heading & _LARGE else "ikm"
    if kind in (WIDE, "firm") and ("firm", "place") not in found:
        place, _ = title_place(table)
        cells |= {"place": place} if place else {}
    return cells


def _score(kind: str, columns: Sequence[Seen], hints: set[str]) -> float:
    """Sum how well the columns fit a kind; what it needs and lacks takes most of that away."""
    found = {
        field.name: fit.confidence
        for field, fit in assign(columns, offered(kind))
        if field and not field.personal and field.name not in Row.model_fields
    }
    telling = sum(found.get(name, 0.0) for name in _TELLING.get(kind, "").split())
    hinted = bool(hints.intersection(_HINTS.get(kind, "").split()))
    score = sum(found.values()) + _EXTRA * telling + _HINTED * hinted
    has = all(any(name in found for name in group.split()) for group in _NEEDED[kind])
    return score if has and not _names_makers(kind, columns) else score * _LACKING


def _names_makers(kind: str, columns: Sequence[Seen]) -> bool:
    """Tell a price list of makers from a list of needs, which has no column for them."""
    return kind == "need" and any(
        "nama" in said and said & _MAKERS for said in (set(words(c.heading)) for c in columns)
    )


def _only_products(columns: Sequence[Seen]) -> bool:
    """Tell a list of products with their makers' names from a sheet about the makers."""
    found = [field for field, _ in assign(columns, offered(WIDE)) if field]
    of_firm = {f.name for f in found if f.kind != "capability"} - {*Row.model_fields}
    capability = assign(columns, offered("capability"))
    of_product = {f.name for f, _ in capability if f} - {*_BESIDE, *Row.model_fields}
    return of_firm <= {"name", "firm_id"} and len(of_product) >= _SEVERAL
