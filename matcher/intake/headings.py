"""Headings: how surely the heading of a column names a field.

A word is mended only where nobody knows it, and every word must find its own: "nama pemilik"
shares a word with "nama perusahaan" and does not become it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from matcher.intake.fields import FIELDS, Field

Words = tuple[str, ...]

TITLE, ALIAS, WEAK, PART = 1.0, 0.95, 0.6, 0.55
_REORDERED, _SHORTENED, _NUMBERED, _JOINED, _GROUPED, _SLIPPED = 0.03, 0.03, 0.05, 0.05, 0.1, 0.13
_SLIP_SIMILARITY, _SLIP_LENGTH = 0.78, 5  # "perushaan", "kapsitas"; not "lama" and "nama"

_MEANS = {
    short: word
    for word, shorts in {
        "jumlah": "jml jlh jmlh jum",
        "tanggal": "tgl tggl",
        "no": "nomor nmr nomer number num",
        "tahun": "thn th yr annual yearly tahunan",
        "bulan": "bln bl bulanan monthly",
        "minggu": "mgg mingguan weekly",
        "telepon": "telp tlp tlpn telpon tlf telf telephone telephon tel notelp",
        "hp": "handphone hape nohp hp1 hp2",
        "wa": "whatsapp nowa",
        "email": "emai surel",
        "kapasitas": "kap kpsts",
        "produksi": "prod",
        "alamat": "almt alm",
        "kabupaten": "kab kabu",
        "perusahaan": "prsh perush prshn perushn prs",
        "tenaga": "tng",
        "spesifikasi": "spek",
        "keterangan": "ket ktr",
        "sertifikat": "sertif",
        "nama": "nm",
        "jenis": "jns",
        "volume": "vol",
        "qty": "quantity kuantitas kuantiti",
        "maksimal": "maks max maksimum maximum",
        "untuk": "utk",
        "nilai": "nil",
        "pcs": "pc buah bh piece pieces",
        "sertifikasi": "sertifikasinya",
        "gambar": "gbr",
    }.items()
    for short in shorts.split()
}
_NOISE = {"dan", "yang", "yg", "atau", "per", "anda", "the", "of", "nya", "pada", "di"}
_PERIODS = {"bulan", "tahun", "minggu", "month", "year", "week", "hari"}
# beside a known name these say that the column is about something else
_OTHERWISE = re.compile(
    r"laki|perempuan|pria|wanita|l|p|asing|tetap|kontrak|harian|rencana|target|potensi|realisasi"
    r"|lalu|sebelum|sesudah|lama|lahir|rumah|ibu|istri|suami|anak|jumlah|nilai|rp|harga|no|kode|id"
    r"|status|tanggal|tahun|bulan|jam|email|telepon|hp|wa|alamat|nama|kirim|bukan|asal|jenis|satuan"
    r"|pemilik|pic|kontak|foto|scan|file|lampiran|link|penerbit|terbit|berlaku|masa|luas|daya"
)

_OTHER_MEASURE = re.compile(r"(?i)%|m[23\u00b2\u00b3]\b|\blit(?:er|re)\b")


@cache
def words(heading: str) -> Words:
    """Give what a heading says, word by word: 'No. Telp/HP' and 'nomor telepon hp' say the same.

    >>> words("Jml. Tenaga Kerja (orang)")
    ('jumlah', 'tenaga', 'kerja', 'orang')
    """
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"\be[\s-]+mail\b", "email", plain.replace("_", " "))
    found = [_MEANS.get(word, word) for word in re.findall(r"[a-z]+|\d+", plain)]
    said = [word for word in found if word not in _NOISE]
    counted = [word for word in said if word != "pcs"]
    return tuple(counted if set(counted) - _PERIODS else said)


def heading_fit(heading: str, field: Field) -> float:
    """Tell in [0, 1] how surely a heading names a field of its kind; 1 is the title itself.

    >>> from matcher.intake.fields import field
    >>> heading_fit("Nama Pemilik", field("firm", "name"))
    0.0
    """
    return _fits(heading).get((field.kind, field.name), 0.0)


def is_running_number(heading: str) -> bool:
    """Tell whether a heading is that of the lines' own numbers: 'No', 'No. Urut', '#'."""
    return heading.strip() == "#" or words(heading) in {("no",), ("no", "urut"), ("urut",), ("nr",)}


