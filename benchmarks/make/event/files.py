"""The documented CSV form: which columns stand in which file, and how they are written."""

import csv
from pathlib import Path

from event.firm_sheets import Row

STAMP = "source as_of certainty note"
COLUMNS = {
    "firms": "firm_id name kind place industry kbli support_needed industry_wished coached_by "
    f"coached_since payment_days_max workers {STAMP}",
    "capabilities": "capability_id firm_id product processes materials machines industry "
    "capacity_per_month capacity_stated max_weight_kg max_length_mm tolerance_mm lead_time_days "
    f"{STAMP}",
    "certificates": f"firm_id certificate status valid_until {STAMP}",
    "needs": "need_id firm_id component description processes materials industry place drawing "
    "drawing_revision part_weight_kg part_length_mm tolerance_mm volume volume_period "
    "start_of_production tooling_by material_by support_offered certificates quality_documents "
    f"payment_days target_price_idr contact event_id date status {STAMP}",
    "requirements": f"need_id kind value {STAMP}",
    "outcomes": f"outcome_id need_id supplier_id step by reason date {STAMP}",
    "partnerships": f"partnership_id supplier_id buyer_id kind date event_id product {STAMP}",
}
WIDE = ("nama perusahaan", "pemilik", "alamat", "kab/kota", "telp", "NIB", "KBLI", "jenis produk",
        "kapasitas produksi", "tenaga kerja", "nilai investasi", "mesin", "sertifikat",
        "pemasaran", "id")  # fmt: skip


def write(path: Path, rows: list[Row], columns: list[str]) -> None:
    """Rows in the order given; a column that no row may lack."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_table(folder: Path, table: str, rows: list[Row]) -> None:
    """One table of the documented form."""
    write(folder / f"{table}.csv", rows, COLUMNS[table].split())
