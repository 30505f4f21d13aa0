"""The wide sheet of a regional office, one line per firm, as rows of the documented form.

The owner's name, addresses and phone numbers are personal data and left behind on purpose, with
every other column whose heading names a person, a contact or a tax number.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

_HEADINGS = {
    "firm_id": ("id", "id ikm", "id perusahaan"),
    "name": ("nama perusahaan", "nama ikm", "nama usaha"),
    "place": ("kab kota", "kabupaten kota", "kabupaten", "kab", "kota"),
    "kbli": ("kbli", "kode kbli", "kbli 2020"),
    "workers": ("tenaga kerja", "jumlah tenaga kerja", "tk", "jumlah tk"),
    "nib": ("nib", "no nib", "nomor induk berusaha"),
    "investment_stated": ("nilai investasi", "investasi"),
    "markets": ("pemasaran", "daerah pemasaran", "wilayah pemasaran"),
    "product": ("jenis produk", "produk", "nama produk"),
    "machines": ("mesin", "mesin peralatan", "mesin dan peralatan", "peralatan"),
    "capacity_stated": ("kapasitas produksi", "kapasitas"),
    "certificate": ("sertifikat", "sertifikasi"),
    "unit": ("satuan", "satuan kapasitas", "satuan produksi"),
}
HEADINGS = tuple(names[0] for names in _HEADINGS.values())
_COLUMN = {heading: column for column, names in _HEADINGS.items() for heading in names}
_FIRM = ("place", "kbli", "workers", "nib", "investment_stated", "markets")
_CAPABILITY = ("product", "machines", "capacity_stated")
_PERSONAL = re.compile(
    r"\b(?:pemilik|pimpinan|direktur|penanggung|owner|kelamin|lahir|alamat|tel|(?:no)?te?le?[pf]\w*"
    r"|(?:no)?hp\d?|phone|wa|whatsapp|kontak|contact|cp|e ?mail|nik|ktp|npwp)\b|^nama$"
)
_TOTAL = re.compile(r"(?:(?:sub|grand) ?)?(?:jumlah|jml|total)(?: (?:jumlah|total|keseluruhan))?")
# not the strokes of "s/d 2027" and of a day written 12/05/2027
_BETWEEN = re.compile(r"[;,\n]|(?!(?<=\bs)/d\b)(?!(?<=\d)/\d{1,4}\b)/|\bdan\b", re.I)
_NO = re.compile(
    r"(?i)\(?\b(tidak|belum|tdk|blm|nihil)( ada| punya| memiliki)?( sertifika(t|si))?\b\)?"
)
_TO_COME = re.compile(
    r"(?i)\(proses\)|\b(?:dalam|sedang|masih|lagi|tahap) (?:proses|pengurusan|pengajuan)\b"
    r"|^\W*proses\b(?! perpanjangan)|\bproses\W*$"
    r"|\bproses (?:sertifikasi|pengajuan|pengurusan|pembuatan|pendaftaran|audit)\b"
    r"|\b(?:sedang|masih|baru|lagi) (?:diurus|diajukan|mengurus|mengajukan|didaftarkan)\b"
)
_ENDED = re.compile(r"(?i)\b(?:k[ae]d(?:ar)?alu\w*sa|expired|lapsed|habis|mati|dicabut)\b")


@dataclass(frozen=True)
class Regional:
    """Rows of three tables of the form, as text; '' is unknown, `_row` the sheet's line."""

    firms: list[dict[str, str]]
    capabilities: list[dict[str, str]]
    certificates: list[dict[str, str]]


def unread_headings(header: Sequence[str]) -> list[str]:
    """Name the headings that are kept but not read; personal ones are left behind on purpose."""
    others = [heading for heading in header if heading.strip() and not _column(heading)]
    return [heading for heading in others if not _PERSONAL.search(_plain(heading))]


def from_regional(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Regional:
    """Turn numbered lines, cells by heading, into rows of the documented form, in their order.

    Blank lines and totals are left out; a column nobody knows stays on the firm.
    """
    found = Regional([], [], [])
    for line, cells in rows:
        known, others = _sorted(cells)
        if _says_nothing(known["name"], cells):
            continue
        key, row = known["firm_id"] or f"IKM-{line}", {"_row": str(line)}
        firm = {"firm_id": key, "name": known["name"], "kind": "ikm"}
        found.firms.append(others | firm | {name: known[name] for name in _FIRM} | row)
        ids = {"capability_id": f"{key}-1", "firm_id": key}
        found.capabilities.append(ids | {name: known[name] for name in _CAPABILITY} | row)
        for name, status in certificates_in(known["certificate"]):
            found.certificates.append({"firm_id": key, "certificate": name, "status": status} | row)
    return found


def _says_nothing(name: str, cells: Mapping[str, str]) -> bool:
    """Tell a blank line, or a total: named so, or in any cell where no firm is named."""
    plain = [_plain(name)] if name else [_plain(cell) for cell in cells.values()]
    return not any(plain) or any(_TOTAL.fullmatch(text) for text in plain)


def _plain(text: str) -> str:
    """Give the words alone: 'No. Telp', 'no  telp' and 'no_telp' are one heading."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _sorted(cells: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Part the cells we know by column from the others by heading; personal ones are dropped."""
    known, others = dict.fromkeys(_HEADINGS, ""), dict[str, str]()
    for heading, cell in cells.items():
        text = "" if re.fullmatch(r"[\s\-\u2013\u2014]*", cell) else cell.strip()
        column = _column(heading)
        if not column and not _PERSONAL.search(_plain(heading)):
            others[heading] = text
        elif column and text:
            known[column] = "; ".join(filter(None, (known[column], text)))
    known["kbli"] = re.sub(r"\s*(?:[;,/\n]|\bdan\b)\s*(?=\d)", ";", known["kbli"])
    _add_units(known, cells)
    return known, others


def _column(heading: str) -> str:
    return _COLUMN.get(_plain(heading.partition("(")[0]), "")


def _add_units(known: dict[str, str], headings: Iterable[str]) -> None:
    """Put the unit of its heading beside a bare figure: a yearly one is not a monthly one."""
    for heading in headings:
        column, unit = _column(heading), heading.partition("(")[2].rstrip(" )")
        if column.endswith("_stated") and re.fullmatch(r"[^A-Za-z]+", known[column]):
            counted = known["unit"] if column == "capacity_stated" else ""
            known[column] = " ".join(filter(None, (known[column], counted, unit)))


def certificates_in(cell: str) -> list[tuple[str, str]]:
    """Name each certificate of a cell once with its status; '*' only where it names none.

    >>> certificates_in("SNI, belum ISO 9001"), certificates_in("belum ada")
    ([('SNI', 'held'), ('ISO 9001', 'not_held')], [('*', 'not_held')])
    """
    found: dict[str, str] = {}
    for part in filter(None, (" ".join(part.split()) for part in _BETWEEN.split(cell))):
        name = " ".join(_NO.sub("", part).strip(" .:").split()) or "*"
        lacks = _NO.search(part) or _TO_COME.search(part) or _has_ended(part)
        found[name] = "not_held" if lacks else "held"
    return [item for item in found.items() if item[0] != "*" or len(found) == 1]


def _has_ended(part: str) -> bool:
    """Tell "ISO 9001 (kadaluarsa 2022)" from one that names a year still to come."""
    found = _ENDED.search(part)
    years = re.findall(r"\b20\d\d\b", part[found.end() :]) if found else []
    return bool(found) and all(int(year) < date.today().year for year in years)