@cache
def _fits(heading: str) -> dict[tuple[str, str], float]:
    best: dict[tuple[str, str], float] = {}
    said = list(_said(heading))
    for found in FIELDS:
        fit = max(_less(_best(text, found), cost) for text, cost in said)
        if fit > 0:
            best[found.kind, found.name] = round(fit, 3)
    if max(best.values(), default=0.0) <= PART:
        best |= {key: fit for key, fit in _mended(words(heading)).items() if fit > best.get(key, 0)}
    return best


def _less(fit: float, cost: float) -> float:
    """Take off what a reading costs; only the whole heading can be the title."""
    return min(fit, ALIAS) - cost if cost else fit


def _said(heading: str) -> Iterator[tuple[Words, float]]:
    """Give the readings of a heading with what each costs: whole, without its unit, its end."""
    yield words(heading), 0.0
    if _OTHER_MEASURE.search(heading):
        return
    shorter = re.sub(r"\([^)]*\)?|\[[^\]]*\]", " ", heading)
    yield words(shorter), _SHORTENED
    yield words(re.sub(r"[\s.]*\d+\s*$", "", shorter)), _NUMBERED
    if " / " in heading:
        yield words(shorter.rpartition(" / ")[2]), _GROUPED


def _best(said: Words, found: Field) -> float:
    if not said:
        return 0.0
    spellings = _spellings(found)
    if said in spellings:
        return spellings[said]
    in_order = {tuple(sorted(spelling)): fit for spelling, fit in spellings.items()}
    if fit := in_order.get(tuple(sorted(said)), 0.0):
        return fit - _REORDERED
    return max((_partly(said, spelling) for spelling in spellings), default=0.0)


@cache
def _spellings(found: Field) -> dict[Words, float]:
    spelled = {words(name): WEAK for name in found.weak_aliases}
    spelled |= {words(name): ALIAS for name in found.aliases}
    return spelled | {words(name): TITLE for name in (found.title_id, found.title_en, found.name)}


def _partly(said: Words, spelling: Words) -> float:
    """Credit a heading that says a known name and something more that does not turn it."""
    more = [word for word in said if word not in spelling]
    if not set(spelling) <= set(said) or any(map(_OTHERWISE.fullmatch, more)):
        return 0.0
    return PART * len(spelling) / len(said)


def _mended(said: Words) -> dict[tuple[str, str], float]:
    """Compare with slips of the pen allowed in words that stand in no heading we know."""
    best: dict[tuple[str, str], float] = {}
    for each in FIELDS:
        sure = [spelling for spelling, fit in _spellings(each).items() if fit > WEAK]
        if fit := max(_slips(said, spelling) for spelling in sure):
            best[each.kind, each.name] = fit
    return best


def _slips(said: Words, spelling: Words) -> float:
    if said and "".join(said) == "".join(spelling):
        return ALIAS - _JOINED
    if len(said) != len(spelling):
        return 0.0
    slipped = [(a, b) for a, b in zip(said, spelling, strict=True) if a != b]
    return ALIAS - _SLIPPED if len(slipped) <= 2 and all(_is_slip(*pair) for pair in slipped) else 0


def _is_slip(word: str, known: str) -> bool:
    if min(len(word), len(known)) < _SLIP_LENGTH or word in _lexicon():
        return False
    return DamerauLevenshtein.normalized_similarity(word, known) >= _SLIP_SIMILARITY


@cache
def _lexicon() -> frozenset[str]:
    return frozenset(word for found in FIELDS for name in _spellings(found) for word in name)
